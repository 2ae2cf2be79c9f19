import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Bridge } from '../../bridge/contract.ts';
import { bootHost, type RunningHost } from '../boot.ts';
import { openBridge } from '../testing/open-bridge.ts';
import { payCash } from '../testing/pay-basket.ts';
import { seedIds } from '../testing/seed-ids.ts';
import { PIN, seededFolder } from '../testing/test-desk.ts';
import { openBeside } from '../keys/sealed-reader.ts';

/** What a desk without a line still honours, by a clock that nobody can turn to their advantage. */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
let folder: Awaited<ReturnType<typeof seededFolder>>;
let host: RunningHost;
let bridge: Bridge;
/** The clock on the wall, which anybody may set, and the one that nobody can. */
let wall: number;
let steady: number;

const file = () => openBeside(join(folder.dataDir, 'desk.sqlite'));
function heardFromCloud(at: number): void {
  const db = file();
  db.prepare("INSERT OR REPLACE INTO sync_meta (name, value) VALUES ('last_synced_at', ?)").run(String(at));
  db.close();
}
async function boot(): Promise<void> {
  steady = Math.random() * 1_000_000;
  const clocks = { now: () => wall, steady: () => steady };
  host = await bootHost({ dataDir: folder.dataDir, cloudUrl: 'http://127.0.0.1:9', log: () => {}, ...clocks });
  bridge = openBridge(host);
}
const pass = (ms: number) => {
  wall += ms;
  steady += ms;
};
const as = (staffId: string) => bridge.call('session.signInWithPin', { staffId, pin: PIN });

beforeEach(async () => {
  folder = await seededFolder();
  wall = Date.now();
  heardFromCloud(wall);
  await boot();
});
afterEach(async () => {
  await host.close();
  folder.remove();
});

type Answer = 'yes' | 'no: 24 hours' | 'no: 35 days' | 'no: clock set back';
const reasons: Record<string, Answer> = {
  'sensitive-lease': 'no: 24 hours',
  'selling-lease': 'no: 35 days',
  'clock-set-back': 'no: clock set back',
};

async function answered(work: () => Promise<unknown>): Promise<Answer> {
  try {
    await work();
    return 'yes';
  } catch (error) {
    const { code, details } = error as { code: string; details: { why?: string } };
    const reason = code === 'access.lease-over' ? reasons[details.why ?? ''] : undefined;
    if (!reason) throw error;
    return reason;
  }
}

let sale: string;
async function sell(): Promise<void> {
  await bridge.call('basket.add', { variantId: seedIds.variant(1) });
  const { orderId } = await payCash(bridge, 100_000);
  sale = orderId;
}
async function takeBack(quantity: number): Promise<void> {
  const db = file();
  const line = db.prepare('SELECT id FROM order_lines WHERE order_id = ?').get(sale) as { id: string };
  db.close();
  await bridge.mutate('register.recordReturn', {
    ...{ orderId: randomUUID(), originalOrderId: sale, registerId: seedIds.till, sessionId: seedIds.drawer },
    lines: [{ key: 'a', originalLineId: line.id, quantity, restock: 'none' }],
    payBack: { kind: 'cash', reference: '' },
    reason: 'chipped',
  });
}
const sellMany = async () => {
  await bridge.call('basket.add', { variantId: seedIds.variant(2), quantity: 500 });
  sale = (await payCash(bridge, 10_000_000)).orderId;
};

/** Each is done, not asked about. */
const deeds: readonly [words: string, who: string, does: () => Promise<unknown>][] = [
  ['Sign in with a PIN', seedIds.cashier, () => as(seedIds.cashier)],
  ['See products, stock and orders', seedIds.cashier, () => bridge.query('orders.index', {} as never).catch(onlyLease)],
  ['Sell and take cash', seedIds.cashier, sell],
  ['Take back within the limit', seedIds.cashier, () => takeBack(1)],
  [
    'Count stock',
    seedIds.owner,
    () =>
      bridge.mutate('inventory.count', {
        locationId: seedIds.bath,
        lines: [{ variantId: seedIds.variant(3), counted: 5, sawOnHand: 10 }],
        note: '',
      }),
  ],
  [
    'Pay cash in or out of the drawer',
    seedIds.owner,
    () =>
      bridge.mutate('register.moveCash', {
        ...{ sessionId: seedIds.drawer, registerId: seedIds.till, kind: 'paid-in', amount: 100, reason: 'change' },
      }),
  ],
  ['Pay back more than the limit', seedIds.owner, () => takeBack(400)],
  [
    'Change a price',
    seedIds.owner,
    () =>
      bridge.mutate('pricing.setPrice', {
        priceListId: null,
        changes: [{ variantId: seedIds.variant(4), ...aPrice() }],
      }),
  ],
  [
    'Change what a role allows',
    seedIds.owner,
    () =>
      bridge.mutate('access.saveRole', {
        role: { id: randomUUID(), name: `R ${wall}`, permissions: [], terms: {} },
        base: null,
      }),
  ],
  [
    'Search customers',
    seedIds.owner,
    () => bridge.query('customers.search', { text: 'han' } as never).catch(onlyLease),
  ],
];
let price = 104;
const aPrice = () => {
  const base = price;
  price += 1;
  return { base, value: price };
};
/** The query's own parameters are no matter here: they are looked at after the right to ask. */
function onlyLease(error: unknown): void {
  if ((error as { code: string }).code === 'access.lease-over') throw error;
}

