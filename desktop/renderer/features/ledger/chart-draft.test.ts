import { expect, test } from 'vitest';
import { chartOf, draftOfChart, withPreset } from './chart-draft.ts';

test('numbers begin from a chart of accounts, and what is wrong is named', () => {
  const draft = { ...draftOfChart(null), adviser: '29098', client: '55003' };
  expect(chartOf(draft)).toMatchObject({
    adviser: 29_098,
    client: 55_003,
    yearStart: '01-01',
    digits: 4,
    clearing: '1792',
  });
  expect(chartOf(withPreset(draft, 'SKR04'))).toMatchObject({ clearing: '3630', adviser: 29_098 });
  expect(chartOf(draftOfChart(null))).toEqual({ wrong: 'adviser' });
  expect(chartOf({ ...draft, yearStart: '02-30' })).toEqual({ wrong: 'yearStart' });
  expect(chartOf({ ...draft, clearing: '17920' })).toEqual({ wrong: 'clearing' });
  const [first] = draft.accounts;
  if (!first) throw new Error('a chart without accounts');
  expect(chartOf({ ...draft, accounts: [...draft.accounts, first] })).toEqual({ wrong: 'accounts' });
  expect(chartOf({ ...draft, accounts: [{ ...first, number: '84' }] })).toEqual({ wrong: 'accounts' });
});
