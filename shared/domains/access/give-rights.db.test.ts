import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { DomainError } from '../../kernel/errors.ts';
import { openSmallShop, personAs, shop } from '../../testing/small-shop.ts';
import { NOW, openTwoEngines, owner, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { managerRole, ownerRole, tillRole } from './built-in-roles.ts';
import { delegations, roles, staff } from './schema.ts';

/** Nobody gives, changes or lends what goes beyond their own rights. */

let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
});

const person = (n: number, roleId: string, more: object = {}) => ({
  person: {
    id: testId(n),
    name: `Person ${n}`,
    initials: 'PP',
    email: `p${n}@larkhall.example`,
    roleId,
    homeLocationId: shop.bath,
    status: 'active',
    statusNote: null,
    ...more,
  },
});
const manager = { ...personAs('Manager'), id: testId(0xb9), name: 'Tom Ashworth' };
const manages = (homeLocationId: string) => ({
  ...manager,
  grants: [{ permission: 'staff.manage' }, ...(personAs('Till', homeLocationId).grants ?? [])],
});

test('a manager changes neither an owner’s e-mail nor that one of two owners works here', async () => {
  await two.given('access.saveStaff', person(0xc1, ownerRole.id));
  const actor = manager;
  for (const more of [{ email: 'tom@evil.example' }, { status: 'left' }, { roleId: tillRole.id }, { name: 'Nobody' }])
    expect(
      await two.refuse('access.saveStaff', person(0xc1, ownerRole.id, more), 'access.staff-of-higher', { actor }),
    ).toMatchObject({ names: expect.arrayContaining(['roles.manage']) });
  await two.run('access.saveStaff', person(0xc1, ownerRole.id, { email: 'new@larkhall.example' }));
  await two.given('access.saveStaff', person(0xc2, tillRole.id));
  await two.run('access.saveStaff', person(0xc2, tillRole.id, { email: 'e@larkhall.example' }), { actor });
});

test('who borrows more is not changed by who has less, for as long as it is lent', async () => {
  await two.given('access.saveStaff', person(0xc1, tillRole.id));
  await two.given('access.saveStaff', person(0xb9, managerRole.id));
  const lent = ['prices.edit', 'till.cash'];
  const lending = { id: testId(0x501), toId: testId(0xc1), permissions: lent, locationId: null, reason: 'leave' };
  await two.run('access.lendRights', { lending: { ...lending, startsAt: NOW, endsAt: NOW + 3_600_000 } });
  const { permissions } = manager;
  const actor = { ...manager, permissions: permissions.filter((name) => name !== 'prices.edit'), grants: undefined };
  const pinHash = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA';
  const pin = { staffId: testId(0xc1), pinHash };
  const { grants: _, ...less } = actor;
  expect(await two.refuse('access.setPin', pin, 'access.pin-of-higher', { actor: less })).toMatchObject({
    names: ['prices.edit'],
  });
  const mail = person(0xc1, tillRole.id, { email: 'x@evil.example' });
  await two.refuse('access.saveStaff', mail, 'access.staff-of-higher', { actor: less });
  await two.run('access.setPin', pin, { actor: less, at: NOW + 3_600_001 });
});

test('who manages one place gives its rights to people of that place alone', async () => {
  const actor = manages(shop.bath);
  await two.run('access.saveStaff', person(0xc1, tillRole.id), { actor });
  const away = person(0xc2, tillRole.id, { homeLocationId: shop.frome });
  await two.refuse('access.saveStaff', away, 'access.beyond-own-rights', { actor });
  const moved = person(0xc1, tillRole.id, { homeLocationId: shop.frome });
  await two.refuse('access.saveStaff', moved, 'access.beyond-own-rights', { actor });
});

const lead = (more: object = {}) => ({
  role: {
    id: testId(0x901),
    name: 'Shop lead',
    permissions: ['desk.use', 'till.return', 'till.discount'],
    terms: { 'till.discount': { upTo: 15 }, 'till.return': { at: 'home' } },
    ...more,
  },
});
const roleNow = async () => (await two.rows(roles)).find(({ id }) => id === testId(0x901));

