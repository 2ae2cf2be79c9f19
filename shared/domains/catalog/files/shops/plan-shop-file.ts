import { newProduct, newVariant } from '../../args.ts';
import { decimalsOf } from '../../../../kernel/currencies.ts';
import { normaliseBarcode, toGtin14 } from '../../gtin.ts';
import type { FoundCodes, PlanTalk, ShopReads } from '../plan-file.ts';
import type { ShopOfFile } from '../planned.ts';
import type { RowProblem } from '../read-file.ts';
import { reasonOf } from '../read-lossless.ts';
import type { ProductColumns, ProductDialect, ProductGroup, ShopDialect } from './product-columns.ts';
import { type FileProduct, readProduct } from './read-product.ts';
import type { Rejected, ShopSheet } from './shop-sheet.ts';

/** Looks at a products file of another shop system: what of it is new here, and which rows cannot be taken. */

/** A row that is not taken, with its cells as they stand in the file. */
export interface ShopRowProblem extends RowProblem {
  readonly fields: readonly string[];
}

export interface ShopFilePlan {
  readonly dialect: ShopDialect;
  /** Names the dialect in every id */
  readonly source: string;
  readonly columns: readonly string[];
  /** Products that the shop does not have */
  readonly products: readonly FileProduct[];
  /** Products that are here already; they are left as they are */
  readonly here: number;
  readonly problems: readonly ShopRowProblem[];
  /** Columns that have no field of their own, and are kept with the product */
  readonly keptAside: readonly string[];
  /** Rows in the file, without its head */
  readonly rows: number;
  /** A problem of every row of a product */
  readonly problemsOf: (product: FileProduct, reason: string) => readonly ShopRowProblem[];
  /** A problem of the row of one variant */
  readonly problemOf: (product: FileProduct, variantId: string, reason: string) => ShopRowProblem;
}

const PART = 100;
const MOST_VARIANTS = 250;

/** @returns null where a person stopped it @throws FileProblem where the file cannot be read to its end */
export async function planShopFile(
  { kind, columns, group }: ProductDialect,
  sheet: ShopSheet,
  shop: ShopOfFile,
  reads: ShopReads,
  talk: PlanTalk,
): Promise<ShopFilePlan | null> {
  const problems: ShopRowProblem[] = [];
  const reject = (row: Rejected) => problems.push(problemOf(row, columns));
  const { groups, lines } = await group(sheet, reject);
  if (talk.stopped()) return null;
  const rowsOf = new Map<string, ProductGroup>();
  const taken = new Map<string, number>();
  const claimed = new Map<string, string>();
  const digitsOf = (currency: string) => decimalsOf(currency || shop.currency) ?? 2;
  const refuse = (product: FileProduct, reason: string) =>
    allRows(rowsOf.get(product.product.id)).map(({ line, fields }) => problemOf({ line, fields, reason }, columns));
  const rowOf = (product: FileProduct, sku: string) => {
    const { product: head, variants = [] } = rowsOf.get(product.product.id) ?? {};
    return variants.find((row) => columns.at(row, 'sku') === sku) ?? head ?? { line: 0, fields: [] };
  };
  const fresh: FileProduct[] = [];
  let here = 0;
  for (let at = 0; at < groups.length; at += PART) {
    if (talk.stopped()) return null;
    const part = groups.slice(at, at + PART).flatMap((one) => {
      const read = readProduct(one, columns, taken, reject, digitsOf);
      if (read) rowsOf.set(read.product.id, one);
      return read ?? [];
    });
    const [known, found] = await lookUp(part, reads);
    for (const one of part) {
      const skus = known.get(one.product.id);
      if (skus) {
        here += 1;
        const reason = 'its product is here already and is left as it is: add this variant there';
        for (const { sku } of one.variants)
          if (!skus.has(sku)) problems.push(problemOf({ ...rowOf(one, sku), reason }, columns));
        continue;
      }
      const reason = faultOf(one, shop, found, claimed);
      if (reason === null) {
        for (const code of codesOf(one)) claimed.set(code.kept, code.variantId);
        fresh.push(one);
      } else problems.push(...refuse(one, reason));
    }
    talk.progress(Math.min(at + PART, groups.length), groups.length);
  }
  return {
    ...{ dialect: kind, source: columns.source, columns: sheet.columns, products: fresh, here, rows: lines },
    ...{ keptAside: columns.otherNames, problems: problems.toSorted((a, b) => a.line - b.line), problemsOf: refuse },
    problemOf: (product, variantId, reason) => {
      const { sku = '' } = product.variants.find(({ id }) => id === variantId) ?? {};
      return problemOf({ ...rowOf(product, sku), reason }, columns);
    },
  };
}

