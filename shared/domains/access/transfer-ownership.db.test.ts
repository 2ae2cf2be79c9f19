import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openSmallShop, personAs, shop } from '../../testing/small-shop.ts';
import { openTwoEngines, owner, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { managerRole, ownerRole, tillRole } from './built-in-roles.ts';
import { staff } from './schema.ts';

let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
  await two.run('access.saveStaff', { person: ellie });
});

const ellie = {
  id: testId(0xe1),
  name: 'Ellie Roberts',
  initials: 'ER',
  email: 'ellie@larkhall.example',
  roleId: tillRole.id,
  homeLocationId: shop.bath,
  status: 'active',
  statusNote: null,
};
const handOn = { fromStaffId: owner.id, toStaffId: ellie.id, fromRoleId: managerRole.id };
const name = 'access.transferOwnership';
const rolesNow = async () => new Map((await two.rows(staff)).map(({ id, roleId }) => [id, roleId]));

test('the receiver is the owner and the giver what they chose, in one step', async () => {
  await two.run(name, handOn, { authority: true });
  expect([(await rolesNow()).get(ellie.id), (await rolesNow()).get(owner.id)]).toEqual([ownerRole.id, managerRole.id]);
  // Nothing is left to hand on.
  const further = { ...handOn, fromRoleId: tillRole.id };
  await two.refuse(name, further, 'access.not-an-owner', { authority: true });
});

test('nobody takes it, a desk does not decide it, and it goes to nobody who left', async () => {
  const taker = { ...personAs('Owner'), id: ellie.id };
  await two.refuse(name, handOn, 'access.not-an-owner', { authority: true, actor: taker });
  await two.refuse(name, handOn, 'access.cloud-only');
  await two.refuse(name, { ...handOn, fromRoleId: testId(0x999) }, 'access.role-unknown', { authority: true });
  await two.run('access.saveStaff', { person: { ...ellie, status: 'left' } });
  await two.refuse(name, handOn, 'access.staff-unknown', { authority: true });
  expect((await rolesNow()).get(owner.id)).toBe(ownerRole.id);
});

test('given to oneself it stays where it was', async () => {
  await two.run(name, { ...handOn, toStaffId: owner.id }, { authority: true });
  expect((await rolesNow()).get(owner.id)).toBe(ownerRole.id);
});
