import { batchId } from './import-products-batch.ts';
import { ImportProblem } from './import-problem.ts';
import type { Rejected } from '@tillhouse/shared/domains/catalog/files/shops/shop-sheet.ts';
import type { ImportTalk, ImportTarget } from './import-target.ts';
import { openSheet } from './read-rows.ts';
import { RejectedReport } from './rejected-report.ts';
import { sendProducts } from './send-products.ts';
import { decimalsOf } from '@tillhouse/shared/kernel/currencies.ts';
import { idOf } from '@tillhouse/shared/kernel/source-ids.ts';
import { dialectOf, notOurs } from '@tillhouse/shared/domains/catalog/files/shops/product-dialects.ts';
import {
  type FileProduct,
  type MorePrice,
  readProduct,
} from '@tillhouse/shared/domains/catalog/files/shops/read-product.ts';

export interface ProductsOptions {
  readonly path: string;
  readonly reportPath: string;
  /** Takes prices of another currency as they stand into the shop's own. */
  readonly pricesAsOwn?: boolean | undefined;
  /** Brings the counts of the file in as opening stock of this location. */
  readonly stockAt?: string | undefined;
}

export interface ProductsResult {
  /** `spree`, `shopify` or `woocommerce`: what the file was read as */
  readonly source: string;
  readonly lines: number;
  readonly importedLines: number;
  readonly products: number;
  readonly variants: number;
  /** Price lists made for currencies that are not the shop's */
  readonly foreignCurrencies: readonly string[];
  readonly keptAside: readonly string[];
  readonly stockUnits: number;
  readonly report: RejectedReport;
}

const LINES_OF_STOCK = 500;

/** Brings a product file in as a catalogue. Products that are there already are left as they are. */
export async function importProducts(
  target: ImportTarget,
  talk: ImportTalk,
  options: ProductsOptions,
): Promise<ProductsResult> {
  const location = target.store.locations.find(({ name }) => name === options.stockAt);
  if (options.stockAt && !location) {
    throw new ImportProblem(
      `There is no location ${options.stockAt} in this shop (${target.store.locations.map(({ name }) => name).join(', ')}). Nothing was changed.`,
    );
  }
  const sheet = await openSheet(options.path);
  const dialect = dialectOf(sheet);
  if (!dialect) throw new ImportProblem(`${notOurs(sheet)} Nothing was changed.`);
  const { columns, group } = dialect;
  const { source } = columns;
  const report = new RejectedReport(options.reportPath, sheet.columns);
  const reject = report.add.bind(report);
  const { groups, lines } = await group(sheet, reject);
  const taken = new Map<string, number>();
  const { currency: ownMoney } = target.store;
  const digitsOf = (currency: string) => decimalsOf(options.pricesAsOwn ? ownMoney : currency || ownMoney) ?? 2;
  const made = groups.flatMap((one) => readProduct(one, columns, taken, reject, digitsOf) ?? []);
  const rows = new Map(
    groups.flatMap(({ product, variants, morePrices, besides }) =>
      [product, ...variants, ...morePrices, ...besides].map((row) => [row.line, row] as const),
    ),
  );

  const count = { lines: 0, products: 0, variants: 0 };
  const foreign: string[] = [];
  const applied = new Set<string>();
  for (const [currency, products] of byCurrency(made, options.pricesAsOwn ? target.store.currency : null)) {
    const own = currency === target.store.currency || currency === '';
    if (!own) foreign.push(currency);
    const priceListId = own ? null : await priceListOf(target, source, currency);
    await sendProducts(target, products, talk, {
      source,
      priceListId,
      applied: (some) => {
        count.products += some.length;
        for (const one of some) {
          applied.add(one.product.id);
          count.lines += one.lines.length;
          count.variants += one.variants.length;
        }
        talk.progress(`${count.products.toLocaleString('en')} of ${made.length.toLocaleString('en')} products are in`);
      },
      refused: ({ lines: refusedLines }, outcome) => {
        for (const line of refusedLines)
          reject({
            line,
            code: outcome.code ?? 'refused',
            reason: outcome.message ?? 'refused',
            fields: rows.get(line)?.fields ?? [],
          });
      },
    });
  }
  const inShop = made.filter(({ product }) => applied.has(product.id));
  for (const currency of new Set(inShop.flatMap((one) => one.morePrices.map((price) => price.currency)))) {
    if (talk.stopped()) break;
    foreign.push(currency);
    const prices = inShop.flatMap((one) => one.morePrices.filter((price) => price.currency === currency));
    count.lines += await savePrices(target, source, currency, prices, reject);
  }
  const stockUnits = location && !talk.stopped() ? await openingStock(target, source, inShop, location.id) : 0;
  await report.close();
  return {
    source,
    lines,
    importedLines: count.lines,
    products: count.products,
    variants: count.variants,
    foreignCurrencies: foreign,
    keptAside: columns.otherNames,
    stockUnits,
    report,
  };
}

function byCurrency(products: readonly FileProduct[], as: string | null): Map<string, FileProduct[]> {
  return Map.groupBy(products, ({ currency }) => as ?? currency);
}

/** Prices in another currency get a list of their own: money is never converted by guess. */
async function priceListOf(target: ImportTarget, source: string, currency: string): Promise<string> {
  const list = { id: idOf(source, 'price-list', currency), name: `Imported ${currency}`, currency, isDefault: false };
  const args = { list };
  const outcome = await target.command('pricing.savePriceList', args, batchId(source, 'pricing.savePriceList', args));
  if (outcome.status !== 'applied')
    throw new ImportProblem(`The shop refused a price list in ${currency}: ${outcome.message}. Nothing was changed.`);
  return list.id;
}

/** Prices of variants in one more currency. @returns how many rows are in */
async function savePrices(
  target: ImportTarget,
  source: string,
  currency: string,
  prices: readonly MorePrice[],
  reject: (row: Rejected) => void,
): Promise<number> {
  const own = currency === target.store.currency;
  const priceListId = own ? null : await priceListOf(target, source, currency);
  let lines = 0;
  for (let start = 0; start < prices.length; start += LINES_OF_STOCK) {
    const some = prices.slice(start, start + LINES_OF_STOCK);
    const changes = some.map(({ variantId, amount, compareAt }) => ({
      variantId,
      base: null,
      value: amount,
      compareAt: { base: null, value: compareAt },
    }));
    const args = { priceListId, changes };
    const outcome = await target.command('pricing.setPrice', args, batchId(source, 'pricing.setPrice', args));
    if (outcome.status === 'applied') lines += some.length;
    else {
      for (const { row } of some)
        reject({
          line: row.line,
          code: outcome.code ?? 'refused',
          reason: outcome.message ?? 'refused',
          fields: row.fields,
        });
    }
  }
  return lines;
}

/** Counts go in once: the id of each batch is made from its content. */
async function openingStock(
  target: ImportTarget,
  source: string,
  products: readonly FileProduct[],
  locationId: string,
): Promise<number> {
  const all = products.flatMap(({ stock }) => stock);
  let units = 0;
  for (let start = 0; start < all.length; start += LINES_OF_STOCK) {
    const some = all.slice(start, start + LINES_OF_STOCK);
    const lines = some.map(({ variantId, count }) => ({ locationId, variantId, delta: count }));
    const args = { lines, reason: 'opening', note: 'from the product file' };
    const outcome = await target.command('inventory.adjust', args, batchId(source, 'inventory.adjust', args));
    if (outcome.status !== 'applied')
      throw new ImportProblem(`The products are in, but the shop refused their stock: ${outcome.message}`);
    units += some.reduce((sum, { count }) => sum + count, 0);
  }
  return units;
}
