import { fork } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { bootCloud } from '@tillhouse/cloud-api/boot.ts';
import { systemActor } from '@tillhouse/cloud-api/platform/commands/system-actor.ts';
import { withTransaction } from '@tillhouse/cloud-api/platform/db/transaction.ts';
import { testKms } from '@tillhouse/cloud-api/testing/test-kms.ts';
import { createLog } from '@tillhouse/cloud-api/platform/http/log.ts';
import { createTenant } from '@tillhouse/cloud-api/services/identity/create-tenant.ts';
import { enrolDevice } from '@tillhouse/cloud-api/services/identity/enrolment.ts';
import { accessToken } from '@tillhouse/cloud-api/services/identity/tokens.ts';
import '@tillhouse/shared/domains/tables.ts';
import { deskTables } from '@tillhouse/sync/protocol/desk-shapes.ts';
import pg from 'pg';
import type { Bench, BenchContext } from '../bench.ts';
import { postgresCommit } from '../calibrate/postgres-commit.ts';
import { latency, whole } from '../figures.ts';
import { startCloudProcess } from '../parts/cloud-process.ts';
import { commitToPaint } from '../parts/commit-to-paint.ts';
import { type EnrolledDesk, enrolDesk, untilSynced } from '../parts/enrolled-desk.ts';
import { residentMb } from '../parts/process-usage.ts';
import { randomFrom } from '../parts/random.ts';
import type { RawDesk, RawDesksSaid, RawDesksTask } from '../parts/raw-desks.ts';
import { benchId, seedShop, shopIds } from '../parts/seed-shop.ts';

const TENANTS = 50;
const DESKS = 1_000;
const rawDesks = fileURLToPath(new URL('../parts/raw-desks.ts', import.meta.url));
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

export const fanout: Bench = {
  name: 'fanout',
  doc: 'from a commit in Postgres to a desk’s file, and to a crowd of desks of many shops',
  figures: ['sync.commit_to_desk', 'sync.commit_to_paint', 'sync.fanout_1000', 'sync.fanout_rss'],
  calibrate: postgresCommit,
  run: async (context) => {
    const shop = await seedShop(context, { products: 500, variantsEach: 2, locations: 1, stocked: 1, onHand: 100 });
    const raw = await seedTenants(context, shop.databaseUrl);
    const cloud = await startCloudProcess(context, shop.databaseUrl);
    const admin = new pg.Client(shop.databaseUrl);
    await admin.connect();
    context.onEnd(() => admin.end());

    const enrolled = await enrolDesk(context, cloud.url);
    await untilSynced(enrolled.window, 120, context.say);
    const toDesk = await commitToDesk(context, enrolled, admin);
    const toPaint = await commitToScreen(context, enrolled, admin);
    enrolled.window.close();
    await enrolled.desk.stop();
    const shapes = deskTables().map(({ name }) => name);
    const most = Math.floor((openFiles(cloud.pid) - 1_500) / shapes.length);
    const desks = raw.slice(0, Math.min(raw.length, most));
    context.say(`  ${desks.length} desks of ${TENANTS} shops follow ${shapes.length} shapes each`);
    const crowd = await startCrowd(context, { url: cloud.url, tables: shapes, desks });
    const rounds = context.quick ? 10 : 100;
    const toAll = await commitToAll(context, admin, crowd, desks, rounds);
    const rss = residentMb(cloud.pid);
    const short =
      desks.length < raw.length ? ` of ${raw.length}: a process may hold ${openFiles(cloud.pid)} files here` : '';
    const held = `${desks.length} desks${short}, ${TENANTS} shops, ${shapes.length} shapes each`;
    return [
      latency(
        'sync.commit_to_desk',
        'ms',
        toDesk,
        'p50 <= 25',
        'from before COMMIT to the row in the desk’s file; p99 <= 150',
      ),
      ...(toPaint === null
        ? []
        : [
            latency(
              'sync.commit_to_paint',
              'ms',
              toPaint,
              '<= 500',
              'from before COMMIT to the frame of the products screen',
            ),
          ]),
      latency('sync.fanout_1000', 'ms', toAll, 'p99 <= 500', held),
      whole('sync.fanout_rss', 'MB', [rss], '<= 1000', held),
    ];
  },
};

function openFiles(pid: number): number {
  return Number(/Max open files\s+(\d+)/.exec(readFileSync(`/proc/${pid}/limits`, 'utf8'))?.[1] ?? 1_024);
}

/** Shops with an owner and enrolled devices each, and a token for every device. Shops take turns in the list. */
async function seedTenants(context: BenchContext, databaseUrl: string): Promise<RawDesk[]> {
  const each = context.quick ? 2 : DESKS / TENANTS;
  const log = createLog('error');
  const { identity, close } = await bootCloud({ databaseUrl, services: ['identity'], log, kms: testKms() });
  const publicKey = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }).x as string;
  context.say(`  ${TENANTS} shops with ${each} devices each`);
  const shops: RawDesk[][] = [];
  for (let tenant = 0; tenant < TENANTS; tenant += 1) {
    const tenantId = tenantOf(tenant);
    const login = { email: `owner${tenant}@bench.example`, password: 'bench-password-1' };
    const owner = { staffId: benchId('f1', tenant), name: 'Bench Owner', initials: 'BO', ...login };
    await createTenant(identity, { id: tenantId, name: `Shop ${tenant}`, owner });
    const desks: RawDesk[] = [];
    for (let n = 0; n < each; n += 1) {
      const device = { id: benchId('f2', tenant * each + n), name: `Till ${n}`, publicKey };
      const profile = { kind: 'desk' as const, locationIds: [benchId('f3', tenant)], registerId: null };
      await withTransaction(identity.pool, (db) =>
        enrolDevice(identity, db, { tenantId, actor: systemActor, device, profile }),
      );
      desks.push({ tenant, token: await accessToken(identity, { kind: 'device', tenantId, deviceId: device.id }) });
    }
    shops.push(desks);
  }
  await close();
  return Array.from({ length: each }, (_, n) => shops.flatMap((desks) => desks[n] ?? [])).flat();
}

