import { localDayAndHour } from '../../kernel/instant.ts';
import { sum } from '../../kernel/money.ts';
import type { StoreSettings } from '../access/schema.ts';
import type { Business } from '../checkout/schema.ts';
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
  readonly store: Pick<StoreSettings, 'name' | 'locale' | 'vatNumber' | 'receiptFooter' | 'timeZone'>;
  readonly street: string;
  /** Of the sale, for a credit note */
  readonly credited: Pick<Invoice, 'id' | 'number'> | undefined;
  /** Who issues it: a register, or the store's own series in the cloud */
  readonly register: Pick<Register, 'code' | 'generation'>;
  /** Who buys and where, of whom no customer with an address says it */
  readonly buyer?: Partial<InvoiceDocument['buyer']>;
  /** The firm, as whoever bought it wrote it; counts before what is known of the customer */
  readonly business?: Pick<Business, 'company' | 'vatId'>;
  /** Under which the seller is registered where it was taxed, in the place of the store's own number */
  readonly vatNumber?: string;
  /** What the buyer calls it in their own books */
  readonly reference?: string;
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
  const parts = order.shippingTaxed?.parts.filter((part) => part.net !== 0 || part.tax !== 0) ?? [];
  // Field by field: two engines keep the fields of a part in different orders, and a document is compared as it is written.
  const delivery =
    parts.length === 0
      ? undefined
      : parts.map(({ taxRate, taxes, ...part }) => ({
          ...{ net: part.net, tax: part.tax, total: sum([part.net, part.tax]), taxRate },
          taxes: taxes?.map(({ name, amount }) => ({ name, amount })) ?? null,
        }));
  const taxed = [...lines, ...(delivery ?? [])];
  const [net, tax] = [sum(taxed.map((part) => part.net)), sum(taxed.map((part) => part.tax))];
  const buyer = buyerOf(customer, order, facts.buyer, facts.business);
  const document: InvoiceDocument = {
    language: languageFor(buyer.country || null, store.locale),
    seller: {
      name: store.name,
      street: facts.street,
      postalCode: '',
      city: '',
      country: '',
      vatId: facts.vatNumber ?? store.vatNumber,
    },
    buyer,
    orderNumber: order.number,
    ...(facts.reference ? { reference: facts.reference.slice(0, 100) } : {}),
    creditOf: facts.credited?.number ?? null,
    ...{ soldOn: order.businessDate, issuedOn, currency: order.currency, pricesIncludeTax: order.pricesIncludeTax },
    relief: order.taxRelief,
    lines: lines.map(({ title, variantTitle, sku, quantity, scale, unitPrice, discount, ...amounts }) => ({
      title: (variantTitle ? `${title}, ${variantTitle}` : title).slice(0, 500),
      ...{ sku, quantity, scale, unitPrice, discount },
      ...{ net: amounts.net, tax: amounts.tax, total: amounts.total, taxRate: amounts.taxRate, taxes: amounts.taxes },
    })),
    ...(delivery && { delivery }),
    taxByRate: taxByRate(taxed),
    ...{ shipping: delivery ? 0 : order.shippingTotal, fee: order.feeTotal, rounding: order.rounding },
    ...{ net, tax, total: order.total, paid: order.paid, footer: store.receiptFooter.slice(0, 500) },
  };
  return {
    ...{ generation, year, sequence, businessDate: issuedOn, creditedId: facts.credited?.id ?? null },
    number: invoiceNumber(kind, { year, code, generation, sequence }),
    document,
  };
}

/** A customer whose address is known says it themselves; where none is, it is where the goods went. */
function buyerOf(
  customer: Customer | undefined,
  order: Order,
  goesTo: InvoiceFacts['buyer'],
  typed: InvoiceFacts['business'],
): InvoiceDocument['buyer'] {
  const from = customer?.street || !goesTo ? customer : goesTo;
  const { street = '', postalCode = '', city, country } = from ?? {};
  return {
    name: typed?.company || customer?.name || order.customerName || goesTo?.name || '',
    ...{
      street,
      postalCode,
      city: city ?? '',
      country: country || customer?.country || '',
      vatId: typed?.vatId || customer?.vatId || '',
    },
  };
}
