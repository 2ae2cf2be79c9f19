import { decimalsOf } from '../../kernel/currencies.ts';
import { euMembers } from '../../kernel/european-union.ts';
import type { CalendarDate } from '../../kernel/instant.ts';
import { type Fraction, type MinorUnits, multiply, sum } from '../../kernel/money.ts';
import { thresholds } from './published-thresholds.ts';
import type { TaxCollection } from './schema.ts';

/** From what sales on a seller of elsewhere has to register at a place. */
export interface TaxThreshold {
  /** `US-CA`, `AU`; `EU`: all members together but the seller's own */
  readonly place: string;
  /** Whole units of `currency`; 0: from the first sale on */
  readonly amount: number;
  readonly currency: string;
  /** Orders that count as much as the amount; null: they do not */
  readonly orders: number | null;
  /** Amount and orders, not one of them */
  readonly both: boolean;
  /** `year`: this calendar year or the last one; `twelve-months`: those that end today */
  readonly period: 'year' | 'twelve-months';
  readonly from: CalendarDate;
  readonly source: string;
}

/** What went to a place, without tax and less what came back, in one currency. */
export interface SoldTo {
  readonly country: string;
  /** Empty: nobody knows */
  readonly region: string;
  readonly currency: string;
  readonly year: Sold;
  readonly lastYear: Sold;
  readonly twelveMonths: Sold;
}
interface Sold {
  /** Minor units */
  readonly amount: MinorUnits;
  readonly orders: number;
}

export interface WatchedThreshold extends TaxThreshold {
  /** Minor units of its currency, of the period that came nearest; null: a rate of exchange is missing */
  readonly sold: MinorUnits | null;
  readonly soldOrders: number;
  /** Per cent of it that is reached, at most 999 */
  readonly reached: number;
  readonly state: 'over' | 'near' | 'under';
  /** The store says that it collects tax there */
  readonly registered: boolean;
}

export interface Watched {
  /** Where the seller is: `GB`, `US-NY`; null: nobody said, and nothing is watched */
  readonly home: string | null;
  readonly collects: readonly TaxCollection[];
  readonly sold: readonly SoldTo[];
  readonly today: CalendarDate;
  /** Of minor units of one currency in those of another; undefined: no rate is known */
  readonly rate: (from: string, to: string) => Fraction | undefined;
}

const NEAR_PERCENT = 80;
const MOST_PERCENT = 999;

const isAbroad = (home: string, { place }: TaxThreshold): boolean => {
  const country = home.slice(0, 2);
  if (place === 'EU') return euMembers.has(country);
  return place !== home && place !== country;
};

const goesTo = (home: string, place: string, { country, region }: SoldTo): boolean => {
  if (place === 'EU') return euMembers.has(country) && country !== home.slice(0, 2);
  const [there, part] = place.split('-');
  return country === there && (part === undefined || region === part);
};

/**
 * The sales of a shop by where they went, against what published thresholds say: those that anything was sold to, the nearest first.
 * Not for filing: it knows no sales at other shops, no exempt ones, and what marketplaces account for.
 */
export function watchThresholds({ home, collects, sold, today, rate }: Watched): WatchedThreshold[] {
  if (home === null) return [];
  const registered = (place: string) =>
    collects.some(({ jurisdiction }) =>
      place === 'EU' ? euMembers.has(jurisdiction) : jurisdiction === place || jurisdiction === place.slice(0, 2),
    );
  const watched = thresholds
    .filter((each) => each.from <= today && isAbroad(home, each))
    .flatMap((each): WatchedThreshold[] => {
      const there = sold.filter((row) => goesTo(home, each.place, row));
      const periods = each.period === 'year' ? (['year', 'lastYear'] as const) : (['twelveMonths'] as const);
      const of = periods.map((period) =>
        standing(
          each,
          there.map((row) => ({ ...row[period], currency: row.currency })),
          rate,
        ),
      );
      const most = of.reduce((a, b) => (b.reached > a.reached ? b : a));
      if (most.soldOrders === 0) return [];
      return [{ ...each, ...most, registered: registered(each.place) }];
    });
  return watched.sort((a, b) => b.reached - a.reached || (a.place < b.place ? -1 : 1));
}

function standing(
  { amount, currency, orders, both }: TaxThreshold,
  rows: readonly (Sold & { readonly currency: string })[],
  rate: Watched['rate'],
): Pick<WatchedThreshold, 'sold' | 'soldOrders' | 'reached' | 'state'> {
  const soldOrders = rows.reduce((all, row) => all + row.orders, 0);
  const worth = rows.map((row) => {
    const by = row.currency === currency ? { n: 1n, d: 1n } : rate(row.currency, currency);
    return by && multiply(row.amount, by);
  });
  const known = worth.flatMap((each) => each ?? []);
  const sold = known.length === worth.length ? sum(known) : null;
  const bound = amount * 10 ** (decimalsOf(currency) ?? 2);
  const byAmount = bound === 0 ? (soldOrders > 0 ? 100 : 0) : Math.floor((Math.max(0, sold ?? 0) * 100) / bound);
  const byOrders = orders === null ? null : Math.floor((soldOrders * 100) / orders);
  const reached = Math.min(
    MOST_PERCENT,
    byOrders === null ? byAmount : both ? Math.min(byAmount, byOrders) : Math.max(byAmount, byOrders),
  );
  const state = reached >= 100 ? 'over' : reached >= NEAR_PERCENT ? 'near' : 'under';
  return { sold, soldOrders, reached, state };
}
