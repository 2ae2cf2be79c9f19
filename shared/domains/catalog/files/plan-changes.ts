import { productPatch, variantPatch } from '../args.ts';
import { normaliseBarcode } from '../gtin.ts';
import { sameValue } from '../rules.ts';
import { customsOf } from './plan-new.ts';
import { planPrices } from './plan-prices.ts';
import {
  factsAreNone,
  moneyText,
  type PlannedChange,
  type PlannedCommand,
  type PlannedUnit,
  shownValue,
} from './planned.ts';
import { reasonOf } from './read-lossless.ts';
import type { ProductRecord, RecordFacts, VariantRecord } from './record.ts';

/** Fields of a product by the names that people read. */
const productLabels = {
  title: 'Title',
  handle: 'Handle',
  description: 'Description',
  status: 'Status',
  category: 'Category',
  supplier: 'Supplier',
  tags: 'Tags',
  options: 'Options',
  taxClass: 'Tax class',
  minimumAge: 'Minimum age',
  image: 'Picture',
  soldAtTill: 'Sold at tills',
  soldOnline: 'Sold online',
} as const satisfies Partial<Record<keyof ProductRecord, string>>;

const variantLabels = {
  title: 'Variant title',
  optionValues: 'Option values',
  sku: 'SKU',
  gtin: 'Barcode',
  unit: 'Unit',
  scale: 'Decimals of a quantity',
  measure: 'Contents',
  depositId: 'Deposit',
  tracked: 'Stock is counted',
  image: 'Variant picture',
  position: 'Position',
  status: 'Variant status',
} as const satisfies Partial<Record<keyof VariantRecord, string>>;

/** A line break is one, whatever a spreadsheet made of it. */
const plain = (value: unknown): unknown => (typeof value === 'string' ? value.replaceAll('\r\n', '\n') : value);

function patchOf<R extends object>(
  before: R,
  wanted: R,
  labels: Partial<Record<keyof R & string, string>>,
  sku: string | null,
) {
  const patch: Record<string, { base: unknown; value: unknown }> = {};
  const changes: PlannedChange[] = [];
  for (const [field, label] of Object.entries(labels) as [keyof R & string, string][]) {
    const [base, value] = [before[field] as unknown, wanted[field] as unknown];
    if (sameValue(plain(base), plain(value))) continue;
    patch[field] = { base, value };
    changes.push({ sku, field: label, from: shownValue(base), to: shownValue(value) });
  }
  return { patch, changes };
}

/** The changes of one row, or why it cannot be taken. */
export function planVariant(
  before: VariantRecord,
  wanted: VariantRecord,
  knows: ReadonlySet<string | null>,
  currency: string,
): PlannedUnit | string {
  const { patch, changes } = patchOf(before, wanted, variantLabels, wanted.sku);
  if (wanted.cost !== undefined && before.cost !== undefined && !sameValue(before.cost, wanted.cost)) {
    const in_ = wanted.cost?.currency ?? currency;
    if (in_ !== (before.cost?.currency ?? currency))
      return `its cost is kept in ${before.cost?.currency ?? currency}, not in ${in_}`;
    const [base, value] = [before.cost?.amount ?? null, wanted.cost?.amount ?? null];
    patch['cost'] = { base, value };
    changes.push({ sku: wanted.sku, field: 'Cost', from: moneyText(base, in_), to: moneyText(value, in_) });
  }
  const read = variantPatch.safeParse(patch);
  if (!read.success) return reasonOf(read.error);
  const prices = planPrices(before, wanted, knows);
  if (prices.bad !== null) return prices.bad;
  const { id: variantId } = wanted;
  const commands: PlannedCommand[] =
    Object.keys(patch).length > 0 ? [{ name: 'catalog.editVariant', args: { variantId, patch } }] : [];
  // A code that was the first of the variant goes and comes with it.
  const first = wanted.gtin === null ? null : normaliseBarcode(wanted.gtin);
  const [had, want] = [new Set(before.barcodes), new Set(wanted.barcodes.map(normaliseBarcode))];
  const gone = before.barcodes.filter((code) => !want.has(code) && code !== first);
  const fresh = [...want].filter((code) => !had.has(code) && code !== first);
  for (const code of gone) commands.push({ name: 'catalog.removeBarcode', args: { variantId, code } });
  for (const code of fresh) commands.push({ name: 'catalog.addBarcode', args: { variantId, code } });
  if (gone.length + fresh.length > 0)
    changes.push({
      sku: wanted.sku,
      field: 'More barcodes',
      from: shownValue(before.barcodes),
      to: shownValue([...want]),
    });
  return { sku: wanted.sku, commands, prices: prices.prices, changes: [...changes, ...prices.changes] };
}

