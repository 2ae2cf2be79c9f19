import type { MutationContext } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import {
  cardUsed,
  creditBlocked,
  creditExpired,
  creditInOtherCurrency,
  creditOfNobody,
  creditShort,
  creditUnknown,
} from '../credit/errors.ts';
import { coverShortfall, moveCredit, type Named } from '../credit/move-credit.ts';
import { defaultPolicy, lastDay, POLICY_ID, whyNot } from '../credit/rules.ts';
import { type CreditAccount, creditAccounts, creditKinds, creditMovements, creditPolicies } from '../credit/schema.ts';
import { raiseFlag } from '../orders/flags.ts';
import type { Loads, ReturnArgs, SaleArgs, SaleTender } from './sale-args.ts';
import type { Trade } from './write-trade.ts';

/** Whether a tender is a gift card, store credit or what was paid before, none of which moves money of today. */
export const isCredit = (kind: string): kind is CreditAccount['kind'] => creditKinds.some((one) => one === kind);

/** The id of a tender, and of the movement of the credit that it is. */
export const tenderId = (ctx: Pick<MutationContext, 'idFor'>, { key, takeId }: Pick<SaleTender, 'key' | 'takeId'>) =>
  takeId ?? ctx.idFor(`tender:${key}`);

async function goodAccount(
  tx: Tx,
  creditId: string | undefined,
  { currency, date }: { readonly currency: string; readonly date: string },
): Promise<CreditAccount> {
  const account = creditId === undefined ? undefined : await tx.get(creditAccounts, { id: creditId });
  if (!account) throw creditUnknown({ creditId: creditId ?? '' });
  if (account.currency !== currency)
    throw creditInOtherCurrency({ creditId: account.id, currency: account.currency, wanted: currency });
  const why = whyNot(account, date);
  if (why === 'blocked') throw creditBlocked({ creditId: account.id });
  if (why === 'expired') throw creditExpired({ creditId: account.id, expiresOn: account.expiresOn ?? '' });
  return account;
}

/**
 * At the desk, before a sale: whether its cards are there, good and hold as much as they pay, as far as this desk knows. Not asked
 * where the cloud set the amount aside.
 * @throws DomainError `credit.unknown`, `credit.short`, `credit.blocked`, `credit.expired`, `credit.other-currency`
 */
export async function checkCredits(
  tx: Tx,
  { tenders, lines }: Pick<SaleArgs, 'tenders' | 'lines'>,
  here: { readonly currency: string; readonly date: string },
): Promise<void> {
  const spent = new Map<string, number>();
  for (const { kind, creditId, amount, taken, points } of tenders) {
    // Made of points in the sale itself.
    if (!isCredit(kind) || taken || points !== undefined) continue;
    const account = await goodAccount(tx, creditId, here);
    const wanted = (spent.get(account.id) ?? 0) + amount;
    spent.set(account.id, wanted);
    if (wanted > account.balance) throw creditShort({ creditId: account.id, balance: account.balance, wanted });
  }
  for (const { loads } of lines)
    if (loads && loads.codeHash === undefined && (loads.kind === 'gift-card' || (await isThere(tx, loads.creditId))))
      await goodAccount(tx, loads.creditId, here);
}

const isThere = async (tx: Tx, id: string) => (await tx.get(creditAccounts, { id })) !== undefined;

/** Lines that sell a card say until when it is good. */
export async function withLastDays(tx: Tx, lines: SaleArgs['lines'], date: string): Promise<SaleArgs['lines']> {
  if (lines.every(({ loads }) => loads?.codeHash === undefined)) return lines;
  const { monthsGood } = (await tx.get(creditPolicies, { id: POLICY_ID })) ?? defaultPolicy;
  const expiresOn = lastDay(date, monthsGood);
  return lines.map((line) =>
    line.loads?.codeHash === undefined ? line : { ...line, loads: { ...line.loads, expiresOn } },
  );
}

/**
 * At the desk: of what goes back to a card or to store credit which one, and of lines that sold a card that it is unspent. What was
 * paid with one goes back to just that one.
 * @throws DomainError `credit.unknown`, `credit.of-nobody`, `credit.card-used`, `credit.other-currency`, `credit.blocked`
 */
export async function completeCredits(
  tx: Tx,
  args: ReturnArgs,
  sale: { readonly customerId: string | null; readonly currency: string; readonly date: string },
  soldLines: readonly { readonly id: string; readonly total: number }[],
): Promise<ReturnArgs> {
  const refunds: NonNullable<ReturnArgs['refunds']> = [];
  for (const refund of args.refunds ?? []) {
    const paidBy = refund.tenderId === undefined ? undefined : await tx.get(creditMovements, { id: refund.tenderId });
    const creditId = paidBy?.accountId ?? refund.creditId;
    if (isCredit(refund.kind) && creditId === undefined) throw creditUnknown({ creditId: '' });
    refunds.push(isCredit(refund.kind) ? { ...refund, creditId } : refund);
  }
  const lines: ReturnArgs['lines'] = [];
  for (const line of args.lines) {
    const sold = await tx.get(creditMovements, { id: line.originalLineId });
    if (sold?.kind !== 'sold') {
      lines.push(line);
      continue;
    }
    const account = await goodAccount(tx, sold.accountId, sale);
    const { id: creditId, balance, kind } = account;
    const total = soldLines.find(({ id }) => id === line.originalLineId)?.total ?? 0;
    if (balance < total) throw cardUsed({ creditId, balance });
    lines.push({ ...line, loads: { creditId, kind } });
  }
  return {
    ...args,
    lines,
    ...(args.refunds && { refunds }),
    ...(args.payBack && { payBack: await payBackOf(tx, args.payBack, sale) }),
  };
}

