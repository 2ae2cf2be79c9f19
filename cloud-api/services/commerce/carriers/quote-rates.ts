import { minorRate, rateOn, shiftOf } from '@tillhouse/shared/domains/ledger/exchange.ts';
import { exchangeRates } from '@tillhouse/shared/domains/ledger/exchange-schema.ts';
import { type CarrierAsk, type CarrierRate, carrierRate } from '@tillhouse/shared/domains/shipping/carriers.ts';
import { type Fraction, multiply } from '@tillhouse/shared/kernel/money.ts';
import * as z from 'zod/mini';
import type { CarrierRates } from '../../../platform/carriers/carrier-rates.ts';
import type { Log } from '../../../platform/http/log.ts';
import { TtlMap } from '../../../platform/ttl-map.ts';
import { CarrierBusy, CarrierRefused } from './carrier.ts';
import { type CarrierKeeper, inCarriers, openCarrierAccount } from './carrier-accounts.ts';
import type { Carriers } from './known.ts';

/** A shopper waits so long for it at most. */
const WAIT_MS = 2_500;
/** So many in a row without an answer, and nobody waits for it any more … */
const MOST_FAILURES = 3;
/** … for so long; then one asks again. */
const REST_MS = 30_000;
/** What it said holds so long, for whoever asks the same. */
const KEPT_MS = 15 * 60_000;
const MOST_KEPT = 5_000;

export interface QuoteRates extends CarrierKeeper {
  readonly carriers: Carriers;
  readonly log: Pick<Log, 'warn'>;
  /** Epoch milliseconds */
  readonly now: () => number;
  readonly waitMs?: number;
}

/**
 * Asks carriers what parcels cost. One that does not answer is left alone for a while, so that no shopper waits for it in vain; the same
 * is asked once a quarter of an hour, and by many at once as one. No connection of the database is held meanwhile.
 */
export function quoteRates(of: QuoteRates): CarrierRates {
  const failures = new Map<string, { count: number; restsUntil: number }>();
  const asking = new Map<string, Promise<readonly CarrierRate[] | null>>();
  const kept = new TtlMap<string, readonly CarrierRate[]>(KEPT_MS, MOST_KEPT);

  async function ask(tenantId: string, asked: CarrierAsk): Promise<readonly CarrierRate[] | null> {
    const { accountId } = asked;
    const rests = failures.get(accountId);
    if (rests && rests.count >= MOST_FAILURES && of.now() < rests.restsUntil) return null;
    try {
      const account = await openCarrierAccount(of, tenantId, accountId);
      if (account?.status !== 'active') return null;
      const waitMs = of.waitMs ?? WAIT_MS;
      const all = await inTime(of.carriers[account.carrier].rates(account, asked, waitMs), waitMs);
      failures.delete(accountId);
      const usable = all.filter(({ service }) => account.services.length === 0 || account.services.includes(service));
      return await inCurrency(of, tenantId, asked, z.array(carrierRate).parse(usable));
    } catch (error) {
      // One that refuses this parcel, such as for its address, has answered: others are not left without it.
      if (!(error instanceof CarrierRefused)) {
        const count = error instanceof CarrierBusy ? MOST_FAILURES : (failures.get(accountId)?.count ?? 0) + 1;
        const restMs = error instanceof CarrierBusy ? (error.afterMs ?? REST_MS) : REST_MS;
        failures.set(accountId, { count, restsUntil: of.now() + restMs });
      }
      of.log.warn({ err: error, accountId }, 'a carrier did not say what a parcel costs: the price of the store holds');
      return null;
    }
  }
  return {
    async rates(tenantId, asked) {
      const key = `${tenantId} ${JSON.stringify(asked)}`;
      const known = kept.get(key, of.now());
      if (known) return known;
      const under = asking.get(key);
      if (under) return under;
      const answer = ask(tenantId, asked).finally(() => asking.delete(key));
      asking.set(key, answer);
      const said = await answer;
      if (said) kept.set(key, said, KEPT_MS, of.now());
      return said;
    },
  };
}

/** What is said in another currency counts where the books know a rate of that day; else it is not offered. */
async function inCurrency(
  { pool }: QuoteRates,
  tenantId: string,
  { currency: wanted, shipOn }: CarrierAsk,
  rates: readonly CarrierRate[],
): Promise<CarrierRate[]> {
  const others = [...new Set(rates.map(({ currency }) => currency))].filter((currency) => currency !== wanted);
  if (others.length === 0) return [...rates];
  const known = await inCarriers(pool, tenantId, async (tx) => {
    const rows = await Promise.all([wanted, ...others].map((currency) => tx.list(exchangeRates, { currency })));
    return rows.flat();
  });
  const factor = (from: string): Fraction | null => {
    const there = rateOn(
      known.filter((row) => row.currency === from && row.booksCurrency === wanted),
      shipOn,
    );
    if (there) return minorRate(there.rate, shiftOf(from, wanted));
    const back = rateOn(
      known.filter((row) => row.currency === wanted && row.booksCurrency === from),
      shipOn,
    );
    if (!back) return null;
    const { n, d } = minorRate(back.rate, shiftOf(wanted, from));
    return { n: d, d: n };
  };
  return rates.flatMap((rate) => {
    const by = rate.currency === wanted ? undefined : factor(rate.currency);
    if (by === null) return [];
    return [by ? { ...rate, currency: wanted, amount: multiply(rate.amount, by, 'up') } : rate];
  });
}

/** Whatever the carrier's client makes of its own time. */
async function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
