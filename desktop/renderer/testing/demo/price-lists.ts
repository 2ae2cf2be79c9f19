import { moneyIn } from '@tillhouse/shared/domains/pricing/explain.ts';
import { listsOpen, priceHere, pricePoints } from '@tillhouse/shared/domains/pricing/price-points.ts';
import type { PricedItem, PriceListRow } from '../../../bridge/price-queries.ts';
import type { QueryMap } from '../../../bridge/queries.ts';

const day = (text: string) => Date.parse(`${text}T00:00:00Z`);
const list = (id: string, name: string, items: number, terms: Partial<PriceListRow['terms']>): PriceListRow => ({
  ...{ id, name, currency: 'GBP', items, updatedAt: day('2026-11-16') },
  terms: { status: 'live', kind: 'sale', priority: 0, ...terms },
});
const rows: readonly PriceListRow[] = [
  list('pl-trade', 'Trade', 4, {
    kind: 'override',
    groups: ['trade'],
    percentOff: [{ minQuantity: 1, rate: '20/100' }],
  }),
  list('pl-advent', 'Advent weekend', 0, {
    ...{ channels: ['till'], startsAt: day('2026-11-28'), endsAt: day('2026-11-30') },
    percentOff: [
      { minQuantity: 1, rate: '10/100' },
      { minQuantity: 4, rate: '15/100' },
    ],
  }),
  list('pl-frome', 'Frome market', 3, { status: 'paused', locations: ['frome'] }),
  list('pl-autumn', 'Autumn sale', 12, { startsAt: day('2026-09-01'), endsAt: day('2026-10-01') }),
];
const item = (
  n: number,
  title: string,
  sku: string,
  base: number,
  amount: number | null,
  cost: number,
): PricedItem => ({
  ...{ variantId: `v-${n}`, productId: `p-${n}`, title, sku, image: null, base, amount, cost },
  breaks: n === 0 ? [{ minQuantity: 12, amount: 980 }] : [],
});
const items: readonly PricedItem[] = [
  item(0, 'Stoneware mug, Moss', 'MUG-MOS-35', 1400, 1060, 465),
  item(1, 'Stoneware mug, Chalk', 'MUG-CHA-35', 1400, 1060, 465),
  item(2, 'Ash serving bowl, 28 cm', 'BWL-ASH-28', 4600, 3450, 1840),
  item(3, 'Taper candles, box of 6', 'CND-TAP-IV6', 1250, 940, 380),
];

type Names = 'price-lists.index' | 'price-lists.items' | 'price-lists.bySku' | 'prices.try';

/** Price lists of the sample desk, tried by the rules of the shop. */
export const priceListAnswers: { [N in Names]: (params: QueryMap[N]['params']) => QueryMap[N]['result'] } = {
  'price-lists.index': () => ({ rows, groups: ['staff', 'trade'] }),
  'price-lists.items': ({ listId }) => (listId === 'pl-trade' ? { items, total: 4 } : { items: [], total: 0 }),
  'price-lists.bySku': ({ skus }) => items.filter(({ sku }) => skus.includes(sku)),
  'prices.try': ({ quantity, locationId, at, ...who }) => {
    const [mug] = items;
    if (!mug) return null;
    const own = { priceListId: 'b', amount: mug.base ?? 0, compareAt: null, breaks: null };
    const trade = { priceListId: 'pl-trade', amount: mug.amount ?? 0, compareAt: null, breaks: [...mug.breaks] };
    const points = pricePoints({ id: 'b', name: 'Retail' }, listsOpen(rows, 'GBP', at), [own, trade]);
    const now = { ...who, currency: 'GBP', at, locationId: locationId ?? '' };
    const here = priceHere(points, { quantity, scale: 0 }, now, moneyIn(2));
    return here && { ...here, currency: 'GBP', reasons: here.reasons.map(({ text }) => text) };
  },
};
