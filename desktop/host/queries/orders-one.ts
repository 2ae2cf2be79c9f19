import * as z from 'zod';
import type { QueryMap } from '../../bridge/queries.ts';
import type { Reader } from '../database/reader.ts';
import { query } from './define-query.ts';
import { orderRows } from './orders.ts';
import { id } from './params.ts';
import { taxNameOf } from './tax-name-of.ts';

type One = NonNullable<QueryMap['orders.one']['result']>;

export const flagTexts: Readonly<Record<string, string>> = {
  oversold: 'More was sold than was there. The sale stands; the stock is a task.',
  'price-differs': 'The price was not the one of the list when it reached the cloud.',
  'unknown-item': 'An item of this sale is not in the catalogue.',
  'duplicate-receipt': 'Another sale carries the same receipt number.',
  'total-differs': 'The total is not what the cloud computes.',
  'over-refunded': 'More was paid back than was paid.',
  'over-limit': 'More was given or paid back than the limit allows: by a person, or by a code used too often.',
  'session-closed': 'It was rung up on a drawer that was closed.',
  'invoiced-twice': 'Two invoices were issued for it.',
  'refund-refused': 'The payment provider refused to pay back; it is owed again.',
  'serial-twice': 'A piece with the same serial number was sold before.',
  'layaway-twice': 'Two tills took the last payment of one layaway.',
  'tax-own-rates': 'The provider of taxes did not answer: it was taxed by the rates of the store.',
  'tax-refused': 'The provider of taxes did not take it into its book.',
  'vat-unchecked': 'Nobody has looked up the VAT number of its buyer.',
  'taken-twice': 'It was parked, and another till took it up too: look whether it was sold twice.',
  'payment-disputed': 'The payment is disputed: its task says until when to answer.',
  'hold-ends': 'What is authorised runs out soon: send it, or take the money.',
  'not-captured': 'The payment provider did not take the money: see its payment.',
  'historical-unlinked': 'A return whose sale is not in the history.',
};

function linesOf(reader: Reader, orderId: string): One['lines'] {
  return reader.all<One['lines'][number]>(
    `SELECT l.id, l.variant_id AS variantId, l.title, l.variant_title AS variantTitle, l.sku,
       coalesce(v.image, p.image) AS image, l.quantity, l.scale, l.unit_price AS unitPrice, l.total, l.tax_rate AS taxRate
     FROM order_lines l LEFT JOIN variants v ON v.id = l.variant_id LEFT JOIN products p ON p.id = v.product_id
     WHERE l.order_id = ? ORDER BY l.position`,
    [orderId],
  );
}

type Amounts = Pick<
  One,
  | 'receiptNumber'
  | 'subtotal'
  | 'discountTotal'
  | 'taxTotal'
  | 'shippingTotal'
  | 'shippingTax'
  | 'rounding'
  | 'paid'
  | 'due'
  | 'actorName'
>;

type Included = { readonly included: number };

export const ordersOne = query('orders.one', {
  params: z.strictObject({ id }),
  permission: 'orders.view',
  run: (reader, params) => {
    const [row] = orderRows(reader, [params.id]);
    const amounts = reader.get<Amounts & Included>(
      `SELECT (SELECT number FROM receipts WHERE order_id = o.id) AS receiptNumber, o.subtotal,
         o.discount_total AS discountTotal, o.tax_total AS taxTotal, o.shipping_total AS shippingTotal, o.shipping_tax AS shippingTax,
         o.prices_include_tax AS included, o.rounding,
         o.paid, o.due, o.actor_name AS actorName FROM orders o WHERE o.id = ?`,
      [params.id],
    );
    if (!row || !amounts) return null;
    const flags = reader.all<{ code: string; raisedAt: number }>(
      'SELECT code, raised_at AS raisedAt FROM order_flags WHERE order_id = ? AND resolved_at IS NULL ORDER BY raised_at',
      [params.id],
    );
    const { included, ...shown } = amounts;
    return {
      ...row,
      ...shown,
      taxName: taxNameOf(reader, params.id),
      pricesIncludeTax: included === 1,
      lines: linesOf(reader, params.id),
      tenders: reader.all<One['tenders'][number]>(
        'SELECT kind, amount, given, "change", reference FROM tenders WHERE order_id = ? ORDER BY id',
        [params.id],
      ),
      flagDetails: flags.map((flag) => ({ ...flag, text: flagTexts[flag.code] ?? flag.code })),
    };
  },
});
