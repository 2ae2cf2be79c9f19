import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { openBeside } from '@tillhouse/desktop/host/keys/sealed-reader.ts';
import pg from 'pg';
import type { Bench, BenchContext, Figure } from '../bench.ts';
import { postgresCopy } from '../calibrate/postgres-copy.ts';
import { whole } from '../figures.ts';
import { startCloudProcess } from '../parts/cloud-process.ts';
import { enrolDesk, untilSynced } from '../parts/enrolled-desk.ts';
import { openScreens } from '../parts/frame-gaps.ts';
import { cpuOf, residentMb } from '../parts/process-usage.ts';
import { seedShop, shopIds } from '../parts/seed-shop.ts';

export const initialSync: Bench = {
  name: 'initial-sync',
  doc: 'the first copy of a shop with 100,000 variants, their prices and one location’s levels, from enrolling to in step',
  figures: ['sync.initial', 'sync.initial_ratio', 'sync.initial_1m_rss', 'sync.frame_gap'],
  calibrate: postgresCopy,
  run: async (context) => {
    const variants = context.quick ? 10_000 : 100_000;
    context.say(`  seeding ${variants} variants`);
    // One variant a product would be another 100,000 rows: four each, as a shop of that size has.
    const shop = await seedShop(context, {
      products: variants / 4,
      variantsEach: 4,
      locations: 1,
      stocked: 1,
      onHand: 10,
    });
    const cloud = await startCloudProcess(context, shop.databaseUrl);
    context.say('  first copy');
    let screens: Awaited<ReturnType<typeof openScreens>> = null;
    const { desk, window, file, enrolledAt } = await enrolDesk(context, cloud.url, 'desk', async (made, opened) => {
      screens = await openScreens(context, made, opened.session);
    });
    const cpuBefore = cpuOf(desk.pid);
    const watching = screens as Awaited<ReturnType<typeof openScreens>>;
    const begun = watching?.begin();
    await untilSynced(window, 600, context.say);
    const seconds = (performance.now() - enrolledAt) / 1000;
    const cpu = (cpuOf(desk.pid) - cpuBefore) / 1000;
    await begun;
    const gap = watching ? await watching.stop() : null;
    checkCopy(file, variants);
    const rss = residentMb(desk.pid);
    window.close();
    await desk.stop();
    // Its replication slot would keep the database from being dropped for the million below.
    await cloud.stop();

    context.say('  JSON.parse and insert of the same rows');
    const bare = await bareInsert(context, shop.databaseUrl);
    const note = `${variants.toLocaleString('en')} variants with prices and levels, and ${(variants / 4).toLocaleString('en')} products`;
    const figures: Figure[] = [
      whole('sync.initial', 's', [seconds], '<= 25', note),
      whole(
        'sync.initial_ratio',
        'of bare insert',
        [bare / seconds],
        '>= 0.5',
        `the same rows by JSON.parse and insert alone: ${bare.toFixed(1)} s; host ${cpu.toFixed(1)} s of CPU, ${rss.toFixed(0)} MB afterwards`,
      ),
    ];
    if (gap !== null)
      figures.push(
        whole(
          'sync.frame_gap',
          'ms',
          [gap.longest],
          '<= 50',
          `longest time between two of ${gap.frames} frames of the screens in ${gap.seconds.toFixed(1)} s meanwhile; the page itself was busy for ${gap.longestTask > 0 ? gap.longestTask.toFixed(0) : 'at most 50'} ms at a time`,
        ),
      );
    if (!context.quick) figures.push(await millionRss(context));
    return figures;
  },
};

/** A bench of a copy that is not whole would measure nothing. */
function checkCopy(file: string, variants: number): void {
  const db = openBeside(file, { readonly: true });
  for (const table of ['variants', 'prices', 'stock_levels']) {
    const { n } = db.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number };
    if (n !== variants) throw new Error(`${table} has ${n} rows at the desk, ${variants} in the cloud`);
  }
  db.close();
}

/** Seconds to parse the same rows from JSON and insert them into the same tables with their indexes. */
async function bareInsert(context: BenchContext, databaseUrl: string): Promise<number> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  const texts = new Map<string, string[]>();
  for (const table of ['products', 'variants', 'prices', 'stock_levels']) {
    const { rows } = await client.query<{ row: string }>(
      `SELECT (to_jsonb(t) - 'tenant_id')::text AS row FROM ${table} t`,
    );
    texts.set(
      table,
      rows.map(({ row }) => row),
    );
  }
  await client.end();
  const file = join(context.folder, 'bare.sqlite');
  const db = openBeside(file);
  const { openDesk } = await import('@tillhouse/desktop/host/database/open-desk.ts');
  db.close();
  rmSync(file);
  await openDesk(file, () => {}).close();
  const target = openBeside(file);
  target.pragma('synchronous = NORMAL');
  const since = performance.now();
  for (const [table, rows] of texts) {
    const columns = Object.keys(JSON.parse(rows[0] ?? '{}') as object);
    const insert = target.prepare(
      `INSERT OR REPLACE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    );
    for (let start = 0; start < rows.length; start += 5_000) {
      target.transaction(() => {
        for (const row of rows.slice(start, start + 5_000)) {
          const values = JSON.parse(row) as Record<string, unknown>;
          insert.run(columns.map((name) => plain(name, values[name])));
        }
      })();
    }
  }
  const seconds = (performance.now() - since) / 1000;
  target.close();
  return seconds;
}

function plain(name: string, value: unknown): unknown {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string' && name.endsWith('_at')) return Date.parse(value);
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}

/** Resident memory of a host while it takes in a million variants: the highest of each quarter second. */
async function millionRss(context: BenchContext): Promise<Figure> {
  context.say('  a million variants');
  const client = new pg.Client(
    (await import('../calibrate/postgres-copy.ts').then(({ benchPostgres }) => benchPostgres(context))).url(),
  );
  await client.connect();
  try {
    await client.query('DROP DATABASE bench WITH (FORCE)');
  } finally {
    await client.end();
  }
  const shop = await seedShop(context, { products: 250_000, variantsEach: 4, locations: 1, stocked: 1, onHand: 10 });
  const cloud = await startCloudProcess(context, shop.databaseUrl);
  const { desk, window } = await enrolDesk(context, cloud.url, `million-${shopIds.tenant.slice(0, 4)}`);
  let highest = 0;
  const timer = setInterval(() => {
    highest = Math.max(highest, residentMb(desk.pid));
  }, 250);
  try {
    await untilSynced(window, 1_500, context.say);
  } finally {
    clearInterval(timer);
  }
  window.close();
  await desk.stop();
  await cloud.stop();
  return whole(
    'sync.initial_1m_rss',
    'MB',
    [highest],
    '<= 400',
    'highest of the host while 1,000,000 variants come in',
  );
}
