import type { OrderRow } from '../../../bridge/order-queries.ts';
import type { QueryMap } from '../../../bridge/queries.ts';
import { NOW, productAt } from './catalog.ts';
import { registers } from './session.ts';

const at = (clock: string) => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return Date.UTC(2026, 10, 23, hours, minutes);
};

type Sold = readonly [
  number: string,
  clock: string,
  who: string,
  channelName: string,
  place: string,
  payment: string,
  fulfilment: string,
  units: number,
  total: number,
  flags?: readonly string[],
];

const sold: readonly Sold[] = [
  ['#10541', '15:38', 'Owen Pritchard', 'Online', 'Melksham', 'paid', 'to-pick', 3, 8650],
  ['B1-1-01190', '15:31', '', 'Bath till 1', 'Bath', 'paid', 'handed-over', 2, 2800],
  ['#10539', '15:24', 'Sofia Marchetti', 'Online', 'Melksham', 'part-paid', 'to-pick', 9, 41200],
  ['B2-1-00417', '15:09', '', 'Bath till 2', 'Bath', 'paid', 'handed-over', 1, 3800, ['oversold']],
  ['#10537', '14:52', 'Beckford Rooms', 'Online', 'Melksham', 'unpaid', 'to-pick', 48, 57600],
  ['#10536', '14:40', 'James Okafor', 'Online', 'Bath', 'paid', 'to-pick', 3, 12600],
  ['#10535', '14:17', 'Ruth Lindqvist', 'Online', 'Frome', 'authorised', 'to-pick', 2, 4200],
  ['F1-1-02207', '13:55', '', 'Frome till 1', 'Frome', 'paid', 'handed-over', 4, 6450],
  ['#10533', '13:28', 'Nadia Rahman', 'Online', 'Melksham', 'unpaid', 'to-pick', 2, 11000, ['price-differs']],
  ['#10532', '12:46', 'Tim Alder', 'Online', 'Melksham', 'paid', 'shipped', 1, 5200],
  ['B1-1-01187', '12:20', '', 'Bath till 1', 'Bath', 'refunded', 'handed-over', 3, 6600],
  ['#10530', '11:51', 'Greta Hollis', 'Online', 'Melksham', 'paid', 'shipped', 6, 14800],
  ['B2-1-00411', '11:32', 'Hannah Whitcombe', 'Bath till 2', 'Bath', 'paid', 'handed-over', 5, 9425],
  ['F1-1-02203', '11:04', '', 'Frome till 1', 'Frome', 'paid', 'handed-over', 1, 2400],
];

export function orderAt(index: number): OrderRow {
  const [
    number,
    clock,
    customerName,
    channelName,
    locationName,
    paymentStatus,
    fulfilmentStatus,
    units,
    total,
    flags = [],
  ] = sold[index % sold.length] as Sold;
  const round = Math.floor(index / sold.length);
  return {
    id: `o-${index}`,
    number: round
      ? `${number.startsWith('#') ? '#' : 'B1-1-0'}${number.startsWith('#') ? 10541 - index : 1190 - index}`
      : number,
    placedAt: at(clock) - round * 86_400_000,
    customerName,
    channel: channelName === 'Online' ? 'online' : 'till',
    channelName,
    locationName,
    kind: 'sale',
    paymentStatus,
    heldUntil: paymentStatus === 'authorised' ? at(clock) + 6 * 86_400_000 : null,
    fulfilmentStatus,
    units,
    total,
    currency: 'GBP',
    flags: round ? [] : flags,
    unsent: index === 1,
  };
}

export function orderDetail(id: string): QueryMap['orders.one']['result'] {
  const row = orderAt(Number(id.slice(2)));
  const lamp = productAt(7);
  const glasses = productAt(6);
  const tax = Math.round(row.total / 6);
  const line = (key: string, product: typeof lamp, quantity: number, total: number) => ({
    id: key,
    variantId: product.id,
    title: product.title,
    variantTitle: '',
    sku: product.sku,
    image: product.image,
    quantity,
    scale: 0,
    unitPrice: Math.round(total / quantity),
    total,
    taxRate: '20/100',
  });
  return {
    ...row,
    receiptNumber: row.channel === 'till' ? row.number : null,
    subtotal: row.total - 500,
    discountTotal: 0,
    taxTotal: tax,
    taxName: 'VAT',
    shippingTotal: 500,
    shippingTax: 83,
    pricesIncludeTax: true,
    rounding: 0,
    paid: row.paymentStatus === 'unpaid' ? 0 : row.total,
    due: row.paymentStatus === 'unpaid' ? row.total : 0,
    actorName: 'Marcus Bell',
    lines: [line('l1', lamp, 1, 8900), line('l2', glasses, 2, 3200)],
    tenders:
      row.paymentStatus === 'unpaid'
        ? []
        : [
            {
              kind: row.channel === 'till' ? 'cash' : 'card',
              amount: row.total,
              given: row.total,
              change: 0,
              reference: '',
            },
          ],
    flagDetails: row.flags.map((code) => ({
      code,
      text: 'Ribbed glass vase, 24 cm: 1 sold, 0 on hand at Bath',
      raisedAt: row.placedAt,
    })),
  };
}

