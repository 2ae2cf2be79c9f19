import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

let cloud: TestCloud;
let store: TestStore;
let other: TestStore;
let device: TestDevice;
let theirs: TestDevice;
let variantId: string;
let sale: ReturnType<typeof sellingAt>;
const register = { id: randomUUID(), code: 'T1', name: 'Till 1', status: 'active' };

beforeAll(async () => {
  cloud = await startTestCloud();
  store = await openStore(cloud, 'larkhall');
  other = await openStore(cloud, 'other');
  device = await enrolDevice(cloud, store);
  theirs = await enrolDevice(cloud, other);
  ({ variantId } = await store.product('Mug', 1_000));
  const made = await store.command('register.saveRegister', {
    register: { ...register, locationId: store.locationId },
  });
  expect(made.status, JSON.stringify(made.body)).toBe(200);
  const { locationId, staffId } = store;
  sale = sellingAt({ registerId: register.id, locationId, variantId, staffId });
});
afterAll(() => cloud?.close());

const push = (mutations: object[], token = device.token, clientId = randomUUID()): Promise<Answer> =>
  cloud.call('POST', '/sync/v1/push', { token, body: { protocol: 1, clientId, mutations, sentAt: Date.now() } });

const orderOf = (mutation: { args: Args }) =>
  cloud.call('GET', `/v1/orders/${mutation.args.orderId}`, { token: store.token });
const keptOf = async (id: string): Promise<Args> => {
  const kept = await cloud.call('GET', '/v1/quarantine?limit=200', { token: store.token });
  return kept.body.rows.find(({ mutationId }: { mutationId: string }) => mutationId === id);
};
const onHand = async (): Promise<number> =>
  (await cloud.call('GET', `/v1/stock-levels?variantId=${variantId}`, { token: store.token })).body.rows[0].onHand;

/** Kept whole, outside of money and stock, and what comes after it goes on. */
async function quarantined(forged: SentSale, code: string): Promise<void> {
  const before = await onHand();
  const next = sale(2);
  const answer = await push([forged, next]);
  expect(answer.body.outcomes).toMatchObject([{ status: 'quarantined', code }, { status: 'applied' }]);
  expect((await orderOf(forged)).status).toBe(404);
  expect((await orderOf(next)).status).toBe(200);
  expect(await onHand()).toBe(before - 1);
  const kept = await keptOf(forged.id);
  expect(kept).toMatchObject({ reason: code, reviewed: false, payload: { args: forged.args } });
}

