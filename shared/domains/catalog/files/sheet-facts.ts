import { factsOf } from '../../shipping/customs.ts';
import { sameValue } from '../rules.ts';
import type { ProductRecord, RecordFacts, VariantRecord } from './record.ts';

/**
 * A spreadsheet shows of each variant what holds for it, whoever says so. Read back, what all variants say is said of the product, and what
 * one alone says of that one; what nobody changed stays where it was said.
 */

export const noFacts: RecordFacts = { hsCode: '', origin: '', grams: null, size: null };
const fields = ['hsCode', 'origin', 'grams', 'size'] as const;

/** What holds for a variant. */
export const effectiveFacts = (product: RecordFacts | null, variant: RecordFacts | null): RecordFacts =>
  factsOf(variant ?? undefined, product ?? undefined);

const isNone = (value: unknown): boolean => value === null || value === '';
const orNull = (facts: RecordFacts): RecordFacts | null =>
  fields.every((field) => isNone(facts[field])) ? null : facts;

export interface WantedFacts {
  /** By variant; those that are not named keep what holds for them */
  readonly wanted: ReadonlyMap<string, RecordFacts>;
  readonly product: RecordFacts | null;
  readonly variants: readonly VariantRecord[];
}

export interface PlacedFacts {
  readonly product: RecordFacts | null;
  readonly variants: ReadonlyMap<string, RecordFacts | null>;
  /** Variants that cannot say nothing, since their product says something */
  readonly kept: ReadonlySet<string>;
}

export function placeFacts({ wanted, product, variants }: WantedFacts): PlacedFacts {
  const ofProduct: Record<string, unknown> = { ...(product ?? noFacts) };
  const ofVariants = new Map(
    variants.map(({ id, customs }) => [id, { ...(customs ?? noFacts) } as Record<string, unknown>]),
  );
  const kept = new Set<string>();
  for (const field of fields) {
    const rows = variants.map(({ id, customs }) => {
      const before = effectiveFacts(product, customs)[field];
      return { id, before, value: wanted.get(id)?.[field] ?? (wanted.has(id) ? noFacts[field] : before) };
    });
    if (rows.every(({ before, value }) => sameValue(before, value))) continue;
    if (rows.every(({ value }) => sameValue(value, rows[0]?.value))) {
      ofProduct[field] = rows[0]?.value;
      for (const facts of ofVariants.values()) facts[field] = noFacts[field];
      continue;
    }
    for (const { id, before, value } of rows) {
      const facts = ofVariants.get(id);
      if (!facts || sameValue(before, value)) continue;
      if (isNone(value) && !isNone(ofProduct[field])) kept.add(id);
      else facts[field] = sameValue(value, ofProduct[field]) ? noFacts[field] : value;
    }
  }
  return {
    product: orNull(ofProduct as unknown as RecordFacts),
    variants: new Map([...ofVariants].map(([id, facts]) => [id, orNull(facts as unknown as RecordFacts)])),
    kept,
  };
}

/** The product with its facts where they belong. */
export const withFacts = (product: ProductRecord, placed: PlacedFacts): ProductRecord => ({
  ...product,
  customs: placed.product,
  variants: product.variants.map((variant) => ({ ...variant, customs: placed.variants.get(variant.id) ?? null })),
});
