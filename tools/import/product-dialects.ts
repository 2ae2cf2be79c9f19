import { ImportProblem } from './import-problem.ts';
import type { ProductDialect } from './product-columns.ts';
import type { Sheet } from './read-rows.ts';
import { isShopify, shopifyDialect } from './shopify-rows.ts';
import { isSpree, spreeDialect } from './spree-rows.ts';
import { isWoo, wooDialect } from './woo-rows.ts';

/** Whether a file is of a shop system that is not this one. */
export const isOfAnotherShop = (sheet: Sheet): boolean => isShopify(sheet) || isWoo(sheet) || isSpree(sheet);

/** Which shop system a product file is of, by its columns. @throws ImportProblem for one that is of none we know */
export function dialectOf(sheet: Sheet): ProductDialect {
  if (isShopify(sheet)) return shopifyDialect(sheet);
  if (isWoo(sheet)) return wooDialect(sheet);
  if (isSpree(sheet)) return spreeDialect(sheet);
  throw new ImportProblem(
    `This is not a product file we can read: those of Shopify have the columns Handle or URL handle and Title, those of WooCommerce ID, Type, Name and Regular price, those of Spree slug, sku, name and price, our own SKU, Handle, Product ID or Variant ID. Its columns are ${sheet.columns.slice(0, 12).join(', ')}. Nothing was changed.`,
  );
}
