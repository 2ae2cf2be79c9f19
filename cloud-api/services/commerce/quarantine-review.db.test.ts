import { randomUUID } from 'node:crypto';
import { defineMutator } from '@tillhouse/shared/kernel/define-mutator.ts';
import { recordSale } from '@tillhouse/shared/domains/register/sale-mutators.ts';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { checkCloud } from '../../platform/verify.ts';
import { type Args, type SentSale, sellingAt } from '../../testing/sale-as-sent.ts';
import {
  type Answer,
  enrolDevice,
  openStore,
  startTestCloud,
  type TestCloud,
  type TestDevice,
  type TestStore,
} from '../../testing/test-cloud.ts';

/** A newer version of the sale, as an update brings it: what old tills sent and was put aside still has to count. */
const newer = z.object({ sale: recordSale.args });
const { name: _name, args: _args, prepare: _prepare, needs: _needs, bound: _bound, ...unchanged } = recordSale;
defineMutator<z.infer<typeof newer>>({
  ...unchanged,
  name: 'register.recordOldSale',
  version: 2,
  args: newer,
  earlier: { 1: (args) => ({ sale: args }) },
  inspect: async (tx, { sale }, ctx) => recordSale.inspect?.(tx, sale, ctx),
  run: (tx, { sale }, ctx) => recordSale.run(tx, sale, ctx),
});

let cloud: TestCloud;
let store: TestStore;
let device: TestDevice;
let sql: pg.Client;
let variantId: string;
let sale: ReturnType<typeof sellingAt>;

beforeAll(async () => {
  cloud = await startTestCloud();
  store = await openStore(cloud, 'larkhall');
  device = await enrolDevice(cloud, store);
  sql = new pg.Client(cloud.database.url);
  await sql.connect();
});
afterAll(async () => {
  await sql?.end();
  await cloud?.close();
});
beforeEach(async () => {
  ({ variantId } = await store.product(`Mug ${randomUUID().slice(0, 8)}`, 1_000));
  const register = {
    id: randomUUID(),
    code: `T${randomUUID().slice(0, 4).toUpperCase()}`,
    name: 'Till 1',
    status: 'active',
  };
  const made = await store.command('register.saveRegister', {
    register: { ...register, locationId: store.locationId },
  });
  expect(made.status, JSON.stringify(made.body)).toBe(200);
  sale = sellingAt({ registerId: register.id, locationId: store.locationId, variantId, staffId: store.staffId });
});

const push = (mutations: object[]): Promise<Answer> =>
  cloud.call('POST', '/sync/v1/push', {
    token: device.token,
    body: { protocol: 1, clientId: randomUUID(), mutations, sentAt: Date.now() },
  });
const list = (path: string) => cloud.call('GET', path, { token: store.token });
const onHand = async () => (await list(`/v1/stock-levels?variantId=${variantId}`)).body.rows[0].onHand as number;
const caseOf = async (id: string): Promise<Args> => (await list(`/v1/quarantine-cases/${id}`)).body;
const orderOf = (sent: SentSale) => list(`/v1/orders/${sent.args.orderId}`);
const note = 'The clock of this till was wrong; the roll has the receipt.';
const decide = (verb: 'accept' | 'dismiss', caseId: string, more: object = {}): Promise<Answer> =>
  store.command(`quarantine.${verb}Case`, { caseId, note, ...more });

const DAY = 86_400_000;
/** Dated three days ahead. */
const tooEarly = () => sale(1, () => {}, { occurredAt: Date.now() + 3 * DAY });
async function putAside(sent: SentSale): Promise<SentSale> {
  expect((await push([sent])).body.outcomes).toMatchObject([{ status: 'quarantined' }]);
  return sent;
}