const factsText = (facts: RecordFacts | null) => ({
  'HS code': facts?.hsCode ?? '',
  'Country of origin': facts?.origin ?? '',
  'Weight (g)': facts?.grams ?? null,
  'Size (mm)': facts?.size ?? null,
});

function factChanges(before: RecordFacts | null, wanted: RecordFacts | null, sku: string | null): PlannedChange[] {
  const [was, want] = [factsText(before), factsText(wanted)];
  return (Object.keys(was) as (keyof typeof was)[]).flatMap((field) =>
    sameValue(was[field], want[field])
      ? []
      : [{ sku, field, from: shownValue(was[field]), to: shownValue(want[field]) }],
  );
}

/** What customs and carriers ask is said of a product and its variants at once. */
export function planCustoms(before: ProductRecord, wanted: ProductRecord): PlannedUnit | string | null {
  const was = new Map(before.variants.map((variant) => [variant.id, variant.customs]));
  const changes = [
    ...factChanges(before.customs, wanted.customs, null),
    ...wanted.variants.flatMap(({ id, sku, customs }) => factChanges(was.get(id) ?? null, customs, sku)),
  ];
  if (changes.length === 0) return null;
  for (const facts of [wanted.customs, ...wanted.variants.map(({ customs }) => customs)]) {
    if (facts === null || factsAreNone(facts)) continue;
    if (!/^(\d{6}|\d{8}|\d{10})?$/.test(facts.hsCode)) return `HS code ${facts.hsCode}: not 6, 8 or 10 digits`;
    if (!/^([A-Z]{2})?$/.test(facts.origin))
      return `Country of origin ${facts.origin}: not a code of two letters such as PT`;
    if (facts.grams !== null && (facts.grams < 0 || facts.grams > 1_000_000_000))
      return `Weight ${facts.grams}: more than anything we know`;
  }
  // The facts of variants that the file does not name stay.
  const named = new Set(wanted.variants.map(({ id }) => id));
  const others = before.variants.filter(({ id }) => !named.has(id));
  return { sku: null, changes, commands: [customsOf(wanted, [...wanted.variants, ...others])], prices: [] };
}

/** The changes of the product itself, or why they cannot be taken. */
export function planProductFields(before: ProductRecord, wanted: ProductRecord): PlannedUnit | string {
  const { patch, changes } = patchOf(before, wanted, productLabels, null);
  const read = productPatch.safeParse(patch);
  if (!read.success) return reasonOf(read.error);
  if (before.externalRef !== wanted.externalRef) return 'where a product came from (externalRef) cannot be changed';
  const productId = wanted.id;
  const commands: PlannedCommand[] =
    Object.keys(patch).length > 0 ? [{ name: 'catalog.editProduct', args: { productId, patch } }] : [];
  const was = new Map(before.metafields.map(({ name, value }) => [name, value]));
  const want = new Map(wanted.metafields.map(({ name, value }) => [name, value]));
  const fields = [...new Set([...was.keys(), ...want.keys()])].flatMap((name) => {
    const [base, value] = [was.get(name) ?? null, want.get(name) ?? null];
    return base === value ? [] : [{ name, base, value }];
  });
  for (const { name, base, value } of fields) {
    if ((value ?? '').length > 5_000 || name.length > 120) return `metafield ${name.slice(0, 60)}: too long`;
    changes.push({ sku: null, field: `Metafield ${name}`, from: base ?? '', to: value ?? '' });
  }
  for (let at = 0; at < fields.length; at += 100)
    commands.push({ name: 'catalog.setMetafields', args: { productId, fields: fields.slice(at, at + 100) } });
  return { sku: null, changes, commands, prices: [] };
}
