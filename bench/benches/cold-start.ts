import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { seedIds } from '@tillhouse/desktop/host/testing/seed-ids.ts';
import type { Bench } from '../bench.ts';
import { sqliteInsert } from '../calibrate/sqlite-insert.ts';
import { whole } from '../figures.ts';
import { startCloudProcess } from '../parts/cloud-process.ts';
import { startDeskProcess } from '../parts/desk-process.ts';
import { residentMb } from '../parts/process-usage.ts';
import { deskPin, seedDeskFile } from '../parts/seed-desk-file.ts';
import { seedShop } from '../parts/seed-shop.ts';
import { NO_CLOUD, openWindow } from '../parts/window.ts';

/** Long enough for what a start leaves to do, short enough for caches not to be let go. */
const SETTLE_MS = 2_000;

export const coldStart: Bench = {
  name: 'cold-start',
  doc: 'from starting a process until it is of use, and what it holds then; Postgres apart',
  figures: ['desk.ready', 'desk.rss', 'cloud.ready', 'cloud.rss'],
  calibrate: sqliteInsert,
  run: async (context) => {
    const rounds = context.quick ? 2 : 5;
    const variants = context.quick ? 10_000 : 100_000;
    const dataDir = join(context.folder, 'desk');
    context.say(`  seeding a desk with ${variants} variants`);
    await seedDeskFile(dataDir, variants);
    const desk = { ready: [] as number[], rss: [] as number[] };
    for (let round = 0; round < rounds; round += 1) {
      const process = await startDeskProcess(context, dataDir, NO_CLOUD);
      const window = await openWindow(process.address);
      await window.call('session.signInWithPin', { staffId: seedIds.owner, pin: deskPin });
      await window.query('products.index', { offset: 0, limit: 50, view: 'selling' });
      desk.ready.push(performance.now() - process.spawnedAt);
      await sleep(SETTLE_MS);
      desk.rss.push(residentMb(process.pid));
      window.close();
      await process.stop();
    }
    context.say('  seeding a cloud');
    const shop = await seedShop(context, {
      products: context.quick ? 1_000 : 10_000,
      variantsEach: 2,
      locations: 3,
      stocked: 3,
      onHand: 10,
    });
    const cloud = { ready: [] as number[], rss: [] as number[] };
    for (let round = 0; round < rounds; round += 1) {
      const since = performance.now();
      const process = await startCloudProcess(context, shop.databaseUrl);
      const answer = await fetch(`${process.url}/shop/v1/products?limit=20`, {
        headers: { authorization: `Bearer ${shop.publishableKey}` },
      });
      if (!answer.ok) throw new Error(`the first answer of the cloud was HTTP ${answer.status}`);
      await answer.arrayBuffer();
      cloud.ready.push(performance.now() - since);
      await sleep(SETTLE_MS);
      cloud.rss.push(residentMb(process.pid));
      await process.stop();
    }
    const note = `${variants.toLocaleString('en')} variants; until signed in and the products are listed; compiled code kept from an earlier start`;
    return [
      whole('desk.ready', 'ms', desk.ready, '<= 2500', note),
      whole('desk.rss', 'MB', desk.rss, '<= 350', 'the host with its workers, idle'),
      whole('cloud.ready', 'ms', cloud.ready, '<= 3000', 'all services, until the first list of products'),
      whole('cloud.rss', 'MB', cloud.rss, '<= 250', 'idle'),
    ];
  },
};
