import { fork } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { readdirSync, readlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openBeside } from '@tillhouse/desktop/host/keys/sealed-reader.ts';
import { bootCloud } from '@tillhouse/cloud-api/boot.ts';
import { systemActor } from '@tillhouse/cloud-api/platform/commands/system-actor.ts';
import { withTransaction } from '@tillhouse/cloud-api/platform/db/transaction.ts';
import { testKms } from '@tillhouse/cloud-api/testing/test-kms.ts';
import { createLog } from '@tillhouse/cloud-api/platform/http/log.ts';
import { createTenant } from '@tillhouse/cloud-api/services/identity/create-tenant.ts';
import { enrolDevice } from '@tillhouse/cloud-api/services/identity/enrolment.ts';
import { accessToken } from '@tillhouse/cloud-api/services/identity/tokens.ts';
import '@tillhouse/shared/domains/tables.ts';
import { monthsHeld } from '@tillhouse/shared/domains/access/window.ts';
import { deskTables } from '@tillhouse/sync/protocol/desk-shapes.ts';
import pg from 'pg';
import type { Bench, BenchContext } from '../bench.ts';
import { postgresCommit } from '../calibrate/postgres-commit.ts';
import { latency, whole } from '../figures.ts';
import { Arrivals } from '../parts/arrivals.ts';
import { startCloudProcess } from '../parts/cloud-process.ts';
import { commitToPaint } from '../parts/commit-to-paint.ts';
import { type EnrolledDesk, enrolDesk, untilSynced } from '../parts/enrolled-desk.ts';
import { cpuOf, residentMb } from '../parts/process-usage.ts';
import { randomFrom } from '../parts/random.ts';
import type { NewTokens, RawDesk, RawDesksSaid, RawDesksTask } from '../parts/raw-desks.ts';
import { benchId, seedShop, shopIds } from '../parts/seed-shop.ts';

const TENANTS = 50;
const DESKS = 1_000;
const TOKENS_MS = 240_000;
const rawDesks = fileURLToPath(new URL('../parts/raw-desks.ts', import.meta.url));
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

