import { managerRole, ownerRole, stockLeadRole, tillRole } from '../../domains/access/built-in-roles.ts';
import type { Terms } from '../../domains/access/terms.ts';
import type { Permission } from '../../domains/access/permissions.ts';
import type { Actor } from '../../kernel/define-mutator.ts';
import { sampleId } from './ids.ts';
import { bath, frome, melksham } from './places.ts';

const shopLeadPermissions: readonly Permission[] = [
  ...tillRole.permissions,
  'home.view',
  'reports.view',
  'products.edit',
  'stock.count',
  'stock.receive',
  'orders.fulfil',
  'till.return-over-limit',
  'prices.edit',
  'rights.lend',
  'till.cash',
  'till.favourites',
];
/** A role of Larkhall’s own, beside those that come with Tillhouse. */
export const shopLeadRole = {
  id: sampleId('role:shop-lead'),
  name: 'Shop lead',
  permissions: shopLeadPermissions,
  terms: {
    'prices.edit': { asks: true },
    'stock.count': { at: 'home' },
    'stock.receive': { at: 'home' },
    'till.discount': { upTo: 15 },
    'till.return-over-limit': { upTo: 10_000 },
  } satisfies Terms,
};

interface Role {
  readonly id: string;
  readonly permissions: readonly string[];
}

export interface LarkhallPerson {
  readonly id: string;
  readonly name: string;
  readonly initials: string;
  readonly email: string | null;
  readonly role: Role;
  readonly homeLocationId: string | null;
  readonly status: 'active' | 'away';
  readonly statusNote: string | null;
  /** Six digits, for the demo only; null: none set yet */
  readonly pin: string | null;
}

function person(
  name: string,
  role: Role,
  home: { id: string } | null,
  pin: string | null,
  more: Partial<LarkhallPerson> = {},
): LarkhallPerson {
  const initials = name.replaceAll(/[^A-Z]/g, '');
  const first = name.split(' ')[0]?.toLowerCase();
  return {
    id: sampleId(`person:${name}`),
    name,
    initials,
    email: `${first}@larkhall.example`,
    role,
    homeLocationId: home?.id ?? null,
    status: 'active',
    statusNote: null,
    pin,
    ...more,
  };
}

export const priya = person('Priya Nair', ownerRole, null, '260418');
export const ewa = person('Ewa Nowak', stockLeadRole, melksham, '731205');
export const joanna = person('Joanna Hale', managerRole, bath, '385624');
export const ellie = person('Ellie Roberts', tillRole, bath, '114477');
export const marcus = person('Marcus Bell', tillRole, bath, '902136');
export const callum = person('Callum Reed', shopLeadRole, frome, '558320');

/** In the order of the sign-in screen. */
export const larkhallPeople: readonly LarkhallPerson[] = [
  priya,
  ewa,
  person('Tom Ashworth', managerRole, bath, '640917', { status: 'away', statusNote: 'On leave until Fri 27 Nov' }),
  joanna,
  ellie,
  marcus,
  callum,
  person('Olu Sanni', tillRole, frome, null),
];

/** Documented PINs of the demo. The host hashes them; `access.setPin` carries the hash. */
export const larkhallPins = larkhallPeople.flatMap(({ id, name, pin }) =>
  pin === null ? [] : [{ staffId: id, name, pin }],
);

export function actorOf({ id, name, role }: LarkhallPerson): Actor {
  return { id, name, roleId: role.id, permissions: role.permissions };
}

const customer = (name: string, city: string, country = 'GB') => ({
  id: sampleId(`customer:${name}`),
  name,
  email: `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}@post.example`,
  phone: null,
  city,
  country,
  note: '',
  externalRef: null,
  status: 'active' as const,
});

export const larkhallCustomers = [
  customer('Hannah Whitcombe', 'Bath'),
  customer('Owen Pritchard', 'Cardiff'),
  customer('Sofia Marchetti', 'Bologna', 'IT'),
  customer('Beckford Rooms', 'Bath'),
  customer('James Okafor', 'Bristol'),
  customer('Ruth Lindqvist', 'Frome'),
  customer('Nadia Rahman', 'Leeds'),
  customer('Tim Alder', 'Wells'),
  customer('Greta Hollis', 'Truro'),
  customer('Amir Haddad', 'Reading'),
  customer('Maeve Doherty', 'Swindon'),
  customer('Lucy Penrose', 'Falmouth'),
  customer('Hugo Martel', 'Lyon', 'FR'),
  customer('Ines Carvalho', 'Bristol'),
  customer('Peter Dunmore', 'Shepton Mallet'),
  customer('Yusuf Demir', 'London'),
  customer('Alice Thornbury', 'Bradford on Avon'),
  customer('Rosa Keller', 'Basel', 'CH'),
  customer('Dev Malhotra', 'Gloucester'),
  customer('Fern Applegate', 'Warminster'),
  customer('Colin Yeo', 'Exeter'),
  customer('Marta Lindgren', 'Malmö', 'SE'),
  customer('Sam Whitlock', 'Corsham'),
  customer('Bea Fairweather', 'Devizes'),
] as const;
