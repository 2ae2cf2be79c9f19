import * as z from 'zod/mini';
import { amount, count, currency, id, instant, signedAmount, words } from '../../kernel/args.ts';
import { decimalsOf } from '../../kernel/currencies.ts';
import { defineMutator, type MutationContext } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import { customers } from '../customers/schema.ts';
import { currencyUnknown } from '../pricing/errors-calculation.ts';
import { tenders } from '../orders/schema.ts';
import { momentOf } from '../ledger/post-entry.ts';
import { codeEnd, codeHash } from './code-args.ts';
import {
  creditBlocked,
  creditChanged,
  creditExists,
  creditExpired,
  creditInOtherCurrency,
  creditNotExpired,
  creditShort,
  creditUnknown,
} from './errors.ts';
import { accountNamed, moveCredit } from './move-credit.ts';
import { POLICY_ID, whyNot } from './rules.ts';
import { type CreditAccount, creditAccounts, creditMovements, creditPolicies } from './schema.ts';

const day = z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/, 'not a day such as 2026-11-30'));

/** The account under its lock. @throws DomainError `credit.unknown` */
async function locked(tx: Tx, creditId: string): Promise<CreditAccount> {
  const [account] = await tx.getForUpdate(creditAccounts, [{ id: creditId }]);
  if (!account) throw creditUnknown({ creditId });
  return account;
}

export const issue = defineMutator({
  name: 'credit.issue',
  version: 1,
  kind: 'intent',
  permission: 'credit.issue',
  doc: 'Issues a gift card by hand, with a reason; nobody paid for it. Its code is made where it is shown and travels as a hash.',
  args: z.strictObject({
    creditId: id,
    codeHash,
    codeEnd,
    currency,
    amount: amount.check(z.gte(1)),
    expiresOn: z.nullable(day),
    reason: words(200),
  }),
  needs: async (_tx, { amount: value }) => [{ permission: 'credit.issue', value }],
  run: async (tx, { creditId, amount: given, reason, ...card }, ctx) => {
    if (decimalsOf(card.currency) === undefined) throw currencyUnknown({ currency: card.currency });
    const [same] = await tx.list(creditAccounts, { codeHash: card.codeHash });
    const named = { ...card, kind: 'gift-card' as const };
    if (same || !(await tx.insertOnce(creditAccounts, accountNamed(creditId, named, ctx.occurredAt)))) {
      if (await tx.get(creditMovements, { id: ctx.idFor('given') })) return;
      throw creditExists({ creditId });
    }
    const movement = { accountId: creditId, kind: 'given' as const, amount: given, reason };
    await moveCredit(tx, ctx, named, { id: ctx.idFor('given'), ...movement }, momentOf(ctx));
  },
});

export const adjust = defineMutator({
  name: 'credit.adjust',
  version: 1,
  kind: 'intent',
  permission: 'credit.issue',
  doc: 'Adds to a gift card or to a customer’s store credit by hand, or takes off it, with a reason: never more than is there. Store credit has the id of its customer and begins with the first that is added.',
  args: z.strictObject({
    creditId: id,
    /** Positive is added */
    amount: signedAmount.check(z.refine((value) => value !== 0, 'nothing')),
    currency,
    reason: words(200),
  }),
  needs: async (_tx, { amount: value }) => [{ permission: 'credit.issue', value: Math.abs(value) }],
  run: async (tx, { creditId, amount: change, currency: said, reason }, ctx) => {
    const movementId = ctx.idFor('adjusted');
    if (await tx.get(creditMovements, { id: movementId })) return;
    const [known] = await tx.getForUpdate(creditAccounts, [{ id: creditId }]);
    if (!known && !(await tx.get(customers, { id: creditId }))) throw creditUnknown({ creditId });
    if (!known && decimalsOf(said) === undefined) throw currencyUnknown({ currency: said });
    if (!known && change < 0) throw creditShort({ creditId, balance: 0, wanted: -change });
    const fresh = { kind: 'store-credit' as const, customerId: creditId, currency: said };
    const account = known ?? accountNamed(creditId, fresh, ctx.occurredAt);
    if (account.currency !== said) throw creditInOtherCurrency({ creditId, currency: account.currency, wanted: said });
    if (account.status === 'blocked') throw creditBlocked({ creditId });
    if (account.balance + change < 0) throw creditShort({ creditId, balance: account.balance, wanted: -change });
    const kind = change > 0 ? ('given' as const) : ('taken' as const);
    const movement = { id: movementId, accountId: creditId, kind, amount: change, reason };
    await moveCredit(tx, ctx, known ?? fresh, movement, momentOf(ctx));
  },
});

/** @throws DomainError where it pays nothing today */
function refuseWhereNot(account: CreditAccount, ctx: Pick<MutationContext, 'occurredAt' | 'store'>): void {
  const why = whyNot(account, momentOf(ctx).businessDate);
  if (why === 'blocked') throw creditBlocked({ creditId: account.id });
  if (why === 'expired') throw creditExpired({ creditId: account.id, expiresOn: account.expiresOn ?? '' });
}

