import { builtInRoles } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import * as z from 'zod';
import type { RoleRow, StaffRow } from '../../bridge/access-queries.ts';
import { query, sees } from './define-query.ts';

type Stored<Row, Text extends keyof Row, Flag extends keyof Row> = Omit<Row, Text | Flag> &
  Record<Text, string> &
  Record<Flag, number>;

const order = new Map(builtInRoles.map(({ id }, at) => [id, at]));
const placeOf = (role: RoleRow) => order.get(role.id) ?? order.size;

/** Everybody at a desk may see who may do what; changing it is another matter. */
export const accessQueries = {
  'roles.index': query('roles.index', {
    params: z.strictObject({}),
    permission: 'desk.use',
    run: (reader) =>
      reader
        .all<Stored<RoleRow, 'permissions', 'builtIn'>>(
          `SELECT r.id, r.name, r.built_in AS builtIn, r.permissions,
             (SELECT count(*) FROM staff s WHERE s.role_id = r.id AND s.status <> 'left') AS people
           FROM roles r ORDER BY r.name`,
        )
        .map(({ permissions, builtIn, ...role }): RoleRow => {
          return { ...role, builtIn: builtIn === 1, permissions: JSON.parse(permissions) as string[] };
        })
        .sort((a, b) => placeOf(a) - placeOf(b)),
  }),
  'staff.index': query('staff.index', {
    params: z.strictObject({}),
    permission: 'desk.use',
    run: (reader, _params, asking) =>
      reader
        .all<Stored<StaffRow, never, 'hasPin'>>(
          `SELECT s.id, s.name, s.initials, s.email, s.role_id AS roleId, coalesce(r.name, '') AS roleName,
             s.home_location_id AS homeLocationId, l.name AS locationName, s.status, s.status_note AS statusNote,
             s.pin_hash IS NOT NULL AS hasPin
           FROM staff s LEFT JOIN roles r ON r.id = s.role_id LEFT JOIN locations l ON l.id = s.home_location_id
           ORDER BY s.status = 'left', s.name, s.id`,
        )
        .map(({ hasPin, email, ...person }): StaffRow => {
          return { ...person, email: sees(asking, 'staff.manage') ? email : null, hasPin: hasPin === 1 };
        }),
  }),
};
