import type { PersonSummary, RegisterSummary, SessionState } from '../../../bridge/views.ts';
import { tillRole } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import { permissionNames } from '@tillhouse/shared/domains/access/permissions.ts';
import { locations, NOW } from './catalog.ts';

const HOUR = 3_600_000;
const all = permissionNames;

function person(
  id: string,
  name: string,
  roleName: string,
  hoursAgo: number | null,
  rest: Partial<PersonSummary> = {},
): PersonSummary {
  const initials = name
    .split(' ')
    .map((word) => word[0])
    .join('');
  return {
    id,
    name,
    initials,
    roleName,
    locationName: null,
    status: 'active',
    statusNote: null,
    hasPin: true,
    lastHereAt: hoursAgo === null ? null : NOW - hoursAgo * HOUR,
    permissions: all,
    ...rest,
  };
}

export const people: PersonSummary[] = [
  person('priya', 'Priya Nair', 'Owner', 1),
  person('ewa', 'Ewa Nowak', 'Stock lead', 2, { locationName: 'Melksham' }),
  person('tom', 'Tom Ashworth', 'Manager', 60, { status: 'away', statusNote: 'On leave until Fri 27 Nov' }),
  person('joanna', 'Joanna Hale', 'Manager', 4),
  person('ellie', 'Ellie Roberts', 'Till', 5, { locationName: 'Bath', permissions: tillRole.permissions }),
  person('marcus', 'Marcus Bell', 'Till', 7, { locationName: 'Bath' }),
  person('callum', 'Callum Reed', 'Shop lead', 72, { locationName: 'Frome' }),
  person('olu', 'Olu Sanni', 'Till', null, { hasPin: false }),
];

const open = (id: string, name: string, hours: number) => ({ id, openedAt: NOW - hours * HOUR, openedByName: name });

export const registers: RegisterSummary[] = [
  {
    id: 'b1',
    code: 'B1',
    name: 'Bath till 1',
    locationId: 'bath',
    generation: 1,
    session: open('s1', 'Ellie Roberts', 6.8),
  },
  {
    id: 'b2',
    code: 'B2',
    name: 'Bath till 2',
    locationId: 'bath',
    generation: 1,
    session: open('s2', 'Marcus Bell', 6.6),
  },
  {
    id: 'f1',
    code: 'F1',
    name: 'Frome till 1',
    locationId: 'frome',
    generation: 1,
    session: open('s3', 'Callum Reed', 6.2),
  },
];

/** `taken`: another device took this desk's till over. @param looks id of the person at the desk, who may look at products and no more; else the owner */
export function sessionState(mode: 'unenrolled' | 'locked' | 'open' | 'taken', looks?: string): SessionState {
  const looking = people.find(({ id }) => id === looks);
  const enrolled = mode !== 'unenrolled';
  const spare = { takenBy: 'Spare till', soldBy: 'Spare till', generation: 2 };
  const here = registers.map((one) => (mode === 'taken' && one.id === 'b2' ? { ...one, ...spare } : one));
  return {
    enrolled,
    deviceId: enrolled ? 'device-1' : null,
    deviceName: 'Office PC',
    enrolledAt: enrolled ? Date.UTC(2026, 7, 4, 9) : null,
    keyFingerprint: enrolled ? '7f2c 90d1 e4aa' : null,
    cloudUrl: 'http://127.0.0.1:8080',
    store: enrolled
      ? {
          ...{ id: 'store-1', name: 'Larkhall', currency: 'GBP', timeZone: 'Europe/London', pricesIncludeTax: true },
          till: {
            cashWithoutReceipt: 2_000,
            priceDays: 90,
            lockAfter: 10,
            tips: { percents: [5, 10, 15], onTerminal: false },
          },
        }
      : null,
    person:
      mode === 'locked' || !enrolled
        ? null
        : looking
          ? { ...looking, permissions: ['products.view'] }
          : (people[0] ?? null),
    people: enrolled ? people : [],
    location: enrolled ? (locations[0] ?? null) : null,
    locations: enrolled ? locations : [],
    register: enrolled ? (here[1] ?? null) : null,
    registers: enrolled ? here : [],
    training: false,
    keyWarning: null,
  };
}
