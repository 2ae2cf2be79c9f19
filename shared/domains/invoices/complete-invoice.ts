import { localDayAndHour } from '../../kernel/instant.ts';
import { sum } from '../../kernel/money.ts';
import type { StoreSettings } from '../access/schema.ts';
import type { Customer } from '../customers/schema.ts';
import type { Order, OrderLine } from '../orders/schema.ts';
import { taxByRate } from '../pricing/rules.ts';
import type { Register } from '../register/schema.ts';
import { type InvoiceDocument, invoiceNumber, languageFor } from './document.ts';
import type { Invoice } from './schema.ts';

export interface InvoiceFacts {
  readonly kind: Invoice['kind'];
  readonly order: Order;
  readonly lines: readonly OrderLine[];
  readonly customer: Customer | undefined;
  readonly store: Pick<StoreSettings, 'name' | 'locale' | 'receiptFooter' | 'timeZone'>;
  readonly street: string;
  /** Of the sale, for a credit note */
  readonly credited: Pick<Invoice, 'id' | 'number'> | undefined;
  readonly register: Pick<Register, 'code' | 'generation'>;
  /** Last number of the series of a year */
  readonly lastOf: (year: number) => Promise<number>;
  readonly at: number;
}

/** The number it takes and all that it says. The year is that of the store's day on which it is issued. */
export async function completeInvoice(facts: InvoiceFacts) {
  const { kind, order, lines, customer, store, register, at } = facts;
  const issuedOn = localDayAndHour(at, store.timeZone).date;
  const year = Number(issuedOn.slice(0, 4));
  const sequence = (await facts.lastOf(year)) + 1;
  const { code, generation } = register;
  const [net, tax] = [sum(lines.map((line) => line.net)), sum(lines.map((line) => line.tax))];
  const document: InvoiceDocument = {
    language: languageFor(customer?.country ?? null, store.locale),
    seller: { name: store.name, street: facts.street, postalCode: '', city: '', country: '', vatId: '' },
    buyer: {
      name: customer?.name ?? order.customerName,
      ...{ street: customer?.street ?? '', postalCode: customer?.postalCode ?? '', city: customer?.city ?? '' },
      ...{ country: customer?.country ?? '', vatId: customer?.vatId ?? '' },
    },
    orderNumber: order.number,
    creditOf: facts.credited?.number ?? null,
    ...{ soldOn: order.businessDate, issuedOn, currency: order.currency, pricesIncludeTax: order.pricesIncludeTax },
    relief: order.taxRelief,
    lines: lines.map(({ title, variantTitle, sku, quantity, scale, unitPrice, discount, ...amounts }) => ({
      title: (variantTitle ? `${title}, ${variantTitle}` : title).slice(0, 500),
      ...{ sku, quantity, scale, unitPrice, discount },
      ...{ net: amounts.net, tax: amounts.tax, total: amounts.total, taxRate: amounts.taxRate, taxes: amounts.taxes },
    })),
    taxByRate: taxByRate(lines),
    ...{ shipping: order.shippingTotal, fee: order.feeTotal, rounding: order.rounding },
    ...{ net, tax, total: order.total, paid: order.paid, footer: store.receiptFooter.slice(0, 500) },
  };
  return {
    ...{ generation, year, sequence, businessDate: issuedOn, creditedId: facts.credited?.id ?? null },
    number: invoiceNumber(kind, { year, code, generation, sequence }),
    document,
  };
}
