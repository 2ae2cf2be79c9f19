import { builtInRoles } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import * as z from 'zod';
import type { Terms } from '@tillhouse/shared/domains/access/terms.ts';
import type { ApprovalRow, LendingRow, PolicyRow, RoleRow, StaffRow } from '../../bridge/access-queries.ts';
import { query, sees } from './define-query.ts';

type Stored<Row, Text extends keyof Row, Flag extends keyof Row> = Omit<Row, Text | Flag> &
  Record<Text, string> &
  Record<Flag, number>;

const order = new Map(builtInRoles.map(({ id }, at) => [id, at]));
const placeOf = (role: RoleRow) => order.get(role.id) ?? order.size;

/** What is over stays on the page for a while. */
const LOOK_BACK_MS = 14 * 86_400_000;

/** Everybody at a desk may see who may do what; changing it is another matter. */
export const accessQueries = {
  'roles.index': query('roles.index', {
    params: z.strictObject({}),
    permission: 'desk.use',
    run: (reader) =>
      reader
        .all<Stored<RoleRow, 'permissions' | 'terms', 'builtIn'>>(
          `SELECT r.id, r.name, r.built_in AS builtIn, r.permissions, r.terms, r.revision,
             (SELECT count(*) FROM staff s WHERE s.role_id = r.id AND s.status <> 'left') AS people
           FROM roles r ORDER BY r.name`,
        )
        .map(({ permissions, terms, builtIn, ...role }): RoleRow => {
          const said = { permissions: JSON.parse(permissions) as string[], terms: JSON.parse(terms) as Terms };
          return { ...role, ...said, builtIn: builtIn === 1 };
        })
        .sort((a, b) => placeOf(a) - placeOf(b)),
  }),
  'staff.index': query('staff.index', {
    params: z.strictObject({}),
    permission: 'desk.use',
    run: (reader, _params, asking) =>
      reader
        .all<Stored<StaffRow, 'securityKeys', 'hasPin' | 'hasBadge'>>(
          `SELECT s.id, s.name, s.initials, s.email, s.role_id AS roleId, coalesce(r.name, '') AS roleName,
             s.home_location_id AS homeLocationId, l.name AS locationName, s.status, s.status_note AS statusNote,
             s.pin_hash IS NOT NULL AS hasPin, s.badge_key IS NOT NULL AS hasBadge,
             s.security_keys AS securityKeys
           FROM staff s LEFT JOIN roles r ON r.id = s.role_id LEFT JOIN locations l ON l.id = s.home_location_id
           ORDER BY s.status = 'left', s.name, s.id`,
        )
        .map(({ hasPin, hasBadge, email, securityKeys: kept, ...person }): StaffRow => {
          const shown = sees(asking, 'staff.manage') ? email : null;
          const keys = JSON.parse(kept) as StaffRow['securityKeys'];
          const securityKeys = keys.map(({ id, name, addedAt }) => ({ id, name, addedAt }));
          return { ...person, email: shown, hasPin: hasPin === 1, hasBadge: hasBadge === 1, securityKeys };
        }),
  }),
  'lendings.index': query('lendings.index', {
    params: z.strictObject({}),
    permission: 'desk.use',
    run: (reader, _params, asking) =>
      reader
        .all<Stored<LendingRow, 'permissions', never>>(
          `SELECT d.id, d.from_id AS fromId, f.name AS fromName, d.to_id AS toId, p.name AS toName, d.permissions,
             l.name AS locationName, d.starts_at AS startsAt, d.ends_at AS endsAt, d.reason
           FROM delegations d JOIN staff f ON f.id = d.from_id JOIN staff p ON p.id = d.to_id
             LEFT JOIN locations l ON l.id = d.location_id
           WHERE d.ends_at > ? ORDER BY d.ends_at DESC, d.id`,
          [asking.now - LOOK_BACK_MS],
        )
        .map(({ permissions, ...row }): LendingRow => ({ ...row, permissions: JSON.parse(permissions) as string[] })),
  }),
  'approvals.index': query('approvals.index', {
    params: z.strictObject({}),
    permission: 'desk.use',
    run: (reader, _params, asking) =>
      reader
        .all<Omit<ApprovalRow, 'args' | 'used'> & { args: string; used: number }>(
          `SELECT a.id, a.command, a.args, a.permission, a.value, a.location_id AS locationId, l.name AS locationName,
             a.summary, a.asked_by_id AS askedById, a.asked_by_name AS askedByName, a.asked_at AS askedAt,
             a.expires_at AS expiresAt, a.status, a.decided_by_name AS decidedByName, u.approval_id IS NOT NULL AS used
           FROM approvals a LEFT JOIN locations l ON l.id = a.location_id
             LEFT JOIN approval_uses u ON u.approval_id = a.id
           WHERE a.asked_at > ? ORDER BY a.asked_at DESC, a.id LIMIT 200`,
          [asking.now - LOOK_BACK_MS],
        )
        .map(
          ({ args, used, ...row }): ApprovalRow => ({ ...row, args: JSON.parse(args) as unknown, used: used === 1 }),
        ),
  }),
  'policies.index': query('policies.index', {
    params: z.strictObject({}),
    permission: 'desk.use',
    run: (reader) =>
      reader
        .all<Stored<PolicyRow, never, 'secondPerson'>>(
          'SELECT permission, second_person AS secondPerson, pin_up_to AS pinUpTo FROM approval_policies ORDER BY permission',
        )
        .map(({ secondPerson, ...row }): PolicyRow => ({ ...row, secondPerson: secondPerson === 1 })),
  }),
};
