import type { ShiftRow } from '../../../bridge/hours-views.ts';
import { csvText } from '../../ui/csv.ts';
import { t } from '../../ui/text.ts';

const MINUTE = 60_000;

/** "7:30" of so many milliseconds; minutes that were begun do not count. */
export function hoursText(ms: number): string {
  const minutes = Math.floor(ms / MINUTE);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

export const stateText = (state: ShiftRow['state']): string =>
  ({ in: t('in now'), break: t('on a break'), done: '', forgotten: t('forgot to clock out') })[state];

export interface Total {
  readonly staffId: string;
  readonly name: string;
  readonly worked: number;
  readonly breaks: number;
  readonly forgotten: number;
  readonly shifts: readonly ShiftRow[];
}

/** By person, in the order of the rows. */
export function totalsOf(rows: readonly ShiftRow[]): Total[] {
  return [...Map.groupBy(rows, ({ staffId }) => staffId)].map(([staffId, shifts]) => ({
    staffId,
    name: shifts[0]?.name ?? '',
    worked: shifts.reduce((sum, shift) => sum + shift.worked, 0),
    breaks: shifts.reduce((sum, shift) => sum + shift.breaks, 0),
    forgotten: shifts.filter(({ state }) => state === 'forgotten').length,
    shifts,
  }));
}

/** A line a shift, as payroll programs read it; minutes as whole numbers. */
export function hoursCsv(rows: readonly ShiftRow[], local: (at: number) => string): string {
  return csvText(
    ['person', 'from', 'to', 'break_minutes', 'worked_minutes', 'state', 'corrected_by', 'reason'],
    rows.map(({ name, startedAt, endedAt, breaks, worked, state, corrections: [last] }) => [
      ...[name, local(startedAt), endedAt === null ? '' : local(endedAt)],
      ...[Math.floor(breaks / MINUTE), Math.floor(worked / MINUTE), state, last?.by ?? '', last?.reason ?? ''],
    ]),
  );
}
