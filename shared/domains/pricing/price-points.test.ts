import { expect, test } from 'vitest';
import { moneyIn } from './explain.ts';
import type { ListTerms } from './list-terms.ts';
import {
  listsOpen,
  type ListPrice,
  type PriceSituation,
  priceHere,
  pricePoints,
  type TermedList,
} from './price-points.ts';

const base = { id: 'b', name: 'Retail' };
const terms: ListTerms = { status: 'live', kind: 'sale', priority: 0 };
const list = (id: string, more: Partial<ListTerms> = {}): TermedList => ({
  ...{ id, name: id, currency: 'GBP', terms: { ...terms, ...more } },
});
const price = (priceListId: string, amount: number, breaks: ListPrice['breaks'] = null): ListPrice => ({
  ...{ priceListId, amount, compareAt: null, breaks },
});
const at = Date.parse('2026-11-26T10:00:00Z');
const now: PriceSituation = { currency: 'GBP', at, channel: 'till', locationId: 'bath', groups: [] };
const money = moneyIn(2);

function ask(lists: TermedList[], rows: ListPrice[], quantity = 1, more: Partial<PriceSituation> = {}) {
  const situation = { ...now, ...more };
  const points = pricePoints(base, listsOpen(lists, 'GBP', at), rows);
  return priceHere(points, { quantity, scale: 0 }, situation, money);
}

test('an override counts for its buyers, higher or lower, and says so', () => {
  const trade = list('Trade', { kind: 'override', groups: ['trade'] });
  const rows = [price('b', 1000), price('Trade', 1100)];
  expect(ask([trade], rows)?.amount).toBe(1000);
  const given = ask([trade], rows, 1, { groups: ['trade'] });
  expect(given?.amount).toBe(1100);
  expect(given?.reasons.map(({ text }) => text)).toEqual([
    '11.00 of “Trade”',
    '10.00 of “Retail” does not count: “Trade” is made for this buyer or place and goes before any other',
  ]);
});

test('of sale prices the higher priority counts, then the lower price; each other one says why not', () => {
  const rows = [price('b', 1000), price('Dear', 900), price('Cheap', 800)];
  expect(ask([list('Dear'), list('Cheap')], rows)?.amount).toBe(800);
  const ranked = ask([list('Dear', { priority: 5 }), list('Cheap')], rows);
  expect(ranked).toMatchObject({ amount: 900, compareAt: 1000 });
  expect(ranked?.reasons.map(({ text }) => text)).toContain(
    '8.00 of “Cheap” does not count: “Dear” has the higher priority',
  );
});

test('quantity breaks hold from their units, of the store’s own list too', () => {
  const rows = [
    price('b', 1000, [{ minQuantity: 10, amount: 900 }]),
    price('Bulk', 950, [{ minQuantity: 20, amount: 700 }]),
  ];
  const bulk = list('Bulk', { channels: ['till'] });
  expect([1, 9, 10, 19, 20].map((units) => ask([bulk], rows, units)?.amount)).toEqual([950, 950, 900, 900, 700]);
  expect(ask([bulk], rows, 20, { channel: 'online' })?.amount).toBe(900);
});

test('per cent off counts on the store’s price, rounded half up, unless the list has a price of its own', () => {
  const percentOff = [
    { minQuantity: 1, rate: '10/100' },
    { minQuantity: 5, rate: '15/100' },
  ];
  const sale = list('Sale', { percentOff });
  expect(ask([sale], [price('b', 1005)])?.amount).toBe(905);
  expect(ask([sale], [price('b', 1005)], 5)?.amount).toBe(854);
  expect(ask([sale], [price('b', 1005), price('Sale', 990)], 5)?.amount).toBe(990);
});