describe('forged facts are put aside', () => {
  test('a genuine sale is taken in', async () => {
    const genuine = sale(1);
    expect((await push([genuine])).body.outcomes).toMatchObject([{ status: 'applied' }]);
    expect((await orderOf(genuine)).body).toMatchObject({ total: 1_200, paid: 1_200 });
  });

  test.each([5, -3_650])(
    'the sale of a till whose clock is off by %d days is taken in, by either sign of that',
    async (days) => {
      const off = days * 86_400_000;
      const occurredAt = Date.now() + off;
      const businessDate = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(occurredAt);
      const bend = (args: Args) => {
        args.decided.businessDate = businessDate;
      };
      const known = sale(1, bend, { occurredAt, clockOffset: -off });
      expect((await push([known])).body.outcomes).toMatchObject([{ status: 'applied' }]);
      const sent = {
        protocol: 1,
        clientId: randomUUID(),
        mutations: [sale(1, bend, { occurredAt })],
        sentAt: occurredAt,
      };
      const answer = await cloud.call('POST', '/sync/v1/push', { token: device.token, body: sent });
      expect(answer.body.outcomes).toMatchObject([{ status: 'applied' }]);
    },
  );

  const attacks: [name: string, code: string, forge: () => SentSale][] = [
    [
      'a date in the future',
      'sync.impossible-date',
      () => sale(1, () => {}, { occurredAt: Date.now() + 3 * 86_400_000 }),
    ],
    ['a date of years ago', 'sync.impossible-date', () => sale(1, () => {}, { occurredAt: 1_000_000_000_000 })],
    [
      'a business day that is not its day',
      'register.forged',
      () =>
        sale(1, (args) => {
          args.decided.businessDate = '2020-01-01';
        }),
    ],
    [
      'cash that does not add up',
      'register.does-not-add-up',
      () =>
        sale(1, (args) => {
          args.tenders[0].change = 900;
        }),
    ],
    [
      'change on a card',
      'register.does-not-add-up',
      () =>
        sale(1, (args) => {
          args.tenders = [{ key: 'card', kind: 'card', amount: 1_200, given: 0, change: 5_000, reference: '' }];
        }),
    ],
    [
      'negative money',
      'register.does-not-add-up',
      () =>
        sale(1, (args) => {
          args.tenders = [{ key: 'cash', kind: 'cash', amount: -1_200, given: 0, change: 1_200, reference: '' }];
        }),
    ],
    [
      'totals that do not add up',
      'register.does-not-add-up',
      () =>
        sale(1, (args) => {
          args.decided.total = 100;
          args.tenders[0] = { ...args.tenders[0], amount: 100, given: 100, change: 0 };
        }),
    ],
    [
      'a tax that is not its lines’',
      'register.does-not-add-up',
      () =>
        sale(1, (args) => {
          args.decided.taxTotal = 0;
        }),
    ],
    [
      'a receipt number that jumped',
      'register.forged',
      () =>
        sale(1, (args) => {
          args.decided.sequence = 900_000;
        }),
    ],
    [
      'a generation that never was',
      'register.forged',
      () =>
        sale(1, (args) => {
          args.decided.generation = 7;
        }),
    ],
    [
      'an unknown register',
      'register.forged',
      () =>
        sale(1, (args) => {
          args.registerId = randomUUID();
        }),
    ],
    [
      'an amount beyond 2^53',
      'command.invalid-arguments',
      () =>
        sale(1, (args) => {
          args.decided.total = 2 ** 53 + 2;
        }),
    ],
    [
      'a negative quantity',
      'command.invalid-arguments',
      () =>
        sale(1, (args) => {
          args.lines[0].quantity = -1;
        }),
    ],
    ['somebody of another store', 'sync.unknown-actor', () => sale(1, () => {}, { actorId: other.staffId })],
    ['nobody', 'sync.unknown-actor', () => sale(1, () => {}, { actorId: randomUUID() })],
  ];
  test.each(attacks)('%s', (_name, code, forge) => quarantined(forge(), code));

  test('a person without the right: the sale stands, and the audit says so', async () => {
    const roleId = randomUUID();
    const guest = randomUUID();
    await store.command('access.saveRole', { role: { id: roleId, name: 'Guest', permissions: ['desk.use'] } });
    const made = await store.command('access.saveStaff', {
      person: {
        id: guest,
        name: 'Gus',
        initials: 'G',
        email: null,
        roleId,
        homeLocationId: null,
        status: 'active',
        statusNote: null,
      },
    });
    expect(made.status, JSON.stringify(made.body)).toBe(200);
    const sold = sale(1, () => {}, { actorId: guest, actorName: 'Gus' });
    expect((await push([sold])).body.outcomes).toMatchObject([{ status: 'applied' }]);
    const sql = new pg.Client(cloud.database.url);
    await sql.connect();
    const audit = await sql.query('SELECT outcome FROM audit.entries WHERE mutation_id = $1', [sold.id]);
    await sql.end();
    expect(audit.rows).toEqual([{ outcome: 'applied without till.sell' }]);
  });
});

