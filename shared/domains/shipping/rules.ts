import type { MinorUnits } from '../../kernel/money.ts';
import type { PickUpPoint, ShippingZone } from './schema.ts';

export interface ShippingOption {
  /** Of a rate, or of the location where it is collected */
  readonly id: string;
  readonly kind: 'ship' | 'pick-up';
  readonly name: string;
  readonly amount: MinorUnits;
  /** `2026-11-28`, of the store's calendar; null: nobody says */
  readonly earliest: string | null;
  readonly latest: string | null;
  /** Where it is collected: its goods come from there */
  readonly locationId: string | null;
}

interface Asked {
  readonly country: string;
  /** As in ISO 3166-2 behind the dash; empty: none is known */
  readonly region: string;
}

/** The zone of an address: one that names its region before one that names all of its country. */
export function zoneOf(zones: readonly ShippingZone[], { country, region }: Asked): ShippingZone | undefined {
  const open = zones.filter(({ active }) => active);
  const named = (test: (regions: readonly string[]) => boolean) =>
    open.find(({ places }) => places.some((place) => place.country === country && test(place.regions)));
  return named((regions) => regions.includes(region)) ?? named((regions) => regions.length === 0);
}

/** Countries that any open zone sends to, in order. */
export function countriesOf(zones: readonly ShippingZone[]): string[] {
  const all = zones.filter(({ active }) => active).flatMap(({ places }) => places.map(({ country }) => country));
  return [...new Set(all)].sort();
}

/**
 * What delivery a shopper may choose from, cheapest first, places to collect last.
 * @param goods minor units after discounts: what `freeFrom` looks at
 * @param today the store's day, `2026-11-26`
 */
export function shippingOptions(
  zones: readonly ShippingZone[],
  points: readonly (Pick<PickUpPoint, 'locationId' | 'readyIn' | 'active'> & { readonly name: string })[],
  of: { readonly address: Asked | null; readonly currency: string; readonly goods: MinorUnits; readonly today: string },
): ShippingOption[] {
  const zone = of.address ? zoneOf(zones, of.address) : undefined;
  const sent = (zone?.rates ?? []).flatMap(({ id, name, prices, days }): ShippingOption[] => {
    const price = prices.find(({ currency }) => currency === of.currency);
    if (!price) return [];
    const free = price.freeFrom !== null && of.goods >= price.freeFrom;
    return [
      {
        ...{ id, kind: 'ship', name, amount: free ? 0 : price.amount, locationId: null },
        earliest: days && laterDay(of.today, days.least),
        latest: days && laterDay(of.today, days.most),
      },
    ];
  });
  const collected = points.flatMap(({ locationId, name, readyIn, active }): ShippingOption[] => {
    const ready = laterDay(of.today, readyIn);
    return active
      ? [{ id: locationId, kind: 'pick-up', name, amount: 0, earliest: ready, latest: null, locationId }]
      : [];
  });
  return [...sent.sort((a, b) => a.amount - b.amount), ...collected];
}

function laterDay(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}