function problemOf(
  { line, fields, reason }: Pick<Rejected, 'line' | 'fields' | 'reason'>,
  { at }: ProductColumns,
): ShopRowProblem {
  const row = { line, fields };
  return { line, reason, fields, about: at(row, 'sku') || at(row, 'slug') || at(row, 'name') };
}

const allRows = (group: ProductGroup | undefined) =>
  group
    ? [...new Set([group.product, ...group.variants, ...group.morePrices, ...group.besides])].toSorted(
        (a, b) => a.line - b.line,
      )
    : [];

const codesOf = ({ variants }: FileProduct) =>
  variants.flatMap(({ id, barcodes }) =>
    ((barcodes ?? []) as readonly string[]).map((code) => ({ code, kept: normaliseBarcode(code), variantId: id })),
  );

/** As the command that keeps them: twelve digits and more with a wrong check digit are a misread. */
function barcodeFault(code: string): string | null {
  const read = toGtin14(code);
  if (read.ok || read.expected === undefined || code.replaceAll(/[\s-]/g, '').length < 12) return null;
  return `${code} is no valid barcode: its last digit should be ${read.expected}`;
}

/** What the shop has of these already: SKUs by product, and who has their codes. */
async function lookUp(
  part: readonly FileProduct[],
  reads: ShopReads,
): Promise<readonly [known: ReadonlyMap<string, ReadonlySet<string>>, found: FoundCodes]> {
  const records = await reads.records(part.map(({ product }) => product.id));
  const known = new Map(records.map(({ id, variants }) => [id, new Set(variants.map(({ sku }) => sku))]));
  const fresh = part.filter(({ product }) => !known.has(product.id));
  const found = await reads.find({
    handles: fresh.flatMap(({ product }) => product.handle ?? []),
    skus: fresh.flatMap(({ variants }) => variants.map(({ sku }) => sku)),
    codes: fresh.flatMap((one) => codesOf(one).map(({ kept }) => kept)),
    variantIds: [],
  });
  return [known, found];
}

/** Why a product cannot be made; null: it can. Checked here, so that a person reads it before anything is written. */
function faultOf(
  { product, variants, currency }: FileProduct,
  shop: ShopOfFile,
  found: FoundCodes,
  claimed: ReadonlyMap<string, string>,
): string | null {
  const { handle = '', taxClass } = product as { handle?: string; taxClass?: string };
  if (found.handles.get(handle) !== undefined) return `the address “${handle}” belongs to another product here`;
  if (variants.length > MOST_VARIANTS) return `${variants.length} variants: a product has at most ${MOST_VARIANTS}`;
  if (taxClass && shop.taxClasses.length > 0 && !shop.taxClasses.includes(taxClass))
    return `there is no tax class “${taxClass}” here (${shop.taxClasses.join(', ')})`;
  if (currency !== '' && decimalsOf(currency) === undefined) return `“${currency}” is no currency that is known`;
  const read = newProduct.safeParse(product);
  if (!read.success) return reasonOf(read.error);
  for (const variant of variants) {
    const one = newVariant.safeParse(variant);
    if (!one.success) return `${variant.sku}: ${reasonOf(one.error)}`;
    if (found.skus.get(variant.sku) !== undefined) return `the SKU ${variant.sku} belongs to another variant here`;
    for (const code of one.data.barcodes ?? []) {
      const kept = normaliseBarcode(code);
      const fault = barcodeFault(code);
      if (fault) return fault;
      const holder = found.codes.get(kept) ?? claimed.get(kept);
      if (holder !== undefined && holder !== variant.id) return `the barcode ${code} belongs to another variant`;
    }
  }
  return null;
}
