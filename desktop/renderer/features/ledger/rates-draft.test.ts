import { expect, test } from 'vitest';
import { MOST_RATES, rateOf, ratesInFile } from './rates-draft.ts';

test('what is typed is a rate of another currency on a day, with who says so', () => {
  const draft = { currency: 'eur', day: '2026-11-20', rate: '0.8329', source: 'Bank' };
  expect(rateOf(draft, 'GBP')).toEqual({ currency: 'EUR', day: '2026-11-20', rate: '8329/10000' });
  for (const wrong of [{ currency: 'GBP' }, { currency: 'EURO' }, { rate: '0' }, { day: '' }, { source: ' ' }])
    expect(rateOf({ ...draft, ...wrong }, 'GBP')).toBeNull();
});

test('of a file only what stores sell in, the newest first, and what it lacks is said', () => {
  const csv = 'Date,USD,GBP,\n2026-11-25,1.05,0.84,\n2026-11-26,1.0563,0.8329,\n';
  expect(ratesInFile(csv, 'GBP', ['EUR', 'ISK', 'USD'])).toEqual({
    ...{ from: '2026-11-25', to: '2026-11-26', missing: ['ISK'] },
    rates: [
      { currency: 'EUR', day: '2026-11-26', rate: '8329/10000' },
      { currency: 'USD', day: '2026-11-26', rate: '8329/10563' },
      { currency: 'EUR', day: '2026-11-25', rate: '21/25' },
      { currency: 'USD', day: '2026-11-25', rate: '4/5' },
    ],
  });
  expect(ratesInFile('name,price', 'GBP', ['EUR'])).toBeNull();
  const many = [
    'Date,GBP',
    ...Array.from({ length: 900 }, (_, at) => `2026-11-${String((at % 28) + 1).padStart(2, '0')},0.8`),
  ];
  expect(ratesInFile(many.join('\n'), 'GBP', ['EUR'])?.rates).toHaveLength(MOST_RATES);
});
