import { expect, test } from 'vitest';
import type { ShiftRow } from '../../../bridge/hours-views.ts';
import { hoursCsv, hoursText, totalsOf } from './hours-words.ts';

const H = 3_600_000;
const shift = (name: string, more: Partial<ShiftRow> = {}): ShiftRow => ({
  ...{ staffId: name, name, startedAt: 9 * H, endedAt: 17 * H, breaks: H / 2, worked: 7.5 * H, state: 'done' },
  ...{ firstId: 'a', lastId: 'b', corrections: [] },
  ...more,
});

test('hours are added up by person, and what was forgotten counts nothing and is told', () => {
  const forgotten = shift('Ellie', { state: 'forgotten', endedAt: null, breaks: 0, worked: 0 });
  const [ellie, priya] = totalsOf([shift('Ellie'), forgotten, shift('Priya')]);
  expect(ellie).toMatchObject({ name: 'Ellie', worked: 7.5 * H, breaks: H / 2, forgotten: 1 });
  expect(priya).toMatchObject({ forgotten: 0 });
  expect([hoursText(ellie?.worked ?? 0), hoursText(59_999), hoursText(100 * H)]).toEqual(['7:30', '0:00', '100:00']);
});

test('a file has a line a shift, in minutes, with who corrected it and why', () => {
  const corrections = [{ by: 'Priya', reason: '=went "early"', at: 0 }];
  const [, line] = hoursCsv([shift('Ellie', { corrections })], (at) => `${at / H}:00`).split('\r\n');
  expect(line).toBe(`Ellie,9:00,17:00,30,450,done,Priya,"'=went ""early"""`);
});
