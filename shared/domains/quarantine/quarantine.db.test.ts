import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openSmallShop, personAs } from '../../testing/small-shop.ts';
import { DEVICE, openTwoEngines, owner, testId, type TwoEngines } from '../../testing/two-engines.ts';
import { TENANT } from '../../testing/postgres-engine.ts';
import { createTx } from '../../data/tx.ts';
import { quarantineCases, type QuarantineCase } from './schema.ts';

const ewa = { ...owner, id: testId(0xa7), name: 'Ewa Nowak' };
const caseId = testId(0x501);
const open: QuarantineCase = {
  ...{ id: caseId, name: 'register.recordSale', version: 1, args: { orderId: testId(1) }, about: {} },
  ...{ reason: 'sync.impossible-date', message: 'By its date …', deviceId: DEVICE },
  ...{ actorId: ewa.id, actorName: 'Ewa Nowak', occurredAt: 1_000, receivedAt: 2_000 },
  ...{ status: 'open', decidedAt: null, decidedById: null, decidedBy: null, note: null },
};

let two: TwoEngines;
beforeAll(async () => {
  two = await openTwoEngines();
});
afterAll(() => two.close());
beforeEach(async () => {
  await two.clear();
  await openSmallShop(two);
  for (const engine of two.engines) {
    const tenant = engine.engine === 'postgres' ? { tenantId: TENANT } : {};
    await engine.transaction((connection) =>
      createTx({ connection, ...tenant, onEvent: async () => {} }).tx.insert(quarantineCases, open),
    );
  }
});

const decision = { caseId, note: 'Rang it up myself, the clock was wrong.' };

describe.each([
  ['quarantine.acceptCase', 'accepted', 'quarantine.dismissCase'],
  ['quarantine.dismissCase', 'dismissed', 'quarantine.acceptCase'],
] as const)('%s', (command, status, opposite) => {
  test('notes who decided, when and why', async () => {
    await two.run(command, decision, { at: 5_000 });
    expect(await two.rows(quarantineCases)).toEqual([
      { ...open, status, decidedAt: 5_000, decidedById: owner.id, decidedBy: 'Priya Nair', note: decision.note },
    ]);
  });

  test('the same decision by somebody else changes nothing: who was first stays noted', async () => {
    await two.run(command, decision, { at: 5_000 });
    await two.run(command, { caseId, note: 'Me too.' }, { actor: ewa });
    expect(await two.rows(quarantineCases)).toMatchObject([{ decidedBy: 'Priya Nair', note: decision.note }]);
  });

  test('against another decision it is refused and says who was first', async () => {
    await two.run(opposite, decision);
    const details = await two.refuse(command, decision, 'quarantine.already-decided', { actor: ewa });
    expect(details).toMatchObject({ decidedBy: 'Priya Nair' });
  });

  test('is refused without a reason, without the right, and for a case that is not there', async () => {
    await two.refuse(command, { caseId, note: '  ' }, 'command.invalid-arguments');
    await two.refuse(command, decision, 'command.forbidden', { actor: personAs('Till') });
    await two.refuse(command, { ...decision, caseId: testId(0x999) }, 'quarantine.case-unknown');
  });
});
