import { join } from 'node:path';
import { type QuarantineCase, quarantineCases } from '@tillhouse/shared/domains/quarantine/schema.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDesk } from '../database/open-desk.ts';
import { openSealedReader } from '../keys/sealed-reader.ts';
import { layRows } from '../testing/lay-rows.ts';
import type { Enrolment } from '../session/desk-state.ts';
import { openBridge } from '../testing/open-bridge.ts';
import { seedEnrolment } from '../testing/seed-desk.ts';
import { seedIds, seedNow } from '../testing/seed-ids.ts';
import { bootDesk, seededFolder, type TestDesk } from '../testing/test-desk.ts';

const id = (n: number) => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
const [SALE, WRONG_SUM, LETTER] = [id(1), id(2), id(3)];

const snapshot = {
  ...{ title: 'Willow basket', variantTitle: 'Small', sku: 'WB-S', scale: 0, tracked: true, unitPrice: 4_200 },
  ...{ ownPrice: false, taxClass: 'standard', taxRate: '20/100', discount: 0, net: 7_000, tax: 1_400, total: 8_400 },
};
const sale = {
  ...{ orderId: id(11), registerId: seedIds.till, sessionId: seedIds.drawer, customerId: null },
  lines: [{ key: 'a', variantId: seedIds.variant(1), quantity: 2, snapshot }],
  tenders: [{ key: 'cash', kind: 'cash', amount: 8_400, given: 10_000, change: 1_600, reference: '' }],
  decided: {
    ...{ generation: 1, sequence: 7, number: 'B1-7', locationId: seedIds.bath, customerName: '', currency: 'GBP' },
    ...{ pricesIncludeTax: true, businessDate: '2041-01-01', businessHour: 9, subtotal: 8_400, discountTotal: 0 },
    ...{ taxTotal: 1_400, rounding: 0, total: 8_400 },
  },
};
const aside = (more: Partial<QuarantineCase>): QuarantineCase => ({
  ...{ id: SALE, name: 'register.recordSale', version: 1, args: sale, about: {}, reason: 'sync.impossible-date' },
  ...{ message: 'By its date …', deviceId: seedIds.device, actorId: id(77), actorName: 'Nobody Known' },
  ...{ occurredAt: Date.UTC(2041, 0, 1), receivedAt: seedNow, status: 'open' as const, decidedAt: null },
  ...{ decidedById: null, decidedBy: null, note: null },
  ...more,
});

/** As `status.needsAttention` says it to a window that comes now. */
async function toldAtOnce(host: TestDesk['host']): Promise<number> {
  const bridge = openBridge(host);
  const told = await new Promise<number>((resolve) => bridge.onSync((said) => resolve(said.needsAttention)));
  bridge.close();
  return told;
}

let folder: Awaited<ReturnType<typeof seededFolder>>;
let desk: TestDesk;
async function begin(enrolment: Partial<Enrolment> = {}): Promise<void> {
  folder = await seededFolder();
  const file = openDesk(join(folder.dataDir, 'desk.sqlite'), () => {});
  await file.transaction('foreground', async (connection) => {
    layRows(connection, quarantineCases, [
      aside({}),
      aside({ id: WRONG_SUM, reason: 'register.does-not-add-up', message: 'Its lines …', receivedAt: seedNow - 1 }),
      aside({ id: LETTER, reason: 'sync.malformed', args: null, occurredAt: null, actorId: null, actorName: '' }),
    ]);
    // This desk sent the first one itself, and was told so before the case came.
    connection.runNow(
      `INSERT INTO sync_attention (mutation_id, kind, name, version, args, code, message, details, fields, actor_name, at)
       VALUES (?, 'quarantined', 'register.recordSale', 1, '{}', 'sync.impossible-date', '', NULL, '[]', '', ?)`,
      [SALE, seedNow],
    );
    connection.runNow("UPDATE desk_state SET value = ? WHERE name = 'enrolment'", [
      JSON.stringify({ ...seedEnrolment, ...enrolment }),
    ]);
  });
  await file.close();
  desk = await bootDesk(folder.dataDir);
}
async function end(): Promise<void> {
  await desk.host.close();
  folder.remove();
}
beforeEach(() => begin());
afterEach(end);

