import type { CarrierParcel } from '@tillhouse/shared/domains/shipping/carriers.ts';
import { decimalText } from '@tillhouse/shared/kernel/currencies.ts';
import { fromDecimal } from '../../../platform/decimal-money.ts';

/** Grams and millimetres are whole in here; to carriers they are rounded up, as scales at their belts do. */

/** `1.25`: to ten grams */
export const kilograms = (grams: number): string => decimalText(Math.ceil(grams / 10), 2);
/** `2.8`: to a tenth of a pound, which is 453.59237 g */
export const pounds = (grams: number): string => decimalText(Math.ceil((grams * 1_000_000) / 45_359_237), 1);
export const centimetres = (millimetres: number): number => Math.ceil(millimetres / 10);
/** An inch is 25.4 mm */
export const inches = (millimetres: number): number => Math.ceil((millimetres * 10) / 254);

/** Carriers measure in what is usual where a parcel leaves. */
export const measuresInPounds = (country: string): boolean => ['US', 'PR', 'LR', 'MM'].includes(country);

/** Length first, as they all want it. */
export function sides({ size }: Pick<CarrierParcel, 'size'>): [number, number, number] | null {
  if (!size) return null;
  const [length = 0, width = 0, height = 0] = [size.length, size.width, size.height].sort((a, b) => b - a);
  return [length, width, height];
}

/** Money as JSON has it: a number or its text. @throws where it has more digits than the currency; nothing is rounded */
export const minorOf = (value: number | string, currency: string): number => fromDecimal(String(value), currency);

/** `Main St 1, Louisville, KY` from what is there. */
export const placeText = (...parts: readonly (string | null | undefined)[]): string =>
  parts
    .map((part) => part?.trim() ?? '')
    .filter(Boolean)
    .join(', ')
    .slice(0, 200);

/** The day of `2026-11-28T18:00:00` or `20261128`; null: it is none. */
export function dayOf(text: string | null | undefined): string | null {
  const found = /^(\d{4})-?(\d{2})-?(\d{2})/.exec(text ?? '');
  return found ? `${found[1]}-${found[2]}-${found[3]}` : null;
}

/** @throws where it is no instant */
export function instantOf(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new Error(`${text} is no moment`);
  return at;
}
