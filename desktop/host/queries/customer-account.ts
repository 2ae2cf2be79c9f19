import { type OpenOrder, statementOf } from '@tillhouse/shared/domains/orders/statement.ts';
import { addDays, localDayAndHour } from '@tillhouse/shared/kernel/instant.ts';
import * as z from 'zod';
import type { AccountShown, BasketAccount } from '../../bridge/account-views.ts';
import type { Reader } from '../database/reader.ts';
import { storeAt } from '../session/store-at.ts';
import { query } from './define-query.ts';
import { id } from './params.ts';

function termsOf(reader: Reader, customerId: string): AccountShown | null {
  const row = reader.get<Omit<AccountShown, 'open'> & { open: number }>(
    'SELECT open, credit_limit AS creditLimit, days, ask_above AS askAbove FROM account_terms WHERE customer_id = ?',
    [customerId],
  );
  return row ? { ...row, open: row.open === 1 } : null;
}

const unsettled = `FROM orders o WHERE o.customer_id = ? AND o.payment_status IN ('unpaid', 'part-paid') AND o.currency = ?`;

/** Beside a basket; null where its customer pays at once. */
export function accountOfBuyer(
  reader: Reader,
  customerId: string,
  { currency, at, timeZone }: { readonly currency: string; readonly at: number; readonly timeZone: string },
): BasketAccount | null {
  const terms = termsOf(reader, customerId);
  if (!terms?.open) return null;
  const { owes = 0 } =
    reader.get<{ owes: number }>(`SELECT coalesce(sum(o.due), 0) AS owes ${unsettled}`, [customerId, currency]) ?? {};
  const { days, creditLimit } = terms;
  const dueOn = addDays(localDayAndHour(at, timeZone).date, days);
  return { days, dueOn, owes, left: creditLimit === null ? null : Math.max(0, creditLimit - owes) };
}

export const customersAccount = query('customers.account', {
  params: z.strictObject({ id }),
  permission: 'customers.view',
  heavy: true,
  run: (reader, params, { now }) => {
    const store = storeAt(reader, null);
    const currency = store?.currency ?? '';
    const orders = reader.all<OpenOrder>(
      `SELECT o.id AS orderId, o.number, o.kind, o.original_order_id AS originalOrderId, o.business_date AS businessDate, o.placed_at AS placedAt, o.total, o.due,
         (SELECT s.due_on FROM account_sales s WHERE s.order_id = o.id) AS dueOn ${unsettled}`,
      [params.id, currency],
    );
    const today = localDayAndHour(now, store?.timeZone ?? 'UTC').date;
    return { currency, terms: termsOf(reader, params.id), statement: statementOf(orders, today) };
  },
});