export const take = defineMutator({
  name: 'credit.take',
  version: 1,
  kind: 'intent',
  permission: 'till.sell',
  doc: 'Sets aside what a basket is about to be paid with, before it is sold: asked of the cloud by a till that hears from it, so that no two take the same money. The sale names the same `takeId`; `credit.release` gives it back.',
  args: z.strictObject({ takeId: id, creditId: id, orderId: id, amount: amount.check(z.gte(1)), currency }),
  run: async (tx, { takeId, creditId, orderId, amount: wanted, currency: said }, ctx) => {
    const account = await locked(tx, creditId);
    const before = await tx.get(creditMovements, { id: takeId });
    if (before?.kind === 'redeemed' && before.accountId === creditId && before.amount === -wanted) return;
    // It was given back before it came, so nobody waits for it any more.
    if (before) throw creditChanged({ creditId });
    if (account.currency !== said) throw creditInOtherCurrency({ creditId, currency: account.currency, wanted: said });
    refuseWhereNot(account, ctx);
    if (account.balance < wanted) throw creditShort({ creditId, balance: account.balance, wanted });
    const movement = { id: takeId, accountId: creditId, kind: 'redeemed' as const, amount: -wanted, orderId };
    await moveCredit(tx, ctx, account, movement, momentOf(ctx));
  },
});

export const release = defineMutator({
  name: 'credit.release',
  version: 1,
  kind: 'intent',
  permission: 'till.sell',
  doc: 'Gives back what `credit.take` set aside for a basket that was not sold; once, and not where its sale is there.',
  args: z.strictObject({ takeId: id, creditId: id, orderId: id }),
  run: async (tx, { takeId, creditId, orderId }, ctx) => {
    const account = await locked(tx, creditId);
    const taken = await tx.get(creditMovements, { id: takeId });
    if (!taken) {
      // Left so that the same amount, still on its way, is not set aside after all.
      const nothing = { id: takeId, accountId: creditId, kind: 'released' as const, amount: 0, orderId };
      await moveCredit(tx, ctx, account, nothing, momentOf(ctx));
      return;
    }
    if (taken.kind !== 'redeemed' || taken.accountId !== creditId) return;
    // Its tender has its id.
    if (await tx.get(tenders, { id: takeId })) throw creditChanged({ creditId });
    if ((await tx.list(creditMovements, { ofId: takeId })).some(({ kind }) => kind === 'released')) return;
    const back = { accountId: creditId, kind: 'released' as const, amount: -taken.amount, ofId: takeId };
    await moveCredit(tx, ctx, account, { id: ctx.idFor('released'), orderId: taken.orderId, ...back }, momentOf(ctx));
  },
});

export const setStatus = defineMutator({
  name: 'credit.setStatus',
  version: 1,
  kind: 'intent',
  permission: 'credit.issue',
  doc: 'Blocks a gift card or store credit, so that it pays nothing, or lets it pay again. Its balance stays.',
  args: z.strictObject({ creditId: id, status: z.enum(['active', 'blocked']), seen: z.optional(instant) }),
  run: async (tx, { creditId, status, seen }, ctx) => {
    const account = await locked(tx, creditId);
    if (account.status === status) return;
    if (seen !== undefined && account.updatedAt !== seen) throw creditChanged({ creditId });
    await tx.update(creditAccounts, { id: creditId }, { status, updatedAt: ctx.occurredAt });
  },
});

export const expire = defineMutator({
  name: 'credit.expire',
  version: 1,
  kind: 'intent',
  permission: 'credit.issue',
  doc: 'Takes what is left off a gift card whose last day is over. The cloud does it every day.',
  args: z.strictObject({ creditId: id }),
  run: async (tx, { creditId }, ctx) => {
    const account = await locked(tx, creditId);
    if (await tx.get(creditMovements, { id: ctx.idFor('expired') })) return;
    if (whyNot({ ...account, status: 'active' }, momentOf(ctx).businessDate) !== 'expired')
      throw creditNotExpired({ creditId });
    if (account.balance === 0) return;
    const movement = { accountId: creditId, kind: 'expired' as const, amount: -account.balance };
    await moveCredit(tx, ctx, account, { id: ctx.idFor('expired'), ...movement }, momentOf(ctx));
  },
});

export const savePolicy = defineMutator({
  name: 'credit.savePolicy',
  version: 1,
  kind: 'intent',
  permission: 'settings.manage',
  doc: 'How gift cards and store credit are given and taken: how long cards are good, which amounts a till offers, what it may take while it cannot ask, and what goods without a receipt are paid with.',
  args: z.strictObject({
    monthsGood: count.check(z.lte(1_200)),
    offlineAmount: amount,
    presets: z.array(amount.check(z.gte(1))).check(z.maxLength(6)),
    withoutReceipt: z.enum(['refused', 'store-credit']),
  }),
  run: async (tx, policy, ctx) => {
    const row = { ...policy, id: POLICY_ID, updatedAt: ctx.occurredAt };
    if (!(await tx.update(creditPolicies, { id: POLICY_ID }, row))) await tx.insert(creditPolicies, row);
  },
});
