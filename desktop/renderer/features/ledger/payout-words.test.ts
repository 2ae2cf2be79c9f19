import { expect, test } from 'vitest';
import { bankDraft } from './bank-draft.ts';
import { payoutStanding } from './payout-words.ts';

test('a file is named by what it says: added twice it adds nothing, and two lines that say the same are two', async () => {
  const file = 'Date;Description;Amount\n2026-11-27;STRIPE;12.00\n2026-11-27;STRIPE;12.00\n2026-11-28;"A; B";-3.10\n';
  const [first, again] = [await bankDraft(file, 'GBP'), await bankDraft(file, 'GBP')];
  expect(first).toEqual(again);
  const lines = first?.batches.flatMap((batch) => batch.lines) ?? [];
  expect(lines.map(({ amount, text }) => [amount, text])).toEqual([
    [1_200, 'STRIPE'],
    [1_200, 'STRIPE'],
    [-310, 'A; B'],
  ]);
  expect(lines[0]?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(lines.map(({ id }) => id)).size).toBe(3);
  expect(await bankDraft('Name,Town\nA,B\n', 'GBP')).toBeNull();
});

test('what differs is said first', () => {
  const line = { day: '2026-11-27', amount: 1, text: '' };
  const of = { state: 'paid' as const, line, differences: [] };
  expect(payoutStanding(of)).toMatchObject({ tone: 'ok' });
  expect(payoutStanding({ ...of, line: null })).toMatchObject({ tone: 'open' });
  expect(payoutStanding({ ...of, differences: ['expected', 'bank'] }).text).toBe('not as our record, not at the bank');
  expect(payoutStanding({ ...of, state: 'failed', line: null })).toMatchObject({ tone: 'warn' });
});
