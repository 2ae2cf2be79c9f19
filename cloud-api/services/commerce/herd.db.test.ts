import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DeskDatabase } from '@tillhouse/sync/client/desk-database.ts';
import { type HttpFetch, httpPush } from '@tillhouse/sync/client/http-push.ts';
import { ensureClientId } from '@tillhouse/sync/client/meta.ts';
import { machinePlatform } from '@tillhouse/sync/client/platform.ts';
import { type PushLoop, startPushLoop } from '@tillhouse/sync/client/push-loop.ts';
import type { DeskTable } from '@tillhouse/sync/client/row-sql.ts';
import { deskTables } from '@tillhouse/sync/protocol/desk-shapes.ts';
import { memoryDesk } from '@tillhouse/sync/testing/memory-desk.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type SentSale, sellingAt } from '../../testing/sale-as-sent.ts';
import { enrolDevice, openStore, startTestCloud, type TestCloud, type TestStore } from '../../testing/test-cloud.ts';

/** Real desks' push loops and a real cloud that serves two at once; only the waiting between tries is shortened. */
const DESKS = 24;
const SALES = 6;
const FASTER = 40;

let cloud: TestCloud;
let store: TestStore;
let variantId: string;
let registerId: string;
let devices: { deviceId: string; token: string }[];
const loops: PushLoop[] = [];

beforeAll(async () => {
  cloud = await startTestCloud({
    turns: {
      push: { running: 2, waiting: 3, waitMs: 200, perDevice: { running: 1, waiting: 1 } },
      copies: { running: 2, waiting: 3, waitMs: 200, perDevice: { running: 1, waiting: 1 } },
    },
  });
  store = await openStore(cloud, 'larkhall');
  ({ variantId } = await store.product('Mug', 1_000));
  registerId = randomUUID();
  const register = { id: registerId, code: 'T1', name: 'Till 1', status: 'active', locationId: store.locationId };
  expect((await store.command('register.saveRegister', { register })).status).toBe(200);
  devices = [];
  for (let n = 0; n < DESKS; n += 1) devices.push(await enrolDevice(cloud, store));
});
afterEach(async () => {
  await Promise.all(loops.splice(0).map((loop) => loop.stop()));
});
afterAll(() => cloud?.close());

const answers: { status: number; type: string | null; retryAfter: string | null; body: unknown }[] = [];
const watched: HttpFetch = async (url, init) => {
  const answer = await fetch(url, init as RequestInit);
  const body = await answer.clone().json();
  const { headers, status } = answer;
  answers.push({ status, type: headers.get('content-type'), retryAfter: headers.get('retry-after'), body });
  return answer;
};

async function deskWith(sales: readonly SentSale[]): Promise<DeskDatabase> {
  const database = memoryDesk(deskTables() as unknown as DeskTable[]);
  await database.transaction('background', async (connection) => {
    ensureClientId(connection, randomUUID);
    for (const { seq, id, name, version, args, occurredAt, actorId, actorName } of sales) {
      connection.runNow(
        `INSERT INTO sync_outbox (seq, mutation_id, name, version, kind, args, occurred_at, device_id, actor, store, state)
         VALUES (?, ?, ?, ?, 'fact', ?, ?, '', ?, '{}', 'queued')`,
        [seq, id, name, version, JSON.stringify(args), occurredAt, JSON.stringify({ id: actorId, name: actorName })],
      );
    }
  });
  return database;
}

const queued = (database: DeskDatabase) =>
  Number(database.read("SELECT count(*) AS n FROM sync_outbox WHERE state = 'queued'")[0]?.n);

test('a herd that comes back at once gets through, each sale once, while the back office is answered', async () => {
  const sale = sellingAt({ registerId, locationId: store.locationId, variantId, staffId: store.staffId });
  const desks = await Promise.all(devices.map(() => deskWith(Array.from({ length: SALES }, (_, at) => sale(at + 1)))));
  const waits: number[] = [];
  for (const [at, database] of desks.entries()) {
    const { token } = devices[at] as { token: string };
    loops.push(
      startPushLoop({
        database,
        transport: httpPush({
          cloudUrl: cloud.cloud.url,
          headers: async () => ({ authorization: `Bearer ${token}` }),
          fetch: watched,
        }),
        platform: {
          ...machinePlatform(),
          sleep: (milliseconds) => {
            waits.push(milliseconds);
            return sleep(milliseconds / FASTER, undefined, { ref: false });
          },
        },
        onChange: () => {},
        onBug: (error) => {
          throw error;
        },
      }),
    );
  }
  const office = await cloud.call('GET', '/v1/products', { token: store.token });
  expect(office.status).toBe(200);
  await expect.poll(() => desks.reduce((sum, desk) => sum + queued(desk), 0)).toBe(0);

  const level = await cloud.call('GET', `/v1/stock-levels?variantId=${variantId}`, { token: store.token });
  expect(level.body.rows[0].onHand).toBe(1_000 - DESKS * SALES);
  const busy = answers.filter(({ status }) => status === 503);
  expect(busy.length).toBeGreaterThan(0);
  for (const { type, retryAfter, body } of busy) {
    expect(type).toContain('application/problem+json');
    expect(Number(retryAfter)).toBeGreaterThanOrEqual(1);
    expect(body).toMatchObject({ code: 'service.busy', detail: expect.stringContaining('is safe there') });
  }
  // Each waited as long as it was told and a while of its own on top of it.
  const after = waits.filter((wait) => wait < 60_000 && wait >= 1_000);
  expect(new Set(after).size).toBeGreaterThan(busy.length / 2);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 503]));
});

test('copies are served a few at a time: all come, on one of their tries', async () => {
  let turnedAway = 0;
  const copy = async ({ token }: { token: string }): Promise<number> => {
    for (let tries = 0; ; tries += 1) {
      const answer = await cloud.call('GET', '/sync/v1/shape?table=products&offset=-1', { token });
      if (answer.status !== 503 || tries > 200) return answer.status;
      expect(answer.body).toMatchObject({ code: 'service.busy' });
      turnedAway += 1;
      await sleep((Number(answer.headers.get('retry-after')) * 1_000 * (1 + Math.random())) / FASTER);
    }
  };
  expect(new Set(await Promise.all(devices.map(copy)))).toEqual(new Set([200]));
  expect(turnedAway).toBeGreaterThan(0);
});

test('who only waits for news takes nobody’s turn', async () => {
  const begun = await cloud.call('GET', '/sync/v1/shape?table=products&offset=now', { token: devices[0]!.token });
  const place = `handle=${begun.headers.get('electric-handle')}&offset=${begun.headers.get('electric-offset')}`;
  const polls = devices
    .slice(0, 8)
    .map(({ token }) => cloud.call('GET', `/sync/v1/shape?table=products&${place}&live=true`, { token }));
  await expect
    .poll(async () => (await cloud.call('GET', '/sync/v1/shape?table=products&offset=-1', devices[9]!)).status)
    .toBe(200);
  await store.product('News', 1);
  expect(new Set((await Promise.all(polls)).map(({ status }) => status))).toEqual(new Set([200]));
});

test('nobody waits for a turn without a token, and a push is turned away before its body is read', async () => {
  const answer = await cloud.call('POST', '/sync/v1/push', { body: { large: 'x'.repeat(500_000) } });
  expect(answer.body).toMatchObject({ status: 401, code: 'auth.not-signed-in' });
});
