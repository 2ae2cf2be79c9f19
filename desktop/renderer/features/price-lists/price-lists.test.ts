import { expect, test } from 'vitest';
import type { PricedItem } from '../../../bridge/price-queries.ts';
import { changeOf, draftOf, readBreaks, readPercents, readTerms } from './price-list-draft.ts';
import { listCsv, readListCsv } from './price-list-csv.ts';

const item = (more: Partial<PricedItem> = {}): PricedItem => ({
  ...{ variantId: 'v', productId: 'p', title: 'Mug, Moss', sku: 'MUG', image: null, base: 1400, amount: 1300 },
  ...{ breaks: [{ minQuantity: 10, amount: 1100 }], cost: null },
  ...more,
});

test('fields and terms say the same, there and back', () => {
  const terms = {
    ...{ status: 'live', kind: 'sale', priority: 3, groups: ['trade'], channels: ['till'], locations: ['l1'] },
    ...{ startsAt: Date.parse('2026-12-01T00:00:00Z'), endsAt: Date.parse('2026-12-24T17:00:00Z') },
    percentOff: [
      { minQuantity: 1, rate: '10/100' },
      { minQuantity: 5, rate: '125/1000' },
    ],
  } as const;
  const draft = draftOf('Winter', structuredClone(terms) as never, 'Europe/London');
  expect(draft.percents).toBe('10, from 5: 12.5');
  expect(readTerms(draft, 'Europe/London').terms).toEqual(terms);
  const wrong = { ...draft, name: ' ', priority: 'x', until: '2026-11-01T00:00', percents: '10, 20' };
  expect(Object.keys(readTerms(wrong, 'Europe/London').problems)).toEqual(['name', 'priority', 'until', 'percents']);
});

test('quantities and percentages are read, or not at all', () => {
  expect(readBreaks('50: 8, 10: 9.50', 'GBP')).toEqual([
    { minQuantity: 10, amount: 950 },
    { minQuantity: 50, amount: 800 },
  ]);
  for (const text of ['1: 9', '10: 9, 10: 8', '10', '10: x']) expect(readBreaks(text, 'GBP')).toBeNull();
  expect(readPercents('120')).toBeNull();
});

test('an emptied price goes, and quantities without a price are none', () => {
  expect(changeOf(item(), { price: '' }, 'GBP')).toEqual({ variantId: 'v', base: 1300, value: null });
  expect(changeOf(item(), { price: '', breaks: '10: 9' }, 'GBP')).toBeNull();
  expect(changeOf(item(), { price: '12,50x' }, 'GBP')).toBeNull();
  expect(changeOf(item(), { breaks: '20: 10' }, 'GBP')).toMatchObject({ value: 1300, breaks: [{ minQuantity: 20 }] });
});

test('what was exported comes in again as it was; odd rows are named', () => {
  const text = listCsv([item(), item({ sku: '=A1', amount: null, breaks: [] })], 'GBP');
  const { bySku, problems } = readListCsv(`\uFEFF${text}`);
  expect([...bySku]).toEqual([
    ['MUG', { price: '13.00', breaks: '10: 11.00' }],
    ['=A1', { price: '', breaks: '' }],
  ]);
  expect(problems).toEqual([]);
  expect(readListCsv('SKU;Price\r\nA;1\r\n;2\r\nA;3')).toMatchObject({
    problems: ['Row 3 has no SKU.', 'Row 4: A came before; the first one counts.'],
  });
  expect(readListCsv('Handle,Title').problems).toHaveLength(1);
});