const shape = [0, 0, 0, 0, 0, 0, 0, 0, 0, 62, 118, 203, 287, 264, 341, 180];
const before = [0, 0, 0, 0, 0, 0, 0, 0, 0, 80, 130, 170, 240, 262, 305, 298, 410, 520, 380, 240];

function running(values: readonly number[], until: number): (number | null)[] {
  let sum = 0;
  return Array.from({ length: 24 }, (_, hour) => {
    sum += (values[hour] ?? 0) * 100;
    return hour <= until ? sum : null;
  });
}

export function homeSummary(): QueryMap['home.summary']['result'] {
  const today = running(shape, 15);
  const compared = running(before, 23);
  return {
    now: NOW,
    date: '2026-11-23',
    comparedDate: '2026-11-16',
    currency: 'GBP',
    byPlace: [
      { name: 'Bath tills', today: 26840, compared: 23160 },
      { name: 'Frome tills', today: 9750, compared: 11200 },
      { name: 'Online', today: 108910, compared: 102690 },
    ],
    today: 145500,
    comparedByNow: 137050,
    comparedWholeDay: 303500,
    hours: today.map((sum, hour) => ({ hour, today: sum, compared: compared[hour] ?? 0 })),
    tills: registers.map((register, index) => ({
      register,
      sold: [17190, 9650, 9750][index] ?? 0,
      inDrawer: [21230, 19100, 15850][index] ?? 0,
    })),
    needsYou: [
      {
        id: 'n1',
        group: 'Conflicts',
        severity: 'warn',
        title: 'Willow basket, Small',
        text: '2 fields changed by you and by Callum',
        state: 'since 11:31',
        action: 'Resolve',
        to: '/sync',
      },
      {
        id: 'n2',
        group: 'Stock',
        severity: 'warn',
        title: 'Bottle vase, Terracotta',
        text: 'Oversold by 1 at Bath, every sale stands',
        state: 'Ewa, due today',
        action: 'Open',
        to: '/sync',
      },
      {
        id: 'n3',
        group: 'Low stock',
        severity: 'bad',
        title: 'Ribbed glass vase, 24 cm',
        text: '3 left, gone by Wed 25 Nov',
        state: 'Order overdue',
        action: 'See stock',
        to: '/stock/v-VAS-RIB-24',
      },
      {
        id: 'n4',
        group: 'Low stock',
        severity: 'warn',
        title: 'Taper candles, Ivory',
        text: '214 left, gone by Tue 1 Dec',
        state: 'Order by tomorrow',
        action: 'See stock',
        to: '/stock/v-CND-TAP-IV6',
      },
      {
        id: 'n5',
        group: 'Low stock',
        severity: 'warn',
        title: 'Tumblers, pair',
        text: '2 left at Bath, 74 at Melksham',
        state: 'Below 4',
        action: 'See stock',
        to: '/stock/v-GLS-TUM-2',
      },
    ],
  };
}

export function salesToday(): QueryMap['dashboard.sales']['result'] {
  const top = [
    ['XMS-CRK-6', 'Crackers, box of 6', 12, 32400],
    ['CND-TAP-6', 'Taper candles, box of 6', 19, 23750],
    ['XMS-WRE-40', 'Felt wreath, 40 cm', 4, 19200],
    ['MUG', 'Stoneware mug', 12, 16200],
    ['THR-FEL', 'Wool throw, Fell check', 2, 15600],
  ] as const;
  return {
    date: '2026-11-23',
    comparedDate: '2026-11-16',
    currency: 'GBP',
    asOf: NOW,
    total: 145500,
    comparedTotal: 137050,
    orders: 46,
    comparedOrders: 43,
    units: 131,
    averageOrder: 3163,
    comparedAverageOrder: 3187,
    hours: Array.from({ length: 24 }, (_, hour) => ({
      hour,
      today: (shape[hour] ?? 0) * 100,
      compared: (before[hour] ?? 0) * 100,
      orders: Math.round((shape[hour] ?? 0) / 32),
    })),
    topProducts: top.map(([sku, title, units, total]) => ({ sku, title, units, total })),
    days: Array.from({ length: 14 }, (_, day) => ({
      date: `2026-11-${String(10 + day).padStart(2, '0')}`,
      total: 280000 + ((day * 7919) % 140000),
      compared: 260000 + ((day * 6271) % 120000),
    })),
  };
}
