import { type Said, shiftsOf } from '@tillhouse/shared/domains/hours/rules.ts';
import { localDayAndHour } from '@tillhouse/shared/kernel/instant.ts';
import * as z from 'zod';
import type { PersonHere, ShiftRow } from '../../bridge/hours-views.ts';
import type { Reader } from '../database/reader.ts';
import { storeAt } from '../session/store-at.ts';
import { query } from './define-query.ts';

interface Row extends Said {
  readonly reason: string;
  readonly actorName: string;
  readonly recordedAt: number;
}

const DAY = 86_400_000;
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);

const saidSince = (reader: Reader, from: number): Row[] =>
  reader.all<Row>(
    `SELECT id, staff_id AS staffId, kind, at, replaces_id AS replacesId, reason, actor_name AS actorName, recorded_at AS recordedAt
       FROM punches WHERE at >= ? ORDER BY at, id`,
    [from],
  );

export const saidBy = (reader: Reader, staffId: string): Said[] =>
  reader.all<Row>(
    'SELECT id, staff_id AS staffId, kind, at, replaces_id AS replacesId FROM punches WHERE staff_id = ?',
    [staffId],
  );

const here = query('hours.here', {
  params: z.strictObject({}),
  permission: 'desk.use',
  run: (reader, _params, { now }) => {
    const shifts = shiftsOf(saidSince(reader, now - 14 * DAY), now);
    const people = reader.all<{ staffId: string; name: string; hasPin: number }>(
      "SELECT id AS staffId, name, pin_hash IS NOT NULL AS hasPin FROM staff WHERE status = 'active' ORDER BY id",
    );
    return people
      .map(({ hasPin, ...person }): PersonHere => {
        const last = shifts.filter(({ staffId }) => staffId === person.staffId).at(-1);
        const state = !last || last.state === 'done' ? 'gone' : last.state;
        const began = last?.said.findLast(({ kind }) => kind === (state === 'break' ? 'break' : 'in'))?.at ?? null;
        return { ...person, hasPin: hasPin === 1, state, since: state === 'gone' ? null : began };
      })
      .sort((a, b) => a.name.localeCompare(b.name));
  },
});

const shifts = query('hours.shifts', {
  params: z.strictObject({ from: day, to: day }),
  permission: 'staff.manage',
  run: (reader, { from, to }, { now }) => {
    // What was said a day before decides whether somebody was in already, and a day after when they went.
    const said = saidSince(reader, Date.parse(from) - 2 * DAY);
    const zone = storeAt(reader, null)?.timeZone ?? 'UTC';
    const names = new Map(
      reader.all<{ id: string; name: string }>('SELECT id, name FROM staff').map(({ id, name }) => [id, name]),
    );
    const corrections = new Map(said.filter(({ reason }) => reason !== '').map((row) => [row.id, row]));
    return shiftsOf(said, now)
      .filter(({ startedAt }) => {
        const { date } = localDayAndHour(startedAt, zone);
        return date >= from && date <= to;
      })
      .map(
        ({ said: of, ...shift }): ShiftRow => ({
          ...shift,
          name: names.get(shift.staffId) ?? '',
          firstId: of[0]?.id ?? '',
          lastId: of.at(-1)?.id ?? '',
          corrections: of
            .flatMap(({ id }) => corrections.get(id) ?? [])
            .map(({ actorName, reason, recordedAt }) => ({ by: actorName, reason, at: recordedAt }))
            .sort((a, b) => b.at - a.at),
        }),
      )
      .sort((a, b) => a.name.localeCompare(b.name) || a.startedAt - b.startedAt);
  },
});

export const hoursQueries = { 'hours.here': here, 'hours.shifts': shifts };
