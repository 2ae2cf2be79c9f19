import * as z from 'zod/mini';
import { instant, json, nullable, oneOf, personal, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';

/** An exemption has a certificate and may end; who accounts for the tax themselves is told by their VAT number. */
export const taxRelief = z.strictObject({
  kind: z.enum(['exempt', 'reverse-charge']),
  /** Number of the certificate, or the VAT number */
  evidence: z.string().check(z.minLength(1), z.maxLength(100)),
  /** The last day on which it holds */
  until: z.nullable(z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/))),
});
export type TaxRelief = z.infer<typeof taxRelief>;

export const customers = defineTable('customers.customers', {
  doc: 'People and firms who buy. Guests have no row.',
  columns: {
    id: uuid(),
    name: personal('to address the customer', text()),
    email: personal('to send receipts', nullable(text())),
    phone: personal('to reach the customer', nullable(text())),
    city: personal('to deliver', nullable(text())),
    country: nullable(text()),
    /** As invoices address it */
    street: personal('to write invoices', text()),
    postalCode: personal('to write invoices', text()),
    /** Of a firm, as it is printed on invoices */
    vatId: personal('to write invoices', nullable(text())),
    /** Why it pays no tax; null: it pays as everybody does */
    taxRelief: nullable(json(taxRelief)),
    /** What price lists and promotions ask for */
    groups: json(z.array(z.string())),
    note: personal('service', text()),
    externalRef: nullable(text()),
    status: oneOf(['active', 'archived']),
    createdAt: instant(),
    updatedAt: instant(),
  },
  key: ['id'],
  indexes: [['externalRef']],
  group: 'people',
});
export type Customer = Row<typeof customers>;

/** Why a customer pays no tax on a day of the store; an exemption that ended is none. */
export function reliefOn(
  customer: Pick<Customer, 'taxRelief'> | undefined,
  date: string,
): Pick<TaxRelief, 'kind' | 'evidence'> | undefined {
  const relief = customer?.taxRelief;
  if (!relief || (relief.until !== null && relief.until < date)) return undefined;
  return { kind: relief.kind, evidence: relief.evidence };
}
