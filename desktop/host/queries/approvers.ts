import { lackOf } from '@tillhouse/shared/domains/access/rights.ts';
import * as z from 'zod';
import type { ApproverRow } from '../../bridge/access-queries.ts';
import { peopleHere } from '../session/people.ts';
import { withinLease } from '../session/within-lease.ts';
import { query } from './define-query.ts';

const name = z.string().max(60);
const count = z.number().int().min(0).optional();

/** Whom a dialog can turn to that needs a yes. The command itself judges the yes again. */
export const approverQueries = {
  'approvals.approvers': query('approvals.approvers', {
    params: z.strictObject({
      ...{ permission: name, value: count, usual: count },
      ...{ or: name.optional(), locationId: z.string().max(100).optional() },
    }),
    permission: 'desk.use',
    run: (reader, wanted, asking): readonly ApproverRow[] => {
      const { permission, value = 0 } = wanted;
      const policy = reader.get<{ most: number | null }>(
        'SELECT pin_up_to AS most FROM approval_policies WHERE permission = ?',
        [permission],
      );
      const pinIsEnough = (policy?.most ?? value) >= value;
      const holders = (sql: string) => new Set(reader.all<{ id: string }>(sql).map(({ id }) => id));
      const badges = holders('SELECT id FROM staff WHERE badge_key IS NOT NULL');
      const keys = holders("SELECT id FROM staff WHERE security_keys <> '[]'");
      return peopleHere(reader, asking.now)
        .filter(({ id }) => id !== asking.person?.id)
        .map((person) => withinLease(person, asking.lease))
        .filter((person) => lackOf(person, needOf(wanted)) === null)
        .map(({ id, name: called, roleName, hasPin }) => {
          const byPin = hasPin && pinIsEnough;
          return { id, name: called, roleName, byPin, byBadge: badges.has(id), byKey: keys.has(id) };
        });
    },
  }),
};

type Wanted = z.infer<(typeof approverQueries)['approvals.approvers']['params']>;

const needOf = ({ permission, value, locationId, usual, or }: Wanted) => ({
  permission,
  ...(value !== undefined && { value }),
  ...(locationId !== undefined && { locationId }),
  ...(usual !== undefined && { usual }),
  ...(or !== undefined && { or }),
});
