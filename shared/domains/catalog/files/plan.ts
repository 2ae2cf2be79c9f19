import { normaliseBarcode, toGtin14 } from '../gtin.ts';
import { growOptions } from '../rules.ts';
import { planCustoms, planProductFields, planVariant } from './plan-changes.ts';
import { planNew } from './plan-new.ts';
import type { PlannedChange, PlannedProduct, PlannedUnit, ShopOfFile, TakenCodes } from './planned.ts';
import type { ProductRecord, VariantRecord } from './record.ts';

export interface PlanOf {
  readonly before: ProductRecord | null;
  /** The product as the file wants it; variants that it does not name stay as they are */
  readonly wanted: ProductRecord;
  readonly shop: ShopOfFile;
  readonly taken: TakenCodes;
  /** Price lists that the file speaks of; null is the one that the shop sells from */
  readonly knows: ReadonlySet<string | null>;
}

/** What one product of a file asks for. */
export function planProduct({ before, wanted, shop, taken, knows }: PlanOf): PlannedProduct {
  const about = { productId: wanted.id, handle: wanted.handle, title: before?.title ?? wanted.title };
  const bad: { sku: string | null; reason: string }[] = [];
  const holder = taken.handles.get(wanted.handle);
  if (holder !== undefined && holder !== wanted.id) {
    bad.push({ sku: null, reason: `the address “${wanted.handle}” belongs to another product` });
    return { kind: 'same', ...about, entry: null, units: [], bad };
  }
  const noClass = unknownClass(before, wanted, shop);
  if (noClass && before === null) {
    bad.push({ sku: null, reason: noClass });
    return { kind: 'same', ...about, entry: null, units: [], bad };
  }
  if (before === null) return newProductOf(about, wanted, { shop, taken });
  const known = new Map(before.variants.map((variant) => [variant.id, variant]));
  const units: PlannedUnit[] = [];
  const fresh: VariantRecord[] = [];
  const good: VariantRecord[] = [];
  for (const variant of wanted.variants) {
    const was = known.get(variant.id);
    const clash = clashOf(variant, was, taken);
    const unit = clash ?? (was ? planVariant(was, variant, knows, shop.currency) : null);
    if (typeof unit === 'string') {
      bad.push({ sku: variant.sku, reason: unit });
      if (was) good.push(was);
    } else {
      good.push(variant);
      if (unit) units.push(unit);
      else fresh.push(variant);
    }
  }
  const kept = { ...wanted, variants: good };
  // New values come with their variants: naming them is no change of the options by itself.
  const grown = growOptions(
    before.options.map(({ name, values }) => ({ name, values: [...values] })),
    fresh,
  );
  const options = JSON.stringify(grown) === JSON.stringify(wanted.options) ? before.options : wanted.options;
  const fields = noClass ?? planProductFields(before, { ...kept, options });
  if (typeof fields === 'string') bad.push({ sku: null, reason: fields });
  else units.push(fields);
  if (fresh.length > 0) units.push(...addedUnits(kept, fresh, bad));
  const customs = planCustoms(before, kept);
  if (typeof customs === 'string') bad.push({ sku: null, reason: customs });
  else if (customs) units.push(customs);
  const said = units.filter(({ commands, prices }) => commands.length + prices.length > 0);
  return { kind: said.length > 0 ? 'changed' : 'same', ...about, entry: null, units: said, bad };
}

/** A class without a rate would be taxed as nobody meant it. */
function unknownClass(
  before: ProductRecord | null,
  { taxClass }: ProductRecord,
  { taxClasses }: ShopOfFile,
): string | null {
  if (taxClass === before?.taxClass || taxClasses.length === 0 || taxClasses.includes(taxClass)) return null;
  return `there is no tax class “${taxClass}” here (${taxClasses.join(', ')})`;
}

type About = Pick<PlannedProduct, 'productId' | 'handle' | 'title'>;

function newProductOf(about: About, wanted: ProductRecord, of: Pick<PlanOf, 'shop' | 'taken'>): PlannedProduct {
  const no = (reason: string): PlannedProduct => ({
    ...{ kind: 'same', ...about, entry: null, units: [] },
    bad: [{ sku: null, reason }],
  });
  for (const variant of wanted.variants) {
    const clash = clashOf(variant, undefined, of.taken);
    if (clash) return no(clash);
    const foreign = variant.cost && variant.cost.currency !== of.shop.currency ? variant.cost.currency : null;
    if (foreign) return no(`${variant.sku}: its cost is in ${foreign}, this shop keeps costs in ${of.shop.currency}`);
  }
  const planned = planNew(wanted);
  if (typeof planned === 'string') return no(planned);
  const { entry, commands, prices } = planned;
  return { kind: 'new', ...about, entry, units: [{ sku: null, changes: [], commands, prices }], bad: [] };
}

/** Variants that an existing product gets. */
function addedUnits(
  wanted: ProductRecord,
  fresh: readonly VariantRecord[],
  bad: PlannedProduct['bad'][number][],
): PlannedUnit[] {
  const planned = planNew({ ...wanted, variants: fresh, customs: null, metafields: [] });
  if (typeof planned === 'string') {
    for (const { sku } of fresh) bad.push({ sku, reason: planned });
    return [];
  }
  const { entry, commands, prices } = planned;
  const add = { name: 'catalog.addVariants', args: { productId: wanted.id, variants: entry.variants } };
  const changes = fresh.map(
    ({ sku, title }): PlannedChange => ({ sku, field: 'New variant', from: '', to: title || sku }),
  );
  // A place is given by what is there already, and customs are said of all variants at once.
  const after = commands.filter(({ name, args }) => name !== 'catalog.setCustoms' && !placesOnly(args));
  return [{ sku: fresh[0]?.sku ?? null, changes, commands: [add, ...after], prices }];
}

const placesOnly = (args: unknown): boolean => {
  const { patch } = args as { patch?: Record<string, unknown> };
  return patch !== undefined && Object.keys(patch).join() === 'position';
};

/** Why a variant cannot have its codes; null: it can. */
function clashOf(variant: VariantRecord, was: VariantRecord | undefined, taken: TakenCodes): string | null {
  const holder = taken.skus.get(variant.sku);
  if (holder !== undefined && holder !== variant.id) return `the SKU ${variant.sku} belongs to another variant`;
  // What is there already stays, whatever it is.
  const first = variant.gtin === null || variant.gtin === was?.gtin ? [] : [variant.gtin];
  const wrong = first.map((code) => ({ code, read: toGtin14(code) })).find(({ read }) => !read.ok);
  if (wrong) {
    const expected = wrong.read.ok ? undefined : wrong.read.expected;
    return `${wrong.code} is no valid barcode: ${expected === undefined ? 'a GTIN has 8, 12, 13 or 14 digits' : `its last digit should be ${expected}`}`;
  }
  for (const code of [...first, ...variant.barcodes]) {
    const has = taken.codes.get(normaliseBarcode(code));
    if (has !== undefined && has !== variant.id) return `the barcode ${code} belongs to another variant`;
  }
  return null;
}
