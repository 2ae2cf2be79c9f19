import { refundable } from '@tillhouse/shared/domains/orders/plan-refunds.ts';
import type { Tender } from '@tillhouse/shared/domains/orders/schema.ts';
import * as z from 'zod';
import type { OrderAttempt, OrderPage, OrderPageLine, OrderPayment, OrderReturn } from '../../bridge/order-page.ts';
import type { Reader } from '../database/reader.ts';
import { storeHere } from '../session/session-state.ts';
import { claimOf, claimsOf, replacedOf } from './order-claims.ts';
import { type Asking, query, sees } from './define-query.ts';
import { flagTexts } from './orders-one.ts';
import { sendingOf } from './orders-sending.ts';
import { orderRows } from './orders.ts';
import { timelineOf } from './orders-timeline.ts';
import { id } from './params.ts';
import { taxNameOf } from './tax-name-of.ts';
import { taxedByOf } from './taxed-by.ts';
import { vatOf } from './vat-of.ts';

interface RawLine extends Omit<OrderPageLine, 'tracked' | 'discounts' | 'back' | 'replaced'> {
  readonly tracked: number | null;
  readonly discounts: string;
  readonly reason: string | null;
  readonly condition: string | null;
  readonly restock: string | null;
}

function linesOf(reader: Reader, orderId: string, replaced: ReadonlyMap<string, number>): OrderPageLine[] {
  const rows = reader.all<RawLine>(
    `SELECT l.id, l.variant_id AS variantId, l.title, l.variant_title AS variantTitle, l.sku,
       coalesce(v.image, p.image) AS image, l.quantity, l.scale, l.unit_price AS unitPrice, l.discount, l.net, l.tax,
       l.total, l.tax_class AS taxClass, l.tax_rate AS taxRate, v.tracked,
       coalesce((SELECT -sum(b.quantity) FROM order_lines b WHERE b.original_line_id = l.id), 0) AS returned,
       CASE WHEN o.fulfilment_status IN ('shipped', 'handed-over') THEN l.quantity
         ELSE coalesce((SELECT sum(f.quantity) FROM fulfilment_lines f WHERE f.line_id = l.id), 0) END AS sent,
       (SELECT json_group_array(json_object('name', d.name, 'amount', d.amount)) FROM order_discounts d
         WHERE d.order_id = l.order_id AND d.line_id = l.id) AS discounts, r.reason, r.condition, r.restock
     FROM order_lines l JOIN orders o ON o.id = l.order_id LEFT JOIN variants v ON v.id = l.variant_id LEFT JOIN products p ON p.id = v.product_id
     LEFT JOIN returned_lines r ON r.line_id = l.id WHERE l.order_id = ? ORDER BY l.position`,
    [orderId],
  );
  return rows.map(({ tracked, discounts, reason, condition, restock, ...line }) => ({
    ...line,
    replaced: replaced.get(line.id) ?? 0,
    tracked: tracked !== 0,
    discounts: JSON.parse(discounts) as { name: string; amount: number }[],
    back: reason === null ? null : { reason, condition: condition ?? '', restock: restock ?? '' },
  }));
}

type Raw = Pick<
  OrderPage,
  | 'status'
  | 'paymentStatus'
  | 'fulfilmentStatus'
  | 'version'
  | 'locationId'
  | 'receiptNumber'
  | 'subtotal'
  | 'discountTotal'
  | 'taxTotal'
  | 'shippingTotal'
  | 'shippingTax'
  | 'feeTotal'
  | 'rounding'
  | 'paid'
  | 'due'
  | 'payBy'
  | 'actorName'
  | 'customerId'
> & { readonly included: number; readonly old: number; readonly taxed: string | null; readonly saleId: string | null };

type PaymentRow = OrderPayment & Pick<Tender, 'originalTenderId'> & { readonly kind: Tender['kind'] };

const paymentsOf = (reader: Reader, orderIds: readonly string[]): PaymentRow[] =>
  reader
    .all<Omit<PaymentRow, 'card'> & { readonly card: string | null }>(
      `SELECT t.id, t.kind, t.amount, t.given, t."change", t.reference, t.card, t.placed_at AS placedAt, t.order_id AS orderId,
         t.original_tender_id AS originalTenderId
       FROM json_each(?) j JOIN tenders t ON t.order_id = j.value ORDER BY t.placed_at, t.id`,
      [JSON.stringify(orderIds)],
    )
    .map((row) => ({ ...row, card: row.card === null ? null : (JSON.parse(row.card) as PaymentRow['card']) }));

const attemptsOf = (reader: Reader, orderId: string): OrderAttempt[] =>
  reader
    .all<Omit<OrderAttempt, 'inParts'> & { readonly inParts: number }>(
      `SELECT id, provider, method, state, amount, captured, refunded, reference, problem, takes,
       held_until AS heldUntil, in_parts AS inParts, started_at AS startedAt,
       changed_at AS changedAt FROM payment_attempts WHERE order_id = ? ORDER BY started_at DESC, id`,
      [orderId],
    )
    .map((row) => ({ ...row, inParts: row.inParts === 1 }));

const taxedOf = (text: string | null): OrderPage['shippingTaxed'] =>
  text === null ? null : (JSON.parse(text) as OrderPage['shippingTaxed']);

