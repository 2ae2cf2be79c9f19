import { type TaxAnswer, type TaxAsk, taxAnswer, whyNoAnswer } from '@tillhouse/shared/domains/pricing/provider-tax.ts';
import type { Log } from '../../../platform/http/log.ts';
import type { Taxes } from '../../../platform/taxes/taxes.ts';
import { askedOnce, inTime, leftAlone, WAIT_MS } from '../ask-in-time.ts';
import type { AccountKeeper } from '../sealed-accounts.ts';
import type { TaxProviders } from './known.ts';
import { openTaxAccount } from './tax-accounts.ts';
import { TaxRefused } from './tax-provider.ts';

export interface QuoteTaxes extends AccountKeeper {
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
  const others = leftAlone(of.now);
  const once = askedOnce<TaxAnswer | null>();
  async function ask(tenantId: string, asked: TaxAsk): Promise<TaxAnswer | null> {
    const { accountId } = asked;
    if (others.rests(accountId)) return null;
    try {
      const account = await openTaxAccount(of, tenantId, accountId);
      if (account?.status !== 'active') return null;
      const waitMs = of.waitMs ?? WAIT_MS;
      const said = taxAnswer.parse(await inTime(of.providers[account.provider].quote(account, asked, waitMs), waitMs));
      const why = whyNoAnswer(asked, said);
      if (why) throw new Error(why);
      others.answered(accountId);
      return said;
    } catch (error) {
      // One that refuses this basket, such as for its address, has answered: others are not taxed otherwise for it.
      if (!(error instanceof TaxRefused)) others.failed(accountId);
      of.log.warn({ err: error, accountId }, 'a provider of taxes did not answer: the rates of the store hold');
      return null;
    }
  }
  return {
    quote: (tenantId, asked) => once(`${tenantId} ${JSON.stringify(asked)}`, () => ask(tenantId, asked)),
  };
}
