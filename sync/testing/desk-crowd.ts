import { randomUUID } from 'node:crypto';
import { bootCloud, type Cloud } from '../../cloud-api/boot.ts';
import { systemActor } from '../../cloud-api/platform/commands/system-actor.ts';
import { withTransaction } from '../../cloud-api/platform/db/transaction.ts';
import { enrolDevice } from '../../cloud-api/services/identity/enrolment.ts';
import { accessToken } from '../../cloud-api/services/identity/tokens.ts';
import { openStore, quiet, startTestCloud, type TestStore } from '../../cloud-api/testing/test-cloud.ts';
import { testKms } from '../../cloud-api/testing/test-kms.ts';
import pg from 'pg';
import { electricFeeds } from '../client/electric-feed.ts';
import { machinePlatform } from '../client/platform.ts';
import type { ShapeBatch, ShapeFeed } from '../client/shape-feed.ts';
import { until } from '../shapes/testing/until.ts';

export interface DeskCrowdOptions {
  readonly desks: number;
  readonly stores: number;
  readonly products: number;
  readonly outages: readonly ('restart' | 'lost-slot')[];
  /** How long nothing at all may come to any desk before all have everything, at the beginning and after each outage */
  readonly withinMs: number;
}

export interface DeskCrowdReport {
  /** What a desk showed that was less than it had */
  readonly faults: readonly string[];
  readonly complete: number;
  /** Requests that all desks hold together, once they have found back */
  readonly held: number;
}

const TABLES = ['products', 'variants', 'prices'] as const;

/** One table as a desk shows it: what it had stays until a new copy is whole. */
class Screen {
  readonly faults: string[] = [];
  shown = new Map<string, number>();
  /** Batches that came */
  came = 0;
  #staged: Map<string, number> | null = null;
  #reached = 0;

  receive({ messages }: ShapeBatch): void {
    this.came += 1;
    for (const message of messages) {
      if (message.t === 'refetch') {
        this.#staged = new Map();
        this.#reached = 0;
      } else if (message.t === 'up-to-date') this.#swap(message.lsn);
      else {
        const { id, variant_id: variant, description = '0' } = message.values;
        const key = String(id ?? variant);
        if (message.lsn !== null && message.lsn <= this.#reached) this.faults.push(`${key} came after its position`);
        this.#put(this.#staged ?? this.shown, key, Number(description));
      }
    }
  }

  /** Nothing lies below: what comes later must not. */
  reach(lsn: number): void {
    this.#reached = Math.max(this.#reached, lsn);
  }

  #put(rows: Map<string, number>, key: string, n: number): void {
    if (n < (rows.get(key) ?? 0)) this.faults.push(`${key} went back to ${n}`);
    rows.set(key, n);
  }

