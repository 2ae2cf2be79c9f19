import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
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

describe('a promotion that anybody could have had', () => {
  const days = { startsAt: ago(20), endsAt: ago(18) };
  const sale = { lists: [list('Sale', { startsAt: ago(3) })] };
  const rows = [row('b', [100, 2_000]), row('Sale', [3, 1_600])];
  /** What the sale of now has to name: 2,000, or 1,500 where the promotion counted. */
  const named = (...promotions: ReturnType<typeof offer>[]) => priorPrice(given(rows, { ...sale, promotions }));
  const where = (match: 'all' | 'any', ...of: NonNullable<Promotion['conditions']>['of']) =>
    named(offer({ ...days, conditions: { match, of } }));
  const rich = { kind: 'spend' as const, atLeast: 99_999 };
  const evening = { kind: 'time' as const, from: '18:00', to: '19:00' };

  test('counts from its first day to its last, and no longer than until somebody ended it', () => {
    expect(named(offer(days))).toBe(1_500);
    expect(named(offer({ startsAt: ago(20) }, 'ended', ago(19)))).toBe(1_500);
    expect(named(offer({ startsAt: ago(60), endsAt: ago(10) }, 'ended', ago(40)))).toBe(2_000);
    expect(named(offer({ startsAt: ago(60), endsAt: ago(50) }, 'ended', ago(10)))).toBe(2_000);
    // The sale began three days ago: what was over 33 days ago was over when its thirty days begin.
    expect(named(offer({ startsAt: ago(60), endsAt: ago(33) }))).toBe(2_000);
    expect(named(offer({ startsAt: ago(60), endsAt: ago(33) + 1 }))).toBe(1_500);
  });

  test('that is the price of now is what has to name a price itself', () => {
    const only = (rule: Partial<Promotion>) =>
      priorPrice(given([row('b', [100, 2_000])], { promotions: [offer(rule)] }));
    expect(only({ startsAt: ago(3) })).toBe(2_000);
    expect(only({}), 'always given: nothing is known of before').toBe(null);
    expect(priorPrice(given([row('b', [5, 1_500])], { promotions: [offer({})] }))).toBe(null);
  });

  test('that is still to come says nothing about when the price of now began', () => {
    const steps = [row('b', [100, 2_000], [60, 1_900], [45, 1_500])];
    expect(priorPrice(given(steps, { promotions: [offer({ startsAt: at + DAY })] }))).toBe(1_900);
  });

  test('asks for nothing but one piece on the web', () => {
    expect(where('all', { kind: 'channel', in: ['online'] })).toBe(1_500);
    expect(where('all', { kind: 'channel', in: ['till'] })).toBe(2_000);
    expect(where('all', rich)).toBe(2_000);
    expect(where('any', rich, { kind: 'first-order' })).toBe(2_000);
    expect(where('any', rich, { kind: 'channel', in: ['online'] })).toBe(1_500);
    expect(named(offer({ ...days, perCustomer: { limit: 1, used: 0 } }))).toBe(2_000);
    expect(named(offer({ ...days, codes: [] }))).toBe(1_500);
  });

  test('hours of a day are left aside, alone and beside what else it asks for', () => {
    expect(where('any', rich, evening)).toBe(1_500);
    expect(where('all', { kind: 'channel', in: ['online'] }, evening)).toBe(1_500);
    expect(where('all', rich, evening)).toBe(2_000);
  });

  test('takes off what is no gift card and not reduced otherwise, and delivery is no part of a price', () => {
    expect(named(offer({ ...days, target: { leaveOut: { giftCards: true, reduced: true } } }))).toBe(1_500);
    expect(named(offer({ ...days, action: { kind: 'free-shipping' } }))).toBe(2_000);
  });

  test('counts what is weighed by one of its unit, and as no piece', () => {
    const off = (action: Promotion['action'], scale: number) =>
      priorPrice(given(rows, { ...sale, good: { ...good, scale }, promotions: [offer({ ...days, action })] }));
    const each = { kind: 'fixed', amount: 300, spread: 'each' } as const;
    expect([off(each, 0), off(each, 3)]).toEqual([1_700, 1_700]);
    const set = { kind: 'bundle', components: [{ quantity: 1 }], price: 1_000 } as const;
    expect([off(set as never, 0), off(set as never, 3)]).toEqual([1_000, 2_000]);
  });
});

test('a list that is paused, or for more than one, makes no price that anybody had', () => {
  const rows = [row('b', [100, 2_000]), row('Sale', [3, 1_600]), row('Old', [60, 900])];
  const sale = list('Sale', { startsAt: ago(3) });
  const old = { startsAt: ago(20), endsAt: ago(18) };
  expect(priorPrice(given(rows, { lists: [sale, list('Old', old)] }))).toBe(900);
  expect(priorPrice(given(rows, { lists: [sale, list('Old', { ...old, status: 'paused' })] }))).toBe(2_000);
  const many = list('Many', { ...old, percentOff: [{ minQuantity: 5, rate: '1/2' }] });
  for (const scale of [0, 3])
    expect(priorPrice(given(rows, { lists: [sale, many], good: { ...good, scale } }))).toBe(2_000);
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
