import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ListTerms } from './list-terms.ts';
import { amountAt, historyAfter, historyOf, LOOK_BACK_MS } from './price-history.ts';
import { asksPriorPrice } from './prior-price-law.ts';
import { lowestNow, type PricedRow, type PriorPriceArgs, priorPrice } from './prior-price.ts';
import type { Promotion } from './promotion-args.ts';

const DAY = 86_400_000;
const at = Date.parse('2026-11-26T10:00:00Z');
const ago = (days: number) => at - days * DAY;
const good = { variantId: 'v', productId: 'p', sku: 'MUG', categories: ['Mugs'], tags: [], scale: 0 };

/** A row that cost these amounts, each from so many days ago on. */
function row(priceListId: string, ...steps: readonly (readonly [days: number, amount: number])[]): PricedRow {
  const [[days, amount] = [0, 0], ...later] = steps;
  let now = { amount, history: null as PricedRow['history'], updatedAt: ago(days) };
  for (const [when, next] of later)
    now = { amount: next, history: historyAfter(now, next, ago(when)), updatedAt: ago(when) };
  return { priceListId, compareAt: null, breaks: null, ...now };
}
const given = (rows: PricedRow[], more: Partial<PriorPriceArgs> = {}): PriorPriceArgs => ({
  ...{ base: { id: 'b', name: 'Retail' }, lists: [], rows, promotions: [], good },
  ...{ currency: 'EUR', timeZone: 'Europe/Vienna', at, ...more },
});
const list = (id: string, terms: Partial<ListTerms>) => ({
  ...{
    id,
    name: id,
    currency: 'EUR',
    terms: { status: 'live' as const, kind: 'sale' as const, priority: 0, ...terms },
  },
});
const offer = (rule: Partial<Promotion>, status: 'live' | 'ended' = 'live', updatedAt = ago(40)) => ({
  ...{ id: 'x', name: 'x', status, updatedAt, updatedBy: '' },
  rule: { id: 'x', name: 'x', action: { kind: 'percent' as const, rate: '25/100' }, ...rule },
});

test('a reduction names the lowest of the 30 days before it began, however long it lasts', () => {
  expect(priorPrice(given([row('b', [100, 2_000], [5, 1_500])]))).toBe(2_000);
  // Dear for a week only, to look better: the price of before counts.
  expect(priorPrice(given([row('b', [100, 1_600], [12, 2_000], [5, 1_500])]))).toBe(1_600);
  // More than 30 days before the reduction is no longer asked for.
  expect(priorPrice(given([row('b', [100, 1_200], [50, 2_000], [5, 1_500])]))).toBe(2_000);
  // It began 45 days ago: the 30 days before that still count.
  expect(priorPrice(given([row('b', [100, 2_000], [60, 1_900], [45, 1_500])]))).toBe(1_900);
  expect(priorPrice(given([row('b', [5, 1_500])])), 'nothing is known of before').toBe(null);
});

test('lists and promotions for everybody count as they held, on their days; those for some do not', () => {
  const prices = row('b', [100, 2_000]);
  const sale = list('Sale', { startsAt: ago(3) });
  expect(priorPrice(given([prices, row('Sale', [3, 1_600])], { lists: [sale] }))).toBe(2_000);
  const autumn = list('Autumn', {
    startsAt: ago(20),
    endsAt: ago(18),
    percentOff: [{ minQuantity: 1, rate: '40/100' }],
  });
  const rows = [prices, row('Sale', [3, 1_600])];
  expect(priorPrice(given(rows, { lists: [sale, autumn] }))).toBe(1_200);
  expect(priorPrice(given(rows, { lists: [sale, list('Trade', { ...autumn.terms, groups: ['trade'] })] }))).toBe(2_000);
  expect(priorPrice(given(rows, { lists: [sale, list('Till', { ...autumn.terms, channels: ['till'] })] }))).toBe(2_000);
  const lists = [sale];
  const days = { startsAt: ago(20), endsAt: ago(18) };
  expect(priorPrice(given(rows, { lists, promotions: [offer(days)] }))).toBe(1_500);
  expect(priorPrice(given(rows, { lists, promotions: [offer({ ...days, codes: [{ code: 'A' }] })] }))).toBe(2_000);
  const trade = offer({ ...days, conditions: { match: 'all', of: [{ kind: 'customer-group', in: ['trade'] }] } });
  expect(priorPrice(given(rows, { lists, promotions: [trade] }))).toBe(2_000);
  const evening = offer({ ...days, conditions: { match: 'all', of: [{ kind: 'time', from: '18:00', to: '19:00' }] } });
  expect(priorPrice(given(rows, { lists, promotions: [evening] })), 'an hour of a day is of that day').toBe(1_500);
  const ended = offer({ startsAt: ago(60) }, 'ended', ago(40));
  expect(priorPrice(given(rows, { lists, promotions: [ended] })), 'ended before the 30 days').toBe(2_000);
});

test('the editor is told what a reduction that begins now would name', () => {
  expect(lowestNow(given([row('b', [100, 2_000], [10, 1_500], [9, 1_900])]))).toBe(1_500);
  expect(lowestNow(given([row('b', [0, 1_900])]))).toBe(1_900);
});

test('what a row keeps never forgets the lowest of the 30 days before any later moment', () => {
  const change = fc.tuple(fc.integer({ min: 0, max: 20 * 24 }), fc.integer({ min: 1, max: 9_999 }));
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 90 }), (changes) => {
      let when = 0;
      let kept = { amount: 5_000, history: null as PricedRow['history'], updatedAt: 0 };
      const all = [{ amount: 5_000, since: 0 }];
      for (const [hours, amount] of changes) {
        when += hours * 3_600_000;
        kept = { amount, history: historyAfter(kept, amount, when), updatedAt: when };
        all.push({ amount, since: when });
      }
      const lowest = (history: readonly { amount: number; since: number }[]) => {
        const from = when - LOOK_BACK_MS;
        const inside = history.filter(({ since }) => since > from && since < when).map(({ since }) => since);
        return Math.min(...[from, ...inside].flatMap((moment) => amountAt(history, moment) ?? []));
      };
      // Of more changes than are kept the dearest is left out, which may name a lower price, and never a higher one.
      if (changes.length < 60) expect(lowest(historyOf(kept))).toBe(lowest(all));
      else expect(lowest(historyOf(kept))).toBeLessThanOrEqual(lowest(all));
      expect(historyOf(kept).at(-1)?.amount).toBe(kept.amount);
      expect(historyOf(kept).length).toBeLessThanOrEqual(62);
    }),
  );
});

test('the law asks for it in the member states', () => {
  expect(['AT', 'DE', 'IE', 'GB', 'US', ''].map(asksPriorPrice)).toEqual([true, true, true, false, false, false]);
});
