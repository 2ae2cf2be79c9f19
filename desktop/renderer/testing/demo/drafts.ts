import type { FrozenOrder } from '@tillhouse/shared/domains/orders/frozen-order.ts';
import type { DraftPreview, PricedDraft } from '@tillhouse/shared/domains/orders/price-draft.ts';
import type { DraftView } from '../../../bridge/draft-queries.ts';
import type { QueryMap } from '../../../bridge/queries.ts';
import { NOW } from './catalog.ts';
import type { DemoBasket } from './till.ts';

const line = (key: string, title: string, quantity: number, unitPrice: number) => {
  const total = quantity * unitPrice;
  const tax = Math.round(total / 6);
  return {
    ...{ key, variantId: `v-${key}`, quantity, scale: 0, sku: `SKU-${key}`, title, variantTitle: '', tracked: true },
    ...{ taxClass: 'standard', taxRate: '20/100', unitPrice, discount: 0, net: total - tax, tax, total },
    ...{ taxes: [], discounts: [] },
  };
};
export const demoFrozen: FrozenOrder = {
  ...{ storeId: null, currency: 'GBP', pricesIncludeTax: true, timeZone: 'Europe/London', customerId: null },
  ...{ customerName: 'Lime Café', locationId: '', relief: null, shippingDiscounts: [], uses: [], delivery: null },
  lines: [line('a', 'Stoneware mug, Moss', 24, 1_400), line('b', 'Dome table lamp, Brass', 2, 8_900)],
  shippingTaxed: { rule: 'goods', shown: 1_200, parts: [{ taxRate: '20/100', net: 1_000, tax: 200, taxes: null }] },
  ...{ subtotal: 51_400, taxTotal: 8_767, shippingTotal: 1_200, total: 52_600 },
};
const rows: readonly DraftView[] = (['open', 'open', 'open', 'ordered', 'discarded'] as const).map((status, at) => ({
  ...{ id: `d-${at}`, number: `D-7F3A${at}C`, status, storeId: null, customerId: null, currency: 'GBP' },
  customerName: ['Lime Café', 'St Swithin’s Primary School', 'Hannah Whitcombe', 'Frome Ceramics', ''][at] ?? '',
  ...{
    validUntil: at === 1 ? null : at === 2 ? '2026-11-20' : '2026-12-24',
    lapsed: at === 2,
    total: 52_600 - at * 4_100,
  },
  ...{ orderId: status === 'ordered' ? 'o-4' : null, actorName: 'Priya Nair', updatedAt: NOW - at * 9_000_000 },
  ...{
    discount: null,
    coupons: at === 0 ? ['WINTER20'] : null,
    note: 'Rings on Friday',
    frozen: demoFrozen,
    version: 2,
  },
  ...{ mailTo: at === 0 ? 'hello@lime.example' : null, mailAt: null, mailedAt: at === 0 ? NOW - 3_600_000 : null },
  ...{ customerEmail: null, customerCountry: null },
}));
/** As the sample desk prices a draft: `WINTER20` counts, other codes nobody knows. */
export const demoPriced = (codes: readonly string[] = []): PricedDraft => ({
  frozen: demoFrozen,
  coupons: codes.map((code) =>
    code === 'WINTER20'
      ? { code, status: 'applied', promotionId: 'winter', reason: 'Winter, 20 % off', why: null }
      : { code, status: 'unknown', promotionId: null, reason: 'No promotion has this code', why: 'unknown' },
  ),
});
export const demoDraft = (id: string) => rows.find((row) => row.id === id);
export const demoPlacing: DraftPreview = {
  ...{ version: 2, currency: 'GBP', holds: false, quoted: 52_600, total: 55_000, short: [] },
  lines: [
    { key: 'a', title: 'Stoneware mug, Moss', quotedTotal: 33_600, total: 36_000 },
    { key: 'b', title: 'Dome table lamp, Brass', quotedTotal: 17_800, total: 17_800 },
  ],
};

type Names = 'drafts.index' | 'drafts.one';
export const draftAnswers: { [N in Names]: (params: QueryMap[N]['params']) => QueryMap[N]['result'] } = {
  'drafts.index': ({ offset, limit }) => ({ total: rows.length, rows: rows.slice(offset, offset + limit) }),
  'drafts.one': ({ id }) => rows.find((row) => row.id === id) ?? null,
};

/** Lays a draft into the basket of the sample till. */
export function layDraft(basket: DemoBasket, draft: DraftView | undefined): void {
  if (!draft) return;
  basket.park('');
  const { id, number, validUntil, lapsed, status, frozen } = draft;
  basket.draft = {
    id,
    number,
    validUntil,
    open: status === 'open',
    holds: validUntil !== null && !lapsed,
    over: lapsed,
  };
  basket.lines = frozen.lines.map(({ key, title, quantity, unitPrice, total }) => ({
    ...{ id: `quoted-${key}`, variantId: null, title, variantTitle: '', sku: '', image: null, quantity, scale: 0 },
    ...{ unit: 'H87', unitPrice, perUnit: '', discount: 0, total, note: number, onHand: null, why: [], byHand: null },
  }));
}
