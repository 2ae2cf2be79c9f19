import type { InvoiceDocument } from '@tillhouse/shared/domains/invoices/document.ts';
import { languageFor } from '@tillhouse/shared/domains/invoices/document.ts';
import type { DraftArgs } from '@tillhouse/shared/domains/orders/draft-args.ts';
import type { FrozenOrder } from '@tillhouse/shared/domains/orders/frozen-order.ts';
import { taxByRate } from '@tillhouse/shared/domains/pricing/rules.ts';
import { sum } from '@tillhouse/shared/kernel/money.ts';
import type { DraftView } from '../../../bridge/draft-queries.ts';
import type { StoreView } from '../../../bridge/store-queries.ts';

export interface WorkLine {
  readonly key: string;
  readonly variantId: string;
  readonly title: string;
  readonly sku: string;
  readonly scale: number;
  readonly quantity: number;
}

/** A draft as it is being written. */
export interface Work {
  readonly customerId: string | null;
  readonly customerName: string;
  readonly lines: readonly WorkLine[];
  readonly shipping: number;
  readonly discount: number | null;
  readonly reason: string;
  readonly recipient: string;
  readonly address: string;
  readonly method: string;
  readonly validUntil: string;
  readonly note: string;
}

export const emptyWork: Work = {
  ...{ customerId: null, customerName: '', lines: [], shipping: 0, discount: null, reason: '' },
  ...{ recipient: '', address: '', method: '', validUntil: '', note: '' },
};

export function workOf({ customerId, customerName, discount, validUntil, note, frozen }: DraftView): Work {
  const { delivery } = frozen;
  const off = frozen.shippingDiscounts.map(({ amount }) => amount);
  return {
    ...{ customerId, customerName, validUntil: validUntil ?? '', note },
    lines: frozen.lines.map(({ key, variantId, title, variantTitle, sku, scale, quantity }) => ({
      ...{ key, variantId, sku, scale, quantity },
      title: [title, variantTitle].filter(Boolean).join(', '),
    })),
    shipping: sum([frozen.shippingTaxed?.shown ?? frozen.shippingTotal, ...off]),
    discount: discount?.amount ?? null,
    reason: discount?.reason ?? '',
    recipient: delivery?.recipient ?? '',
    address: delivery?.address ?? '',
    method: delivery?.method ?? '',
  };
}

/** One more of what is there already. */
export function withLine(work: Work, line: Omit<WorkLine, 'key' | 'quantity'>, key: string): Work {
  const one = 10 ** line.scale;
  const known = work.lines.find(({ variantId }) => variantId === line.variantId);
  const lines = known
    ? work.lines.map((row) => (row === known ? { ...row, quantity: row.quantity + one } : row))
    : [...work.lines, { ...line, key, quantity: one }];
  return { ...work, lines };
}

/** Nothing of it takes its line away. */
export const withQuantity = (work: Work, key: string, quantity: number): Work => ({
  ...work,
  lines: work.lines.flatMap((row) => (row.key !== key ? [row] : quantity > 0 ? [{ ...row, quantity }] : [])),
});

/** Arguments of `orders.saveDraft`; null while there is nothing to save. */
export function argsOf(draftId: string, version: number, work: Work): DraftArgs | null {
  const { customerId, customerName, lines, shipping, discount, recipient, address, method, validUntil, note } = work;
  const reason = work.reason.trim();
  if (lines.length === 0 || (discount !== null && discount > 0 && reason === '')) return null;
  const goes = [recipient, address, method].some((text) => text.trim() !== '');
  return {
    ...{ draftId, version, customerId, customerName: customerName.trim(), shipping, note: note.trim() },
    lines: lines.map(({ key, variantId, quantity }) => ({ key, variantId, quantity })),
    ...(discount !== null && discount > 0 && { discount: { amount: discount, reason } }),
    delivery: goes
      ? { recipient: recipient.trim(), address: address.trim(), country: null, method: method.trim() }
      : null,
    validUntil: validUntil === '' ? null : validUntil,
  };
}

/** What a quote says on paper, as an invoice would. */
export function quoteDocument(draft: DraftView, store: StoreView | undefined, today: string): InvoiceDocument {
  const { frozen } = draft;
  const nobody = { name: '', street: '', postalCode: '', city: '', country: '', vatId: '' };
  const delivery = (frozen.shippingTaxed?.parts ?? []).flatMap(({ net, tax, taxRate, taxes }) =>
    net === 0 && tax === 0 ? [] : [{ net, tax, total: sum([net, tax]), taxRate, taxes }],
  );
  const lines = frozen.lines.map(({ title, variantTitle, taxes, ...line }) => ({
    title: [title, variantTitle].filter(Boolean).join(', '),
    ...{
      sku: line.sku,
      quantity: line.quantity,
      scale: line.scale,
      unitPrice: line.unitPrice,
      discount: line.discount,
    },
    ...{ net: line.net, tax: line.tax, total: line.total, taxRate: line.taxRate },
    taxes: taxes.length > 0 ? taxes : null,
  }));
  const taxed = [...lines, ...delivery];
  return {
    language: languageFor(null, store?.locale ?? 'en-GB'),
    seller: { ...nobody, name: store?.name ?? '', vatId: store?.vatNumber ?? '' },
    buyer: { ...nobody, name: draft.customerName, street: frozen.delivery?.address ?? '' },
    ...{ orderNumber: draft.number, creditOf: null, soldOn: today, issuedOn: today, currency: draft.currency },
    ...{ pricesIncludeTax: frozen.pricesIncludeTax, relief: frozen.relief, lines, taxByRate: taxByRate(taxed) },
    ...(delivery.length > 0 && { delivery }),
    ...{ shipping: delivery.length > 0 ? 0 : frozen.shippingTotal, fee: 0, rounding: 0 },
    ...{ net: sum(taxed.map(({ net }) => net)), tax: frozen.taxTotal, total: frozen.total, paid: 0 },
    footer: store?.receiptFooter ?? '',
  };
}

/** What stands in its lines now: of a dry run, while there is one. */
export const totalsOf = (priced: FrozenOrder | null): ReadonlyMap<string, number> =>
  new Map(priced?.lines.map(({ key, total }) => [key, total]) ?? []);
