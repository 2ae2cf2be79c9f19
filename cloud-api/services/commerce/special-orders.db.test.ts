import { randomUUID } from 'node:crypto';
import { createTx } from '@tillhouse/shared/data/tx.ts';
import { layaways } from '@tillhouse/shared/domains/register/layaway-schema.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from '../../platform/commands/run-command.ts';
import { systemActor } from '../../platform/commands/system-actor.ts';
import { openPools, type Pools } from '../../platform/db/pools.ts';
import { roleUrls } from '../../platform/db/roles.ts';
import { withTenant } from '../../platform/db/transaction.ts';
import { createLog } from '../../platform/http/log.ts';
import { openStore, startTestCloud, type TestCloud, type TestStore } from '../../testing/test-cloud.ts';
import { giveToWaiting } from './give-to-waiting.ts';
import { layawayMail } from './send-layaways.ts';
import { sendLetters } from './send-letters.ts';

let cloud: TestCloud;
let store: TestStore;
let pools: Pools;

beforeAll(async () => {
  cloud = await startTestCloud();
  store = await openStore(cloud, 'larkhall');
  pools = openPools(roleUrls(cloud.database.url), () => {});
});
afterAll(async () => {
  await pools?.close();
  await cloud?.close();
});

const within = <T>(run: (tx: Tx) => Promise<T>): Promise<T> =>
  withTenant(pools.app, store.tenantId, async (db) => {
    const { tx, end } = createTx({ connection: db, tenantId: store.tenantId, onEvent: async () => {} });
    const answer = await run(tx);
    end();
    return answer;
  });

/** As a till sends it: nothing of it was there. */
async function order(variantId: string, quantity: number, at: number): Promise<string> {
  const layawayId = randomUUID();
  const snapshot = {
    ...{ title: 'Throw', variantTitle: 'Rust', sku: 'THR', scale: 0, tracked: true, unitPrice: 500, ownPrice: false },
    ...{ taxClass: 'standard', taxRate: '0', discount: 0, net: 500 * quantity, tax: 0, total: 500 * quantity },
  };
  const { locationId } = store;
  const args = {
    ...{ layawayId, kind: 'special-order', registerId: randomUUID(), sessionId: randomUUID() },
    ...{ customerId: randomUUID(), dueOn: '2027-01-12', note: '', tellTo: 'ann@shopper.example' },
    lines: [{ key: 'a', variantId, quantity, snapshot }],
    decided: {
      ...{ locationId, customerName: 'Ann Weaver', currency: 'GBP', total: 500 * quantity, uses: [], aside: [0] },
    },
  };
  const command = { id: randomUUID(), name: 'register.putAside', version: 1, args, occurredAt: at };
  const done = await withTenant(pools.app, store.tenantId, (db) =>
    runCommand(db, store.tenantId, systemActor, command),
  );
  expect(done.status).toBe('applied');
  return layawayId;
}

test('what comes is set aside for who waited longest, and they alone are written to', async () => {
  const { variantId } = await store.product('Throw', 0);
  const now = Date.now();
  const [first, second] = [await order(variantId, 2, now - 2_000), await order(variantId, 2, now - 1_000)];
  expect(await giveToWaiting(pools, now)).toBe(0);

  const came = { scanId: randomUUID(), receivingId: randomUUID(), locationId: store.locationId, variantId };
  await store.command('inventory.receive', { ...came, quantity: 3, against: null });
  await giveToWaiting(pools, now);
  await giveToWaiting(pools, now + 20_000);
  const [one, two] = await within((tx) => tx.getMany(layaways, [{ id: first }, { id: second }])).then((rows) =>
    [first, second].map((id) => rows.find((row) => row.id === id)),
  );
  expect(one).toMatchObject({ content: { lines: [{ aside: 2 }] }, tellAt: now });
  expect(two).toMatchObject({ content: { lines: [{ aside: 1 }] }, readyAt: null, tellAt: null });
  const levels = await cloud.call('GET', `/v1/stock-levels?variantId=${variantId}`, { token: store.token });
  expect(levels.body.rows).toMatchObject([{ onHand: 3, reserved: 3 }]);

  const sent: { to: string; subject: string; text: string }[] = [];
  const mailer = { send: async (letter: (typeof sent)[number]) => void sent.push(letter) };
  const log = createLog('silent');
  await sendLetters(layawayMail(pools), { mailer: mailer as never, now: () => now }, log);
  await sendLetters(layawayMail(pools), { mailer: mailer as never, now: () => now + 120_000 }, log);
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({ to: 'ann@shopper.example', subject: expect.stringContaining(one?.number ?? '-') });
  expect(sent[0]?.text).toContain('2 Throw, Rust');
  expect(sent[0]?.text).toContain('£10.00');
});

test('one that is handed over while its letter is on the way is written about no more', async () => {
  const { variantId } = await store.product('Vase', 0);
  const now = Date.now();
  const layawayId = await order(variantId, 1, now);
  const came = { scanId: randomUUID(), receivingId: randomUUID(), locationId: store.locationId, variantId };
  await store.command('inventory.receive', { ...came, quantity: 1, against: null });
  await giveToWaiting(pools, now);
  let tries = 0;
  const mailer = {
    send: async () => {
      tries += 1;
      await store.command('register.endLayaway', { layawayId, end: 'ended', orderId: null, kept: 0 });
      throw new Error('the mail server is away');
    },
  };
  for (const at of [now, now + 7_200_000])
    await sendLetters(layawayMail(pools), { mailer: mailer as never, now: () => at }, createLog('silent'));
  expect(tries).toBe(1);
  expect(await within((tx) => tx.get(layaways, { id: layawayId }))).toMatchObject({ tellAt: null, toldAt: null });
});