const returnsOf = (reader: Reader, saleId: string): OrderReturn[] =>
  reader
    .all<Omit<OrderReturn, 'shippingTaxed'> & { readonly taxed: string | null }>(
      `SELECT id, number, placed_at AS placedAt, units, total, due, fee_total AS feeTotal, shipping_total AS shippingTotal,
         shipping_taxed AS taxed FROM orders WHERE original_order_id = ? ORDER BY placed_at, id`,
      [saleId],
    )
    .map(({ taxed, ...row }) => ({ ...row, shippingTaxed: taxedOf(taxed) }));

/** What of each payment of a sale can still be given back. */
function refundableOf(reader: Reader, saleId: string, returnIds: readonly string[]): OrderPage['refundable'] {
  const own = paymentsOf(reader, [saleId]);
  return refundable(own, [...own.filter(({ amount }) => amount < 0), ...paymentsOf(reader, returnIds)]);
}

function customerOf(reader: Reader, customerId: string | null, asking: Asking): OrderPage['customer'] {
  if (customerId === null || !sees(asking, 'customers.view')) return null;
  const row = reader.get<{ name: string; email: string | null; phone: string | null }>(
    'SELECT name, email, phone FROM customers WHERE id = ?',
    [customerId],
  );
  const sums = reader.get<{ orders: number; spent: number }>(
    `SELECT count(*) FILTER (WHERE kind = 'sale') AS orders, coalesce(sum(total), 0) AS spent FROM orders
     WHERE customer_id = ? AND status <> 'cancelled'`,
    [customerId],
  );
  if (!row || !sums) return null;
  const kept = sees(asking, 'customers.contact') ? {} : { email: null, phone: null };
  return { ...row, ...kept, ...sums };
}

export const ordersPage = query('orders.page', {
  params: z.strictObject({ id }),
  permission: 'orders.view',
  run: (reader, params, asking): OrderPage | null => {
    const [row] = orderRows(reader, [params.id]);
    const raw = reader.get<Raw>(
      `SELECT o.status, o.payment_status AS paymentStatus, o.fulfilment_status AS fulfilmentStatus, o.version,
         o.location_id AS locationId, (SELECT number FROM receipts WHERE order_id = o.id) AS receiptNumber, o.subtotal,
         o.discount_total AS discountTotal, o.tax_total AS taxTotal, o.shipping_total AS shippingTotal,
         o.shipping_tax AS shippingTax, o.shipping_taxed AS taxed, o.fee_total AS feeTotal, o.rounding, o.paid, o.due,
         (SELECT due_on FROM account_sales WHERE order_id = o.id) AS payBy, o.actor_name AS actorName, o.customer_id AS customerId,
         o.prices_include_tax AS included, o.historical AS old, o.original_order_id AS saleId
       FROM orders o WHERE o.id = ?`,
      [params.id],
    );
    if (!row || !raw) return null;
    const { included, old, saleId, taxed, ...amounts } = raw;
    const returns = returnsOf(reader, params.id);
    const ofSale = saleId === null ? returns : returnsOf(reader, saleId);
    const sale =
      saleId === null
        ? undefined
        : reader.get<{ number: string; due: number }>('SELECT number, due FROM orders WHERE id = ?', [saleId]);
    const flags = reader.all<{ code: string; raisedAt: number }>(
      'SELECT code, raised_at AS raisedAt FROM order_flags WHERE order_id = ? AND resolved_at IS NULL ORDER BY raised_at',
      [params.id],
    );
    // What comes back is paid out where the window stands, by the coins of that store.
    const store = storeHere(reader, asking.window);
    const claims = claimsOf(reader, params.id);
    const lines = linesOf(reader, params.id, replacedOf(claims));
    return {
      ...row,
      ...amounts,
      rate:
        reader.get<NonNullable<OrderPage['rate']>>(
          'SELECT books_currency AS booksCurrency, rate, day, source FROM order_rates WHERE order_id = ?',
          [params.id],
        ) ?? null,
      pricesIncludeTax: included === 1,
      shippingTaxed: taxedOf(taxed),
      ...vatOf(reader, params.id, asking),
      taxName: taxNameOf(reader, params.id),
      taxedBy: taxedByOf(reader, params.id, taxedOf(taxed)),
      historical: old === 1,
      sale: saleId !== null && sale ? { id: saleId, ...sale } : null,
      lines,
      ...sendingOf(reader, { id: params.id, ...amounts }, lines, asking),
      attempts: attemptsOf(reader, saleId ?? params.id),
      storeName: store?.name ?? '',
      payments: paymentsOf(reader, [params.id, ...returns.map((one) => one.id)]).map(
        ({ originalTenderId: _, ...payment }) => payment,
      ),
      refundable: refundableOf(
        reader,
        saleId ?? params.id,
        ofSale.map((one) => one.id),
      ),
      returns,
      claims,
      claimed: claimOf(reader, params.id),
      customer: customerOf(reader, raw.customerId, asking),
      events: timelineOf(reader, { ...row, actorName: raw.actorName }, { returns, claims }, asking),
      flagDetails: flags.map((flag) => ({ ...flag, text: flagTexts[flag.code] ?? flag.code })),
      settings: {
        timeZone: store?.timeZone ?? 'UTC',
        cashRoundingIncrement: store?.cashRoundingIncrement ?? 1,
        cashRoundingMode: store?.cashRoundingMode ?? 'half-up',
      },
    };
  },
});
