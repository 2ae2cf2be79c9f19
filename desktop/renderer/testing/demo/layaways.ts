import type { LayawayOne, LayawayQueries, LayawayRow } from '../../../bridge/layaway-views.ts';
import type { Basket } from '../../../bridge/views.ts';
import { NOW } from './catalog.ts';
import type { DemoBasket } from './till.ts';

const DAY = 86_400_000;

const row = (n: number, customerName: string, goods: string, more: Partial<LayawayRow> = {}): LayawayRow => {
  const one = {
    ...{
      id: `lay-${n}`,
      number: `L-7F3A2${n}`,
      kind: 'layaway' as const,
      status: 'open' as const,
      customerName,
      goods,
    },
    ...{ currency: 'GBP', total: 12_400, paid: 2_480, dueOn: '2027-01-22', readyAt: NOW, createdAt: NOW - n * DAY },
    ...{ locationName: 'Bath', here: true, late: false, more: 0 },
    ...more,
  };
  return { ...one, due: one.status === 'open' ? one.total - one.paid : 0 };
};

const all: readonly LayawayRow[] = [
  row(1, 'Hannah Okafor', 'Dome table lamp, Moss', {
    total: 18_900,
    paid: 9_000,
    late: true,
    dueOn: '2026-11-14',
    more: 1,
  }),
  row(2, 'Tom Bielski', 'Dinner plate, Tide', { total: 21_600, paid: 4_400, more: 2 }),
  row(3, 'Ann Weaver', 'Engraved house sign', { kind: 'special-order', readyAt: null, total: 9_500, paid: 3_000 }),
  row(4, 'Lime Café', 'Stoneware mug, Chalk', { here: false, locationName: 'Frome', total: 33_600, paid: 33_600 }),
  row(5, 'Grace Lin', 'Linen throw', { kind: 'special-order', total: 14_500, paid: 5_000 }),
];

function one(id: string): LayawayOne | null {
  const found = all.find((each) => each.id === id);
  if (!found) return null;
  const { total, paid, goods, createdAt, readyAt } = found;
  const lines = [{ key: 'a', variantId: null, title: goods, variantTitle: '', quantity: 1, scale: 0 }];
  return {
    ...found,
    ...{
      customerId: 'c-1',
      note: 'Shelf B, second from the top',
      actorName: 'Ellie Roberts',
      endedAt: null,
      endedByName: null,
    },
    ...{ orderId: null, kept: 0, tellTo: null, toldAt: null, fee: Math.min(paid, 500) },
    lines: lines.map((line) => ({ ...line, total, aside: readyAt === null ? 0 : 1 })),
    payments: [{ orderId: 'o-3', number: 'B2-1-00391', amount: paid, at: createdAt }],
    back: [
      { number: 'B2-1-00391', amount: paid, kept: 500, parts: [{ tenderId: '', kind: 'cash', amount: paid - 500 }] },
    ],
  };
}

type Answers = { [N in keyof LayawayQueries]: (params: LayawayQueries[N]['params']) => LayawayQueries[N]['result'] };

export const layawayAnswers: Answers = {
  'layaways.index': ({ view, search = '' }) => {
    const rows = all.filter(({ late, readyAt, customerName, number }) =>
      search
        ? `${customerName} ${number}`.toLowerCase().includes(search.toLowerCase())
        : view === 'late'
          ? late
          : view === 'to-come'
            ? readyAt === null
            : view === 'open',
    );
    return { total: rows.length, rows, counts: { open: 5, late: 1, 'to-come': 1, over: 0 } };
  },
  'layaways.one': ({ id }) => one(id),
  'layaways.awaited': () => [
    {
      ...{ layawayId: 'lay-3', number: 'L-7F3A23', key: 'a', customerName: 'Ann Weaver', variantId: null, sku: '' },
      ...{ title: 'Engraved house sign', quantity: 1, scale: 0, dueOn: '2027-01-22', onOrder: 0, supplier: '' },
    },
    {
      ...{
        layawayId: 'lay-5',
        number: 'L-7F3A25',
        key: 'b',
        customerName: 'Grace Lin',
        variantId: 'v-9',
        sku: 'THR-LIN',
      },
      ...{ title: 'Linen throw, Rust', quantity: 2, scale: 0, dueOn: '2027-01-12', onOrder: 0, supplier: 'Kiln Row' },
    },
  ],
};

function pays(basket: DemoBasket, title: string, amount: number): void {
  const plain = {
    variantId: null,
    variantTitle: '',
    sku: '',
    image: null,
    quantity: 1,
    scale: 0,
    unit: 'H87',
    perUnit: '',
  };
  const money = { unitPrice: amount, discount: 0, total: amount, onHand: null, byHand: null, why: [] };
  basket.lines = [{ ...plain, ...money, id: `line-${title}`, title, note: 'Kept for its goods, no tax yet' }];
}

/** What the sample desk does with them: a basket to be paid; undefined where it is asked for something else. */
export function layawayCall(
  basket: DemoBasket,
  name: string,
  args: Record<string, unknown>,
): Basket | { basket: Basket; layawayId: string } | undefined {
  if (name === 'layaway.putAside') {
    const { customerId } = basket;
    basket.lines = [];
    pays(basket, 'Payment on L-7F3A29', Number(args.part));
    basket.customerId = customerId;
    return { basket: basket.view(), layawayId: 'lay-9' };
  }
  if (name === 'basket.setDeliver') {
    basket.deliver = args.deliver as Basket['deliver'];
    return basket.view();
  }
  const found = one(String(args.layawayId));
  if (name === 'layaway.pay' && found) pays(basket, `Payment on ${found.number}`, Number(args.amount));
  else if (name === 'layaway.handOver' && found) {
    pays(basket, found.goods, found.total);
    basket.layaway = { id: found.id, number: found.number, paid: found.paid };
    basket.cards.take(`leg-${found.id}`, 'layaway', found.paid, null);
  } else if (name === 'layaway.notNow') {
    basket.lines = [];
    basket.layaway = null;
    basket.cards.end();
  } else return undefined;
  return basket.view();
}
