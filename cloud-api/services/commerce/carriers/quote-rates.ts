import { minorRate, rateOn, shiftOf } from '@tillhouse/shared/domains/ledger/exchange.ts';
import { exchangeRates } from '@tillhouse/shared/domains/ledger/exchange-schema.ts';
import { type CarrierAsk, type CarrierRate, carrierRate } from '@tillhouse/shared/domains/shipping/carriers.ts';
import { type Fraction, multiply } from '@tillhouse/shared/kernel/money.ts';
import * as z from 'zod/mini';
import type { CarrierRates } from '../../../platform/carriers/carrier-rates.ts';
import type { Log } from '../../../platform/http/log.ts';
import { TtlMap } from '../../../platform/ttl-map.ts';
import { askedOnce, inTime, leftAlone, WAIT_MS } from '../ask-in-time.ts';
import { type AccountKeeper, inTables } from '../sealed-accounts.ts';
import { CarrierBusy, CarrierRefused } from './carrier.ts';
import { openCarrierAccount } from './carrier-accounts.ts';
import type { Carriers } from './known.ts';

/** What it said holds so long, for whoever asks the same. */
const KEPT_MS = 15 * 60_000;
const MOST_KEPT = 5_000;

export interface QuoteRates extends AccountKeeper {
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
  const others = leftAlone(of.now);
  const once = askedOnce<readonly CarrierRate[] | null>();
  const kept = new TtlMap<string, readonly CarrierRate[]>(KEPT_MS, MOST_KEPT);

  async function ask(tenantId: string, asked: CarrierAsk): Promise<readonly CarrierRate[] | null> {
    const { accountId } = asked;
    if (others.rests(accountId)) return null;
    try {
      const account = await openCarrierAccount(of, tenantId, accountId);
      if (account?.status !== 'active') return null;
      const waitMs = of.waitMs ?? WAIT_MS;
      const all = await inTime(of.carriers[account.carrier].rates(account, asked, waitMs), waitMs);
      others.answered(accountId);
      const usable = all.filter(({ service }) => account.services.length === 0 || account.services.includes(service));
      return await inCurrency(of, tenantId, asked, z.array(carrierRate).parse(usable));
    } catch (error) {
      // One that refuses this parcel, such as for its address, has answered: others are not left without it.
      if (error instanceof CarrierBusy) others.busy(accountId, error.afterMs);
      else if (!(error instanceof CarrierRefused)) others.failed(accountId);
      of.log.warn({ err: error, accountId }, 'a carrier did not say what a parcel costs: the price of the store holds');
      return null;
    }
  }
  return {
    async rates(tenantId, asked) {
      const key = `${tenantId} ${JSON.stringify(asked)}`;
      const known = kept.get(key, of.now());
      if (known) return known;
      return once(key, async () => {
        const said = await ask(tenantId, asked);
        if (said) kept.set(key, said, KEPT_MS, of.now());
        return said;
      });
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
  const known = await inTables(pool, tenantId, async (tx) => {
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
