import { ledgerAnswers } from './ledger.ts';
import type { InvoiceDocument } from '@tillhouse/shared/domains/invoices/document.ts';
import type { InvoiceRow } from '../../../bridge/invoice-queries.ts';
import type { QueryMap } from '../../../bridge/queries.ts';
import { NOW } from './catalog.ts';
import { draftAnswers } from './drafts.ts';

const nobody = { name: '', street: '', postalCode: '', city: '', country: '', vatId: '' };
const line = {
  sku: 'MUG-MOS-35',
  quantity: 6,
  scale: 0,
  unitPrice: 1400,
  discount: 840,
  taxRate: '20/100',
  taxes: null,
};
const document: InvoiceDocument = {
  ...{ language: 'de', orderNumber: 'B2-1184', creditOf: null, soldOn: '2026-11-23', issuedOn: '2026-11-23' },
  ...{ currency: 'GBP', pricesIncludeTax: true, relief: null, shipping: 0, fee: 0, rounding: 0, footer: '' },
  seller: { ...nobody, name: 'Larkhall', street: '14 Walcot Buildings, Bath' },
  buyer: {
    ...nobody,
    name: 'Lime Café GmbH',
    street: 'Sporgasse 4',
    postalCode: '8010',
    city: 'Graz',
    vatId: 'ATU37675002',
  },
  lines: [{ title: 'Stoneware mug, Moss', ...line, net: 6300, tax: 1260, total: 7560 }],
  delivery: [{ net: 417, tax: 83, total: 500, taxRate: '20/100', taxes: null }],
  taxByRate: [{ rate: '20/100', net: 6717, tax: 1343 }],
  ...{ net: 6717, tax: 1343, total: 8060, paid: 8060 },
};
const buyers = ['Lime Café GmbH', 'St Swithin’s Primary School', 'Frome Ceramics Ltd', 'Hannah Whitcombe'];
const rows: readonly InvoiceRow[] = Array.from({ length: 14 }, (_none, at) => {
  const credit = at === 3;
  const total = credit ? -2_800 : 8_060 + at * 1_240;
  return {
    ...{ id: `inv-${at}`, kind: credit ? ('credit-note' as const) : ('invoice' as const), orderId: `o-${at}` },
    number: credit ? 'CN-2026-B2-00002' : `INV-2026-B2-${String(48 - at).padStart(5, '0')}`,
    ...{ orderNumber: `B2-${1184 - at * 7}`, buyer: buyers[at % 4] ?? '', currency: 'GBP' },
    ...{ tax: Math.round(total / 6), total, issuedAt: NOW - at * 17_000_000 },
  };
});

type Names = 'invoices.index' | 'invoices.ofOrder' | 'drafts.index' | 'drafts.one' | 'ledger.chart' | 'ledger.rates';

/** Invoices of the sample desk, and how its books are handed on. */
export const invoiceAnswers: { [N in Names]: (params: QueryMap[N]['params']) => QueryMap[N]['result'] } = {
  ...draftAnswers,
  ...ledgerAnswers,
  'invoices.index': ({ offset, limit }) => ({ total: rows.length, rows: rows.slice(offset, offset + limit) }),
  'invoices.ofOrder': ({ orderId }) => ({
    invoices:
      orderId === 'o-12'
        ? []
        : [{ id: 'inv-0', kind: 'invoice', number: 'INV-2026-B2-00048', issuedAt: NOW, document }],
  }),
};
