import * as z from 'zod/mini';
import { divideRounded, type Fraction, type MinorUnits, toMinorUnits } from '../../kernel/money.ts';

/**
 * What is in one piece of a variant, and the price of a unit of it that goes beside its price: directive 98/6/EC, articles 2 (b) and 3, for
 * a kilogram, litre, metre, square metre or piece, or another quantity that is usual where it is sold (UK: Price Marking Order 2004, schedule 1).
 */

const sizes = {
  mg: ['mass', 1n],
  g: ['mass', 1_000n],
  kg: ['mass', 1_000_000n],
  ml: ['volume', 1n],
  cl: ['volume', 10n],
  l: ['volume', 1_000n],
  mm: ['length', 1n],
  cm: ['length', 10n],
  m: ['length', 1_000n],
  cm2: ['area', 1n],
  m2: ['area', 10_000n],
  piece: ['count', 1n],
} as const satisfies Record<string, readonly [string, bigint]>;
export type MeasureUnit = keyof typeof sizes;
export const measureUnits = Object.keys(sizes) as [MeasureUnit, ...MeasureUnit[]];

/** What a price is said for; the first of each kind is meant where nothing is said. */
const references = {
  kg: ['mass', 1_000_000n],
  '100g': ['mass', 100_000n],
  l: ['volume', 1_000n],
  '100ml': ['volume', 100n],
  m: ['length', 1_000n],
  m2: ['area', 10_000n],
  piece: ['count', 1n],
} as const satisfies Record<string, readonly [string, bigint]>;
export type UnitReference = keyof typeof references;
export const unitReferences = Object.keys(references) as [UnitReference, ...UnitReference[]];

export const usualReference = (unit: MeasureUnit): UnitReference =>
  unitReferences.find((each) => references[each][0] === sizes[unit][0]) as UnitReference;

export const sameKind = (unit: MeasureUnit, per: UnitReference): boolean => references[per][0] === sizes[unit][0];

export const measure = z
  .strictObject({
    /** Whole, × 10^−scale of the unit: 0.75 l is 75 with scale 2 */
    amount: z.number().check(z.int(), z.gte(1), z.lte(999_999_999)),
    scale: z.number().check(z.int(), z.gte(0), z.lte(6)),
    unit: z.enum(measureUnits),
    /** What the price of a unit is for */
    per: z.enum(unitReferences),
  })
  .check(
    z.refine(({ unit, per }) => sameKind(unit, per), 'a weight has no price a litre: unit and per are of two kinds'),
  );
export type Measure = z.infer<typeof measure>;

/** The price of a unit, exactly: minor units as a fraction. */
export function exactUnitPrice(price: MinorUnits, { amount, scale, unit, per }: Measure): Fraction {
  return { n: BigInt(price) * references[per][1] * 10n ** BigInt(scale), d: BigInt(amount) * sizes[unit][1] };
}

/** A price beside a price. */
export interface UnitPrice {
  /** Minor units, rounded to be shown; nothing is worked out from it */
  readonly amount: MinorUnits;
  readonly per: UnitReference;
}

/** Null where nobody said what is in it, or the figure is beyond what can be shown. */
export function unitPriceOf(price: MinorUnits, contents: Measure | null): UnitPrice | null {
  if (contents === null) return null;
  const { n, d } = exactUnitPrice(price, contents);
  const rounded = divideRounded(n, d);
  return rounded > BigInt(Number.MAX_SAFE_INTEGER) ? null : { amount: toMinorUnits(rounded), per: contents.per };
}
