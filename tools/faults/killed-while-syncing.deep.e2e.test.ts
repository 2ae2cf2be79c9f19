import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore, startTestCloud, type TestCloud } from '../../cloud-api/testing/test-cloud.ts';
import { expectAtRest, expectEachOnce } from './each-once.ts';
import { openTillShop, startTill, type TillShop } from './till.ts';

const strace = spawnSync('strace', ['-c', 'true']).status === 0;
const leftOut = strace ? '' : ' (left out: needs strace and the right to trace; apt-get install strace)';

const UNITS = 1_000;
let folder: string;
let cloud: TestCloud;
let shop: TillShop;
const heard: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tillhouse-dying-'));
  cloud = await startTestCloud();
  shop = await openTillShop(cloud.cloud.url, await openStore(cloud, 'larkhall'), UNITS);
  const till = await startTill({ dataDir: folder, shop });
  await till.openDrawer();
  await till.allSent();
  await till.host.close();
});
afterAll(async () => {
  await cloud?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A till that sells and pushes until the kernel kills it in the middle of its nth sync to the disk. */
async function sellUntilKilled(sync: number): Promise<void> {
  const { store, registerId, variantId, cloudUrl } = shop;
  const script = join(import.meta.dirname, 'sell-with-cloud.ts');
  const trace = ['-f', '-qq', '-o', '/dev/null', '-e', 'trace=fsync,fdatasync'];
  const inject = ['-e', `inject=fsync,fdatasync:signal=SIGKILL:when=${sync}`];
  const args = [script, folder, cloudUrl, store.email, store.password, registerId, variantId];
  const child = spawn('strace', [...trace, ...inject, process.execPath, '--no-warnings', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  createInterface({ input: child.stdout }).on('line', (line) => heard.push(line));
  await new Promise((done) => child.once('close', done));
}

test.skipIf(!strace)(
  `killed in the middle of its syncs while it pushes, again and again: each sale is in the cloud once${leftOut}`,
  async () => {
    for (const sync of [25, 40, 33, 58, 47, 71]) await sellUntilKilled(sync);
    expect(heard.length).toBeGreaterThan(6);
    const till = await startTill({ dataDir: folder, shop });
    await till.allSent();
    const kept = till.rows<{ number: string }>('SELECT number FROM receipts ORDER BY sequence');
    const numbers = kept.map(({ number }) => number);
    // All that was heard, and at each end at most the one sale that was under way.
    expect(numbers).toEqual(expect.arrayContaining(heard));
    expect(numbers.length - heard.length).toBeLessThanOrEqual(6);
    expect(numbers).toEqual(numbers.map((_, at) => `T1-${at + 1}`));
    // A basket that lay open when the till died was there again, so a sale can have more units than its round put in.
    const [sold] = till.rows<{ units: number }>('SELECT sum(quantity) AS units FROM order_lines');
    const left = UNITS - (sold?.units ?? 0);
    await expectAtRest(till, shop, left);
    await till.host.close();
    await expectEachOnce(cloud.database.url, shop, numbers, left);
  },
);
