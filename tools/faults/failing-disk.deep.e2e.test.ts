import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { bootDesk, seededFolder } from '@tillhouse/desktop/host/testing/test-desk.ts';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { checkSource } from '../cli/check-source.ts';
import { openDeskFile } from '../cli/read-sources.ts';

const strace = spawnSync('strace', ['-c', 'true']).status === 0;
const leftOut = strace ? '' : ' (left out: needs strace and the right to trace; apt-get install strace)';

type Payment = { basketId: string; due: number; given: number };
type Said = {
  ready?: true;
  paying?: Payment;
  receipt?: string;
  orderId?: string;
  refused?: { code: string; message: string };
  done?: true;
};

/** What a till syncs to be ready, before anything is sold: faults are counted from there. */
let toBeReady = 0;
beforeAll(async () => {
  if (!strace) return;
  const fresh = await seededFolder({ products: 12 });
  const seen = join(fresh.dataDir, 'seen');
  await sellTraced(fresh.dataDir, 0, ['-e', 'trace=fsync,fdatasync,write,writev', '-o', seen]);
  const [before = '', ...after] = readFileSync(seen, 'utf8').split(/write.*ready/);
  expect(after).toHaveLength(1);
  toBeReady = before.match(/f(data)?sync\(/g)?.length ?? 0;
  fresh.remove();
});

let folder: Awaited<ReturnType<typeof seededFolder>>;
beforeEach(async () => {
  folder = await seededFolder({ products: 12 });
});
afterEach(() => folder.remove());

/** A till that sells while the kernel answers its syncs with `fault`. @returns all that it said, in order */
const sellUnder = (fault: string, sales: number) =>
  sellTraced(folder.dataDir, sales, ['-o', '/dev/null', '-e', `inject=fsync,fdatasync:${fault}`]);

async function sellTraced(dataDir: string, sales: number, more: readonly string[]): Promise<Said[]> {
  const script = join(import.meta.dirname, 'sell-and-say.ts');
  const trace = ['-f', '-qq', '-e', 'trace=fsync,fdatasync', ...more];
  const child = spawn('strace', [...trace, process.execPath, '--no-warnings', script, dataDir, String(sales)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said: Said[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => said.push(JSON.parse(line)));
  await new Promise((done) => child.once('close', done));
  return said;
}

async function orders(): Promise<{ number: string; id: string }[]> {
  const file = openDeskFile(join(folder.dataDir, 'desk.sqlite'));
  try {
    expect((await checkSource(file)).violations).toEqual([]);
    return await file.rows('SELECT number, order_id AS id FROM receipts ORDER BY sequence');
  } finally {
    await file.close();
  }
}

test.skipIf(!strace)(
  `syncs that the disk fails: what is not safe is not confirmed, and done again it is done once${leftOut}`,
  async () => {
    const said = await sellUnder(`error=EIO:when=${toBeReady + 3}..${toBeReady + 20}+5`, 12);
    expect(said.at(-1)).toEqual({ done: true });
    const refused = said.flatMap((one) => one.refused ?? []);
    expect(refused.length).toBeGreaterThan(2);
    for (const problem of refused) {
      expect(problem).toMatchObject({
        code: 'desk.disk-failed',
        message: expect.stringMatching(/disk did not take.*confirmed before is safe.*Try again/),
      });
    }
    const receipts = said.flatMap(({ receipt, orderId }) => (receipt ? [{ number: receipt, id: orderId }] : []));
    expect(receipts).toHaveLength(12);
    expect(await orders()).toEqual(receipts);
    expect(receipts.map(({ number }) => number)).toEqual(receipts.map((_, at) => `B1-${at + 1}`));
  },
);

/** Runs that were killed after the key and before the receipt: without one of them the tests below would say nothing. */
let caught = 0;
test.skipIf(!strace).each([1, 2, 3, 4, 5, 6])(
  `killed in sync %d after it was ready, between the key and the receipt: the payment asked again is one sale${leftOut}`,
  async (sync) => {
    const said = await sellUnder(`signal=SIGKILL:when=${toBeReady + sync}`, 20);
    expect(said.some(({ done }) => done)).toBe(false);
    const confirmed = said.flatMap(({ receipt }) => receipt ?? []);
    const { host, bridge } = await bootDesk(folder.dataDir);
    const before = await orders();
    // All that was confirmed, and at most the one sale that was under way.
    expect(before.map(({ number }) => number).slice(0, confirmed.length)).toEqual(confirmed);
    expect(before.length - confirmed.length).toBeLessThanOrEqual(1);
    const payment = said.flatMap(({ paying }) => paying ?? []).at(-1);
    if (payment && said.at(-1)?.paying) {
      caught += 1;
      const receipt = await bridge.call('basket.payCash', payment);
      expect(receipt.number).toBe(`B1-${confirmed.length + 1}`);
      expect(await bridge.call('basket.payCash', payment)).toEqual(receipt);
    }
    const after = await orders();
    expect(after.map(({ number }) => number)).toEqual(after.map((_, at) => `B1-${at + 1}`));
    expect(new Set(after.map(({ id }) => id)).size).toBe(after.length);
    await host.close();
  },
);

test.skipIf(!strace)(`some of these kills fell between the key and the receipt${leftOut}`, () => {
  expect(caught).toBeGreaterThan(1);
});