test('who changes a role that somebody else has changed meanwhile is told', async () => {
  await two.run('access.saveRole', { ...lead(), base: null });
  expect(await roleNow()).toMatchObject({ revision: 1, terms: { 'till.discount': { upTo: 15 } } });
  await two.run('access.saveRole', { ...lead({ terms: { 'till.discount': { upTo: 20 } } }), base: 1 });
  const other = { ...lead({ name: 'Shift lead' }), base: 1 };
  const details = await two.refuse('access.saveRole', other, 'access.role-changed-meanwhile');
  expect(details).toEqual({ roleId: testId(0x901), revision: 2, base: 1 });
  await two.refuse('access.saveRole', { ...lead({ name: 'New' }), base: null }, 'access.role-changed-meanwhile');
  await two.run('access.saveRole', { ...other, base: 2 });
  // An older desk says no revision: what it did before the last change is stale, what it does after is not.
  await two.refuse('access.saveRole', lead({ name: 'Old' }), 'access.role-changed-meanwhile', { at: NOW - 1 });
  await two.run('access.saveRole', lead({ name: 'Old' }));
  // It keeps the terms that it does not know.
  const { terms: _, ...bare } = lead({ name: 'Older' }).role;
  const before = (await roleNow())?.terms;
  await two.run('access.saveRole', { role: bare });
  expect((await roleNow())?.terms).toEqual(before);
});

test('a role’s terms go no further than the giver’s, and make sense', async () => {
  const actor = {
    ...manager,
    permissions: ['roles.manage', 'desk.use', 'till.return', 'till.discount'],
    grants: [
      { permission: 'roles.manage' },
      { permission: 'desk.use' },
      { permission: 'till.return' },
      { permission: 'till.discount', upTo: 10 },
      { permission: 'prices.edit', lent: { id: 'd', by: 'Priya', until: NOW + 1 } },
    ],
  };
  await two.refuse('access.saveRole', lead(), 'access.beyond-own-rights', { actor });
  await two.run('access.saveRole', lead({ terms: { 'till.discount': { upTo: 10 } } }), { actor });
  const borrowed = lead({ permissions: ['prices.edit'], terms: {} });
  await two.refuse('access.saveRole', borrowed, 'access.beyond-own-rights', { actor });
  await two.refuse('access.saveRole', lead({ terms: { 'desk.use': { upTo: 3 } } }), 'access.terms-senseless');
});

test('rights are lent until a date, by who has them, and taken back', async () => {
  await two.given('access.saveStaff', person(0xc1, tillRole.id));
  await two.given('access.saveStaff', person(0xb9, managerRole.id));
  const lending = (more: object = {}) => ({
    lending: {
      id: testId(0x501),
      toId: testId(0xc1),
      permissions: ['till.return-over-limit', 'prices.edit'],
      locationId: shop.bath,
      startsAt: NOW,
      endsAt: NOW + 3_600_000,
      reason: 'on leave',
      ...more,
    },
  });
  const actor = manager;
  await two.run('access.lendRights', lending(), { actor });
  await two.run('access.lendRights', lending({ endsAt: NOW + 7_200_000 }), { actor });
  expect(await two.rows(delegations)).toMatchObject([{ fromId: manager.id, endsAt: NOW + 7_200_000 }]);
  await two.refuse('access.lendRights', lending(), 'access.lend-of-another');
  const other = { id: testId(0x502) };
  await two.refuse('access.lendRights', lending({ ...other, permissions: ['roles.manage'] }), 'access.lend-not-yours', {
    actor,
  });
  await two.refuse(
    'access.lendRights',
    lending({ ...other, permissions: ['products.cost'] }),
    'access.lend-not-yours',
    { actor },
  );
  await two.refuse('access.lendRights', lending({ ...other, endsAt: NOW }), 'access.lend-end', { actor });
  await two.refuse('access.lendRights', lending({ ...other, endsAt: NOW + 91 * 86_400_000 }), 'access.lend-end', {
    actor,
  });
  const borrowing = {
    ...actor,
    grants: [{ permission: 'rights.lend' }, { permission: 'till.cash', lent: { id: 'd', by: 'x', until: NOW } }],
  };
  await two.refuse('access.lendRights', lending({ ...other, permissions: ['till.cash'] }), 'access.lend-not-yours', {
    actor: borrowing,
  });
  await two.refuse('access.lendRights', lending({ ...other, toId: testId(0xfff) }), 'access.staff-unknown', { actor });
  const end = { id: testId(0x501) };
  await two.refuse('access.endLending', end, 'access.lend-of-another', {
    actor: { ...personAs('Till'), id: testId(0xc9) },
  });
  await two.run('access.endLending', end, { actor: { ...personAs('Till'), id: testId(0xc1) }, at: NOW + 1_000 });
  expect(await two.rows(delegations)).toMatchObject([{ endsAt: NOW + 1_000 }]);
  await two.refuse('access.endLending', { id: testId(0x599) }, 'access.lend-unknown');
});

