import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor, Approval } from '../../kernel/define-mutator.ts';
import { openSmallShop, personAs, shop } from '../../testing/small-shop.ts';
import { NOW, openTwoEngines, owner, type RunAs, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { orderFlags, orders } from '../orders/schema.ts';
import { registerClosings } from '../register/schema.ts';
import { ownerRole } from './built-in-roles.ts';
import { approvals, approvalUses, roles } from './schema.ts';

/** Limits, places, and somebody else's yes: at the desk, and in the cloud where a fact stands and is flagged. */

let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
const session = { sessionId: shop.session, registerId: shop.register };
beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
  await two.given('register.openSession', { ...session, float: 10_000 });
});

const ellie = personAs('Till', shop.bath);
const tom: Actor = { ...personAs('Manager'), id: testId(0xb9), name: 'Tom Ashworth' };
let approvalsMade = 0;
const yes = (approver: Actor, how: Approval['how'] = 'pin'): Approval => {
  approvalsMade += 1;
  return { id: testId(0x8000 + approvalsMade), approver, how, evidence: null };
};
const cash = (amount: number) => ({ key: 'cash', kind: 'cash', amount, given: amount, change: 0, reference: '' });
const sold = (n: number, off: number) => ({
  ...session,
  orderId: testId(0x100 + n),
  customerId: null,
  lines: [{ key: 'a', variantId: shop.moss, quantity: 1, ...(off > 0 && { discount: off }) }],
  tenders: [cash(1400 - off)],
});
const flags = async () =>
  (await two.rows(orderFlags)).map(({ code, details }) => [code, details.permission, details.why]);

describe('a cashier', () => {
  test('gives a tenth at her till, and no more without a yes', async () => {
    const actor = ellie;
    await two.run('register.recordSale', sold(1, 140), { actor });
    expect(await two.refuse('register.recordSale', sold(2, 141), 'access.beyond-limit', { actor })).toMatchObject({
      permission: 'till.discount',
      value: 11,
      limit: 10,
    });
    await two.run('register.recordSale', sold(2, 350), { actor, approval: yes(tom) });
    await two.refuse('register.recordSale', sold(3, 351), 'access.approval-too-weak', { actor, approval: yes(tom) });
    await two.refuse('register.recordSale', sold(3, 350), 'access.approval-own', { actor, approval: yes(ellie) });
    expect(await two.rows(approvalUses)).toMatchObject([{ approverId: tom.id, actorId: ellie.id, how: 'pin' }]);
  });

  test('sells and takes back at her own place alone', async () => {
    const actor = personAs('Till', shop.frome);
    expect(await two.refuse('register.recordSale', sold(1, 0), 'access.not-at-this-place', { actor })).toMatchObject({
      locationId: shop.bath,
    });
    // Where a sale was made all the same, it stands in the cloud and is flagged.
    const sent = (await two.run('register.recordSale', sold(1, 0))).args as object;
    await two.run('register.recordSale', { ...sent, orderId: testId(0x120) }, { actor, authority: true });
    expect(await flags()).toContainEqual(['over-limit', 'till.sell', 'place']);
  });

  test('pays back up to the limit; a manager’s yes goes as far as the manager', async () => {
    const lines = [{ key: 'a', variantId: shop.moss, quantity: 4 }];
    await two.run('register.recordSale', { ...sold(1, 0), lines, tenders: [cash(5600)] });
    const { rows } = await two.postgres.pool.query('SELECT id FROM order_lines');
    const back = {
      ...session,
      orderId: testId(0x200),
      originalOrderId: testId(0x101),
      lines: [{ key: 'a', originalLineId: rows[0].id, quantity: 4, restock: 'available' }],
      payBack: { kind: 'cash', reference: '' },
      reason: 'chipped',
    };
    const actor = ellie;
    await two.refuse('register.recordReturn', back, 'access.beyond-limit', { actor });
    const low = { ...tom, grants: [{ permission: 'till.return-over-limit', upTo: 5_500 }] };
    await two.refuse('register.recordReturn', back, 'access.approval-too-weak', { actor, approval: yes(low) });
    const policies = { pinUpTo: { 'till.return': 5_500 } };
    await two.refuse('register.recordReturn', back, 'access.approval-too-weak', {
      actor,
      approval: yes(tom),
      policies,
    });
    const done = await two.run('register.recordReturn', back, { actor, approval: yes(tom, 'badge'), policies });
    const again = { ...(done.args as object), orderId: testId(0x201) };
    await two.run('register.recordReturn', again, { actor, authority: true });
    expect(await flags()).toContainEqual(['over-limit', 'till.return', 'limit']);
  });

  test('closes a drawer that differs only as far as her role lets her', async () => {
    const grants = [{ permission: 'till.session' }, { permission: 'till.variance', upTo: 500 }];
    const actor = { ...ellie, permissions: ['till.session', 'till.variance'], grants };
    const close = (counted: number) => ({ ...session, counted, note: '' });
    expect(await two.refuse('register.closeSession', close(9_499), 'access.beyond-limit', { actor })).toMatchObject({
      value: 501,
      limit: 500,
    });
    await two.run('register.closeSession', close(9_499), { actor, approval: yes(tom) });
    expect(await two.rows(registerClosings)).toMatchObject([{ variance: -501 }]);
  });
});

