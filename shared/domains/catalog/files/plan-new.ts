import { newProduct, newVariant } from '../args.ts';
import { factsAreNone, type NewEntry, type PlannedCommand, type PlannedPrice } from './planned.ts';
import { planPrices } from './plan-prices.ts';
import { reasonOf } from './read-lossless.ts';
import type { ProductRecord, RecordFacts, VariantRecord } from './record.ts';

/** Of `createProduct` and `addVariants` at once. */
const MOST_VARIANTS = 250;
const MOST_CODES = 20;
const MOST_METAFIELDS = 100;

const own = (variant: VariantRecord) => variant.prices.find(({ list }) => list === null);

function newVariantOf(variant: VariantRecord): Readonly<Record<string, unknown>> {
  const price = own(variant);
  return {
    ...{ id: variant.id, title: variant.title, optionValues: variant.optionValues, sku: variant.sku },
    ...{ gtin: variant.gtin, unit: variant.unit, scale: variant.scale, tracked: variant.tracked },
    ...{ image: variant.image, measure: variant.measure, depositId: variant.depositId },
    ...{ price: price?.amount ?? null, compareAt: price?.compareAt ?? null },
    cost: variant.cost?.amount ?? null,
    barcodes: variant.barcodes.slice(0, MOST_CODES),
  };
}

/** What a command that makes variants leaves to others: further codes, a status, a place of its own. */
function afterwards(variant: VariantRecord, position: number): PlannedCommand[] {
  const more = variant.barcodes
    .slice(MOST_CODES)
    .map((code) => ({ name: 'catalog.addBarcode', args: { variantId: variant.id, code } }));
  const patch = {
    ...(variant.status === 'archived' && { status: { base: 'active', value: 'archived' } }),
    ...(variant.position !== position && { position: { base: position, value: variant.position } }),
  };
  const edit = { name: 'catalog.editVariant', args: { variantId: variant.id, patch } };
  return [...more, ...(Object.keys(patch).length > 0 ? [edit] : [])];
}

/** Prices that are left after the variant has its first: those in other lists, and lower ones for many of it. */
function pricesAfter(variant: VariantRecord): PlannedPrice[] {
  const price = own(variant);
  const made = { ...variant, prices: price ? [{ ...price, breaks: [] }] : [] };
  return [...planPrices(made, variant, new Set()).prices];
}

export function customsOf(product: ProductRecord, variants: readonly VariantRecord[]): PlannedCommand {
  const said = (variantId: string | null, facts: RecordFacts | null) => ({
    variantId,
    ...(facts ?? { hsCode: '', origin: '', grams: null, size: null }),
  });
  const facts = [said(null, product.customs), ...variants.map(({ id, customs }) => said(id, customs))];
  return { name: 'catalog.setCustoms', args: { productId: product.id, facts } };
}

interface PlannedNew {
  readonly entry: NewEntry;
  readonly commands: readonly PlannedCommand[];
  readonly prices: readonly PlannedPrice[];
}

/** A product that the shop does not have. @returns why it cannot be one, else what makes it */
export function planNew(wanted: ProductRecord): PlannedNew | string {
  const first = wanted.variants.slice(0, MOST_VARIANTS);
  const { id, title, handle, description, status, category, supplier, tags, options, taxClass } = wanted;
  const { minimumAge, image, soldAtTill, soldOnline, externalRef, metafields } = wanted;
  const product = {
    ...{ id, title, handle, description, status, category, supplier, tags, options, taxClass },
    ...{ minimumAge, image, soldAtTill, soldOnline, externalRef },
    metafields: metafields.slice(0, MOST_METAFIELDS),
  };
  const read = newProduct.safeParse(product);
  if (!read.success) return reasonOf(read.error);
  const variants = wanted.variants.map(newVariantOf);
  for (const [at, variant] of variants.entries()) {
    const one = newVariant.safeParse(variant);
    if (!one.success) return `${wanted.variants[at]?.sku || `variant ${at + 1}`}: ${reasonOf(one.error)}`;
    if ((variant['optionValues'] as string[]).length !== options.length)
      return `${wanted.variants[at]?.sku}: not as many option values as the product has options`;
  }
  const more: PlannedCommand[] = [];
  for (let at = MOST_VARIANTS; at < variants.length; at += MOST_VARIANTS)
    more.push({
      name: 'catalog.addVariants',
      args: { productId: id, variants: variants.slice(at, at + MOST_VARIANTS) },
    });
  const fields = metafields.slice(MOST_METAFIELDS).map(({ name, value }) => ({ name, base: null, value }));
  if (fields.length > 0) more.push({ name: 'catalog.setMetafields', args: { productId: id, fields } });
  const asked = !factsAreNone(wanted.customs) || wanted.variants.some(({ customs }) => !factsAreNone(customs));
  return {
    entry: { product, variants: variants.slice(0, first.length) },
    commands: [...more, ...wanted.variants.flatMap(afterwards), ...(asked ? [customsOf(wanted, wanted.variants)] : [])],
    prices: wanted.variants.flatMap(pricesAfter),
  };
}
