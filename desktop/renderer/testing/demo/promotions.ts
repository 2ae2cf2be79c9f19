import { calculate } from '@tillhouse/shared/domains/pricing/calculate.ts';
import type { Promotion } from '@tillhouse/shared/domains/pricing/promotion-args.ts';
import { type PastOrder, replayPromotion } from '@tillhouse/shared/domains/pricing/replay-promotion.ts';
import type { PromotionGood, PromotionRow, ReplayedPromotion, TriedBasket } from '../../../bridge/promotion-queries.ts';
import type { QueryMap } from '../../../bridge/queries.ts';
import { NOW } from './catalog.ts';
import { tiles } from './till.ts';

const DAY = 86_400_000;

const rules: readonly (readonly [PromotionRow['status'], number, number, Promotion])[] = [
  [
    'live',
    118,
    158_360,
    {
      id: 'pr-winter',
      name: 'Winter 20',
      action: { kind: 'percent', rate: '20/100', on: 'goods' },
      target: { categories: ['Tableware'], leaveOut: { weighed: true } },
      conditions: {
        match: 'all',
        of: [
          { kind: 'spend', atLeast: 6_000 },
          { kind: 'location', in: ['bath', 'frome'] },
        ],
      },
      startsAt: NOW - 7 * DAY,
      endsAt: NOW + 13 * DAY,
      atMost: 5_000,
      combines: 'never',
      priority: 5,
      budget: { kind: 'spend', limit: 600_000, used: 0 },
    },
  ],
  [
    'live',
    46,
    64_400,
    {
      id: 'pr-mugs',
      name: '4 mugs for 3',
      action: { kind: 'buy-get', buy: { quantity: 3 }, get: { quantity: 1 }, off: '1', take: 'cheapest' },
      target: { skus: ['MUG-MOS-35', 'MUG-CHA-35', 'MUG-TID-35'] },
      combines: 'never',
    },
  ],
  [
    'live',
    0,
    0,
    {
      id: 'pr-candles',
      name: 'Candles, the more the cheaper',
      action: {
        kind: 'tiers',
        by: 'quantity',
        tiers: [
          { from: 2, rate: '5/100' },
          { from: 5, rate: '10/100' },
        ],
      },
      target: { categories: ['Candles'] },
      startsAt: NOW + 3 * DAY,
    },
  ],
  [
    'paused',
    31,
    9_300,
    {
      id: 'pr-early',
      name: 'Early bird',
      action: { kind: 'fixed', amount: 300, spread: 'across', on: 'order' },
      conditions: { match: 'all', of: [{ kind: 'time', days: [1, 2, 3], to: '11:00' }] },
      codes: [{ code: 'EARLY3', limit: 100, used: 31 }],
      budget: { kind: 'uses', limit: 100, used: 0 },
    },
  ],
  [
    'ended',
    204,
    81_600,
    { id: 'pr-summer', name: 'Summer glass', action: { kind: 'percent', rate: '15/100' }, target: { tags: ['glass'] } },
  ],
];

const rows = new Map<string, PromotionRow>(
  rules.map(([status, orders, given, rule]) => [
    rule.id,
    {
      ...{ id: rule.id, name: rule.name, status, rule, orders, given },
      updatedAt: NOW - DAY,
      updatedBy: 'Priya Nair',
    },
  ]),
);

const categoryOf = (sku: string) =>
  sku.startsWith('CND') ? 'Candles' : /^(MUG|BWL|PLT|JUG|TEA|GLS)/.test(sku) ? 'Tableware' : 'Home';

const goods: readonly PromotionGood[] = tiles.map(({ variantId, title, sku, image, price, unit }) => ({
  ...{ variantId, title, sku, image, price },
  productId: `p-${sku}`,
  scale: unit === 'KGM' ? 3 : 0,
}));

function tried({
  promotion,
  lines,
  at,
  channel,
  locationId,
  coupons,
}: QueryMap['promotions.try']['params']): TriedBasket {
  const picked = lines.flatMap(({ variantId, quantity }) => {
    const good = goods.find((one) => one.variantId === variantId);
    return good ? [{ good, quantity }] : [];
  });
  const args = {
    currency: 'GBP',
    settings: { pricesIncludeTax: true, timeZone: 'Europe/London' },
    ...{ at, channel },
    ...(locationId && { locationId }),
    lines: picked.map(({ good, quantity }) => ({
      ...{ key: good.variantId, variantId: good.variantId, productId: good.productId, sku: good.sku },
      categories: [categoryOf(good.sku)],
      ...{ quantity, scale: good.scale, unitPrice: good.price, taxRate: '20/100' },
      ...(good.scale > 0 && { unit: 'KGM' }),
    })),
  };
  const others = [...rows.values()].filter((row) => row.status === 'live' && row.id !== promotion.id);
  const before = calculate(args);
  const after = calculate({
    ...args,
    coupons: [...coupons],
    promotions: [...others.map(({ rule }) => rule), promotion],
  });
  const named = (text: string) => text.replaceAll('bath', 'Bath').replaceAll('frome', 'Frome');
  return {
    lines: picked.map(({ good, quantity }, index) => ({
      ...good,
      quantity,
      amount: after.lines[index]?.amount ?? 0,
      discount: after.lines[index]?.discount ?? 0,
    })),
    ...{ subtotal: after.subtotal, discountTotal: after.discountTotal, total: after.total },
    outcomes: after.promotions.map(({ id, name, outcome, cost, wouldSave, reasons }) => ({
      ...{ id, name, outcome, cost, wouldSave, own: id === promotion.id },
      reasons: [...new Set(reasons.map(({ text }) => named(text)))],
    })),
    ...{ netBefore: before.netTotal, net: after.netTotal, cost: Math.round(before.netTotal * 0.42) },
  };
}

