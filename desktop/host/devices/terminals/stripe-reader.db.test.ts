import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { openPools } from '@tillhouse/cloud-api/platform/db/pools.ts';
import { roleUrls } from '@tillhouse/cloud-api/platform/db/roles.ts';
import { withTenant } from '@tillhouse/cloud-api/platform/db/transaction.ts';
import { saveAccount, sealSecrets } from '@tillhouse/cloud-api/services/payments/accounts/account-rows.ts';
import {
  type FakeStripe,
  startFakeStripe,
} from '@tillhouse/cloud-api/services/payments/providers/stripe/testing/fake-stripe.ts';
import {
  enrolDevice,
  openStore,
  startTestCloud,
  type TestCloud,
  type TestStore,
} from '@tillhouse/cloud-api/testing/test-cloud.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { legsOf } from '../../basket/legs.ts';
import { type DeskFile, openDesk } from '../../database/open-desk.ts';
import { writeEnrolment } from '../../session/desk-state.ts';
import type { TerminalAdapter } from './adapter.ts';
import { attemptById, outside, unfinished } from './attempts.ts';
import { CardFlow } from './card-flow.ts';
import { addressOfReader, readerOf, stripeTerminal } from './stripe-adapter.ts';

const KEY = 'sk_test_of_this_test';
type Lost = 'lost-before' | 'lost-after' | null;

let stripe: FakeStripe;
let cloud: TestCloud;
let store: TestStore;
let desk: DeskFile;
let line: Server;
let host: Parameters<typeof stripeTerminal>[0];
let reader: string;
let owner: string;
const folder = mkdtempSync(join(tmpdir(), 'tillhouse reader '));
/** The next words to the cloud go so, one each */
const lost: Lost[] = [];

beforeAll(async () => {
  stripe = await startFakeStripe(KEY, Date.now);
  reader = stripe.terminal.add('Counter').id;
  cloud = await startTestCloud({ stripeApi: stripe.url });
  store = await openStore(cloud, 'reader');
  const { tenantId } = store;
  const id = randomUUID();
  const pools = openPools(roleUrls(cloud.database.url), () => {});
  const sealed = await sealSecrets(cloud.cloud.identity, tenantId, id, { secretKey: KEY });
  const account = { id, provider: 'stripe', name: 'Stripe', status: 'active' as const, settings: {}, rules: {} };
  await withTenant(pools.payments, tenantId, (db) => saveAccount(db, tenantId, account, sealed, Date.now()));
  await pools.close();
  owner = store.staffId;
  const device = await enrolDevice(cloud, store);
  // A line that loses what it is told to.
  line = createServer(async (request, response) => {
    const fault = request.method === 'POST' ? lost.shift() : null;
    if (fault === 'lost-before') return void request.socket.destroy();
    const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers;
    const said = await fetch(new URL(request.url ?? '/', cloud.cloud.url), {
      ...{ method: request.method ?? 'GET', headers: headers as Record<string, string> },
      ...(request.method === 'POST' && { body: new Uint8Array(await buffer(request)) }),
    });
    const text = await said.text();
    if (fault === 'lost-after') return void request.socket.destroy();
    response.writeHead(said.status, { 'content-type': 'application/json' }).end(text);
  });
  await new Promise<void>((done) => line.listen(0, '127.0.0.1', done));
  const cloudUrl = `http://127.0.0.1:${(line.address() as AddressInfo).port}`;
  desk = openDesk(join(folder, 'desk.sqlite'), () => {});
  const tenant = { id: tenantId, name: 'reader' };
  const profile = { kind: 'till' as const, locationIds: [], registerId: null };
  const enrolled = { deviceName: 'Till 1', enrolledAt: 0, cloudUrl, tenant, profile };
  await writeEnrolment(desk, { deviceId: device.deviceId, ...enrolled });
  host = {
    ...{ desk, device: () => ({ cloudUrl }), identity: { deviceToken: async () => device.token } },
  } as unknown as typeof host;
});
afterAll(async () => {
  await desk?.close();
  line?.closeAllConnections();
  line?.close();
  await cloud?.close();
  await stripe?.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  lost.splice(0);
  stripe.terminal.customer = null;
  Object.assign(stripe.terminal.readers.get(reader) ?? {}, { action: null, status: 'online' });
});

const never = () => new Promise<never>(() => {});

/** A till that loses its power at its `at`-th step: a step is each commit and each word with the cloud, before and after. */
function killedAt(at: number) {
  let steps = 0;
  const dead = () => steps > at;
  const between = async <T>(work: () => Promise<T>): Promise<T> => {
    steps += 1;
    if (dead()) await never();
    const done = await work();
    steps += 1;
    if (dead()) await never();
    return done;
  };
  const cut = {
    transaction: (...asked: Parameters<DeskFile['transaction']>) => between(() => desk.transaction(...asked)),
    repeatable: (...asked: Parameters<DeskFile['repeatable']>) => (dead() ? never() : desk.repeatable(...asked)),
    reader: desk.reader,
  } as Pick<DeskFile, 'transaction' | 'repeatable' | 'reader'>;
  const cutTerminal = (whole: TerminalAdapter): TerminalAdapter => ({
    hello: () => whole.hello(),
    start: (...asked) => between(() => whole.start(...asked)),
    ask: (key) => between(() => whole.ask(key)),
    cancel: (key) => between(() => whole.cancel(key)),
    reverse: (key) => between(() => whole.reverse(key)),
  });
  return { cut, cutTerminal, dead };
}