const tenantOf = (n: number) => benchId('f0', n);

/** One real desk, its file read by another process as it grows. */
async function commitToDesk(context: BenchContext, { file }: EnrolledDesk, admin: pg.Client): Promise<number[]> {
  const db = new Database(file, { readonly: true });
  const read = db.prepare('SELECT amount FROM prices WHERE variant_id = ?').pluck();
  const random = randomFrom(7);
  const samples: number[] = [];
  const rounds = context.quick ? 100 : 1_000;
  context.say(`  ${rounds} commits to one desk`);
  for (let round = 0; round < rounds; round += 1) {
    const variantId = shopIds.variant(Math.floor(random() * 1_000));
    const amount = 50_000 + round;
    // At any moment of whatever beats in desk and cloud.
    await pause(20 + random() * 100);
    const since = performance.now();
    await admin.query('UPDATE prices SET amount = $2, updated_at = now() WHERE variant_id = $1', [variantId, amount]);
    while (read.get(variantId) !== amount) {
      if (performance.now() - since > 30_000) throw new Error('a commit did not reach the desk within 30 s');
      await pause(1);
    }
    samples.push(performance.now() - since);
  }
  db.close();
  return samples;
}

/** The same desk with its products on a screen: a product gets another title in the cloud, which brings it to the top. */
async function commitToScreen(
  context: BenchContext,
  { desk, window }: EnrolledDesk,
  admin: pg.Client,
): Promise<number[] | null> {
  const random = randomFrom(11);
  const commits = context.quick ? 40 : 300;
  context.say(`  ${commits} commits to a screen in Chromium`);
  const samples = await commitToPaint({
    context,
    desk,
    session: window.session,
    commits,
    rest: () => 100 + random() * 150,
    commit: (title) =>
      admin.query('UPDATE products SET title = $2, updated_at = now() WHERE id = $1', [
        shopIds.product(Math.floor(random() * 500)),
        title,
      ]),
  });
  if (samples === null) context.say('  sync.commit_to_paint is left out: no Chrome, Chromium or Edge here');
  return samples;
}

type Seen = RawDesksSaid & { readonly t: 'seen' };

async function startCrowd(
  context: BenchContext,
  task: RawDesksTask,
): Promise<{ onSeen(listener: (seen: Seen) => void): void }> {
  const child = fork(rawDesks, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  context.onEnd(() => child.kill());
  let listener: (seen: Seen) => void = () => {};
  const ready = new Promise<void>((resolve, reject) => {
    child.on('message', (said: RawDesksSaid) => {
      if (said.t === 'ready') resolve();
      else if (said.t === 'seen') listener(said);
      else reject(new Error(`a desk of the crowd failed: ${said.reason}`));
    });
    child.on('exit', () => reject(new Error('the crowd ended')));
  });
  child.send(task);
  await ready;
  return {
    onSeen: (next) => {
      listener = next;
    },
  };
}

/** One shop after the other commits a product; every desk of that shop has to see it. Two commits a second in all. */
async function commitToAll(
  context: BenchContext,
  admin: pg.Client,
  crowd: Awaited<ReturnType<typeof startCrowd>>,
  desks: readonly RawDesk[],
  rounds: number,
): Promise<number[]> {
  await admin.query(
    `INSERT INTO products (tenant_id, id, title, handle, description, status, category, supplier, tags, options, tax_class,
                           image, sold_at_till, sold_online, external_ref, created_at, updated_at, updated_by)
     SELECT t.id, t.id, 'Product', 'product', '', 'draft', '', '', '[]', '[]', 'standard', NULL, true, true, NULL, now(), now(), ''
       FROM unnest($1::uuid[]) AS t (id)`,
    [Array.from({ length: TENANTS }, (_, tenant) => tenantOf(tenant))],
  );
  await pause(3_000);
  const samples: number[] = [];
  const begun = new Map<string, number>();
  crowd.onSeen(({ tenant, mark, at }) => {
    const since = begun.get(mark);
    if (since !== undefined && mark.startsWith(`mark-${tenant}-`)) samples.push(at - since);
  });
  let expected = 0;
  for (let round = 0; round < rounds; round += 1) {
    const tenant = round % TENANTS;
    const mark = `mark-${tenant}-${round}`;
    expected += desks.filter((desk) => desk.tenant === tenant).length;
    begun.set(mark, performance.timeOrigin + performance.now());
    await admin.query('UPDATE products SET description = $2 WHERE tenant_id = $1', [tenantOf(tenant), mark]);
    await pause(500);
  }
  for (let waited = 0; samples.length < expected; waited += 100) {
    if (waited > 60_000) throw new Error(`${expected - samples.length} of ${expected} messages did not arrive`);
    await pause(100);
  }
  context.say(`  ${rounds} commits reached ${samples.length} desks`);
  return samples;
}
