import type { MutationContext } from '../../kernel/define-mutator.ts';
import { addDays } from '../../kernel/instant.ts';
import { type MinorUnits, sum } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/tx.ts';
import { type AccountTerms, accountTerms } from '../customers/account-schema.ts';
import { creditLimitReached, noAccount } from '../customers/errors.ts';
import { accountSales } from './account-schema.ts';
import { raiseFlag } from './flags.ts';
import { type Order, orders } from './schema.ts';

/** What is open on a customer’s orders, less what is owed to them: of what is known here, in one currency. */
export async function openOf(tx: Tx, customerId: string, currency: string): Promise<MinorUnits> {
  const unsettled = await tx.listMany(orders, [
    { customerId, paymentStatus: 'unpaid' },
    { customerId, paymentStatus: 'part-paid' },
  ]);
  return sum(unsettled.flatMap((order) => (order.currency === currency ? [order.due] : [])));
}

export interface AccountAsked {
  readonly customerId: string | null;
  readonly currency: string;
  readonly amount: MinorUnits;
}

/**
 * Whether so much more may be open, by what is known here: a desk knows the orders of its months, the cloud all of them.
 * @throws DomainError `customers.no-account`, `customers.credit-limit`
 */
export async function termsForMore(tx: Tx, { customerId, currency, amount }: AccountAsked): Promise<AccountTerms> {
  const terms = customerId === null ? undefined : await tx.get(accountTerms, { customerId });
  if (!terms?.open || customerId === null) throw noAccount({ customerId });
  if (terms.creditLimit === null) return terms;
  const open = await openOf(tx, customerId, currency);
  if (sum([open, amount]) > terms.creditLimit)
    throw creditLimitReached({ customerId, limit: terms.creditLimit, open, wanted: amount });
  return terms;
}

/** The last day on which it is paid in time. */
export const dueDayOf = ({ days }: Pick<AccountTerms, 'days'>, businessDate: string): string =>
  addDays(businessDate, days);

/** Notes by when an order is to be paid. */
export async function noteAccountSale(
  tx: Tx,
  { id: orderId, customerId, month }: Pick<Order, 'id' | 'customerId' | 'month'>,
  { dueOn, days }: { readonly dueOn: string; readonly days: number },
): Promise<void> {
  if (customerId !== null) await tx.insertOnce(accountSales, { orderId, customerId, dueOn, days, month });
}

/**
 * In the cloud, of a sale that a till made on account: it stands, and somebody looks where more is open by it than may be. Tills
 * that knew nothing of each other come here one after the other, since the terms are locked.
 */
export async function flagOverLimit(
  tx: Tx,
  ctx: MutationContext,
  order: Pick<Order, 'id' | 'customerId' | 'currency'>,
) {
  const { id: orderId, customerId, currency } = order;
  if (!ctx.authority || customerId === null) return;
  const [terms] = await tx.getForUpdate(accountTerms, [{ customerId }]);
  const open = await openOf(tx, customerId, currency);
  const limit = terms?.open ? terms.creditLimit : 0;
  if (limit === null || open <= limit) return;
  const details = { why: 'credit-limit', customerId, open, limit };
  await raiseFlag(tx, ctx, { orderId, code: 'over-limit', about: 'on-account', details });
}