test('days, places and currencies that do not hold leave the price as it is', () => {
  const rows = [price('b', 1000), price('x', 1)];
  const hour = 3_600_000;
  expect(ask([list('x', { startsAt: at + hour })], rows)?.amount).toBe(1000);
  expect(ask([list('x', { startsAt: at - hour, endsAt: at })], rows)?.amount).toBe(1000);
  expect(ask([list('x', { status: 'paused' })], rows)?.amount).toBe(1000);
  expect(ask([list('x', { locations: ['frome'] })], rows)?.amount).toBe(1000);
  expect(ask([{ ...list('x'), currency: 'EUR' }], rows)?.amount).toBe(1000);
  expect(ask([list('x', { startsAt: at, endsAt: at + 1, locations: ['bath'] })], rows)?.amount).toBe(1);
});

test('what the store’s own list leaves out is on sale by no other', () => {
  expect(ask([list('x')], [price('x', 100)])).toBeNull();
});

test('a list is open in its currency, while it is live, from its first moment to before its last', () => {
  const open = (more: Partial<ListTerms>, currency = 'GBP') =>
    listsOpen([{ ...list('x', more), currency }], 'GBP', at).length === 1;
  expect([open({}), open({ status: 'paused' }), open({}, 'EUR')]).toEqual([true, false, false]);
  expect([at - 1, at, at + 1].map((startsAt) => open({ startsAt }))).toEqual([true, true, false]);
  expect([at - 1, at, at + 1].map((endsAt) => open({ endsAt }))).toEqual([false, false, true]);
  expect(open({ startsAt: null, endsAt: null })).toBe(true);
  expect(open({ startsAt: at - 2, endsAt: at - 1 })).toBe(false);
  expect(open({ startsAt: at + 1, endsAt: at + 2 })).toBe(false);
  expect(listsOpen([{ ...list('x'), terms: null }], 'GBP', at)).toEqual([]);
});

test('what a list asks for is on each of its prices, and nothing that it does not ask for', () => {
  const asks = { groups: ['trade'], channels: ['till' as const], locations: ['bath'], startsAt: 5, endsAt: 9 };
  const rows = [
    price('b', 1000, [{ minQuantity: 10, amount: 900 }]),
    { ...price('x', 800, [{ minQuantity: 3, amount: 700 }]), compareAt: 950 },
  ];
  const of = { list: 'x', kind: 'sale', priority: 0, currency: 'GBP' };
  expect(pricePoints(base, [list('x', asks), { ...list('none'), terms: null }], rows)).toEqual([
    { list: 'Retail', kind: 'base', amount: 1000, compareAt: null },
    { list: 'Retail', kind: 'base', minQuantity: 10, amount: 900 },
    { ...of, ...asks, amount: 800, compareAt: 950 },
    { ...of, ...asks, minQuantity: 3, amount: 700 },
  ]);
  expect(pricePoints(base, [list('x', { startsAt: null, endsAt: null })], rows.slice(1))).toEqual([
    { ...of, amount: 800, compareAt: 950 },
    { ...of, minQuantity: 3, amount: 700 },
  ]);
});

test('per cent off of a list: from its units on, down to nothing, and of no price none', () => {
  const percentOff = [
    { minQuantity: 1, rate: '1/3' },
    { minQuantity: 2, rate: '1' },
    { minQuantity: 3, rate: '3/2' },
  ];
  const of = { list: 'x', kind: 'sale', priority: 0, currency: 'GBP' };
  expect(pricePoints(base, [list('x', { percentOff })], [price('b', 1000)]).slice(1)).toEqual([
    { ...of, amount: 667 },
    { ...of, amount: 0, minQuantity: 2 },
    { ...of, amount: 0, minQuantity: 3 },
  ]);
  expect(pricePoints(base, [list('x', { percentOff })], [])).toEqual([]);
});

test('the only price there is says so, with what it is held against only where that is more', () => {
  const only = (compareAt: number | null) =>
    priceHere(pricePoints(base, [], [{ ...price('b', 1000), compareAt }]), { quantity: 1, scale: 0 }, now, money);
  expect(only(1200)).toEqual({
    ...{ amount: 1000, compareAt: 1200 },
    reasons: [{ code: 'price.chosen', text: '10.00 of “Retail”' }],
  });
  expect([only(1001), only(1000), only(900), only(null)].map((each) => each?.compareAt)).toEqual([
    1001,
    null,
    null,
    null,
  ]);
});
