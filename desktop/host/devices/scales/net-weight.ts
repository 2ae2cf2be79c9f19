import { divideRounded, toMinorUnits } from '@tillhouse/shared/kernel/money.ts';
import type { ScaleUnit } from './scale-protocols.ts';

/** Units that are weighed, as thousandths of what a scale says make one of them; pounds and kilograms are not turned into each other. */
const weighed: Readonly<Record<string, { readonly by: ScaleUnit; readonly thousandths: bigint }>> = {
  KGM: { by: 'KGM', thousandths: 1_000n },
  GRM: { by: 'KGM', thousandths: 1n },
  LBR: { by: 'LBR', thousandths: 1_000n },
};

export const isWeighed = (unit: string, scale: number): boolean => unit in weighed && (scale > 0 || unit === 'GRM');

export const weighedBy = (unit: string): ScaleUnit | null => weighed[unit]?.by ?? null;

/** Thousandths of a scale's unit as a quantity of the variant: 425 g of what is sold by the kilogram at scale 2 are 43. */
export function quantityOf(net: number, unit: string, scale: number): number {
  const one = weighed[unit]?.thousandths ?? 1_000n;
  return toMinorUnits(divideRounded(BigInt(net) * 10n ** BigInt(scale), one));
}
