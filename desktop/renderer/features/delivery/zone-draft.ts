import type { shippingRate, zonePlace } from '@tillhouse/shared/domains/shipping/schema.ts';
import type * as z from 'zod/mini';
import type { DeliveryStore, DeliveryZone } from '../../../bridge/delivery-queries.ts';
import { decimalText, minorDigits, parseMoney } from '../../ui/money.tsx';

type Place = z.infer<typeof zonePlace>;
type Rate = z.infer<typeof shippingRate>;
type Amounts = Rate['prices'][number];

/** Amounts of one currency as they are typed; an empty price: not offered in it. */
export interface AmountsDraft {
  readonly price: string;
  readonly freeFrom: string;
  readonly atLeast: string;
  readonly below: string;
  /** Added to what a carrier asks; empty: nothing */
  readonly plus: string;
}
export interface RateDraft {
  readonly id: string;
  readonly name: string;
  readonly amounts: Readonly<Record<string, AmountsDraft>>;
  readonly least: string;
  readonly most: string;
  readonly workdays: boolean;
  readonly cutOff: string;
  /** Which carrier is asked; null: it costs its price */
  readonly live: LiveDraft | null;
}
export interface LiveDraft {
  readonly accountId: string;
  readonly services: readonly string[];
  /** Percent that are added, as they are typed; empty: none */
  readonly percent: string;
  readonly withoutAnswer: 'own-price' | 'hide';
}
export interface PlaceDraft {
  readonly country: string;
  /** Codes with commas between them */
  readonly regions: string;
  readonly postcodes: string;
}
export interface ZoneDraft {
  readonly id: string;
  readonly revision: number;
  readonly storeId: string | null;
  readonly name: string;
  readonly active: boolean;
  readonly places: readonly PlaceDraft[];
  readonly rates: readonly RateDraft[];
}

export const noAmounts: AmountsDraft = { price: '', freeFrom: '', atLeast: '', below: '', plus: '' };
export const newLive = (accountId: string): LiveDraft => ({
  ...{ accountId, services: [], percent: '', withoutAnswer: 'own-price' },
});

export function draftOfZone(zone: DeliveryZone): ZoneDraft {
  const { id, revision, storeId, name, active } = zone;
  return {
    ...{ id, revision, storeId, name, active },
    places: zone.places.map(({ country, regions, postcodes = [] }) => ({
      ...{ country, regions: regions.join(', '), postcodes: postcodes.join(', ') },
    })),
    rates: zone.rates.map((rate) => ({
      ...{ id: rate.id, name: rate.name, workdays: rate.workdays ?? false, cutOff: rate.cutOff ?? '' },
      ...{ least: String(rate.days?.least ?? ''), most: String(rate.days?.most ?? '') },
      amounts: Object.fromEntries(rate.prices.map((price) => [price.currency, amountsOf(price)])),
      live: rate.live ? { ...rate.live, percent: percentText(rate.live.percent) } : null,
    })),
  };
}

/** `1250` as `12.5`; none as nothing. */
const percentText = (percent: number): string => (percent === 0 ? '' : decimalText(percent, 2).replace(/\.?0+$/, ''));

function amountsOf({ currency, amount, freeFrom, atLeast = null, below = null, plus = null }: Amounts): AmountsDraft {
  const text = (value: number | null) => (value === null ? '' : decimalText(value, minorDigits(currency)));
  return {
    ...{ price: text(amount), freeFrom: text(freeFrom), atLeast: text(atLeast), below: text(below), plus: text(plus) },
  };
}

/** What most shops begin with, in major units; elsewhere five. */
const usualPrice: Readonly<Record<string, number>> = {
  GBP: 3.95,
  EUR: 4.95,
  USD: 5.95,
  CHF: 8,
  JPY: 700,
  SEK: 49,
  DKK: 45,
  NOK: 59,
  PLN: 15,
  CZK: 99,
};

/** One country at one price, free for larger orders, there within days of work: a beginning to be changed. */
export function startingZone(
  store: DeliveryStore,
  country: string | null,
  name: string,
  ids: readonly [string, string],
): ZoneDraft {
  const amounts = Object.fromEntries(
    store.currencies.slice(0, 1).map((currency) => {
      const digits = minorDigits(currency);
      const usual = usualPrice[currency] ?? 5;
      const text = (major: number) => decimalText(Math.round(major * 10 ** digits), digits);
      return [currency, { ...noAmounts, price: text(usual), freeFrom: text(Math.ceil((usual * 12) / 10) * 10) }];
    }),
  );
  return {
    ...{ id: ids[0], revision: 0, storeId: store.main ? null : store.id, name, active: true },
    places: country === null ? [] : [{ country, regions: '', postcodes: '' }],
    rates: [
      { id: ids[1], name: 'Standard', amounts, least: '2', most: '4', workdays: true, cutOff: '14:00', live: null },
    ],
  };
}

export const newRate = (id: string): RateDraft => ({
  ...{ id, name: '', amounts: {}, least: '', most: '', workdays: true, cutOff: '', live: null },
});