test('what works on the days of a desk without a line is the printed table', { timeout: 60_000 }, async () => {
  await as(seedIds.owner);
  price = (await priceOf(seedIds.variant(4))) ?? price;
  const days = [0, 2, 10, 30, 36];
  const rows = deeds.map(([words]) => [words] as string[]);
  let today = 0;
  for (const day of days) {
    pass((day - today) * DAY + HOUR);
    today = day;
    for (const [at, [words, who, does]] of deeds.entries()) {
      await as(who);
      if (words === 'Pay back more than the limit' && day <= 30) await sellMany();
      rows[at]?.push(await answered(does));
    }
  }
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const page = [
    '# What works without a line',
    '',
    'Written by `desktop/host/session/lease.db.test.ts`, which does each of these on a real desk whose cloud is away; it is red',
    'where this page is stale. Day 0 is an hour after the desk last heard from the cloud.',
    '',
    line(['on day', ...days.map(String)]),
    line(['---', ...days.map(() => '---')]),
    ...rows.map(line),
    '',
    'The longest that it can have been counts, by the clock on the wall or by the one that cannot be set. A clock set back ends',
    'the 24 hours at once and shortens nothing of the 35 days; hearing from the cloud begins both anew.',
    '',
    'Which permission lasts how long is a column of `reference/permissions.md`.',
    '',
  ];
  await expect(page.join('\n')).toMatchFileSnapshot('../../../docs/offline.md');
});

async function priceOf(variantId: string): Promise<number | undefined> {
  const db = file();
  const row = db.prepare('SELECT amount FROM prices WHERE variant_id = ?').get(variantId) as
    | { amount: number }
    | undefined;
  db.close();
  return row?.amount;
}

describe('the clock', () => {
  const lease = async () => (await bridge.query('session.state', {})).lease;
  const mayPrice = async () => (await bridge.query('session.state', {})).person?.permissions.includes('prices.edit');

  test('set back gives no more hours, neither now nor after a restart; hearing from the cloud does', async () => {
    await as(seedIds.owner);
    pass(23 * HOUR);
    await as(seedIds.owner);
    expect([await mayPrice(), (await lease())?.sensitive]).toEqual([true, true]);
    wall -= 20 * HOUR;
    expect(await lease()).toMatchObject({ sensitive: false, selling: true, setBack: true });
    expect(await mayPrice()).toBe(false);
    expect((await bridge.query('session.state', {})).person?.withheld).toMatchObject({
      'prices.edit': 'clock-set-back',
    });
    await host.close();
    await boot();
    await as(seedIds.owner);
    expect([await mayPrice(), (await lease())?.setBack]).toEqual([false, true]);
    heardFromCloud(wall);
    expect([await mayPrice(), (await lease())?.elapsed]).toEqual([true, 0]);
  });

  test('set back while the desk was off is seen when it starts', async () => {
    await as(seedIds.owner);
    pass(30 * DAY);
    expect(await lease()).toMatchObject({ selling: true });
    await host.close();
    wall -= 29 * DAY;
    await boot();
    await as(seedIds.owner);
    expect(await lease()).toMatchObject({ sensitive: false, setBack: true, elapsed: expect.closeTo(30 * DAY, -4) });
    pass(5 * DAY + HOUR);
    expect(await lease()).toMatchObject({ selling: false });
  });

  test('that stands still counts by the one that cannot be set', async () => {
    await as(seedIds.owner);
    steady += 25 * HOUR;
    expect(await lease()).toMatchObject({ sensitive: false });
  });

  test('moved by a time server by a minute changes nothing', async () => {
    await as(seedIds.owner);
    pass(HOUR);
    wall -= 60_000;
    expect(await lease()).toMatchObject({ sensitive: true, setBack: false });
  });
});

test('a right that is taken away counts at once where its row has come', async () => {
  await as(seedIds.owner);
  const deed = () => deeds.find(([words]) => words === 'Change a price')?.[2]();
  price = (await priceOf(seedIds.variant(4))) ?? price;
  await deed();
  const db = file();
  db.prepare("UPDATE roles SET permissions = '[\"desk.use\"]' WHERE name = 'Owner'").run();
  db.close();
  await expect(deed()).rejects.toMatchObject({ code: 'command.forbidden' });
});