describe('what is not this desk’s is turned away, nothing changed and nothing lost', () => {
  test('a bad signature', async () => {
    const [head, body] = device.token.split('.');
    const [, , signature] = theirs.token.split('.');
    const forged = sale(1);
    expect((await push([forged], `${head}.${body}.${signature}`)).status).toBe(401);
    expect((await orderOf(forged)).status).toBe(404);
  });

  test('a revoked device keeps what it sold', async () => {
    const gone = await enrolDevice(cloud, store);
    const row = (await cloud.call('GET', `/v1/devices/${gone.deviceId}`, { token: store.token })).body;
    const { enrolledAt: _at, enrolledBy: _by, ...rest } = row;
    await store.command('access.registerDevice', { device: { ...rest, status: 'revoked' } });
    const sold = sale(1);
    const answer = await push([sold], gone.token);
    expect(answer.body).toMatchObject({ status: 403, code: 'auth.device-revoked' });
    expect((await orderOf(sold)).status).toBe(404);
  });

  test('another store’s device reaches nothing of this one', async () => {
    const before = await onHand();
    const forged = sale(1);
    const answer = await push([forged], theirs.token);
    expect(answer.body.outcomes).toMatchObject([{ status: 'quarantined', code: 'sync.unknown-actor' }]);
    const asThemselves = sale(1, () => {}, { actorId: other.staffId });
    expect((await push([asThemselves], theirs.token)).body.outcomes).toMatchObject([{ code: 'register.forged' }]);
    expect(await onHand()).toBe(before);
    expect(await keptOf(forged.id)).toBeUndefined();
  });

  test('another till’s client id', async () => {
    const clientId = randomUUID();
    const second = await enrolDevice(cloud, store);
    await push([sale(1)], device.token, clientId);
    const forged = sale(2);
    expect((await push([forged], second.token, clientId)).body).toMatchObject({ code: 'sync.re-identify' });
    expect((await orderOf(forged)).status).toBe(404);
  });

  test('a replay under another client id is not done again, and the first till keeps its acknowledgement', async () => {
    const second = await enrolDevice(cloud, store);
    const sold = sale(1);
    await push([sold]);
    const before = await onHand();
    const mine = async () =>
      JSON.stringify(
        (await cloud.call('GET', '/sync/v1/shape?table=sync_outcomes&offset=-1', { token: device.token })).body,
      );
    expect((await push([sold])).body.outcomes).toMatchObject([{ id: sold.id, status: 'applied' }]);
    expect((await push([sold], second.token)).body.outcomes).toMatchObject([{ id: sold.id, status: 'applied' }]);
    expect(await onHand()).toBe(before);
    expect(await mine()).toContain(sold.id);
  });

  test('another sale under a used id is kept, and the first stands', async () => {
    const first = sale(1);
    const clientId = randomUUID();
    await push([first], device.token, clientId);
    const reused = { ...sale(2), id: first.id };
    for (const from of [clientId, randomUUID()]) {
      const answer = await push([from === clientId ? reused : { ...reused, seq: 1 }], device.token, from);
      expect(answer.body.outcomes).toMatchObject([{ status: 'quarantined', code: 'sync.id-reused' }]);
    }
    expect((await orderOf(reused)).status).toBe(404);
    expect((await orderOf(first)).status).toBe(200);
    const kept = await cloud.call('GET', '/v1/quarantine?reason=sync.id-reused', { token: store.token });
    expect(kept.body.rows.map((row: Args) => row.payload.args.orderId)).toEqual([reused.args.orderId]);
    // The first again is answered as it was.
    expect((await push([first], device.token, clientId)).body.outcomes).toMatchObject([{ status: 'applied' }]);
  });

  test('a counter that jumped', async () => {
    const clientId = randomUUID();
    await push([sale(1)], device.token, clientId);
    const forged = sale(900);
    const answer = await push([forged], device.token, clientId);
    expect(answer.body).toMatchObject({ code: 'sync.out-of-order', details: { expectedSeq: 2 } });
    expect((await orderOf(forged)).status).toBe(404);
  });

  test('a batch in another order', async () => {
    const clientId = randomUUID();
    const batch = [sale(1), sale(2), sale(3)];
    const shuffled = await push([batch[1]!, batch[0]!, batch[2]!], device.token, clientId);
    expect(shuffled.body).toMatchObject({ code: 'sync.out-of-order', details: { expectedSeq: 1 } });
    for (const each of batch) expect((await orderOf(each)).status).toBe(404);
    expect((await push(batch, device.token, clientId)).body.lastSeq).toBe(3);
  });
});
