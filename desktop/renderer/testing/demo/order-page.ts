import type { OrderEvent, OrderPage } from '../../../bridge/order-page.ts';
import type { QueryMap } from '../../../bridge/queries.ts';
import { customsAnswers } from './customs.ts';
import { firmAbroad } from './vat.ts';
import { orderAt, orderDetail } from './trade.ts';

const MINUTE = 60_000;
const demoParcel = { box: 'Shoe-size carton', grams: 2_340, size: { length: 326, width: 226, height: 146 } };

/** A card that was declined, and the one that was taken. */
function tried(at: number, amount: number, captured: number, isHeld: boolean): OrderPage['attempts'] {
  const held = { takes: 'sent', heldUntil: at + 7 * 86_400_000, inParts: true } as const;
  const taken = isHeld ? held : ({ takes: 'placed', heldUntil: null, inParts: false } as const);
  const of = { provider: 'stripe', method: 'stripe', amount, refunded: 0, ...taken };
  return [
    {
      ...{ ...of, id: 'pa-2', captured, state: captured > 0 ? 'captured' : 'authorised', problem: '' },
      ...{ reference: 'pi_3SXk2eL4q8Zc1', startedAt: at - MINUTE, changedAt: at },
    },
    {
      ...{ ...of, id: 'pa-1', captured: 0, state: 'declined', problem: 'The card has not enough money on it.' },
      ...{ reference: '', startedAt: at - 4 * MINUTE, changedAt: at - 3 * MINUTE },
    },
  ];
}

/** The page of a sample order: something came back of each that left the shop yesterday or before. */
function orderPage(id: string): OrderPage {
  const row = orderAt(Number(id.slice(2)) || 0);
  const one = orderDetail(row.id);
  if (!one) throw new Error(`no sample order ${id}`);
  const { lines, tenders, flagDetails, ...head } = one;
  const total = lines.reduce((sum, line) => sum + line.total, 0) + head.shippingTotal;
  const paid = row.paymentStatus === 'unpaid' || row.paymentStatus === 'authorised' ? 0 : total;
  const kind = row.channel === 'till' ? 'card' : 'test';
  const left = row.fulfilmentStatus !== 'to-pick';
  const online = row.channel === 'online';
  const back = { id: 'o-back', number: 'B2-1-00431', placedAt: row.placedAt + 42 * MINUTE };
  return {
    ...{
      ...head,
      total,
      paid,
      due: total - paid,
      payBy: null,
      rate: null,
      taxTotal: Math.round(total / 6),
      taxName: 'VAT',
      subtotal: total - head.shippingTotal,
      shippingTaxed: {
        rule: 'goods',
        shown: head.shippingTotal,
        parts: [{ taxRate: '20/100', net: 417, tax: 83, taxes: null }],
      },
      taxedBy: null,
      ...(row.id === 'o-13' ? firmAbroad : { relief: null, vat: null }),
    },
    ...{ status: left ? 'closed' : 'placed', pricesIncludeTax: true, feeTotal: 0, historical: false, sale: null },
    ...{ paymentStatus: row.paymentStatus as OrderPage['paymentStatus'], version: 1, locationId: 'l-1' },
    ...{
      fulfilmentStatus: row.fulfilmentStatus as OrderPage['fulfilmentStatus'],
      heldFor: null,
      storeName: 'Larkhall',
    },
    parcels:
      left && row.channel === 'online'
        ? [
            {
              ...{ id: 'p-1', number: `${row.number}-1`, locationName: row.locationName, how: 'shipped' },
              ...{
                carrier: 'Royal Mail 48',
                tracking: row.id === 'o-9' ? '' : 'RM 4471 0982 3GB',
                ...demoParcel,
                at: row.placedAt + 20 * MINUTE,
              },
              ...{ state: 'out-for-delivery', stateAt: row.placedAt + 90 * MINUTE, place: 'Bristol', words: '' },
              lines: lines.map(({ id: lineId, quantity }) => ({ lineId, quantity })),
            },
          ]
        : [],
    delivery: online
      ? {
          recipient: row.customerName,
          ...{ address: '14 Larkhall Terrace\nBath BA1 6SF\nGB', country: 'GB', method: 'Royal Mail 48' },
        }
      : null,
    promise: online
      ? {
          ...{ kind: 'ship', earliest: '2026-11-25', latest: '2026-11-27', readyAt: null, place: null },
          ...(row.id === 'o-5' && {
            ...{ kind: 'pick-up', latest: null },
            place: { name: 'Bath', street: '12 Walcot Street', hint: 'Mon to Sat, 10 to 18' },
          }),
          ...{ email: 'hello@example.org', phone: '07700 900 142', reference: 'PO-4711' },
          carrier: row.id === 'o-5' ? null : { accountId: 'a-ups', carrier: 'ups', service: '65', name: 'UPS Saver' },
        }
      : null,
    attempts: online ? tried(row.placedAt, total, paid, row.heldUntil !== null) : [],
    places: left
      ? []
      : [
          {
            id: 'l-1',
            name: row.locationName,
            own: true,
            has: Object.fromEntries(lines.map((line) => [line.variantId ?? '', 9])),
          },
        ],
    customerId: row.customerName ? 'c-1' : null,
    lines: lines.map((line, index) => ({
      ...line,
      ...{ net: line.total - Math.round(line.total / 6), tax: Math.round(line.total / 6), taxClass: 'standard' },
      ...{ tracked: true, back: null, returned: left && index === 1 ? 1 : 0, replaced: 0 },
      sent: left ? line.quantity : 0,
      discount: index === 1 ? 400 : 0,
      discounts: index === 1 ? [{ name: 'Winter glass', amount: 400 }] : [],
    })),
    payments: [
      ...tenders.map((tender, index) => ({
        ...{ ...tender, kind, amount: paid, id: `t-${index}`, orderId: row.id, placedAt: row.placedAt },
        reference: kind === 'card' ? '4417' : 'test-8f2a91c0',
        card: null,
      })),
      ...(left
        ? [
            {
              id: 't-back',
              kind,
              amount: -1_600,
              given: 0,
              change: 0,
              reference: '',
              card: null,
              placedAt: back.placedAt,
              orderId: back.id,
            },
          ]
        : []),
    ],
    refundable: paid > 0 ? [{ tenderId: 't-0', kind, paid, left: paid - (left ? 1_600 : 0) }] : [],
    returns: left
      ? [{ ...back, units: -1, total: -1_600, due: 0, feeTotal: 0, shippingTotal: 0, shippingTaxed: null }]
      : [],
    claimed: null,
    claims:
      left && online
        ? [
            {
              ...{
                id: 'c-1',
                number: `${row.number}-C1`,
                reason: 'damaged',
                remedy: 'replacement',
                units: 1,
                worth: 1_600,
              },
              ...{ lines: [], goodsBack: 'awaited', replacement: { id: 'o-again', number: '#10561' }, returnId: null },
              ...{ note: 'Photo by e-mail', who: 'Priya Nair', at: row.placedAt + 52 * MINUTE },
              ...{ receivedAt: null, receivedBy: null },
            },
          ]
        : [],
    customer: row.customerName
      ? { name: row.customerName, email: 'hello@example.org', phone: '07700 900 142', orders: 23, spent: 148_620 }
      : null,
    events: [
      {
        ...{ id: 'e-4', at: row.placedAt + 55 * MINUTE, who: 'Ewa Nowak', kind: 'note' },
        note: 'Napkins land Tuesday, ship then.',
      },
      ...(left
        ? ([
            {
              id: 'e-3',
              at: back.placedAt,
              who: 'Marcus Bell',
              kind: 'returned',
              units: 1,
              amount: 1_600,
              order: back,
            },
            {
              ...{ id: 'e-2', at: row.placedAt + 20 * MINUTE, who: 'Callum Reed', kind: 'fulfilled', note: '' },
              before: { fulfilmentStatus: 'to-pick', status: 'placed' },
              after: { fulfilmentStatus: row.fulfilmentStatus, status: 'closed' },
            },
          ] satisfies OrderEvent[])
        : []),
      ...(paid > 0
        ? ([{ id: 'e-1', at: row.placedAt, who: '', kind: 'paid', amount: paid, what: kind }] satisfies OrderEvent[])
        : []),
      { id: 'e-0', at: row.placedAt, who: row.channel === 'till' ? 'Marcus Bell' : '', kind: 'placed', amount: total },
    ],
    flagDetails,
    settings: { timeZone: 'Europe/London', cashRoundingIncrement: 5, cashRoundingMode: 'half-up' },
  };
}