test('of two owners who leave at once by two connections, one stays', async () => {
  const owners = [0xc1, 0xc2];
  for (let round = 0; round < 5; round += 1) {
    await two.clear();
    await openSmallShop(two);
    for (const n of owners) await two.given('access.saveStaff', person(n, ownerRole.id));
    const priya = person(0xa1, ownerRole.id, { name: 'Priya Nair', initials: 'PN', email: null, status: 'left' });
    await two.given('access.saveStaff', priya);
    const leave = (n: number) =>
      two
        .runOn(
          two.postgres,
          'access.saveStaff',
          person(n, n === 0xc1 ? managerRole.id : ownerRole.id, n === 0xc1 ? {} : { status: 'left' }),
          { authority: true, actor: { ...owner, id: testId(n) } },
          testId(0x7000 + round * 10 + n),
          false,
        )
        .then(
          () => 'applied',
          (error: unknown) => (error instanceof DomainError ? error.code : Promise.reject(error)),
        );
    expect((await Promise.all(owners.map(leave))).sort()).toEqual(['access.last-owner', 'applied']);
  }
  const left = await two.postgres.pool.query(
    `SELECT count(*)::int AS n FROM staff WHERE role_id = $1 AND status <> 'left'`,
    [ownerRole.id],
  );
  expect(left.rows).toEqual([{ n: 1 }]);
});

test('of two who change one role at once by two connections, one is told', async () => {
  await two.given('access.saveRole', { ...lead(), base: null });
  const save = (name: string, n: number) =>
    two
      .runOn(two.postgres, 'access.saveRole', { ...lead({ name }), base: 1 }, { authority: true }, testId(n), false)
      .then(
        () => 'applied',
        (error: unknown) => (error instanceof DomainError ? error.code : Promise.reject(error)),
      );
  const outcomes = await Promise.all(['A', 'B', 'C', 'D'].map((name, n) => save(name, 0x7100 + n)));
  expect(outcomes.filter((each) => each === 'applied')).toHaveLength(1);
  expect(outcomes.filter((each) => each === 'access.role-changed-meanwhile')).toHaveLength(3);
});

test('a badge is enrolled by its own person and taken away by who may', async () => {
  await two.given('access.saveStaff', person(0xc1, tillRole.id));
  const ellie = { ...personAs('Till'), id: testId(0xc1) };
  const badgeKey = 'k'.repeat(43);
  await two.run('access.setBadge', { staffId: ellie.id, badgeKey }, { actor: ellie });
  await two.refuse('access.setBadge', { staffId: ellie.id, badgeKey: 'm'.repeat(43) }, 'access.badge-of-another');
  await two.refuse('access.setBadge', { staffId: owner.id, badgeKey: null }, 'access.staff-of-higher', {
    actor: manager,
  });
  await two.run('access.setBadge', { staffId: ellie.id, badgeKey: null }, { actor: manager });
  expect((await two.rows(staff)).find(({ id }) => id === ellie.id)?.badgeKey).toBeNull();
});

test('a security key is one’s own to add, at most five; removing one is also for who manages staff', async () => {
  await two.given('access.saveStaff', person(0xc2, tillRole.id));
  const ellie = { ...personAs('Till'), id: testId(0xc2) };
  const keyOf = (n: number) => ({ id: `key-of-a-person-${n}`, publicKey: 'k'.repeat(100), name: `Key ${n}` });
  const add = 'access.addSecurityKey';
  const remove = 'access.removeSecurityKey';
  for (const n of [1, 2, 3, 4, 5]) await two.run(add, { staffId: ellie.id, key: keyOf(n) }, { actor: ellie });
  await two.refuse(add, { staffId: ellie.id, key: keyOf(6) }, 'access.security-keys-full', { actor: ellie });
  // The same key again takes its own place.
  await two.run(add, { staffId: ellie.id, key: { ...keyOf(1), name: 'Renamed' } }, { actor: ellie });
  await two.refuse(add, { staffId: ellie.id, key: keyOf(2) }, 'access.security-key-of-another');
  await two.refuse(remove, { staffId: owner.id, keyId: keyOf(1).id }, 'access.security-key-of-another', {
    actor: ellie,
  });
  await two.run(remove, { staffId: ellie.id, keyId: keyOf(2).id }, { actor: manager });
  await two.run(remove, { staffId: ellie.id, keyId: keyOf(3).id }, { actor: ellie });
  const kept = (await two.rows(staff)).find(({ id }) => id === ellie.id)?.securityKeys;
  expect(kept?.map(({ name }) => name)).toEqual(['Key 4', 'Key 5', 'Renamed']);
});
