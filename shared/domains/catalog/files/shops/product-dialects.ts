import type { ProductDialect } from './product-columns.ts';
import type { ShopSheet } from './shop-sheet.ts';
import { isShopify, shopifyDialect } from './shopify-rows.ts';
import { isSpree, spreeDialect } from './spree-rows.ts';
import { isWoo, wooDialect } from './woo-rows.ts';

/** Whether a file is of a shop system that is not this one. */
export const isOfAnotherShop = (sheet: Pick<ShopSheet, 'columns'>): boolean =>
  isShopify(sheet) || isWoo(sheet) || isSpree(sheet);

/** Which shop system a product file is of, by its columns. Null: none we know. */
export function dialectOf(sheet: Pick<ShopSheet, 'columns'>): ProductDialect | null {
  if (isShopify(sheet)) return shopifyDialect(sheet);
  if (isWoo(sheet)) return wooDialect(sheet);
  return isSpree(sheet) ? spreeDialect(sheet) : null;
}

/** Whether a table is our own spreadsheet: it has a column that says which product or variant a row is of. */
export function isOwnSheet({ columns }: Pick<ShopSheet, 'columns'>): boolean {
  const names = new Set(columns.map((name) => name.toLowerCase()));
  return ['sku', 'variant id', 'product id', 'handle'].some((name) => names.has(name));
}

/** What is said of a table that is of nobody we know. */
export const notOurs = ({ columns }: Pick<ShopSheet, 'columns'>): string =>
  `This is not a product file we can read: those of Shopify have the columns Handle or URL handle and Title, those of WooCommerce ID, Type, Name and Regular price, those of Spree slug, sku, name and price, our own SKU, Handle, Product ID or Variant ID. Its columns are ${columns.slice(0, 12).join(', ')}.`;
