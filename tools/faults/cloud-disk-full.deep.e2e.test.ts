import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bootCloud, type Cloud } from '../../cloud-api/boot.ts';
import { migrate } from '../../cloud-api/migrate.ts';
import {
  type Answer,
  call,
  openStore,
  quiet,
  type TestCloud,
  type TestStore,
} from '../../cloud-api/testing/test-cloud.ts';
import { checkSource } from '../cli/check-source.ts';
import { openCloudDatabase } from '../cli/read-sources.ts';
import { type RunningPostgres, startPostgres } from '../parts/postgres.ts';
import { fillDisk } from './fill-disk.ts';
import { testKms } from '@tillhouse/cloud-api/testing/test-kms.ts';

const place = mkdtempSync(join(tmpdir(), 'tillhouse-cloud-full-'));
const mount = ['-t', 'tmpfs', '-o', 'size=400m', 'tmpfs', place];
const mounts = process.platform === 'linux' && spawnSync('mount', mount).status === 0;
const leftOut = mounts ? '' : ' (left out: a disk of its own needs Linux and root; run it as root)';

let postgres: RunningPostgres;
let cloud: Cloud;
let store: TestStore;
beforeAll(async () => {
  if (!mounts) return;
  chmodSync(place, 0o755);
  postgres = await startPostgres({ dataDir: join(place, 'postgres') });
  const { urls } = await migrate({ adminUrl: postgres.url(), database: 'tillhouse' });
  cloud = await bootCloud({ urls, log: quiet, kms: testKms() });
  store = await openStore({ cloud, call: (...ask) => call(cloud.url, ...ask) } as TestCloud, 'larkhall');
});
afterAll(async () => {
  if (!mounts) return;
  await cloud?.close();
  await postgres?.stop();
  execFileSync('umount', ['-l', place]);
});

test.skipIf(!mounts)(
  `the disk below Postgres fills up: said as away for a while, nothing half kept, and all goes on when there is room${leftOut}`,
  async () => {
    const { variantId } = await store.product('Mug', 5);
    let added = 0;
    const adjust = async (): Promise<Answer> => {
      // A long note, so that a few of them need another page.
      const lines = [{ locationId: store.locationId, variantId, delta: 1 }];
      const answer = await store.command('inventory.adjust', { lines, reason: 'found', note: 'x'.repeat(200) });
      if (answer.status === 200) added += 1;
      return answer;
    };
    expect((await adjust()).status).toBe(200);
    const filler = join(place, 'somebody else');
    fillDisk(place, filler);
    let refused: Answer | undefined;
    for (let at = 0; at < 5_000 && !refused; at += 1) {
      const answer = await adjust();
      if (answer.status !== 200) refused = answer;
    }
    expect(refused?.body).toMatchObject({
      status: 503,
      code: 'service.unavailable',
      detail: expect.stringContaining('Nothing of this request was kept'),
    });
    rmSync(filler);
    await expect.poll(async () => (await adjust()).status, { timeout: 60_000 }).toBe(200);
    const levels = await call(cloud.url, 'GET', `/v1/stock-levels?variantId=${variantId}`, { token: store.token });
    expect(levels.body.rows[0].onHand).toBe(5 + added);
    const source = await openCloudDatabase(postgres.url('tillhouse'));
    expect((await checkSource(source)).violations).toEqual([]);
    await source.close();
  },
);