const flowOver = ({ cut, cutTerminal } = killedAt(Number.POSITIVE_INFINITY)): CardFlow =>
  new CardFlow({
    ...{ desk: cut, now: () => 1_795_000_000_000 },
    log: (said) => {
      throw new Error(said);
    },
    terminalAt: (text, signal) => cutTerminal(stripeTerminal(host, readerOf(text) ?? '', signal, 5)),
    ...{ firstWait: 2, longestWait: 20, runningWait: 5 },
  });

async function sale() {
  const [orderId, key] = [randomUUID(), randomUUID()];
  await desk.transaction('foreground', async (connection) =>
    connection.runNow('INSERT INTO desk_baskets (id, place, order_id, created_at) VALUES (?, ?, ?, 0)', [
      randomUUID(),
      `place-${orderId}`,
      orderId,
    ]),
  );
  const attempt = { id: key, registerId: `register-${orderId}`, orderId, purpose: 'charge' as const, amount: 2_000 };
  return { ...attempt, currency: 'GBP', terminal: addressOfReader(reader), original: '', tenderId: null };
}

const from = () => outside(desk.reader);
const taken = (orderId: string) => legsOf(from(), orderId).reduce((sum, leg) => sum + leg.amount, 0);

async function until(flow: CardFlow, key: string, dead: () => boolean): Promise<void> {
  let done = false;
  void flow.ended(key).then(() => {
    done = true;
  });
  while (!done && !dead()) await new Promise((next) => setImmediate(next));
}

const pays = (id: string) => void stripe.terminal.present(id);
const hasNone = (id: string) => void stripe.terminal.present(id, '4000000000009995');
const leaves = (id: string) => stripe.terminal.walkAway(id);

describe('one charge or none, and the till knows which', () => {
  test.each([
    ['pays', pays, 2_000],
    ['has no money', hasNone, 0],
    ['walks away', leaves, 0],
  ] as const)('where the customer %s and the till is killed at any step', async (_how, customer, charged) => {
    stripe.terminal.customer = customer;
    let whole = false;
    for (let at = 0; !whole; at += 1) {
      expect(at).toBeLessThan(30);
      const attempt = await sale();
      const kill = killedAt(at);
      const first = flowOver(kill);
      const begun = first.begin(attempt, owner, async () => {});
      await Promise.race([begun, until(first, attempt.id, kill.dead)]);
      await until(first, attempt.id, kill.dead);
      whole = !kill.dead();
      const next = flowOver();
      next.wake();
      await next.ended(attempt.id);
      await next.stop();
      const known = attemptById(from(), attempt.id);
      const there = stripe.book(attempt.id);
      const where = `killed at step ${at}: ${JSON.stringify([known, there])}`;
      expect(there.payments, where).toBeLessThanOrEqual(1);
      expect(unfinished(from()), where).toEqual([]);
      expect(taken(attempt.orderId), where).toBe(there.captured - there.refunded);
      expect(known?.state === 'approved', where).toBe(there.captured > 0);
      if (whole) expect(there.captured).toBe(charged);
    }
  });

  test.each([
    ['lost-before'],
    ['lost-after'],
    ['lost-after', 'lost-before', 'lost-after'],
    [null, 'lost-after'],
    [null, 'lost-before'],
  ] as Lost[][])('where the line to the cloud loses %s, %s, %s', async (...faults) => {
    stripe.terminal.customer = pays;
    lost.push(...faults);
    const attempt = await sale();
    const flow = flowOver();
    await flow.begin(attempt, owner, async () => {});
    await flow.ended(attempt.id);
    const known = attemptById(from(), attempt.id);
    const there = stripe.book(attempt.id);
    expect(taken(attempt.orderId), JSON.stringify([known, there])).toBe(there.captured);
    // What never arrived is refused from then on.
    expect(known?.state).toBe(faults[0] === 'lost-before' ? 'never' : 'approved');
    await flow.stop();
  });

  test('given back by a till that loses the answer; and one that may not sell charges nothing', async () => {
    stripe.terminal.customer = pays;
    const attempt = await sale();
    const flow = flowOver();
    await flow.begin(attempt, owner, async () => {});
    await flow.ended(attempt.id);
    await desk.transaction('foreground', async (connection) =>
      connection.runNow("UPDATE desk_card_attempts SET state = 'reversing' WHERE id = ?", [attempt.id]),
    );
    lost.push('lost-after', 'lost-before');
    flow.wake();
    await flow.ended(attempt.id);
    expect(attemptById(from(), attempt.id)?.state).toBe('reversed');
    expect(stripe.book(attempt.id)).toMatchObject({ captured: 2_000, refunded: 2_000 });
    const other = await sale();
    await flow.begin(other, randomUUID(), async () => {});
    await flow.ended(other.id);
    expect(attemptById(from(), other.id)).toMatchObject({
      state: 'never',
      reason: expect.stringContaining('till.sell'),
    });
    expect(stripe.book(other.id).payments).toBe(0);
    await flow.stop();
  });
});