describe('what was put aside becomes a case', () => {
  test('with all that a person needs to judge it, at every desk of the store', async () => {
    const sent = await putAside(tooEarly());
    expect(await caseOf(sent.id)).toMatchObject({
      ...{ id: sent.id, name: 'register.recordSale', version: 1, args: sent.args, status: 'open', note: null },
      ...{ reason: 'sync.impossible-date', message: expect.stringContaining('future'), deviceId: device.deviceId },
      ...{ actorId: store.staffId, actorName: 'Ada' },
    });
    const other = await enrolDevice(cloud, store);
    const shape = await cloud.call('GET', '/sync/v1/shape?table=quarantine_cases&offset=-1', { token: other.token });
    const [mine] = shape.body.filter(({ value }: Args) => value?.id === sent.id);
    expect(JSON.parse(mine.value.args)).toEqual(sent.args);
    expect(mine.value.actor_name).toBe('Ada');
    // In the database lies what finds it, and nothing of what it says.
    const { rows } = await sql.query(
      `SELECT c.about, c.args::text AS args, c.actor_name, q.payload::text AS payload FROM quarantine_cases c
         JOIN sync_quarantine q ON q.mutation_id = c.id WHERE c.id = $1`,
      [sent.id],
    );
    const { orderId, registerId, sessionId } = sent.args;
    expect(rows[0].about).toEqual({ orderId, registerId, sessionId, generation: 1 });
    for (const kept of [rows[0].args, rows[0].payload]) expect(kept).toMatch(/^"\\u0001s1\./);
    expect(rows[0].actor_name).not.toBe('Ada');
  });

  test('a large or unreadable payload is a case without its arguments, which stay whole in the cloud', async () => {
    const large = { ...sale(1), args: { note: 'x'.repeat(100_000) } };
    await push([large]);
    expect(await caseOf(large.id)).toMatchObject({ args: null, status: 'open', reason: 'command.invalid-arguments' });
    const kept = (await list('/v1/quarantine?limit=200')).body.rows.find((row: Args) => row.mutationId === large.id);
    expect(kept.payload.args.note).toHaveLength(100_000);
  });
});

describe('accepting', () => {
  test('counts it in money and stock, once, as who did it where and when it happened', async () => {
    const before = await onHand();
    const sent = await putAside(sale(1, () => {}, { actorId: randomUUID(), actorName: 'Somebody' }));
    expect(await onHand()).toBe(before);
    expect((await decide('accept', sent.id)).status).toBe(200);
    expect((await decide('accept', sent.id)).status).toBe(200);
    expect(await onHand()).toBe(before - 1);
    expect((await orderOf(sent)).body).toMatchObject({
      ...{ total: 1_200, paid: 1_200, actorId: sent.actorId, actorName: 'Somebody', deviceId: device.deviceId },
      placedAt: sent.occurredAt,
    });
    // A till that sends it again is told what it was told, and nothing is done twice.
    await push([sent]);
    expect(await onHand()).toBe(before - 1);
    const moved = await sql.query('SELECT actor_name, on_hand FROM stock_movements WHERE document_id = $1', [
      sent.args.orderId,
    ]);
    expect(moved.rows).toEqual([{ actor_name: 'Somebody', on_hand: '-1' }]);
  });

  test('leaves who reviewed it and why in the case and in the audit', async () => {
    const sent = await putAside(tooEarly());
    const key = randomUUID();
    await store.command('quarantine.acceptCase', { caseId: sent.id, note }, key);
    expect(await caseOf(sent.id)).toMatchObject({
      status: 'accepted',
      decidedById: store.staffId,
      decidedBy: 'Ada',
      note,
    });
    const entries = await sql.query(
      `SELECT id, action, outcome, actor_name FROM audit.entries WHERE mutation_id IN ($1, $2) ORDER BY id`,
      [sent.id, key],
    );
    expect(entries.rows).toMatchObject([
      { action: 'register.recordSale@1', outcome: 'quarantined sync.impossible-date' },
      { action: 'quarantine.acceptCase@1', outcome: 'applied', actor_name: 'Ada' },
    ]);
    expect((await list(`/v1/audit/${entries.rows[1].id}`)).body.reason).toContain(note);
    expect(
      (await list(`/v1/quarantine?limit=200`)).body.rows.find((row: Args) => row.mutationId === sent.id).reviewed,
    ).toBe(true);
  });

  test('a fact of an older version counts by the steps that its command declares', async () => {
    const before = await onHand();
    const sent = await putAside({ ...tooEarly(), name: 'register.recordOldSale' });
    expect((await decide('accept', sent.id)).status).toBe(200);
    expect(await onHand()).toBe(before - 1);
    expect((await orderOf(sent)).status).toBe(200);
  });

  test('another sale under a used id counts under an id of its own', async () => {
    const first = sale(1);
    expect((await push([first])).body.outcomes).toMatchObject([{ status: 'applied' }]);
    const before = await onHand();
    await push([{ ...sale(1), id: first.id }]);
    const { rows } = (await list('/v1/quarantine-cases?reason=sync.id-reused')).body;
    expect((await decide('accept', rows[0].id)).status).toBe(200);
    expect(await onHand()).toBe(before - 1);
  });

  test.each([
    ['sums that do not add up', (args: Args) => (args.decided.taxTotal = 0), 'add up'],
    ['change on a card', (args: Args) => (args.tenders[0] = { ...args.tenders[0], kind: 'card' }), 'not cash'],
    ['what no command understands', (args: Args) => (args.lines[0].quantity = -1), 'lines.0.quantity'],
  ])('%s stays outside of the books, whoever looked at it', async (_what, bend, why) => {
    const before = await onHand();
    const sent = await putAside(sale(1, bend));
    const answer = await decide('accept', sent.id);
    expect(answer.body).toMatchObject({ code: 'quarantine.cannot-count', detail: expect.stringContaining(why) });
    expect(await caseOf(sent.id)).toMatchObject({ status: 'open', note: null });
    expect((await orderOf(sent)).status).toBe(404);
    expect(await onHand()).toBe(before);
  });

  test('a sale whose order is there already is not counted over it', async () => {
    const first = sale(1);
    expect((await push([first])).body.outcomes).toMatchObject([{ status: 'applied' }]);
    const copy = await putAside(sale(1, (args) => (args.orderId = first.args.orderId), { occurredAt: 1 }));
    expect((await decide('accept', copy.id)).body).toMatchObject({ code: 'quarantine.cannot-count' });
    expect(await caseOf(copy.id)).toMatchObject({ status: 'open' });
  });

  test('an intent is a wish: it is not done in somebody’s place', async () => {
    const wish = { ...sale(1), name: 'catalog.editProduct', args: 'none' };
    await push([wish]);
    expect((await decide('accept', wish.id)).body).toMatchObject({ code: 'quarantine.cannot-count' });
    expect((await decide('dismiss', wish.id)).status).toBe(200);
  });
});

describe('dismissing', () => {
  test('keeps it whole, outside of money and stock', async () => {
    const before = await onHand();
    const sent = await putAside(tooEarly());
    expect((await decide('dismiss', sent.id)).status).toBe(200);
    expect(await caseOf(sent.id)).toMatchObject({ status: 'dismissed', decidedBy: 'Ada', note });
    expect((await orderOf(sent)).status).toBe(404);
    expect(await onHand()).toBe(before);
    const kept = (await list('/v1/quarantine?limit=200')).body.rows.find((row: Args) => row.mutationId === sent.id);
    expect(kept).toMatchObject({ reviewed: true, payload: { args: sent.args } });
  });
});

test('of two reviewers who decide differently at once one is first, and the other is told who', async () => {
  for (let round = 0; round < 5; round += 1) {
    const before = await onHand();
    const sent = await putAside(tooEarly());
    const [accepted, dismissed] = await Promise.all([decide('accept', sent.id), decide('dismiss', sent.id)]);
    expect([accepted.status, dismissed.status].sort()).toEqual([200, 409]);
    const late = accepted.status === 409 ? accepted : dismissed;
    expect(late.body).toMatchObject({
      code: 'quarantine.already-decided',
      detail: expect.stringContaining('Ada was first'),
    });
    expect(await onHand()).toBe(accepted.status === 200 ? before - 1 : before);
  }
});

test('two who accept at once count it once', async () => {
  const before = await onHand();
  const sent = await putAside(tooEarly());
  const both = await Promise.all([decide('accept', sent.id), decide('accept', sent.id)]);
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
  expect(await onHand()).toBe(before - 1);
});

test('a desk decides by its own push; without the right it is refused', async () => {
  const before = await onHand();
  const sent = await putAside(tooEarly());
  const decision = { name: 'quarantine.acceptCase', version: 1, args: { caseId: sent.id, note } };
  const guest = { ...sale(1), ...decision, actorId: randomUUID() };
  expect((await push([guest])).body.outcomes).toMatchObject([{ status: 'refused', code: 'command.forbidden' }]);
  expect((await push([{ ...sale(1), ...decision }])).body.outcomes).toMatchObject([{ status: 'applied' }]);
  expect(await onHand()).toBe(before - 1);
});

test('the books hold after all of it', async () => {
  const jumped = await putAside(sale(1, (args) => (args.decided.sequence = 900_000)));
  await push([sale(1), sale(2)]);
  expect((await decide('accept', jumped.id)).status).toBe(200);
  const rows = async (text: string, values: unknown[] = []) => (await sql.query(text, values)).rows;
  const findings = await checkCloud({ rows } as Parameters<typeof checkCloud>[0]);
  const broken = findings.filter(
    ({ invariant, violations }) => violations.length > 0 && !/^(events|audit)/.test(invariant),
  );
  expect(broken).toEqual([]);
});
