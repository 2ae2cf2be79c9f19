import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Actor, Proof } from '../../kernel/define-mutator.ts';
import { openSmallShop, personAs, shop } from '../../testing/small-shop.ts';
import { NOW, openTwoEngines, type RunAs, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { orderFlags, orderLines } from '../orders/schema.ts';
import { ownerRole } from './built-in-roles.ts';
import { roles, signInPolicies } from './schema.ts';

/** What is grave and done at a desk: whoever does it showed lately that it is them, at the desk and again in the cloud. */

let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
const session = { sessionId: shop.session, registerId: shop.register };
beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
  await two.given('register.openSession', { ...session, float: 100_000 });
});

const MINUTE = 60_000;
const ann = personAs('Owner');
const shown = (minutesAgo: number, more: Partial<Proof> = {}): Actor => ({
  ...ann,
  proof: { how: 'pin', at: NOW - minutesAgo * MINUTE, strong: false, evidence: null, ...more },
});
const role = { role: { id: testId(0x70), name: 'Night', permissions: ['desk.use'], terms: {} } };
const needed = 'access.step-up-needed';
const as = (actor: Actor, more: RunAs = {}): RunAs => ({ actor, asksProof: true, at: NOW, ...more });

test('a role is changed by who showed within ten minutes that it is them, and by nobody else', async () => {
  expect(await two.refuse('access.saveRole', role, needed, as(ann))).toMatchObject({
    ...{ stepUp: 'roles', minutes: 10, will: ['pin', 'badge', 'key'] },
  });
  await two.refuse('access.saveRole', role, needed, as(shown(11)));
  // A clock set back makes nothing fresh.
  await two.refuse('access.saveRole', role, needed, as(shown(-1)));
  await two.run('access.saveRole', role, as(shown(10)));
  expect((await two.rows(roles)).map(({ name }) => name)).toContain('Night');
});

test('a role that asks for a second factor takes no PIN and nobody’s yes instead', async () => {
  await two.given('access.saveSignInPolicy', { roleId: ownerRole.id, secondFactor: 'required' });
  expect(await two.rows(signInPolicies)).toHaveLength(1);
  const refused = await two.refuse('access.saveRole', role, needed, as(shown(1)));
  expect(refused).toMatchObject({ will: ['passkey', 'totp', 'key'] });
  const tom: Actor = { ...personAs('Owner'), id: testId(0xb9), name: 'Tom' };
  const approval = { id: testId(0x8001), approver: tom, how: 'pin', evidence: null } as const;
  await two.refuse('access.saveRole', role, needed, as(ann, { approval }));
  await two.run('access.saveRole', role, as(shown(1, { how: 'cloud', strong: true })));
});

test('what is not grave asks for nothing, and neither does a replay nor the API, which asked before', async () => {
  await two.run('access.saveRole', role, { actor: ann });
  await two.given('access.saveRole', { role: { ...role.role, name: 'Day' } }, { actor: shown(60) });
  const hold = {
    ...session,
    orderId: testId(0x120),
    customerId: null,
    lines: [{ key: 'a', variantId: shop.moss, quantity: 1 }],
  };
  const cash = { key: 'cash', kind: 'cash', amount: 1_400, given: 1_400, change: 0, reference: '' };
  await two.run('register.recordSale', { ...hold, tenders: [cash] }, as(ann));
});

test('a return over the limit asks; done all the same, it stands in the cloud and is flagged', async () => {
  const sold = testId(0x101);
  const cash = { key: 'cash', kind: 'cash', amount: 5_600, given: 5_600, change: 0, reference: '' };
  const lines = [{ key: 'a', variantId: shop.moss, quantity: 4 }];
  await two.run('register.recordSale', { ...session, orderId: sold, customerId: null, lines, tenders: [cash] });
  const [line] = (await two.rows(orderLines)).filter(({ orderId }) => orderId === sold);
  const back = (orderId: string, quantity: number) => ({
    ...{ ...session, orderId, originalOrderId: sold, reason: 'chipped' },
    lines: [{ key: 'a', originalLineId: line?.id, quantity, restock: 'available' }],
    payBack: { kind: 'cash', reference: '' },
  });
  // The store's limit is 50.00; a mug is 14.00.
  await two.run('register.recordReturn', back(testId(0x102), 3), as(ann));
  await two.run('register.recordSale', {
    ...session,
    orderId: testId(0x111),
    customerId: null,
    lines,
    tenders: [cash],
  });
  const [other] = (await two.rows(orderLines)).filter(({ orderId }) => orderId === testId(0x111));
  const whole = {
    ...back(testId(0x112), 4),
    originalOrderId: testId(0x111),
    lines: [{ key: 'a', originalLineId: other?.id, quantity: 4, restock: 'available' }],
  };
  await two.refuse('register.recordReturn', whole, needed, as(ann));
  const done = await two.run('register.recordReturn', whole, as(shown(1)));
  const again = { ...(done.args as object), orderId: testId(0x201) };
  await two.run('register.recordReturn', again, as(ann, { authority: true }));
  expect((await two.rows(orderFlags)).map(({ code, details }) => [code, details.why, details.amount])).toContainEqual([
    'over-limit',
    'unproven',
    5_600,
  ]);
});