const codesOf = (text: string): string[] => [
  ...new Set(
    text
      .toUpperCase()
      .split(/[,;\n]/)
      .map((code) => code.trim())
      .filter(Boolean),
  ),
];

export const placeOf = ({ country, regions, postcodes }: PlaceDraft): Place => {
  const codes = codesOf(postcodes);
  return { country, regions: codesOf(regions), ...(codes.length > 0 && { postcodes: codes }) };
};

const isAmount = (text: string, currency: string) => text.trim() === '' || (parseMoney(text, currency) ?? -1) >= 0;
const isDays = (text: string) => text.trim() === '' || (/^\d{1,3}$/.test(text.trim()) && Number(text) <= 365);

/** What keeps a rate from being saved; null: nothing. Words that `t` knows. */
export function rateProblem(rate: RateDraft): string | null {
  if (rate.name.trim() === '') return 'Give each option a name that shoppers read.';
  const priced = Object.entries(rate.amounts).filter(([, { price }]) => price.trim() !== '');
  if (priced.length === 0)
    return rate.live ? 'Give it a price for when the carrier does not answer.' : 'Give each option a price; 0 is free.';
  for (const [currency, { price, freeFrom, atLeast, below, plus }] of priced)
    if (![price, freeFrom, atLeast, below, plus].every((text) => isAmount(text, currency)))
      return 'Write amounts such as 4.95.';
  for (const [currency, { atLeast, below }] of priced)
    if (below.trim() !== '' && (parseMoney(below, currency) ?? 0) <= (parseMoney(atLeast, currency) ?? 0))
      return 'What goods are worth has to end above where it begins.';
  if (rate.live && percentOf(rate.live.percent) === null) return 'Write percent such as 12.5.';
  if (!isDays(rate.least) || !isDays(rate.most)) return 'Write days as whole numbers up to 365.';
  if ((rate.least.trim() === '') !== (rate.most.trim() === '')) return 'Write both days, or neither.';
  if (rate.least.trim() !== '' && Number(rate.least) > Number(rate.most)) return 'The first day comes after the last.';
  return null;
}

/** `12.5` as hundredths of a percent; null: it is none. */
function percentOf(text: string): number | null {
  if (text.trim() === '') return 0;
  const found = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(text.trim());
  return found ? Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0')) : null;
}

export function placeProblem(place: PlaceDraft): string | null {
  const { regions, postcodes = [] } = placeOf(place);
  if (regions.length > 0 && postcodes.length > 0) return 'Name a place by regions or by postcodes, not by both.';
  if (regions.some((code) => !/^[A-Z0-9]{1,3}$/.test(code))) return 'Write regions by their codes, such as ON, QC.';
  if (postcodes.some((code) => !/^[A-Z0-9][A-Z0-9 -]{0,11}$/.test(code)))
    return 'Write how postcodes begin, such as BT, IV1.';
  return null;
}

export function zoneProblem(draft: ZoneDraft): string | null {
  if (draft.name.trim() === '') return 'Give the zone a name.';
  if (draft.places.length === 0) return 'Add a country.';
  const place = draft.places.map(placeProblem).find(Boolean);
  if (place) return place;
  if (draft.rates.length === 0) return 'Add an option: without, nothing is sent there.';
  return draft.rates.map(rateProblem).find(Boolean) ?? null;
}

/** Arguments of `shipping.saveZone`; of a draft without a problem. */
export function zoneArgs(draft: ZoneDraft) {
  const { id, revision, storeId, name, active } = draft;
  return {
    zone: {
      ...{ id, revision, storeId, active, name: name.trim() },
      places: draft.places.map(placeOf),
      rates: draft.rates.map((rate): Rate => {
        const { least, most, workdays, cutOff } = rate;
        const days = least.trim() === '' ? null : { least: Number(least), most: Number(most) };
        const prices = Object.entries(rate.amounts).flatMap(([currency, typed]): Amounts[] => {
          const amount = (text: string) => (text.trim() === '' ? null : parseMoney(text, currency));
          const price = amount(typed.price);
          if (price === null) return [];
          const [freeFrom, atLeast, below] = [typed.freeFrom, typed.atLeast, typed.below].map(amount);
          const bounds = { freeFrom: freeFrom ?? null, atLeast: atLeast ?? null, below: below ?? null };
          return [{ currency, amount: price, ...bounds, ...(rate.live && { plus: amount(typed.plus) }) }];
        });
        const { live } = rate;
        return {
          ...{ id: rate.id, name: rate.name.trim(), prices, days, workdays, cutOff: cutOff === '' ? null : cutOff },
          ...(live && { live: { ...live, services: [...live.services], percent: percentOf(live.percent) ?? 0 } }),
        };
      }),
    },
  };
}

/** As it was, to be saved again by whoever takes a change back. @param revision as it stands now; 0: it is gone */
export const zoneAgain = (zone: DeliveryZone, revision: number) => ({ zone: { ...zone, revision } });
