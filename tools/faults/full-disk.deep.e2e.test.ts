import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { payCash } from '@tillhouse/desktop/host/testing/pay-basket.ts';
import { seedIds } from '@tillhouse/desktop/host/testing/seed-ids.ts';
import { bootDesk, seededFolder, type TestDesk } from '@tillhouse/desktop/host/testing/test-desk.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkSource } from '../cli/check-source.ts';
import { houseFiles } from '../cli/house-files.ts';
import { folderFindings } from '../cli/doctor-checks.ts';
import { fillDisk } from './fill-disk.ts';
import { openDeskFile } from '../cli/read-sources.ts';

const place = mkdtempSync(join(tmpdir(), 'tillhouse-full-'));
const mounts =
  process.platform === 'linux' && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', place]).status === 0;
if (mounts) execFileSync('umount', [place]);
const leftOut = mounts ? '' : ' (left out: a disk of its own needs Linux and root; run it as root)';

const dataDir = join(place, 'desk');
let desk: TestDesk | undefined;
const running = (): TestDesk | undefined => desk;
beforeEach(async () => {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', place]);
  const seeded = await seededFolder({ products: 12 });
  mkdirSync(dataDir);
  cpSync(seeded.dataDir, dataDir, { recursive: true });
  seeded.remove();
});
afterEach(async () => {
  await desk?.host.close().catch(() => {});
  desk = undefined;
  execFileSync('umount', ['-l', place]);
});

const filler = join(place, 'holiday pictures');
const full = {
  code: 'desk.disk-full',
  kind: 'unavailable',
  message: expect.stringMatching(/disk is full.*Nothing was lost.*Free some space/),
};

async function sellUntilFull(on: TestDesk, most: number): Promise<{ numbers: string[]; problem: unknown }> {
  const numbers: string[] = [];
  for (let sale = 0; sale < most; sale += 1) {
    try {
      await on.bridge.call('basket.add', { variantId: seedIds.variant(sale % 5) });
      numbers.push((await payCash(on.bridge, 100_000)).number);
    } catch (problem) {
      return { numbers, problem };
    }
  }
  return { numbers, problem: undefined };
}

async function expectWhole(numbers: readonly string[]): Promise<void> {
  const file = openDeskFile(join(dataDir, 'desk.sqlite'));
  const rows = await file.rows<{ number: string }>('SELECT number FROM receipts ORDER BY sequence');
  const { violations } = await checkSource(file);
  await file.close();
  expect(rows.map(({ number }) => number)).toEqual(numbers);
  expect(violations).toEqual([]);
}

test.skipIf(!mounts)(
  `a disk that fills up while the till sells: said in words, nothing lost, and it sells on when there is room${leftOut}`,
  async () => {
    desk = await bootDesk(dataDir);
    const { numbers } = await sellUntilFull(desk, 3);
    fillDisk(place, filler);
    // A log file that has room left takes some more sales; then the disk has none.
    const last = await sellUntilFull(desk, 20_000);
    expect(last.problem).toMatchObject(full);
    numbers.push(...last.numbers);
    await expectWhole(numbers);
    expect(folderFindings(houseFiles(dataDir))).toContainEqual(
      expect.objectContaining({ state: 'bad', what: expect.stringContaining('0 MB are free') }),
    );
    // The screens still show what is there.
    expect((await desk.bridge.query('orders.index', { offset: 0, limit: 5, view: 'all' })).total).toBe(numbers.length);

    rmSync(filler);
    const after = await sellUntilFull(desk, 3);
    expect(after.problem).toBeUndefined();
    numbers.push(...after.numbers);
    expect(numbers).toEqual(numbers.map((_, at) => `B1-${at + 1}`));
    await expectWhole(numbers);
  },
);

test.skipIf(!mounts)(
  `a till that is started on a full disk says so and touches nothing; with room it starts${leftOut}`,
  async () => {
    desk = await bootDesk(dataDir);
    const { numbers } = await sellUntilFull(desk, 5);
    await desk.host.close();
    desk = undefined;
    fillDisk(place, filler);
    const started = await bootDesk(dataDir).then(
      (stands) => {
        desk = stands;
        return undefined;
      },
      (error: unknown) => error,
    );
    // Where the file has room inside it starts, and says it at the first thing it cannot keep.
    const open = running();
    const then = open ? await sellUntilFull(open, 20_000) : { numbers: [], problem: started };
    expect(then.problem).toMatchObject(full);
    numbers.push(...then.numbers);
    rmSync(filler);
    await open?.host.close();
    desk = await bootDesk(dataDir);
    const more = await sellUntilFull(desk, 2);
    expect(more.problem).toBeUndefined();
    await expectWhole([...numbers, ...more.numbers]);
  },
);