/** Of what a return pays back which gift card or store credit. @throws DomainError as `completeCredits` */
export async function payBackOf(
  tx: Tx,
  payBack: NonNullable<ReturnArgs['payBack']>,
  sale: { readonly customerId: string | null; readonly currency: string; readonly date: string },
): Promise<NonNullable<ReturnArgs['payBack']>> {
  const { kind, credit } = payBack;
  if (!isCredit(kind)) return payBack;
  const { customerId } = sale;
  const to: Loads | null = credit ?? (kind === 'store-credit' && customerId ? { creditId: customerId, kind } : null);
  if (!to) throw creditOfNobody({ creditId: '' });
  const known = await tx.get(creditAccounts, { id: to.creditId });
  if (known && known.currency !== sale.currency)
    throw creditInOtherCurrency({ creditId: known.id, currency: known.currency, wanted: sale.currency });
  if (known?.status === 'blocked') throw creditBlocked({ creditId: known.id });
  if (!known && kind === 'gift-card' && to.codeHash === undefined) throw creditUnknown({ creditId: to.creditId });
  if (to.codeHash === undefined) return { ...payBack, credit: { ...to, kind } };
  const { monthsGood } = (await tx.get(creditPolicies, { id: POLICY_ID })) ?? defaultPolicy;
  return { ...payBack, credit: { ...to, kind, expiresOn: lastDay(sale.date, monthsGood) } };
}

function namedBy(kind: CreditAccount['kind'], currency: string, creditId: string, loads?: Loads): Named {
  const { codeHash = null, codeEnd = '', expiresOn = null } = loads ?? {};
  return { kind, currency, codeHash, codeEnd, expiresOn, customerId: kind === 'store-credit' ? creditId : null };
}

/**
 * What a sale or return moves on gift cards and store credit: lines that sold or loaded one, and tenders that are one. Facts, so nothing is
 * refused: what tills that could not ask took too often the shop covers, and somebody looks at it.
 */
export async function moveCredits(tx: Tx, ctx: MutationContext, trade: Trade): Promise<void> {
  const { orderId, decided, reason } = trade;
  const { currency, businessDate } = decided;
  const when = { occurredAt: ctx.occurredAt, businessDate };
  const reduced: { creditId: string; id: string; named: Named; amount: number }[] = [];
  for (const { key, loads, snapshot } of trade.lines) {
    if (!loads) continue;
    const id = ctx.idFor(`line:${key}`);
    const { creditId, kind } = loads;
    const named = namedBy(kind, currency, creditId, loads);
    const amount = snapshot.total;
    const movement = { id, accountId: creditId, kind: amount < 0 ? ('brought-back' as const) : ('sold' as const) };
    await moveCredit(tx, ctx, named, { ...movement, amount, orderId, reason }, when);
    if (amount < 0) reduced.push({ creditId, id, named, amount });
  }
  for (const tender of trade.tenders) {
    const { key, kind, creditId, loads, amount, taken = false, points } = tender;
    if (!isCredit(kind) || creditId === undefined) continue;
    const id = tenderId(ctx, tender);
    const named = namedBy(kind, currency, creditId, loads);
    if (points !== undefined) {
      const made = { id: ctx.idFor(`credit:${key}`), accountId: creditId, kind: 'from-points' as const };
      await moveCredit(tx, ctx, named, { ...made, amount, orderId, ofId: id, reason }, when);
    }
    const movement = { id, accountId: creditId, kind: amount < 0 ? ('refunded' as const) : ('redeemed' as const) };
    const fresh = await moveCredit(
      tx,
      ctx,
      named,
      { ...movement, amount: -amount, orderId, reason, counted: taken && !ctx.authority },
      when,
    );
    if (fresh && amount > 0) reduced.push({ creditId, id, named, amount });
  }
  for (const { creditId, id, named, amount } of reduced) {
    const covered = await coverShortfall(tx, ctx, named, { accountId: creditId, ofId: id, orderId }, when);
    // Handed over twice: said with what it was, by `flagLayaways`.
    if (covered === 0 || named.kind === 'layaway') continue;
    const details = { creditId, taken: Math.abs(amount), covered, currency };
    await raiseFlag(tx, ctx, { orderId, code: 'over-limit', about: id, details });
  }
}
