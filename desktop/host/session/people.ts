import type { PersonSummary } from '../../bridge/views.ts';
import { effectiveRights, type Holding, type Lent } from '@tillhouse/shared/domains/access/effective-rights.ts';
import type { Terms } from '@tillhouse/shared/domains/access/terms.ts';
import type { Grant } from '@tillhouse/shared/kernel/define-mutator.ts';
import type { Reader } from '../database/reader.ts';
import type { Lease } from './lease.ts';
import { withinLease } from './within-lease.ts';
import type { WindowSession } from './windows.ts';

/** What a person holds by role, and at home where. */
interface HoldingRow {
  permissions: string | null;
  terms: string | null;
  home: string | null;
}

interface PersonRow extends HoldingRow {
  id: string;
  name: string;
  initials: string;
  roleName: string | null;
  roleId: string;
  locationName: string | null;
  status: 'active' | 'away' | 'left';
  statusNote: string | null;
  hasPin: number;
  lastHereAt: number | null;
}

const select = `SELECT s.id, s.name, s.initials, s.role_id AS roleId, r.name AS roleName, r.permissions, r.terms,
  s.home_location_id AS home, l.name AS locationName, s.status, s.status_note AS statusNote, s.pin_hash IS NOT NULL AS hasPin,
  p.last_here_at AS lastHereAt
  FROM staff s LEFT JOIN roles r ON r.id = s.role_id LEFT JOIN locations l ON l.id = s.home_location_id
  LEFT JOIN desk_people p ON p.staff_id = s.id`;

/** A person as the host knows them: with the role's id and how far their rights go, which commands carry. */
export interface KnownPerson extends PersonSummary {
  readonly roleId: string;
  readonly grants?: readonly Grant[];
}

const holdingOf = ({ permissions, terms, home }: HoldingRow): Holding => ({
  permissions: permissions ? (JSON.parse(permissions) as string[]) : [],
  terms: terms ? (JSON.parse(terms) as Terms) : {},
  homeLocationId: home,
});

/** By whom it is lent to; what it is worth is worked out from what the giver holds now. */
function lentAt(reader: Reader, now: number): Map<string, Lent[]> {
  interface Row extends HoldingRow {
    toId: string;
    id: string;
    byName: string;
    lent: string;
    locationId: string | null;
    startsAt: number;
    endsAt: number;
    status: string;
  }
  const rows = reader.all<Row>(
    `SELECT d.to_id AS toId, d.id, g.name AS byName, d.permissions AS lent, d.location_id AS locationId,
       d.starts_at AS startsAt, d.ends_at AS endsAt, g.status, g.home_location_id AS home, r.permissions, r.terms
     FROM delegations d JOIN staff g ON g.id = d.from_id JOIN roles r ON r.id = g.role_id
     WHERE d.starts_at <= ? AND d.ends_at > ?`,
    [now, now],
  );
  const lent = rows.map((row) => {
    const { toId, id, byName, locationId, startsAt, endsAt, status } = row;
    const permissions = JSON.parse(row.lent) as string[];
    return { toId, id, byName, permissions, locationId, startsAt, endsAt, giver: { ...holdingOf(row), status } };
  });
  return Map.groupBy(lent, ({ toId }) => toId);
}

function personOf(row: PersonRow, lent: readonly Lent[], now: number): KnownPerson {
  const { roleName, permissions: _p, terms: _t, home: _h, hasPin, ...rest } = row;
  return { ...rest, roleName: roleName ?? '', hasPin: hasPin === 1, ...effectiveRights(holdingOf(row), lent, now) };
}

/** Everybody who works here, the ones last at this desk first. */
export function peopleHere(reader: Reader, now: number): KnownPerson[] {
  const lent = lentAt(reader, now);
  return reader
    .all<PersonRow>(`${select} WHERE s.status <> 'left' ORDER BY p.last_here_at IS NULL, p.last_here_at DESC, s.name`)
    .map((row) => personOf(row, lent.get(row.id) ?? [], now));
}

export function personById(reader: Reader, id: string, now: number): KnownPerson | undefined {
  const row = reader.get<PersonRow>(`${select} WHERE s.id = ?`, [id]);
  return row && personOf(row, lentAt(reader, now).get(id) ?? [], now);
}

/** Who is signed in at a window; rights are read each time, so that a change of a role counts at once. */
export function personAt(
  reader: Reader,
  session: WindowSession,
  lease: Pick<Lease, 'now' | 'trustedNow'>,
): KnownPerson | undefined {
  const person = signedInAt(reader, session, lease.trustedNow());
  return person && withinLease(person, lease.now());
}

function signedInAt(reader: Reader, session: WindowSession, now: number): KnownPerson | undefined {
  if (!session.staffId) return undefined;
  const known = personById(reader, session.staffId, now);
  if (known) return known.status === 'left' ? undefined : known;
  return session.person ? (JSON.parse(session.person) as KnownPerson) : undefined;
}
