import type { VatEvidence } from '@tillhouse/shared/domains/pricing/reverse-charge.ts';
import type { OrderPage } from '../../bridge/order-page.ts';
import type { Reader } from '../database/reader.ts';
import { type Asking, sees } from './define-query.ts';

/** Why no tax was taken of an order, and what is known of the VAT number that it was ordered with. */
export function vatOf(reader: Reader, orderId: string, asking: Asking): Pick<OrderPage, 'relief' | 'vat'> {
  const row = reader.get<{ relief: string | null; evidence: string | null }>(
    `SELECT o.tax_relief AS relief, d.vat_evidence AS evidence FROM orders o
     LEFT JOIN order_deliveries d ON d.order_id = coalesce(o.original_order_id, o.id) WHERE o.id = ?`,
    [orderId],
  );
  const relief = row?.relief ? (JSON.parse(row.relief) as OrderPage['relief']) : null;
  const vat = row?.evidence ? (JSON.parse(row.evidence) as VatEvidence) : null;
  if (!vat?.register || sees(asking, 'customers.contact')) return { relief, vat };
  return { relief, vat: { ...vat, register: { ...vat.register, name: '', address: '' } } };
}