/** Sales of yesterday and before, as somebody who brings something back would describe them. */
function foundSales({ text }: { readonly text: string }): QueryMap['till.findSales']['result'] {
  const digits = /^\d{4}$/.test(text) ? text : undefined;
  const rows = Array.from({ length: 40 }, (_, index) => orderAt(index))
    .filter((row) => row.kind === 'sale' && row.total > 0)
    .filter((row) => !text || digits || `${row.number} ${row.customerName}`.toLowerCase().includes(text.toLowerCase()));
  return {
    words: digits ? { digits } : text ? { person: text } : {},
    rows: rows.slice(0, 20).map((row, index) => ({
      ...{ id: row.id, number: row.number, placedAt: row.placedAt, customerName: row.customerName },
      ...{ channelName: row.channelName, locationName: row.locationName, soldBy: 'Marcus Bell' },
      ...{ units: row.units, total: row.total, currency: row.currency },
      items: (orderDetail(row.id)?.lines ?? []).map(({ title, quantity, scale }) => ({ title, quantity, scale })),
      tenders: [
        index % 3 === 0
          ? { kind: 'cash', amount: row.total, brand: null, last4: null }
          : { kind: 'card', amount: row.total, brand: index % 2 ? 'Visa' : 'Mastercard', last4: digits ?? '4417' },
      ],
      back: index === 2 ? 'all' : index === 4 ? 'some' : 'none',
    })),
    ...{ more: rows.length > 20, since: '2025-12-01', older: text ? [{ number: text }] : [] },
  };
}

export const orderAnswers = {
  ...customsAnswers,
  'till.findSales': foundSales,
  'till.receiptLetters': (): QueryMap['till.receiptLetters']['result'] => ({
    email: 'nora.field@example.com',
    letters: [
      {
        ...{ id: 'l-1', sentTo: 'n…@example.com', status: 'sent' },
        ...{ askedAt: Date.parse('2026-11-23T14:02:00Z'), sentAt: Date.parse('2026-11-23T14:02:04Z') },
      },
    ],
  }),
  'orders.one': ({ id }: { readonly id: string }) => orderDetail(id),
  'orders.page': ({ id }: { readonly id: string }) => orderPage(id),
};