const list = () => desk.bridge.query('attention.list', {});
const find = async (mutationId: string) => (await list()).filter((one) => one.mutationId === mutationId);
function outbox(): [name: string, args: unknown][] {
  const reader = openSealedReader(join(folder.dataDir, 'desk.sqlite'), () => {});
  const rows = reader.all<{ name: string; args: string }>('SELECT name, args FROM sync_outbox ORDER BY order_no');
  reader.close();
  return rows.map((row) => [row.name, JSON.parse(row.args)]);
}

test('a case says who, when, where, what and why, once, and is counted once', async () => {
  const [one, ...twice] = await find(SALE);
  expect(twice).toEqual([]);
  expect(one).toMatchObject({
    ...{ kind: 'put-aside', title: 'Sale B1-7', badge: 'Impossible date', countable: true, maySettle: true },
    reckoning: [
      { text: '2 × Willow basket, Small', amount: '£84.00' },
      { text: 'Tax within', amount: '£14.00' },
      { text: 'Total', amount: '£84.00' },
    ],
  });
  expect(one?.evidence).toEqual(
    expect.arrayContaining([
      { what: 'Done by', text: 'Nobody Known, not a person of this store', at: null },
      { what: 'By its own clock', text: '', at: Date.UTC(2041, 0, 1) },
      { what: 'Paid', text: 'Cash £84.00 (£100.00 given, £16.00 back)', at: null },
    ]),
  );
  expect(await toldAtOnce(desk.host)).toBe((await list()).length);
});

test('it is counted as well where sync does not run', async () => {
  await end();
  await begin({ cloudUrl: null });
  expect(desk.said).toContainEqual(expect.stringContaining('knows no address of its cloud'));
  expect(await toldAtOnce(desk.host)).toBe((await list()).length);
});

test('what no books can hold, and what cannot be read, can only be left out, and says so', async () => {
  for (const id of [WRONG_SUM, LETTER]) {
    const [one] = await find(id);
    if (id === LETTER) expect(one?.evidence.at(-1)).toMatchObject({ what: 'Contents' });
    expect(one).toMatchObject({ countable: false, text: expect.stringContaining('enter what really happened anew') });
  }
});

test('counting and leaving out take a reason, close the case and are remembered', async () => {
  const note = 'The roll has it';
  await expect(desk.bridge.call('attention.settle', { mutationId: SALE, choice: 'mine' })).rejects.toMatchObject({
    code: 'command.invalid-arguments',
  });
  await desk.bridge.call('attention.settle', { mutationId: SALE, choice: 'mine', note });
  await desk.bridge.call('attention.settle', { mutationId: LETTER, choice: 'theirs', note: 'Rubbish' });
  expect(outbox()).toEqual([
    ['quarantine.acceptCase', { caseId: SALE, note }],
    ['quarantine.dismissCase', { caseId: LETTER, note: 'Rubbish' }],
  ]);
  expect((await list()).map((one) => one.mutationId)).toEqual([WRONG_SUM]);
  expect(await desk.bridge.query('attention.settled', {})).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ id: SALE, title: 'Sale B1-7', how: 'counted', by: 'Priya Nair', note }),
      expect.objectContaining({ id: LETTER, how: 'set aside', note: 'Rubbish' }),
    ]),
  );
  const settled = desk.bridge.call('attention.settle', { mutationId: SALE, choice: 'theirs', note });
  await expect(settled).rejects.toMatchObject({ code: 'attention.settled-already' });
});

test('a cashier sees it and may not decide it', async () => {
  await desk.bridge.call('session.signInWithPin', { staffId: seedIds.cashier, pin: '246810' });
  expect(await find(SALE)).toMatchObject([{ maySettle: false }]);
  expect((await find(LETTER))[0]?.evidence.map(({ what }) => what)).not.toContain('Contents');
  const decided = desk.bridge.call('attention.settle', { mutationId: SALE, choice: 'mine', note: 'Mine' });
  await expect(decided).rejects.toMatchObject({ code: 'command.forbidden' });
  expect(outbox()).toEqual([]);
});
