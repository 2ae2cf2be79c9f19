import type { CarrierRate } from '@tillhouse/shared/domains/shipping/carriers.ts';
import { cut } from './on-label.ts';
import { minorOf } from './units.ts';

/** Money as a carrier says it. */
export interface SaidMoney {
  readonly amount: number | string;
  readonly currency: string;
}

export type Cost = { readonly amount: number; readonly currency: string };

/** Null where it is not understood to the minor unit: nothing is rounded, and nothing that was bought is lost by it. */
export function costOf(said: SaidMoney | null | undefined): Cost | null {
  if (!said) return null;
  try {
    return { amount: minorOf(said.amount, said.currency), currency: said.currency };
  } catch {
    return null;
  }
}

/** One that has no price (some say it as 0), or none that is understood, is not offered; the others are. */
export function offered(
  { service, name }: { readonly service: string; readonly name: string },
  said: SaidMoney | null | undefined,
  day: string | null,
): CarrierRate[] {
  const cost = costOf(said);
  if (!cost || cost.amount <= 0 || service === '' || service.length > 43) return [];
  return [{ service, name: cut(name, 80), ...cost, earliest: day, latest: day }];
}
