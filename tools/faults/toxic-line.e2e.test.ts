import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore, startTestCloud, type TestCloud } from '../../cloud-api/testing/test-cloud.ts';
import { expectAtRest, expectEachOnce } from './each-once.ts';
import { type Line, type LineMood, openLine } from './line.ts';
import { openTillShop, startTill, type Till, type TillShop } from './till.ts';

const UNITS = 1_000;
let folder: string;
let cloud: TestCloud;
let line: Line;
let shop: TillShop;
let till: Till;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tillhouse-toxic-'));
  cloud = await startTestCloud();
  line = await openLine(cloud.cloud.url);
  shop = { ...(await openTillShop(cloud.cloud.url, await openStore(cloud, 'larkhall'), UNITS)), cloudUrl: line.url };
  till = await startTill({ dataDir: join(folder, 'till'), shop });
  await till.openDrawer();
});
afterAll(async () => {
  await till?.host.close();
  await line?.close();
  await cloud?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('over a line that stalls, truncates, crawls and is cut, a till sells on and each sale is in the cloud once', async () => {
  const confirmed: string[] = [];
  const sell = async (sales: number) => {
    for (let sale = 0; sale < sales; sale += 1) confirmed.push((await till.sell()).number);
  };
  const moods: LineMood[] = ['truncates', 'cut', 'crawls', 'stalls', 'whole', 'stalls', 'truncates'];
  for (const mood of moods) {
    // While pushes of the sales before are under way.
    line.become(mood);
    await sell(6);
  }
  // What stalls ends here by a cut; where nothing ever does, the time limit of a push ends it.
  line.cut();
  line.mend();
  await till.allSent();
  await expectAtRest(till, shop, UNITS - confirmed.length);
  expect(confirmed).toEqual(confirmed.map((_, at) => `T1-${at + 1}`));
  await expectEachOnce(cloud.database.url, shop, confirmed, UNITS - confirmed.length);
});