describe('a yes', () => {
  test('is good once', async () => {
    const approval = yes(tom);
    await two.run('register.recordSale', sold(1, 200), { actor: ellie, approval });
    await two.refuse('register.recordSale', sold(2, 200), 'access.approval-spent', { actor: ellie, approval });
    expect(await two.rows(orders)).toHaveLength(1);
  });

  const wanted = { role: { id: testId(0x901), name: 'Shop lead', permissions: ['desk.use'], terms: {} }, base: null };
  const ask = (more: object = {}) => ({
    id: testId(0x8800),
    command: 'access.saveRole',
    args: wanted,
    permission: 'roles.manage',
    value: null,
    locationId: null,
    summary: 'Shop lead may use the desk',
    minutes: 60,
    ...more,
  });
  const second: Actor = { ...owner, id: testId(0xa5), name: 'Ann Nair' };
  const policies = { secondPerson: ['roles.manage'] };
  const asked = (approver: Actor): Approval => ({ id: testId(0x8800), approver, how: 'asked', evidence: null });
  const as = (more: RunAs = {}): RunAs => ({ policies, ...more });

  test('of a second person is asked for, given by another, and holds for exactly what was asked', async () => {
    await two.refuse('access.saveRole', wanted, 'access.approval-needed', as());
    await two.run('access.askApproval', ask());
    await two.refuse('access.saveRole', wanted, 'access.approval-not-given', as({ approval: asked(second) }));
    const decide = { id: testId(0x8800), yes: true, note: '' };
    await two.refuse('access.decideApproval', decide, 'access.approval-own');
    await two.refuse('access.decideApproval', decide, 'access.approval-not-yours', { actor: tom });
    await two.run('access.decideApproval', decide, { actor: second });
    await two.refuse('access.decideApproval', { ...decide, yes: false }, 'access.approval-decided', { actor: second });
    const approval = asked(second);
    const more = { ...wanted, role: { ...wanted.role, permissions: ['desk.use', 'till.sell'] } };
    await two.refuse('access.saveRole', more, 'access.approval-of-other', as({ approval }));
    const thief = { ...second, id: testId(0xa6) };
    await two.refuse('access.saveRole', wanted, 'access.approval-of-other', as({ approval, actor: thief }));
    await two.refuse('access.saveRole', wanted, 'access.approval-not-given', as({ approval, at: NOW + 3 * 3_600_000 }));
    await two.run('access.saveRole', wanted, as({ approval }));
    expect((await two.rows(roles)).find(({ name }) => name === 'Shop lead')).toBeDefined();
    expect(await two.rows(approvals)).toMatchObject([{ status: 'approved', decidedByName: 'Ann Nair' }]);
    await two.refuse('access.saveRole', { ...wanted, base: 1 }, 'access.approval-of-other', as({ approval }));
  });

  test('that was refused or never asked is none', async () => {
    await two.run('access.askApproval', ask());
    await two.run('access.decideApproval', { id: testId(0x8800), yes: false, note: 'not now' }, { actor: second });
    await two.refuse('access.saveRole', wanted, 'access.approval-not-given', as({ approval: asked(second) }));
    const unknown = { id: testId(0x8801), yes: true, note: '' };
    await two.refuse('access.decideApproval', unknown, 'access.approval-not-given', { actor: second });
    await two.refuse('access.askApproval', ask({ command: 'access.fly' }), 'command.unknown');
    await two.refuse('access.askApproval', ask({ permission: 'till.fly' }), 'access.permission-unknown');
  });

  test('is asked of two only where there are two', async () => {
    const policy = { permission: 'roles.manage', secondPerson: true, pinUpTo: null };
    await two.refuse('access.saveApprovalPolicy', { policy }, 'access.nobody-else');
    const ann = {
      id: testId(0xa5),
      name: 'Ann Nair',
      initials: 'AN',
      email: null,
      homeLocationId: null,
      statusNote: null,
    };
    await two.given('access.saveStaff', { person: { ...ann, roleId: ownerRole.id, status: 'active' } });
    await two.run('access.saveApprovalPolicy', { policy });
    // The one who would be left could approve nothing any more.
    const left = { person: { ...ann, roleId: ownerRole.id, status: 'left' } };
    await two.refuse('access.saveStaff', left, 'access.nobody-else');
    await two.run('access.saveApprovalPolicy', { policy: { ...policy, secondPerson: false } });
    await two.run('access.saveStaff', left);
    await two.refuse(
      'access.saveApprovalPolicy',
      { policy: { ...policy, permission: 'x' } },
      'access.permission-unknown',
    );
  });
});
