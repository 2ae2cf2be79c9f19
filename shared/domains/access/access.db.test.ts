import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { deviceArgs, openSmallShop, personAs, shop, smallStore } from '../../testing/small-shop.ts';
import { DEVICE, openTwoEngines, owner, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { managerRole, ownerRole, tillRole } from './built-in-roles.ts';
import { devices, roles, signInPolicies, staff, storeSettings } from './schema.ts';

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
    id: testId(0xb0 + n),
    name: 'Ellie Roberts',
    initials: 'ER',
    email: 'ellie@larkhall.example',
    roleId,
    homeLocationId: shop.bath,
    status: 'active',
    statusNote: null,
    ...more,
  },
});
const hash = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA';

test('opening a store twice keeps one owner and the built-in roles', async () => {
  const again = { owner: { id: owner.id, name: 'Priya Nair', initials: 'PN', email: null } };
  await two.run('access.openStore', again, { authority: true });
  expect((await two.rows(roles)).map(({ name, builtIn }) => [name, builtIn]).sort()).toEqual([
    ['Analyst', true],
    ['Books', true],
    ['Manager', true],
    ['Owner', true],
    ['Stock lead', true],
    ['Support', true],
    ['Till', true],
  ]);
  expect(await two.rows(staff)).toHaveLength(1);
  await two.refuse('access.openStore', again, 'access.cloud-only');
});

test('settings are those of one store', async () => {
  const kept = smallStore;
  await two.run('access.updateStoreSettings', {
    settings: { ...kept, id: testId(0x999), receiptFooter: 'Thank you.' },
  });
  expect(await two.rows(storeSettings)).toMatchObject([{ id: shop.settings, receiptFooter: 'Thank you.' }]);
  const nowhere = { ...kept, timeZone: 'Europe/Larkhall' };
  await two.refuse('access.updateStoreSettings', { settings: nowhere }, 'command.invalid-arguments');
  const actor = personAs('Manager');
  await two.refuse('access.updateStoreSettings', { settings: kept }, 'command.forbidden', { actor });
});

test('people get roles that exist, and nobody gives more than they have', async () => {
  await two.run('access.saveStaff', person(1, tillRole.id));
  await two.run(
    'access.saveStaff',
    person(1, tillRole.id, { status: 'away', statusNote: 'On leave until Fri 27 Nov' }),
  );
  expect((await two.rows(staff)).find(({ initials }) => initials === 'ER')).toMatchObject({
    status: 'away',
    pinHash: null,
  });
  await two.refuse('access.saveStaff', person(2, testId(0x999)), 'access.role-unknown');
  const actor = personAs('Manager');
  await two.refuse('access.saveStaff', person(2, ownerRole.id), 'access.beyond-own-rights', { actor });
  await two.refuse('access.saveStaff', person(2, tillRole.id, { email: 'ellie' }), 'command.invalid-arguments');
});

test('the last owner stays', async () => {
  const priya = { id: owner.id, name: 'Priya Nair', initials: 'PN', email: null };
  await two.refuse('access.saveStaff', person(0, managerRole.id, priya), 'access.last-owner');
  await two.refuse('access.saveStaff', person(0, ownerRole.id, { ...priya, status: 'left' }), 'access.last-owner');
  await two.run('access.saveStaff', person(3, ownerRole.id));
  await two.run('access.saveStaff', person(0, managerRole.id, priya));
});

test('a PIN is one’s own, or staff.manage', async () => {
  await two.run('access.saveStaff', person(1, tillRole.id));
  const staffId = testId(0xb1);
  const ellie = { ...personAs('Till'), id: staffId };
  await two.run('access.setPin', { staffId, pinHash: hash }, { actor: ellie });
  expect((await two.rows(staff)).find(({ id }) => id === staffId)?.pinHash).toBe(hash);
  await two.run('access.setPin', { staffId, pinHash: null });
  await two.refuse('access.setPin', { staffId: owner.id, pinHash: hash }, 'access.pin-of-another', { actor: ellie });
  await two.refuse('access.setPin', { staffId, pinHash: '140711' }, 'command.invalid-arguments', { actor: ellie });
  await two.refuse('access.setPin', { staffId: testId(0x999), pinHash: null }, 'access.staff-unknown');
});

test('a PIN is no way to rights of somebody else', async () => {
  await two.run('access.saveStaff', person(1, tillRole.id));
  const actor = { ...personAs('Manager'), id: testId(0xb9) };
  await two.run('access.setPin', { staffId: testId(0xb1), pinHash: hash }, { actor });
  for (const pinHash of [hash, null])
    await two.refuse('access.setPin', { staffId: owner.id, pinHash }, 'access.pin-of-higher', { actor });
  await two.run('access.setPin', { staffId: owner.id, pinHash: hash });
});

test('a role of the store’s own', async () => {
  const role = { id: testId(0x901), name: 'Shop lead', permissions: ['till.sell', 'desk.use', 'till.sell'] };
  await two.run('access.saveRole', { role });
  expect((await two.rows(roles)).find(({ id }) => id === role.id)).toMatchObject({
    permissions: ['desk.use', 'till.sell'],
    builtIn: false,
  });
  await two.refuse('access.saveRole', { role: { ...role, permissions: ['till.fly'] } }, 'access.permission-unknown');
  await two.refuse('access.saveRole', { role: { ...role, id: tillRole.id } }, 'access.role-built-in');
  await two.refuse('access.saveRole', { role: { ...role, id: testId(0x902) } }, 'access.role-name-taken');
  const { grants: _, ...till } = personAs('Till');
  const actor = { ...till, permissions: ['roles.manage'] };
  const more = { ...role, permissions: ['desk.use', 'till.sell', 'data.export'] };
  await two.refuse('access.saveRole', { role: more }, 'access.beyond-own-rights', { actor });
});

test('a revoked device stays revoked, and none enrols itself', async () => {
  const cloud = { authority: true };
  const revoked = { ...deviceArgs(DEVICE, null), status: 'revoked' };
  await two.run('access.registerDevice', { device: revoked }, cloud);
  expect(await two.rows(devices)).toMatchObject([{ status: 'revoked', registerId: null }]);
  await two.refuse('access.registerDevice', { device: deviceArgs(DEVICE, null) }, 'access.device-revoked', cloud);
  await two.refuse('access.registerDevice', { device: deviceArgs(testId(0xd2), null) }, 'access.cloud-only');
});

test('a role must sign in with a second factor, or may do without again', async () => {
  const policy = (secondFactor: string) => ({ roleId: tillRole.id, secondFactor });
  await two.run('access.saveSignInPolicy', policy('required'));
  expect(await two.rows(signInPolicies)).toMatchObject([policy('required')]);
  await two.run('access.saveSignInPolicy', policy('optional'));
  expect(await two.rows(signInPolicies)).toMatchObject([policy('optional')]);
  const actor = personAs('Manager');
  await two.refuse('access.saveSignInPolicy', policy('required'), 'command.forbidden', { actor });
  const nobody = { roleId: testId(0x999), secondFactor: 'required' };
  await two.refuse('access.saveSignInPolicy', nobody, 'access.role-unknown');
});
