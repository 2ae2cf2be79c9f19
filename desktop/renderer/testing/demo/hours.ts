import type { PersonHere, ShiftRow } from '../../../bridge/hours-views.ts';
import { NOW } from './catalog.ts';
import { commissionAnswers } from './commissions.ts';

const H = 3_600_000;
const here: readonly PersonHere[] = [
  { staffId: 'p-2', name: 'Ellie Roberts', hasPin: true, state: 'break', since: NOW - H / 4 },
  { staffId: 'p-3', name: 'Ewa Nowak', hasPin: true, state: 'gone', since: null },
  { staffId: 'p-1', name: 'Priya Nair', hasPin: true, state: 'in', since: NOW - 6 * H },
  { staffId: 'p-4', name: 'Tom Marsh', hasPin: true, state: 'forgotten', since: NOW - 30 * H },
];
const shift = (staffId: string, name: string, ago: number, hours: number, more: Partial<ShiftRow> = {}): ShiftRow => ({
  ...{ staffId, name, startedAt: NOW - ago * H, endedAt: NOW - (ago - hours) * H, breaks: H / 2 },
  ...{ worked: (hours - 0.5) * H, state: 'done' as const, firstId: `${staffId}-${ago}`, lastId: `${staffId}-${ago}-o` },
  corrections: [],
  ...more,
});
const shifts: readonly ShiftRow[] = [
  shift('p-2', 'Ellie Roberts', 54, 8),
  shift('p-2', 'Ellie Roberts', 30, 7, {
    corrections: [{ by: 'Priya Nair', reason: 'went at closing time', at: NOW - 20 * H }],
  }),
  shift('p-1', 'Priya Nair', 6, 6, { state: 'in', endedAt: null }),
  shift('p-4', 'Tom Marsh', 30, 0, { state: 'forgotten', endedAt: null, worked: 0, breaks: 0 }),
];

/** When people of the sample came and went, and what they sold meanwhile. */
export const hoursAnswers = { 'hours.here': () => here, 'hours.shifts': () => shifts, ...commissionAnswers };
