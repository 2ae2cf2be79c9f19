import * as z from 'zod/mini';
import { taxOfLine } from '../orders/frozen-parts.ts';

/** What an invoice says, frozen when it was issued. Amounts are minor units, negative on a credit note. */

const said = z.string().check(z.maxLength(500));
const whole = z.number().check(z.int());

const party = z.strictObject({
  name: said,
  street: said,
  postalCode: said,
  city: said,
  country: said,
  vatId: said,
});

export const invoiceDocument = z.strictObject({
  /** Of the customer, `de` */
  language: z.string().check(z.regex(/^[a-z]{2}$/)),
  seller: party,
  buyer: party,
  /** Order or receipt it is for */
  orderNumber: said,
  /** What the buyer calls it in their own books; left out where they said nothing */
  reference: z.optional(said),
  /** Of a credit note: the invoice it takes back from */
  creditOf: z.nullable(said),
  /** Store's calendar day on which the goods were sold */
  soldOn: z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/)),
  issuedOn: z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/)),
  currency: z.string().check(z.regex(/^[A-Z]{3}$/)),
  pricesIncludeTax: z.boolean(),
  relief: z.nullable(z.strictObject({ kind: z.enum(['exempt', 'reverse-charge', 'export']), evidence: said })),
  lines: z
    .array(
      z.strictObject({
        title: said,
        sku: said,
        quantity: whole,
        scale: z.number().check(z.int(), z.gte(0), z.lte(6)),
        unitPrice: whole,
        discount: whole,
        net: whole,
        tax: whole,
        total: whole,
        taxRate: said,
        taxes: z.nullable(z.array(taxOfLine)),
      }),
    )
    .check(z.maxLength(500)),
  /**
   * Delivery that is taxed, a part for each way in which it is; their net and tax are in `net`, `tax` and `taxByRate`, and `shipping`
   * is 0. Left out where it is untaxed: then `shipping` is all of it.
   */
  delivery: z.optional(
    z
      .array(
        z.strictObject({
          net: whole,
          tax: whole,
          total: whole,
          taxRate: said,
          taxes: z.nullable(z.array(taxOfLine)),
        }),
      )
      .check(z.maxLength(100)),
  ),
  taxByRate: z.array(z.strictObject({ rate: said, net: whole, tax: whole })),
  shipping: whole,
  fee: whole,
  rounding: whole,
  net: whole,
  tax: whole,
  total: whole,
  paid: whole,
  /** The store's own words at the foot: its company number, its bank */
  footer: said,
});
export type InvoiceDocument = z.infer<typeof invoiceDocument>;

const byCountry: Readonly<Record<string, string>> = {
  ...{ DE: 'de', AT: 'de', CH: 'de', LI: 'de', FR: 'fr', BE: 'fr', LU: 'fr', ES: 'es', IT: 'it', NL: 'nl', PL: 'pl' },
};

/** The language of a buyer's country where there are words for it, else that of the store. */
export function languageFor(country: string | null, storeLocale: string): string {
  const own = storeLocale.slice(0, 2).toLowerCase();
  return (
    (country && byCountry[country]) ||
    (country === null && ['de', 'fr', 'es', 'it', 'nl', 'pl'].includes(own) ? own : 'en')
  );
}

/** `INV-2026-B2-00017`; from the second generation of a register on `INV-2026-B2-2-00017`, a series of its own. */
export function invoiceNumber(
  kind: 'invoice' | 'credit-note',
  { year, code, generation, sequence }: { year: number; code: string; generation: number; sequence: number },
): string {
  const point = generation === 1 ? code : `${code}-${generation}`;
  return `${kind === 'invoice' ? 'INV' : 'CN'}-${year}-${point}-${String(sequence).padStart(5, '0')}`;
}

/**
 * The cloud's own series of a store: `INV-2026-WEB-1-00017`, of a further store `INV-2026-WEB-1-9c02d1-00003`. No register's series
 * is called so: its codes have no dash, and behind one stands its generation, from 2 on.
 */
export function onlinePoint({ id, main }: { readonly id: string; readonly main: boolean }): {
  code: string;
  generation: number;
} {
  return { code: main ? 'WEB-1' : `WEB-1-${id.slice(-6)}`, generation: 1 };
}