  #swap(lsn: number): void {
    this.reach(lsn);
    if (!this.#staged) return;
    for (const [key, n] of this.shown) if ((this.#staged.get(key) ?? -1) < n) this.faults.push(`${key} is less`);
    this.shown = this.#staged;
    this.#staged = null;
  }
}

interface Desk {
  readonly store: TestStore;
  readonly screens: ReadonlyMap<string, Screen>;
  readonly feeds: readonly ShapeFeed[];
}

/** Many desks' feeds on a real cloud, which restarts and loses its stream while shops go on writing. */
export async function runDeskCrowd(options: DeskCrowdOptions): Promise<DeskCrowdReport> {
  const test = await startTestCloud({ callsPerMinute: 100_000_000 });
  const admin = new pg.Client(test.database.url);
  admin.on('error', () => {});
  let cloud: Cloud = test.cloud;
  const desks: Desk[] = [];
  try {
    await admin.connect();
    const stores: TestStore[] = [];
    for (let at = 0; at < options.stores; at += 1)
      stores.push(await openStore(test, `crowd-${randomUUID().slice(0, 8)}`));
    for (const store of stores) for (let at = 0; at < options.products; at += 1) await write(admin, store, at);
    const line = { held: 0 };
    const devices: Device[] = [];
    for (let at = 0; at < options.desks; at += 1) devices.push(await enrol(() => cloud, stores[at % stores.length]!));
    for (const device of devices) desks.push(follow(test.cloud, device, line));
    const complete = () => completeOf(admin, desks);
    const came = () =>
      desks.reduce((sum, { screens }) => sum + [...screens.values()].reduce((n, s) => n + s.came, 0), 0);
    const all = async () => (await complete()) === desks.length;
    await until('all have the first copy', all, options.withinMs, came);
    let number = options.products;
    for (const outage of options.outages) {
      for (const store of stores) await write(admin, store, number);
      if (outage === 'lost-slot') {
        await admin.query(`SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots
          WHERE database = current_database() AND active`);
      } else {
        const port = Number(new URL(cloud.url).port);
        await cloud.close();
        cloud = await bootCloud({
          databaseUrl: test.database.url,
          log: quiet,
          kms: testKms(),
          port,
          callsPerMinute: 1e8,
        });
      }
      number += 1;
      for (const store of stores) await write(admin, store, number);
      number += 1;
      await until(`all have found back after ${outage}`, all, options.withinMs, came);
    }
    // As they were at one moment: a held request that is answered is followed by the next, sometimes before it is counted off.
    let held = 0;
    const eachHoldsOne = () => {
      held = line.held;
      return held === desks.length;
    };
    await until('each desk holds one request', eachHoldsOne, options.withinMs);
    return {
      faults: desks.flatMap(({ screens }) => [...screens.values()].flatMap(({ faults }) => faults)),
      complete: await complete(),
      held,
    };
  } finally {
    for (const { feeds } of desks) for (const feed of feeds) feed.stop();
    await cloud.close();
    await admin.end();
    await test.database.drop();
  }
}

/** A product with a variant and a price, and the number of the last of them in every product before. */
async function write(admin: pg.Client, { tenantId, priceListId }: TestStore, n: number): Promise<void> {
  const [product, variant] = [randomUUID(), randomUUID()];
  await admin.query('BEGIN');
  await admin.query(
    `INSERT INTO products (tenant_id, id, title, handle, description, status, category, supplier, tags, options, tax_class,
                           image, sold_at_till, sold_online, external_ref, created_at, updated_at, updated_by)
     VALUES ($1, $2, 'Cup', $2::uuid::text, '0', 'active', '', '', '[]', '[]', 'standard', NULL, true, true, NULL, now(), now(), '')`,
    [tenantId, product],
  );
  await admin.query(
    `INSERT INTO variants (tenant_id, id, product_id, position, title, option_values, sku, gtin, unit, scale, tracked, status, image, updated_at, updated_by)
     VALUES ($1, $2, $3, 0, '', '[]', $2::uuid::text, NULL, 'H87', 0, true, 'active', NULL, now(), '')`,
    [tenantId, variant, product],
  );
  await admin.query(
    'INSERT INTO prices (tenant_id, price_list_id, variant_id, amount, compare_at, updated_at) VALUES ($1, $2, $3, 100, NULL, now())',
    [tenantId, priceListId, variant],
  );
  await admin.query('UPDATE products SET description = $2 WHERE tenant_id = $1', [tenantId, String(n)]);
  await admin.query('COMMIT');
}

interface Device {
  readonly store: TestStore;
  /** A token ends after minutes, and on a busy machine a thousand desks take longer than that */
  readonly token: () => Promise<string>;
}

const RENEW_MS = 120_000;

/** All before the first of them begins: a cloud that serves a thousand has less time for each. */
async function enrol(cloud: () => Cloud, store: TestStore): Promise<Device> {
  const { identity } = cloud();
  const { tenantId } = store;
  const deviceId = randomUUID();
  const device = {
    id: deviceId,
    name: 'Till',
    publicKey: Buffer.from(randomUUID().padEnd(32).slice(0, 32)).toString('base64url'),
  };
  const profile = { kind: 'till' as const, locationIds: [store.locationId], registerId: null };
  await withTransaction(identity.pool, (db) =>
    enrolDevice(identity, db, { tenantId, actor: systemActor, device, profile }),
  );
  const made = { at: 0, token: '' };
  const token = async () => {
    if (Date.now() - made.at > RENEW_MS) {
      made.at = Date.now();
      // By the cloud of now: the one before a restart has no database any more.
      made.token = await accessToken(cloud().identity, { kind: 'device', tenantId, deviceId });
    }
    return made.token;
  };
  await token();
  return { store, token };
}

function follow(cloud: Cloud, { store, token }: Device, line: { held: number }): Desk {
  const counted = async (url: string, init: RequestInit): Promise<Response> => {
    line.held += 1;
    try {
      return await fetch(url, init);
    } finally {
      line.held -= 1;
    }
  };
  const open = electricFeeds({
    cloudUrl: cloud.url,
    headers: async () => ({ authorization: `Bearer ${await token()}` }),
    fetch: counted as never,
    platform: machinePlatform(),
  });
  const screens = new Map(TABLES.map((table) => [table, new Screen()]));
  const feeds = [...screens].map(([table, screen]) =>
    open({
      table,
      onBatch: async (batch) => screen.receive(batch),
      onReached: (lsn) => screen.reach(lsn),
      onLine: () => {},
      onDenied: (status, message) => screen.faults.push(`${table} denied: ${status} ${message}`),
    }),
  );
  return { store, screens, feeds };
}

async function completeOf(admin: pg.Client, desks: readonly Desk[]): Promise<number> {
  const truth = new Map<string, string>();
  for (const table of TABLES) {
    const { rows } = await admin.query<{ tenant: string; n: string }>(
      `SELECT tenant_id AS tenant, count(*) || ' ' || ${table === 'products' ? 'sum(description::int)' : '0'} AS n FROM ${table} GROUP BY 1`,
    );
    for (const { tenant, n } of rows) truth.set(`${tenant} ${table}`, n);
  }
  const sum = (screen: Screen) => [...screen.shown.values()].reduce((total, n) => total + n, 0);
  return desks.filter(({ store, screens }) =>
    [...screens].every(
      ([table, screen]) => truth.get(`${store.tenantId} ${table}`) === `${screen.shown.size} ${sum(screen)}`,
    ),
  ).length;
}
