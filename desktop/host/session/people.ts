import type { PersonSummary } from '../../bridge/views.ts';
import type { Reader } from '../database/reader.ts';
import type { WindowSession } from './windows.ts';

interface PersonRow {
  id: string;
  name: string;
  initials: string;
  roleName: string | null;
  permissions: string | null;
  roleId: string;
  locationName: string | null;
  status: 'active' | 'away' | 'left';
  statusNote: string | null;
  hasPin: number;
  lastHereAt: number | null;
}

const select = `SELECT s.id, s.name, s.initials, s.role_id AS roleId, r.name AS roleName, r.permissions,
  l.name AS locationName, s.status, s.status_note AS statusNote, s.pin_hash IS NOT NULL AS hasPin,
  p.last_here_at AS lastHereAt
  FROM staff s LEFT JOIN roles r ON r.id = s.role_id LEFT JOIN locations l ON l.id = s.home_location_id
  LEFT JOIN desk_people p ON p.staff_id = s.id`;

/** A person with the role's id, which commands carry. */
export interface KnownPerson extends PersonSummary {
  readonly roleId: string;
}

function personOf(row: PersonRow): KnownPerson {
  const { roleName, permissions, hasPin, ...rest } = row;
  return {
    ...rest,
    roleName: roleName ?? '',
    hasPin: hasPin === 1,
    permissions: permissions ? (JSON.parse(permissions) as string[]) : [],
  };
}

/** Everybody who works here, the ones last at this desk first. */
export function peopleHere(reader: Reader): KnownPerson[] {
  return reader
    .all<PersonRow>(`${select} WHERE s.status <> 'left' ORDER BY p.last_here_at IS NULL, p.last_here_at DESC, s.name`)
    .map(personOf);
}

export function personById(reader: Reader, id: string): KnownPerson | undefined {
  const row = reader.get<PersonRow>(`${select} WHERE s.id = ?`, [id]);
  return row && personOf(row);
}

/** Who is signed in at a window; rights are read each time, so that a change of a role counts at once. */
export function personAt(reader: Reader, session: WindowSession): KnownPerson | undefined {
  if (!session.staffId) return undefined;
  const known = personById(reader, session.staffId);
  if (known) return known.status === 'left' ? undefined : known;
  return session.person ? (JSON.parse(session.person) as KnownPerson) : undefined;
}
