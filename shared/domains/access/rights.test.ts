import { expect, test } from 'vitest';
import type { Actor, Approval, Grant } from '../../kernel/define-mutator.ts';
import { effectiveRights, type Holding, type Lent } from './effective-rights.ts';
import { canonicalJson } from './canonical.ts';
import { holds, lackOf, lacksOf, maySee, seenBy } from './rights.ts';
import { exceeds, plainTerms, senselessTerms } from './terms.ts';

const who = (id: string, grants: Grant[]): Actor => ({
  id,
  name: id,
  roleId: 'r',
  permissions: grants.filter(({ asks }) => !asks).map(({ permission }) => permission),
  grants,
});
const ellie = who('ellie', [
  { permission: 'till.sell', places: ['bath'] },
  { permission: 'till.discount', upTo: 10, places: ['bath'] },
  { permission: 'till.return', places: ['bath'] },
  { permission: 'prices.edit', asks: true },
]);
const at = (permission: string, value?: number, locationId = 'bath', more: object = {}) => ({
  permission,
  ...(value !== undefined && { value }),
  locationId,
  ...more,
});

test.each([
  ['ten percent at home', at('till.discount', 10), null],
  ['eleven', at('till.discount', 11), { why: 'limit', upTo: 10 }],
  ['ten elsewhere', at('till.discount', 10, 'frome'), { why: 'place' }],
  ['back within the store’s limit', at('till.return', 5_000, 'bath', { usual: 5_000 }), null],
  ['back beyond it', at('till.return', 5_001, 'bath', { usual: 5_000 }), { why: 'limit', upTo: 5_000 }],
  [
    'beyond it with no other right',
    at('till.return', 6_000, 'bath', { usual: 5_000, or: 'till.return-over-limit' }),
    { why: 'limit' },
  ],
  ['each time with a yes', at('prices.edit'), { why: 'asks' }],
  ['not at all', at('staff.manage'), { why: 'missing' }],
])('%s', (_name, need, lack) => {
  const found = lackOf(ellie, need);
  if (lack === null) expect(found).toBeNull();
  else expect(found).toMatchObject(lack);
});

test('an own limit stands in the place of the store’s, below it and above', () => {
  const low = who('low', [{ permission: 'till.return', upTo: 2_500 }]);
  const high = who('high', [{ permission: 'till.return', upTo: 9_000 }]);
  const need = at('till.return', 4_000, 'bath', { usual: 5_000 });
  expect(lackOf(low, need)).toMatchObject({ why: 'limit', upTo: 2_500 });
  expect(lackOf(high, { ...need, value: 8_000 })).toBeNull();
});

test('an approval stretches a right and gives none, and is never one’s own', () => {
  const tom = who('tom', [{ permission: 'till.discount', upTo: 25 }, { permission: 'staff.manage' }]);
  const yes = (approver: Actor, how: Approval['how'] = 'pin'): Approval => ({ id: 'a', approver, how, evidence: null });
  const more = [at('till.discount', 20)];
  expect(lacksOf(ellie, more, {})).toMatchObject([{ why: 'limit' }]);
  expect(lacksOf(ellie, more, {}, yes(tom))).toEqual([]);
  expect(lacksOf(ellie, more, {}, yes(ellie))).toHaveLength(1);
  expect(lacksOf(ellie, [at('till.discount', 30)], {}, yes(tom))).toHaveLength(1);
  expect(lacksOf(ellie, [at('staff.manage')], {}, yes(tom))).toMatchObject([{ why: 'missing' }]);
  // Beyond what the store takes a PIN for.
  const store = { pinUpTo: { 'till.discount': 15 } };
  expect(lacksOf(ellie, more, store, yes(tom))).toHaveLength(1);
  expect(lacksOf(ellie, more, store, yes(tom, 'badge'))).toEqual([]);
});

test('what nobody does alone takes two who may', () => {
  const store = { secondPerson: ['roles.manage'] };
  const [one, two] = ['one', 'two'].map((id) => who(id, [{ permission: 'roles.manage' }])) as [Actor, Actor];
  const need = [{ permission: 'roles.manage' }];
  const asked = (approver: Actor): Approval => ({ id: 'a', approver, how: 'asked', evidence: null });
  expect(lacksOf(one, need, store)).toMatchObject([{ why: 'second' }]);
  expect(lacksOf(one, need, store, asked(two))).toEqual([]);
  expect(lacksOf(one, need, store, asked(one))).toHaveLength(1);
  expect(lacksOf(one, need, store, asked(ellie))).toHaveLength(1);
  expect(lacksOf({ ...one, system: true }, need, store)).toEqual([]);
});

