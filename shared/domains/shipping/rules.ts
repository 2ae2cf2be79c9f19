import { addDays } from '../../kernel/instant.ts';
import type { MinorUnits } from '../../kernel/money.ts';
import { type LiveAnswer, liveChoices } from './live-rates.ts';
import { postcodeFit } from './postcodes.ts';
import type { ChosenCarrier } from './carriers.ts';
import type { PickUpPoint, ShippingRate, ShippingZone } from './schema.ts';

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
  /** What its shopper should know: when it is open where they collect; empty: nothing */
  readonly hint: string;
  /** Whose service it is that a carrier was asked about; left out: the shop says what it costs */
  readonly carrier?: ChosenCarrier;
}

/** Why a way to deliver is not offered. `amount`: what the goods would have to come to. */
export type WhyNot =
  | { readonly code: 'no-address' | 'not-here' | 'other-zone' | 'zone-off' | 'no-price' | 'not-open' }
  /** Of what a carrier is asked: only checkouts ask; it did not answer; none of its services goes there */
  | { readonly code: 'asked-at-checkout' | 'no-answer' | 'no-service' }
  | { readonly code: 'too-little' | 'too-much'; readonly amount: MinorUnits };

/** A way to deliver with what it would be, or why it is not. */
export interface ExplainedOption {
  readonly id: string;
  readonly kind: 'ship' | 'pick-up';
  readonly name: string;
  /** Of a rate */
  readonly zoneId: string | null;
  readonly option: ShippingOption | null;
  readonly why: WhyNot | null;
}

export interface AskedPlace {
  readonly country: string;
  /** As in ISO 3166-2 behind the dash; empty: none is known */
  readonly region: string;
  readonly postcode?: string;
}

export interface AskedDelivery {
  readonly address: AskedPlace | null;
  readonly currency: string;
  /** Minor units after discounts: what `freeFrom` and the bounds look at */
  readonly goods: MinorUnits;
  /** The store's day, `2026-11-26` */
  readonly today: string;
  /** The store's time of day, `14:05`; left out: before any hour of closing */
  readonly time?: string;
  /** What carriers said of rates that are asked of one; left out: nobody asks any */
  readonly live?: (rate: ShippingRate) => LiveAnswer;
}

type Point = Pick<PickUpPoint, 'locationId' | 'readyIn' | 'active'> & {
  readonly name: string;
  readonly hint?: string;
  /** Nobody can collect there now, whatever was said of it */
  readonly closed?: boolean;
};

/** How closely a zone names an address: by postcode (the longer the closer), by region, by country; 0 where it does not. */
function fit({ places }: Pick<ShippingZone, 'places'>, { country, region, postcode = '' }: AskedPlace): number {
  const fits = places.map((place) => {
    if (place.country !== country) return 0;
    const codes = place.postcodes ?? [];
    if (codes.length > 0) return Math.max(...codes.map((code) => postcodeFit(country, code, postcode)));
    if (place.regions.length > 0) return place.regions.includes(region) ? 2 : 0;
    return 1;
  });
  return Math.max(0, ...fits);
}

/** The zone of an address: the one that names it most closely. */
export function zoneOf(zones: readonly ShippingZone[], address: AskedPlace): ShippingZone | undefined {
  let best: { readonly zone: ShippingZone; readonly fit: number } | undefined;
  for (const zone of zones) {
    const found = zone.active ? fit(zone, address) : 0;
    if (found > (best?.fit ?? 0)) best = { zone, fit: found };
  }
  return best?.zone;
}

/** Countries that any open zone sends to: the shop's own first, where it sends there, then in order of their codes. */
export function countriesOf(zones: readonly ShippingZone[], home = ''): string[] {
  const all = zones.filter(({ active }) => active).flatMap(({ places }) => places.map(({ country }) => country));
  const sent = [...new Set(all)].sort();
  return sent.includes(home) ? [home, ...sent.filter((country) => country !== home)] : sent;
}