export const fanout: Bench = {
  name: 'fanout',
  doc: 'from a commit in Postgres to a desk’s file, and to a crowd of desks of many shops',
  figures: ['sync.commit_to_desk', 'sync.commit_to_paint', 'sync.fanout_1000', 'sync.fanout_rss'],
  calibrate: postgresCommit,
  run: async (context) => {
    const shop = await seedShop(context, { products: 500, variantsEach: 2, locations: 1, stocked: 1, onHand: 100 });
    const { desks: raw, tokens } = await seedTenants(context, shop.databaseUrl);
    const cloud = await startCloudProcess(context, shop.databaseUrl);
    const admin = new pg.Client(shop.databaseUrl);
    await admin.connect();
    context.onEnd(() => admin.end());

    const enrolled = await enrolDesk(context, cloud.url);
    await untilSynced(enrolled.window, 120, context.say);
    const toDesk = await commitToDesk(context, enrolled, admin);
    context.say(`  commit to desk: ${inShort(toDesk)}`);
    const toPaint = await commitToScreen(context, enrolled, admin);
    if (toPaint) context.say(`  commit to paint: ${inShort(toPaint)}`);
    enrolled.window.close();
    await enrolled.desk.stop();
    const shapes = raw.reduce((sum, desk) => sum + desk.shapes.length, 0);
    context.say(`  ${raw.length} desks of ${TENANTS} shops begin to follow ${shapes} shapes`);
    const before = cpuOf(cloud.pid);
    const crowd = await startCrowd(context, { url: cloud.url, desks: raw }, tokens);
    const arrival = (cpuOf(cloud.pid) - before) / 1000;
    const rounds = context.quick ? 10 : 100;
    const toAll = await commitToAll(context, admin, crowd, raw, rounds);
    const connections = openSockets(cloud.pid);
    const rss = residentMb(cloud.pid);
    const held = `${raw.length} desks of ${TENANTS} shops follow ${shapes} shapes over ${connections} connections; their arrival took ${arrival.toFixed(0)} s of the cloud’s CPU`;
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

/** Said at once: the crowd that comes after takes minutes. */
function inShort(samples: readonly number[]): string {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1);
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)}, p99 ${at(0.99)}, n ${sorted.length}`;
}

/** Connections that a process holds, those to its database among them. */
function openSockets(pid: number): number {
  const links = readdirSync(`/proc/${pid}/fd`).map((fd) => {
    try {
      return readlinkSync(`/proc/${pid}/fd/${fd}`);
    } catch {
      return '';
    }
  });
  return links.filter((link) => link.startsWith('socket:')).length;
}

interface Crowd {
  readonly desks: readonly RawDesk[];
  /** New ones, in the order of the desks: they last ten minutes. */
  tokens(): Promise<string[]>;
}

/** Shops with an owner and enrolled devices each. Shops take turns in the list. */
async function seedTenants(context: BenchContext, databaseUrl: string): Promise<Crowd> {
  const each = context.quick ? 2 : DESKS / TENANTS;
  const log = createLog('error');
  const { identity, close } = await bootCloud({ databaseUrl, services: ['identity'], log, kms: testKms() });
  const publicKey = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }).x as string;
  context.say(`  ${TENANTS} shops with ${each} devices each`);
  const devices: { tenantId: string; deviceId: string; desk: RawDesk }[][] = [];
  for (let tenant = 0; tenant < TENANTS; tenant += 1) {
    const tenantId = tenantOf(tenant);
    const login = { email: `owner${tenant}@bench.example`, password: 'bench-password-1' };
    const owner = { staffId: benchId('f1', tenant), name: 'Bench Owner', initials: 'BO', ...login };
    await createTenant(identity, { id: tenantId, name: `Shop ${tenant}`, owner });
    const own: (typeof devices)[number] = [];
    for (let n = 0; n < each; n += 1) {
      const device = { id: benchId('f2', tenant * each + n), name: `Till ${n}`, publicKey };
      // A shop of this size has an office and a stock room, and tills.
      const kind = n % 10 === 0 ? ('desk' as const) : ('till' as const);
      const profile = { kind, locationIds: [benchId('f3', tenant)], registerId: null };
      await withTransaction(identity.pool, (db) =>
        enrolDevice(identity, db, { tenantId, actor: systemActor, device, profile }),
      );
      own.push({ tenantId, deviceId: device.id, desk: { tenant, shapes: shapesOf(kind) } });
    }
    devices.push(own);
  }
  context.onEnd(close);
  const inTurns = Array.from({ length: each }, (_, n) => devices.flatMap((own) => own[n] ?? [])).flat();
  return {
    desks: inTurns.map(({ desk }) => desk),
    tokens: () =>
      Promise.all(
        inTurns.map(({ tenantId, deviceId }) => accessToken(identity, { kind: 'device', tenantId, deviceId })),
      ),
  };
}

/** What a device of this kind follows: a shape a table, and one a month of those that are held by months. */
function shapesOf(kind: 'desk' | 'till'): RawDesk['shapes'] {
  const months = monthsHeld({ kind, months: null }, Date.now(), 'Europe/London');
  return deskTables().flatMap(({ name, replication }) =>
    replication.rows === 'months' ? months.map((month) => ({ table: name, month })) : [{ table: name }],
  );
}

const tenantOf = (n: number) => benchId('f0', n);

/** One real desk, its file read by another process as it grows. */
async function commitToDesk(context: BenchContext, { file }: EnrolledDesk, admin: pg.Client): Promise<number[]> {
  const db = openBeside(file, { readonly: true });
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
  task: Omit<RawDesksTask, 'tokens'>,
  tokens: Crowd['tokens'],
): Promise<{ onSeen(listener: (seen: Seen) => void): void }> {
  const child = fork(rawDesks, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  context.onEnd(() => child.kill());
  let listener: (seen: Seen) => void = () => {};
  const known = new Set<string>();
  const refused = (why: string) => {
    if (!known.has(why) && known.size < 5) context.say(`    a desk was refused its news: ${why}`);
    known.add(why);
  };
  const ready = new Promise<void>((resolve, reject) => {
    child.on('message', (said: RawDesksSaid) => {
      if (said.t === 'following') context.say(`    ${said.desks} desks`);
      else if (said.t === 'refused') refused(said.why);
      else if (said.t === 'ready') resolve();
      else if (said.t === 'seen') listener(said);
      else reject(new Error(`a desk of the crowd failed: ${said.reason}`));
    });
    child.on('exit', () => reject(new Error('the crowd ended')));
  });
  child.send({ ...task, tokens: await tokens() } satisfies RawDesksTask);
  const renewing = setInterval(async () => child.send({ tokens: await tokens() } satisfies NewTokens), TOKENS_MS);
  context.onEnd(() => clearInterval(renewing));
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
  const arrivals = new Arrivals();
  crowd.onSeen(({ desk, mark, at }) => arrivals.seen(mark, desk, at));
  for (let round = 0; round < rounds; round += 1) {
    const tenant = round % TENANTS;
    const mark = `mark-${tenant}-${round}`;
    const own = desks.flatMap((desk, at) => (desk.tenant === tenant ? [at] : []));
    arrivals.expect(mark, own, performance.timeOrigin + performance.now());
    await admin.query('UPDATE products SET description = $2 WHERE tenant_id = $1', [tenantOf(tenant), mark]);
    await pause(500);
  }
  for (let waited = 0; arrivals.missing().length > 0; waited += 100) {
    const missing = arrivals.missing();
    if (waited > 60_000)
      throw new Error(`${missing.length} messages did not arrive, of them ${missing.slice(0, 10).join(', ')}`);
    await pause(100);
  }
  if (arrivals.strayed.length > 0)
    throw new Error(`desks were told of another shop’s commits: ${arrivals.strayed.slice(0, 10).join(', ')}`);
  context.say(`  ${rounds} commits reached ${arrivals.samples.length} desks`);
  return arrivals.samples;
}