test('columns that a permission keeps are seen with it alone', () => {
  const books = who('books', [{ permission: 'products.cost' }]);
  expect([maySee(books, 'variant_costs', 'cost'), maySee(ellie, 'variant_costs', 'cost')]).toEqual([true, false]);
  expect([maySee(ellie, 'variant_costs', 'variant_id'), maySee(ellie, 'orders', 'total')]).toEqual([true, true]);
  expect(maySee(books, 'staff', 'email')).toBe(false);
  const blind = { permissions: ['customers.view'] };
  const columns = ['email', 'phone', 'street', 'postal_code', 'vat_id', 'note', 'name', 'city'];
  const seen = (holder: { permissions: string[] }) => columns.filter((column) => maySee(holder, 'customers', column));
  expect(seen(blind)).toEqual(['name', 'city']);
  expect(seen({ permissions: ['customers.view', 'customers.contact'] })).toEqual(columns);
  expect([seenBy('customers', 'vat_id'), seenBy('customers', 'name')]).toEqual(['customers.contact', undefined]);
});

const holding = (permissions: string[], more: Partial<Holding> = {}): Holding => ({
  permissions,
  terms: {},
  homeLocationId: null,
  ...more,
});
const lending = (giver: Partial<Lent['giver']>, more: Partial<Lent> = {}): Lent => ({
  id: 'd',
  byName: 'Tom',
  permissions: ['till.discount', 'products.cost'],
  locationId: null,
  startsAt: 100,
  endsAt: 200,
  giver: {
    ...holding(['till.discount', 'products.cost'], { terms: { 'till.discount': { upTo: 25 } } }),
    status: 'away',
    ...giver,
  },
  ...more,
});

test('what is lent is worth what the giver has now, from its beginning to its end', () => {
  const own = holding(['desk.use']);
  const may = (moment: number, lent: Lent) => effectiveRights(own, [lent], moment);
  expect(may(99, lending({})).permissions).toEqual(['desk.use']);
  expect(may(200, lending({})).permissions).toEqual(['desk.use']);
  const during = may(100, lending({}));
  // Cost is never lent.
  expect(during.permissions).toEqual(['desk.use', 'till.discount']);
  expect(lackOf(during, at('till.discount', 25))).toBeNull();
  expect(lackOf(during, at('till.discount', 26))).toMatchObject({ why: 'limit', upTo: 25 });
  // The giver's limit goes down, the giver loses the right, the giver leaves.
  const lower = lending({ terms: { 'till.discount': { upTo: 5 } } });
  expect(lackOf(may(150, lower), at('till.discount', 6))).toMatchObject({ upTo: 5 });
  expect(holds(may(150, lending({ permissions: [] })), 'till.discount')).toBe(false);
  expect(holds(may(150, lending({ status: 'left' })), 'till.discount')).toBe(false);
  expect(holds(may(150, lending({ terms: { 'till.discount': { asks: true } } })), 'till.discount')).toBe(false);
});

test('what is lent for one place is not more than the giver may there', () => {
  const own = holding(['desk.use']);
  const frome = effectiveRights(own, [lending({}, { locationId: 'frome' })], 150);
  expect(lackOf(frome, at('till.discount', 5, 'bath'))).toMatchObject({ why: 'place' });
  const home = { terms: { 'till.discount': { at: 'home' as const } }, homeLocationId: 'bath' };
  expect(holds(effectiveRights(own, [lending(home, { locationId: 'frome' })], 150), 'till.discount')).toBe(false);
});

test('nobody gives further than they go themselves', () => {
  const own: Grant[] = [{ permission: 'till.discount', upTo: 10, places: ['bath'] }];
  expect(exceeds({ upTo: 10, at: 'home' }, 'bath', own)).toBe(false);
  expect(exceeds({ upTo: 11, at: 'home' }, 'bath', own)).toBe(true);
  expect(exceeds({ at: 'home' }, 'bath', own)).toBe(true);
  expect(exceeds({ upTo: 10 }, 'bath', own)).toBe(true);
  expect(exceeds({ upTo: 10, at: 'home' }, 'frome', own)).toBe(true);
  expect(exceeds({}, null, [{ permission: 'x' }])).toBe(false);
  expect(exceeds({}, null, [{ permission: 'x', asks: true }])).toBe(true);
  expect(exceeds({ asks: true }, null, [])).toBe(true);
});

test('terms say nothing twice, and only what the permission knows', () => {
  expect(
    plainTerms({ 'till.sell': {}, 'till.return': { upTo: 5, asks: true }, gone: { upTo: 1 } }, [
      'till.sell',
      'till.return',
    ]),
  ).toEqual({
    'till.return': { asks: true },
  });
  expect(
    senselessTerms({ 'till.sell': { upTo: 5 }, 'till.discount': { upTo: 101 }, 'roles.manage': { at: 'home' } }),
  ).toEqual(['till.sell upTo', 'till.discount upTo', 'roles.manage at']);
});

test('equal arguments are one text, whatever the order of their keys', () => {
  expect(canonicalJson({ b: [{ d: 1, c: 'é' }], a: null })).toBe(canonicalJson({ a: null, b: [{ c: 'é', d: 1 }] }));
  expect(canonicalJson({ a: [1, 2] })).not.toBe(canonicalJson({ a: [2, 1] }));
});