/** Every way to deliver that a store has, with what a shopper would be offered of it or why they would not. */
export function explainDelivery(
  zones: readonly ShippingZone[],
  points: readonly Point[],
  of: AskedDelivery,
): ExplainedOption[] {
  const own = of.address ? zoneOf(zones, of.address) : undefined;
  const sent = zones.flatMap((zone) =>
    zone.rates.flatMap((rate): ExplainedOption[] => {
      const of_ = { id: rate.id, kind: 'ship' as const, name: rate.name, zoneId: zone.id };
      const why = whyNotSent(zone, own, rate, of);
      if (why) return [{ ...of_, why, option: null }];
      const option = sentBy(rate, of);
      if (!rate.live) return [{ ...of_, why, option }];
      if (!of.live) return [{ ...of_, why: { code: 'asked-at-checkout' }, option: null }];
      const said = of.live(rate);
      if (!said.rates) {
        if (rate.live.withoutAnswer === 'own-price') return [{ ...of_, why, option }];
        return [{ ...of_, why: { code: 'no-answer' }, option: null }];
      }
      const choices = liveChoices(rate, rate.live, said, { ...of, own: option });
      if (choices.length === 0) return [{ ...of_, why: { code: 'no-service' }, option: null }];
      return choices.map((choice) => ({ ...of_, id: choice.id, name: choice.name, why: null, option: choice }));
    }),
  );
  const collected = points.map(({ locationId, name, hint = '', readyIn, active, closed = false }): ExplainedOption => {
    const of_ = { id: locationId, kind: 'pick-up' as const, name };
    const open = active && !closed;
    const earliest = addDays(of.today, readyIn);
    const option = { ...of_, amount: 0, earliest, latest: null, locationId, hint };
    return { ...of_, zoneId: null, why: open ? null : { code: 'not-open' }, option: open ? option : null };
  });
  return [...sent.sort((a, b) => (a.option?.amount ?? 0) - (b.option?.amount ?? 0)), ...collected];
}

/** What delivery a shopper may choose from, cheapest first, places to collect last. */
export function shippingOptions(
  zones: readonly ShippingZone[],
  points: readonly Point[],
  of: AskedDelivery,
): ShippingOption[] {
  return explainDelivery(zones, points, of).flatMap(({ option }) => option ?? []);
}

function whyNotSent(
  zone: ShippingZone,
  own: ShippingZone | undefined,
  rate: ShippingRate,
  { address, currency, goods }: AskedDelivery,
): WhyNot | null {
  if (!zone.active) return { code: 'zone-off' };
  if (!address) return { code: 'no-address' };
  if (zone !== own) return { code: fit(zone, address) > 0 ? 'other-zone' : 'not-here' };
  const price = rate.prices.find((each) => each.currency === currency);
  if (!price) return { code: 'no-price' };
  const { atLeast = null, below = null } = price;
  if (atLeast !== null && goods < atLeast) return { code: 'too-little', amount: atLeast };
  if (below !== null && goods >= below) return { code: 'too-much', amount: below };
  return null;
}

function sentBy(rate: ShippingRate, { currency, goods, today, time }: AskedDelivery): ShippingOption {
  const { id, name, days, workdays = false, cutOff = null } = rate;
  const price = rate.prices.find((each) => each.currency === currency);
  const free = price !== undefined && price.freeFrom !== null && goods >= price.freeFrom;
  const leaves = leavesOn({ workdays, cutOff }, { today, ...(time !== undefined && { time }) });
  const after = (count: number) => (workdays ? afterWorkdays(leaves, count) : addDays(leaves, count));
  return {
    ...{ id, kind: 'ship', name, amount: free ? 0 : (price?.amount ?? 0), locationId: null, hint: '' },
    earliest: days && after(days.least),
    latest: days && after(days.most),
  };
}

/** The day that what is ordered now leaves. */
export function leavesOn(
  { workdays = false, cutOff = null }: Pick<ShippingRate, 'workdays' | 'cutOff'>,
  { today, time = '00:00' }: Pick<AskedDelivery, 'today' | 'time'>,
): string {
  const late = cutOff !== null && time >= cutOff;
  return leaveDay(late ? addDays(today, 1) : today, workdays);
}

/** 0 is Sunday. */
const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();
const isWeekend = (day: string): boolean => weekday(day) % 6 === 0;

/** The day a parcel leaves: on weekends nothing does, where work days are counted. */
function leaveDay(day: string, workdays: boolean): string {
  return workdays && isWeekend(day) ? leaveDay(addDays(day, 1), true) : day;
}

function afterWorkdays(from: string, count: number): string {
  let day = from;
  for (let left = count; left > 0; left -= isWeekend(day) ? 0 : 1) day = addDays(day, 1);
  return day;
}
