import type { FactsOfGoods } from '@tillhouse/shared/domains/shipping/customs.ts';
import type { ProductCustoms } from '../../../bridge/customs-views.ts';
import { sizeOf, sizeText } from '../../data/size-text.ts';

export interface CustomsDraft {
  readonly hsCode: string;
  readonly origin: string;
  readonly grams: string;
  /** `120 × 95 × 100` */
  readonly size: string;
}

export const draftOf = (facts: FactsOfGoods | null): CustomsDraft => ({
  hsCode: facts?.hsCode ?? '',
  origin: facts?.origin ?? '',
  grams: facts?.grams == null ? '' : String(facts.grams),
  size: sizeText(facts?.size ?? null),
});

/** As it is saved; the field that is wrong, else. Dots and blanks in a code are how people write it. */
export function customsOf({ hsCode, origin, grams, size }: CustomsDraft): FactsOfGoods | { readonly wrong: string } {
  const code = hsCode.replaceAll(/[.\s]/g, '');
  if (!/^(\d{6}|\d{8}|\d{10})?$/.test(code)) return { wrong: 'An HS code has 6, 8 or 10 digits.' };
  if (!/^\d{0,8}$/.test(grams.trim())) return { wrong: 'A weight is whole grams.' };
  const measured = sizeOf(size);
  if (measured === undefined) return { wrong: 'A size is three whole millimetres, as 120 × 95 × 100.' };
  return { hsCode: code, origin, grams: grams.trim() === '' ? null : Number(grams.trim()), size: measured };
}

/** Those of its variants first that differ from the product. */
export const draftsOf = ({ product, variants }: ProductCustoms): ReadonlyMap<string | null, CustomsDraft> =>
  new Map([
    [null, draftOf(product)],
    ...variants.map(({ variantId, facts }): [string, CustomsDraft] => [variantId, draftOf(facts)]),
  ]);
