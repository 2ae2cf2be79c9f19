import type { Measured, ScanFacts } from '@tillhouse/shared/domains/catalog/gs1-facts.ts';
import { divideRounded, toMinorUnits } from '@tillhouse/shared/kernel/money.ts';
import type { Reader } from '../database/reader.ts';
import { labelIsOne } from './problems.ts';

export interface Scanned {
  readonly quantity?: number;
  /** The price on the label of this piece */
  readonly unitPrice?: number;
}

/** What a label says of its own piece, in the terms of the variant: its weight in the variant's unit, how many, its price. */
export function scannedAs(reader: Reader, variantId: string, facts: ScanFacts, decimals: number): Scanned {
  const variant = reader.get<{ unit: string; scale: number }>('SELECT unit, scale FROM variants WHERE id = ?', [
    variantId,
  ]);
  if (!variant) return {};
  const { weight, length, volume, count, price } = facts;
  const measure = [weight, length, volume].find((each) => each?.unit === variant.unit);
  const quantity = measure
    ? rescaled(measure, variant.scale)
    : count && variant.scale === 0
      ? rescaled(count, 0)
      : undefined;
  if (price && !measure) return { quantity: 10 ** variant.scale, unitPrice: rescaled(price, decimals) };
  return quantity !== undefined && quantity > 0 ? { quantity } : {};
}

/** 1500 × 10^−3 with 2 decimals is 150. */
function rescaled({ value, scale }: Measured, to: number): number {
  if (to >= scale) return toMinorUnits(BigInt(value) * 10n ** BigInt(to - scale));
  return toMinorUnits(divideRounded(BigInt(value), 10n ** BigInt(scale - to)));
}

/** Several of one code: a label that says its own weight or price is of one piece. @throws HostProblem `basket.label-is-one` */
export function timesOf({ quantity, unitPrice }: Scanned, times = 1): { readonly times?: number } {
  if (times > 1 && (quantity !== undefined || unitPrice !== undefined)) throw labelIsOne();
  return times > 1 ? { times } : {};
}
