import { expect, test } from 'vitest';
import { type AccountChart, CHART_ID } from './chart-schema.ts';
import { chartNames, presetOf } from './chart-presets.ts';
import { type BookedEntry, datevBatch, yearOf } from './datev.ts';
import { datevColumns } from './datev-columns.ts';
import { accounts } from './schema.ts';
import { toWindows1252 } from './windows-1252.ts';

const chart: AccountChart = {
  ...{ id: CHART_ID, adviser: 29_098, client: 55_003, yearStart: '01-01', digits: 4, updatedAt: 0 },
  ...presetOf('SKR03'),
};
const sale: BookedEntry = {
  ...{ kind: 'sale', reference: '#10541', currency: 'EUR', businessDate: '2026-11-27' },
  lines: [
    { account: 'sales', detail: '', amount: -10_000 },
    { account: 'tax', detail: '19/100', amount: -1_900 },
    { account: 'tax', detail: '5/100', amount: -5 },
    { account: 'tender', detail: 'card', amount: 11_905 },
  ],
};
const batch = {
  ...{ from: '2026-11-01', to: '2026-11-30', currency: 'EUR', madeAt: '20261127143000000', title: 'Käufe "November"' },
};

/** As a reader of the format takes a line apart. */
function fields(line: string): string[] {
  const found = [...line.matchAll(/(?:^|;)(?:"((?:[^"]|"")*)"|([^;"]*))/g)];
  return found.map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');
}

test('the head names format, adviser, client, year and days; columns are those of the format', () => {
  const [head = '', columns = ''] = datevBatch(chart, [sale], batch).split('\r\n');
  expect(fields(head)).toEqual([
    ...['EXTF', '700', '21', 'Buchungsstapel', '13', '20261127143000000', '', 'TH', '', ''],
    ...['29098', '55003', '20260101', '4', '20261101', '20261130', 'Käufe "November"', '', '1', '0', '0', 'EUR'],
    ...['', '', '', '', '', '', '', '', ''],
  ]);
  expect(fields(head)).toHaveLength(31);
  expect(columns.split(';')).toEqual(datevColumns);
  expect(datevColumns).toHaveLength(125);
  expect([datevColumns[9], datevColumns[113], datevColumns[114], datevColumns[124]]).toEqual([
    ...['Belegdatum', 'Festschreibung', 'Leistungsdatum', 'Abw. Skontokonto'],
  ]);
});

test('each posting stands against the clearing account, and the sums of accounts are those of the books', () => {
  const text = datevBatch({ ...chart, accounts: [...chart.accounts] }, [sale, { ...sale, currency: 'CHF' }], batch);
  expect(text.endsWith('\r\n')).toBe(true);
  const rows = text.split('\r\n').slice(2, -1).map(fields);
  expect(rows).toHaveLength(4);
  for (const row of rows) expect(row).toHaveLength(125);
  expect(rows.map((row) => row.slice(0, 11))).toEqual([
    ['100,00', 'S', 'EUR', '', '', '', '1792', '8200', '', '2711', '10541'],
    ['19,00', 'S', 'EUR', '', '', '', '1792', '1776', '', '2711', '10541'],
    ['0,05', 'S', 'EUR', '', '', '', '1792', '1770', '', '2711', '10541'],
    ['119,05', 'H', 'EUR', '', '', '', '1792', '1360', '', '2711', '10541'],
  ]);
  expect(rows[0]?.[114]).toBe('27112026');
  const cents = rows.reduce(
    (sum, [amount = '', side]) => sum + Number(amount.replace(',', '')) * (side === 'S' ? 1 : -1),
    0,
  );
  expect(cents).toBe(0);
  const keyed = chart.accounts.map((one) => (one.account === 'sales' ? { ...one, number: '8400', key: '40' } : one));
  const [, , row = ''] = datevBatch({ ...chart, accounts: keyed }, [sale], batch).split('\r\n');
  expect(fields(row).slice(7, 9)).toEqual(['8400', '40']);
});

test('what cannot be a batch is refused whole', () => {
  const of =
    (change: Partial<AccountChart>, more: Partial<typeof batch> = {}) =>
    () =>
      datevBatch({ ...chart, ...change }, [sale], { ...batch, ...more });
  const none = chart.accounts.filter(({ account }) => account !== 'tender');
  expect(of({ accounts: none })).toThrow('tender, card has no number');
  expect(of({}, { from: '2025-12-31' })).toThrow('two financial years');
  expect(of({ yearStart: '07-01' }, { from: '2026-07-01' })).not.toThrow();
  expect([yearOf('2026-06-30', '07-01'), yearOf('2026-07-01', '07-01')]).toEqual(['2025-07-01', '2026-07-01']);
  const many = { ...sale, lines: Array.from({ length: 100_000 }, () => ({ account: 'sales', detail: '', amount: 1 })) };
  expect(() => datevBatch(chart, [many], batch)).toThrow('99999 postings at most');
});

test('every account has a number to begin from', () => {
  for (const name of chartNames) {
    const { accounts: numbered } = presetOf(name);
    for (const account of accounts) expect(numbered.find((one) => one.account === account)?.number).toMatch(/^\d{4}$/);
  }
});

test('Windows-1252 has the euro and umlauts; what it has not loses its accent or is a question mark', () => {
  expect([...toWindows1252('€ä„–Žß')]).toEqual([0x80, 0xe4, 0x84, 0x96, 0x8e, 0xdf]);
  expect(String.fromCharCode(...toWindows1252('Łódź ʘ'))).toBe('?ódz ?');
});

test('a currency of three decimals is refused, since the format would lose the last, and one of none is written in full', () => {
  const inYen = { ...sale, currency: 'JPY', lines: [{ account: 'sales', detail: '', amount: -10_005 }] };
  expect(datevBatch(chart, [inYen], { ...batch, currency: 'JPY' })).toContain('\r\n10005,00;');
  const inDinar = { ...sale, currency: 'KWD' };
  expect(() => datevBatch(chart, [inDinar], { ...batch, currency: 'KWD' })).toThrow(/KWD have 3 decimals/);
});
