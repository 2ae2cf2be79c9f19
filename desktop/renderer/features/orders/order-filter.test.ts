import { expect, test } from 'vitest';
import { choices, filterOf, keepViews, sameFilter, savedViews, withView } from './order-filter.ts';

function memory() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

test('a view is kept under its name once, and what is no view is left out', () => {
  const store = memory();
  const held = { name: 'Held', view: 'all', filter: { fulfilment: 'held' } } as const;
  keepViews(store, withView(withView([], held), { ...held, filter: { ...held.filter, channel: 'online' } }));
  expect(savedViews(store)).toEqual([{ ...held, filter: { fulfilment: 'held', channel: 'online' } }]);
  store.setItem(
    'tillhouse.order-views',
    JSON.stringify([held, 7, null, { name: 'x' }, { ...held, filter: { days: 'many' } }]),
  );
  expect(savedViews(store).map(({ filter }) => filter)).toEqual([{ fulfilment: 'held' }, {}]);
  store.setItem('tillhouse.order-views', 'not json');
  expect(savedViews(store)).toEqual([]);
});

test('an address says only filters that there are', () => {
  expect(filterOf({ channel: 'fax', payment: 'unpaid', days: 7.5, minTotal: 5_000, other: 1 })).toEqual({
    payment: 'unpaid',
    minTotal: 5_000,
  });
  expect(sameFilter({ days: 7, channel: 'till' }, { channel: 'till', days: 7 })).toBe(true);
  expect(sameFilter({ days: 7 }, {})).toBe(false);
  const offered = choices([{ id: 'l-1', name: 'Bath' }], 'GBP');
  expect(offered.every(({ filter }) => sameFilter(filterOf(filter), filter))).toBe(true);
});
