import { type TaxAnswer, type TaxAsk, taxAnswer, whyNoAnswer } from '@tillhouse/shared/domains/pricing/provider-tax.ts';
import type { Log } from '../../../platform/http/log.ts';
import type { Taxes } from '../../../platform/taxes/taxes.ts';
import type { TaxProviders } from './known.ts';
import { openTaxAccount, type TaxKeeper } from './tax-accounts.ts';
import { TaxRefused } from './tax-provider.ts';

/** A shopper waits so long for it at most. */
const WAIT_MS = 2_500;
/** So many in a row without an answer, and nobody waits for it any more … */
const MOST_FAILURES = 3;
/** … for so long; then one asks again. */
const REST_MS = 30_000;

export interface QuoteTaxes extends TaxKeeper {
  readonly providers: TaxProviders;
  readonly log: Pick<Log, 'warn'>;
  /** Epoch milliseconds */
  readonly now: () => number;
  readonly waitMs?: number;
}

/**
 * Asks providers what is due of baskets. One that does not answer is left alone for a while, so that no shopper waits for it in vain;
 * who asks the same while it is being asked has the one answer. What does not add up to the cent is no answer.
 */
export function quoteTaxes(of: QuoteTaxes): Taxes {
  const failures = new Map<string, { count: number; restsUntil: number }>();
  const asking = new Map<string, Promise<TaxAnswer | null>>();
  async function ask(tenantId: string, asked: TaxAsk): Promise<TaxAnswer | null> {
    const { accountId } = asked;
    const rests = failures.get(accountId);
    if (rests && rests.count >= MOST_FAILURES && of.now() < rests.restsUntil) return null;
    try {
      const account = await openTaxAccount(of, tenantId, accountId);
      if (account?.status !== 'active') return null;
      const waitMs = of.waitMs ?? WAIT_MS;
      const said = taxAnswer.parse(await inTime(of.providers[account.provider].quote(account, asked, waitMs), waitMs));
      const why = whyNoAnswer(asked, said);
      if (why) throw new Error(why);
      failures.delete(accountId);
      return said;
    } catch (error) {
      // One that refuses this basket, such as for its address, has answered: others are not taxed otherwise for it.
      if (!(error instanceof TaxRefused)) {
        const count = (failures.get(accountId)?.count ?? 0) + 1;
        failures.set(accountId, { count, restsUntil: of.now() + REST_MS });
      }
      of.log.warn({ err: error, accountId }, 'a provider of taxes did not answer: the rates of the store hold');
      return null;
    }
  }
  return {
    quote(tenantId, asked) {
      const key = `${tenantId} ${JSON.stringify(asked)}`;
      const under = asking.get(key);
      if (under) return under;
      const answer = ask(tenantId, asked).finally(() => asking.delete(key));
      asking.set(key, answer);
      return answer;
    },
  };
}

/** Whatever the provider's client makes of its own time. */
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
