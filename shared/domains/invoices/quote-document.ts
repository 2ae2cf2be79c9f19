import { sum } from '../../kernel/money.ts';
import type { Draft } from '../orders/draft-schema.ts';
import { taxByRate } from '../pricing/rules.ts';
import { type InvoiceDocument, languageFor } from './document.ts';

interface Seller {
  readonly name: string;
  readonly locale: string;
  readonly vatNumber: string;
  readonly receiptFooter: string;
}

type Quoted = Pick<Draft, 'number' | 'currency' | 'customerName' | 'frozen'>;

/** What a quote says on paper, as an invoice would. @param country of the buyer, whose language it is in; null: nobody said */
export function quoteDocument(
  { number, currency, customerName, frozen }: Quoted,
  country: string | null,
  store: Seller | undefined,
  today: string,
): InvoiceDocument {
  const nobody = { name: '', street: '', postalCode: '', city: '', country: '', vatId: '' };
  const delivery = (frozen.shippingTaxed?.parts ?? []).flatMap(({ net, tax, taxRate, taxes }) =>
    net === 0 && tax === 0 ? [] : [{ net, tax, total: sum([net, tax]), taxRate, taxes }],
  );
  const lines = frozen.lines.map(({ title, variantTitle, taxes, ...line }) => ({
    title: [title, variantTitle].filter(Boolean).join(', '),
    ...{ sku: line.sku, quantity: line.quantity, scale: line.scale, unitPrice: line.unitPrice },
    ...{ discount: line.discount, net: line.net, tax: line.tax, total: line.total, taxRate: line.taxRate },
    taxes: taxes.length > 0 ? taxes : null,
  }));
  const taxed = [...lines, ...delivery];
  return {
    language: languageFor(country, store?.locale ?? 'en-GB'),
    seller: { ...nobody, name: store?.name ?? '', vatId: store?.vatNumber ?? '' },
    buyer: { ...nobody, name: customerName, street: frozen.delivery?.address ?? '', country: country ?? '' },
    ...{ orderNumber: number, creditOf: null, soldOn: today, issuedOn: today, currency },
    ...{ pricesIncludeTax: frozen.pricesIncludeTax, relief: frozen.relief, lines, taxByRate: taxByRate(taxed) },
    ...(delivery.length > 0 && { delivery }),
    ...{ shipping: delivery.length > 0 ? 0 : frozen.shippingTotal, fee: 0, rounding: 0 },
    ...{ net: sum(taxed.map(({ net }) => net)), tax: frozen.taxTotal, total: frozen.total, paid: 0 },
    footer: store?.receiptFooter ?? '',
  };
}
