import { type StoreTill, tillOf } from '@tillhouse/shared/domains/access/store-parts.ts';
import type { LocationSummary, PersonSummary, RegisterSummary, SessionState } from '../../bridge/views.ts';
import type { Reader } from '../database/reader.ts';
import { readEnrolment } from './desk-state.ts';
import type { Asking } from '../queries/define-query.ts';
import { type KnownPerson, peopleHere } from './people.ts';
import { registersOf } from './registers-here.ts';
import { type StoreRow, storeAt } from './store-at.ts';
import type { WindowSession } from './windows.ts';

export interface DeviceFacts {
  readonly cloudUrl: string;
  readonly keyFingerprint: string | null;
  readonly keyWarning: string | null;
}

export function locationsOf(reader: Reader): LocationSummary[] {
  return reader.all<LocationSummary>(
    "SELECT id, name, street, kind FROM locations WHERE status = 'active' ORDER BY kind, name",
  );
}

/** Without what is for the host alone. */
export function shownPerson({ roleId: _, ...person }: KnownPerson): PersonSummary {
  return person;
}

/** Where a window stands: its register's location, else the one it chose, else the person's, else the first. */
export function locationAt(
  session: WindowSession,
  locations: readonly LocationSummary[],
  registers: readonly RegisterSummary[],
): LocationSummary | null {
  const register = registers.find((one) => one.id === session.registerId);
  const wanted = session.locationId ?? register?.locationId;
  return locations.find((one) => one.id === wanted) ?? locations[0] ?? null;
}

/** The store of the location where a window stands. */
export function storeHere(reader: Reader, window: WindowSession): StoreRow | null {
  return storeAt(reader, locationAt(window, locationsOf(reader), registersOf(reader))?.id ?? null);
}

function shownStore(store: StoreRow | null): SessionState['store'] {
  if (!store) return null;
  const { id, name, currency, timeZone, pricesIncludeTax } = store;
  const till = tillOf({ till: store.till === null ? null : (JSON.parse(store.till) as StoreTill) });
  return { id, name, currency, timeZone, pricesIncludeTax, till };
}

/** What the windows show of who is here and what this desk is. */
export function sessionState(
  reader: Reader,
  { window: session, device, person, lease, now }: Pick<Asking, 'window' | 'device' | 'person' | 'lease' | 'now'>,
): SessionState {
  const enrolled = readEnrolment(reader);
  const locations = locationsOf(reader);
  const registers = registersOf(reader, enrolled?.deviceId ?? null);
  const location = locationAt(session, locations, registers);
  return {
    enrolled: enrolled !== null,
    deviceId: enrolled?.deviceId ?? null,
    deviceName: enrolled?.deviceName ?? '',
    enrolledAt: enrolled?.enrolledAt ?? null,
    keyFingerprint: device.keyFingerprint,
    cloudUrl: enrolled?.cloudUrl ?? device.cloudUrl,
    store: shownStore(storeAt(reader, location?.id ?? null)),
    person: person ? shownPerson(person) : null,
    people: peopleHere(reader, now).map(shownPerson),
    location,
    locations,
    register: registers.find((one) => one.id === session.registerId) ?? null,
    registers,
    training: session.training === 1,
    keyWarning: device.keyWarning,
    lease,
  };
}