type Names = 'promotions.index' | 'promotions.one' | 'promotions.goods' | 'promotions.try' | 'promotions.replay';

/** Forty orders a week of the goods there are, the same each time. */
function replayed({ promotion, days }: QueryMap['promotions.replay']['params']): ReplayedPromotion {
  const count = Math.ceil((days * 40) / 7);
  const dateOf = (at: number) => new Date(at).toISOString().slice(0, 10);
  const past = Array.from({ length: count }, (_, index): PastOrder => {
    const at = NOW - days * DAY + Math.floor(((index + 1) * days * DAY) / count);
    const bought = [0, 1, 2]
      .slice(0, 1 + (index % 3))
      .flatMap((nth) => goods[(index * 7 + nth * 5) % goods.length] ?? []);
    const lines = bought.map((good, nth) => {
      const pieces = good.scale > 0 ? 0 : 1 + ((index + nth) % 4);
      const quantity = good.scale > 0 ? 750 : pieces;
      const { variantId, productId, sku, title, price, scale } = good;
      return {
        ...{ key: String(nth), variantId, productId, sku, title, quantity, scale, pieces },
        ...{ categories: [categoryOf(sku)], tags: [], giftCard: false, reduced: false },
        amount: Math.round((price * quantity) / 10 ** scale),
      };
    });
    const total = lines.reduce((sum, { amount }) => sum + amount, 0);
    const locationId = index % 3 === 0 ? 'frome' : 'bath';
    return {
      ...{ id: `past-${index}`, number: `#${9_000 + index}`, at, date: dateOf(at), channel: 'till', locationId },
      ...{ customerId: null, groups: [], total, shipping: 0, goods: lines },
    };
  });
  const others = [...rows.values()].filter(({ id, status }) => status === 'live' && id !== promotion.id);
  const ground = { timeZone: 'Europe/London', decimals: 2, others: others.map(({ rule }) => rule) };
  const range = { from: dateOf(NOW - (days - 1) * DAY), to: dateOf(NOW), more: false };
  return { ...replayPromotion(promotion, past, ground), ...range };
}

/** Promotions of the sample desk; the baskets are counted by the rules of the shop. */
export function promotionAnswers(empty: boolean): {
  [N in Names]: (params: QueryMap[N]['params']) => QueryMap[N]['result'];
} {
  if (empty) rows.clear();
  return {
    'promotions.index': () => ({ rows: [...rows.values()].sort((a, b) => a.name.localeCompare(b.name)) }),
    'promotions.one': ({ id }) => ({
      codeUses: {},
      promotion: rows.get(id) ?? null,
      categories: ['Candles', 'Home', 'Tableware', 'Textiles'],
      tags: ['glass', 'table', 'winter'],
      names: {},
    }),
    'promotions.goods': ({ text }) =>
      text === ''
        ? [0, 13, 8].flatMap((at) => goods[at] ?? [])
        : goods.filter(({ title, sku }) => `${title} ${sku}`.toLowerCase().includes(text.toLowerCase())),
    'promotions.try': tried,
    'promotions.replay': replayed,
  };
}

/** @returns whether it was a command about promotions */
export function changePromotion(name: string, args: Record<string, unknown>): boolean {
  if (name === 'pricing.savePromotion') {
    const { promotion: rule, status } = args as unknown as { promotion: Promotion; status: PromotionRow['status'] };
    const { orders = 0, given = 0 } = rows.get(rule.id) ?? {};
    const made = { updatedAt: NOW, updatedBy: 'Priya Nair' };
    rows.set(rule.id, { id: rule.id, name: rule.name, status, rule, orders, given, ...made });
    return true;
  }
  const row = rows.get(String(args.promotionId));
  if (name !== 'pricing.setPromotionStatus' || !row) return false;
  rows.set(row.id, { ...row, status: args.status as PromotionRow['status'] });
  return true;
}
