import type { TaxedBy } from '@tillhouse/shared/domains/orders/fulfilment-schema.ts';
import { taxesByName } from '@tillhouse/shared/domains/pricing/provider-tax.ts';
import type { OrderPage } from '../../bridge/order-page.ts';
import type { Reader } from '../database/reader.ts';

type Taxes = readonly { readonly name: string; readonly amount: number }[];

/** Which provider of taxes said what is due of an order, and what each jurisdiction takes of all of it; null: none was asked. */
export function taxedByOf(
  reader: Reader,
  orderId: string,
  shippingTaxed: OrderPage['shippingTaxed'],
): OrderPage['taxedBy'] {
  const row = reader.get<{ by: string | null; place: string | null }>(
    'SELECT taxed_by AS "by", taxed_in AS place FROM order_deliveries WHERE order_id = ?',
    [orderId],
  );
  if (!row?.by) return null;
  const lines = reader.all<{ taxes: string }>(
    'SELECT taxes FROM order_lines WHERE order_id = ? AND taxes IS NOT NULL ORDER BY position',
    [orderId],
  );
  const goods = lines.map(({ taxes }) => ({ taxes: JSON.parse(taxes) as Taxes }));
  const said = JSON.parse(row.by) as TaxedBy;
  return { ...said, place: row.place, taxes: taxesByName([...goods, ...(shippingTaxed?.parts ?? [])]) };
}
