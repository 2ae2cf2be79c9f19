import { randomUUID } from 'node:crypto';
import { builtInRoles, ownerRole } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import pg from 'pg';
import { bootCloud, type Cloud } from '../../cloud-api/boot.ts';
import { enrolDevice, openStore, quiet, startTestCloud, type TestStore } from '../../cloud-api/testing/test-cloud.ts';
import { testKms } from '../../cloud-api/testing/test-kms.ts';
import { openRealDesk, type RealDesk } from './real-desk.ts';
import { seededChance } from './seeded-chance.ts';
import { type Met, troubledPushes } from './troubled-pushes.ts';

export interface DrainReport {
  /** Mutations as their desks did them, and as the cloud's audit has them, in order, by device */
  readonly done: Readonly<Record<string, readonly string[]>>;
  readonly landed: Readonly<Record<string, readonly string[]>>;
  /** What cloud and desks show in the end: orders with their numbers and totals, and what is on hand */
  readonly cloud: Shown;
  readonly desks: readonly Shown[];
  readonly unsettled: number;
  readonly needAttention: number;
  /** How often a push met each trouble */
  readonly met: Met;
}

interface Shown {
  readonly orders: readonly string[];
  readonly onHand: number;
}

const DESKS = 2;
const ON_HAND = 5_000;

/** Two desks that were offline send what they have through a troubled line to a cloud that restarts in the middle of it. */
export async function runDrain({ mutations, seed }: { mutations: number; seed: number }): Promise<DrainReport> {
  const test = await startTestCloud();
  const sql = new pg.Client(test.database.url);
  sql.on('error', () => {});
  const desks: RealDesk[] = [];
  let cloud: Cloud = test.cloud;
  try {
    await sql.connect();
    const store = await openStore(test, `drain-${randomUUID().slice(0, 8)}`);
    const { variantId } = await store.product('Enamel mug', ON_HAND);
    const met: Met = { busy: 0, cut: 0, twice: 0, well: 0 };
    const done: Record<string, string[]> = {};
    for (let at = 0; at < DESKS; at += 1) {
      const device = await enrolDevice(test, store);
      const desk = await openRealDesk({
        cloudUrl: cloud.url,
        device,
        ...ownerOf(store),
        onPush: troubledPushes(seededChance(seed + at), met),
      });
      desks.push(desk);
      await desk.until('the first copy', () => desk.sync.status().state === 'synced');
      const register = {
        id: randomUUID(),
        code: `T${at}`,
        name: `T${at}`,
        locationId: store.locationId,
        status: 'active',
      };
      await store.command('register.saveRegister', { register });
      await desk.until(
        'the register',
        () => desk.one('SELECT count(*) FROM registers WHERE id = ?', [register.id]) === 1,
      );
      desk.line = 'cut';
      done[device.deviceId] = await workOffline(desk, { variantId, registerId: register.id, store }, mutations / DESKS);
    }
    for (const desk of desks) desk.line = 'open';
    // A queue of a month takes its time on a busy machine; how long is a bench's question.
    const patience = 60_000 + mutations * 100;
    const waiting = () => desks.reduce((sum, desk) => sum + desk.sync.status().waiting, 0);
    await desks[0]?.until('half of it is sent', () => waiting() <= mutations / 2, patience);
    await cloud.close();
    cloud = await bootCloud({
      ...{ databaseUrl: test.database.url, log: quiet, kms: testKms(), port: Number(new URL(cloud.url).port) },
    });
    for (const desk of desks) {
      await desk.until('all is sent', () => desk.sync.status().waiting === 0, patience);
    }
    const shownInCloud = await cloudShows(sql, variantId);
    const agree = (desk: RealDesk) => JSON.stringify(deskShows(desk, variantId)) === JSON.stringify(shownInCloud);
    for (const desk of desks) {
      await desk.until('nothing is pending', () => unsettled(desk) === 0);
      await desk.until('desk and cloud agree', () => agree(desk));
    }
    return {
      done,
      landed: await landedIn(sql, Object.keys(done)),
      cloud: shownInCloud,
      desks: desks.map((desk) => deskShows(desk, variantId)),
      unsettled: desks.reduce((sum, desk) => sum + unsettled(desk), 0),
      needAttention: desks.reduce((sum, desk) => sum + desk.sync.status().needsAttention, 0),
      met,
    };
  } finally {
    for (const desk of desks) await desk.close();
    await cloud.close();
    await sql.end();
    await test.database.drop();
  }
}

function ownerOf({ staffId }: TestStore) {
  const owner = builtInRoles.find((role) => role.id === ownerRole.id);
  const actor = { id: staffId, name: 'Ada', roleId: ownerRole.id, permissions: owner?.permissions ?? [] };
  return { actor, store: { currency: 'GBP', timeZone: 'Europe/London', pricesIncludeTax: true } };
}

interface Place {
  readonly variantId: string;
  readonly registerId: string;
  readonly store: TestStore;
}

/** Sales, and a find of one unit after every fourth. @returns their ids in order */
async function workOffline(desk: RealDesk, { variantId, registerId, store }: Place, count: number): Promise<string[]> {
  const sessionId = randomUUID();
  const ids = [await desk.sell({ sessionId, registerId, float: 5_000 }, 'register.openSession')];
  const tenders = [{ key: 'cash', kind: 'cash', amount: 1_200, given: 2_000, change: 800, reference: '' }];
  const lines = [{ key: 'a', variantId, quantity: 1 }];
  const found = { lines: [{ locationId: store.locationId, variantId, delta: 1 }], reason: 'found', note: '' };
  while (ids.length < count) {
    const sale = { orderId: randomUUID(), registerId, sessionId, customerId: null, lines, tenders };
    ids.push(ids.length % 5 === 4 ? await desk.sell(found, 'inventory.adjust') : await desk.sell(sale));
  }
  return ids;
}

const unsettled = (desk: RealDesk): number => desk.one(`SELECT count(*) FROM sync_outbox WHERE state <> 'settled'`);

function deskShows(desk: RealDesk, variantId: string): Shown {
  const rows = desk.file.read(`SELECT id || ' ' || number || ' ' || total AS line FROM orders`);
  return {
    orders: rows.map(({ line }) => String(line)).sort(),
    onHand: desk.one('SELECT on_hand FROM stock_levels WHERE variant_id = ?', [variantId]),
  };
}

async function cloudShows(sql: pg.Client, variantId: string): Promise<Shown> {
  const { rows } = await sql.query<{ line: string }>(`SELECT id || ' ' || number || ' ' || total AS line FROM orders`);
  const { rows: levels } = await sql.query('SELECT on_hand FROM stock_levels WHERE variant_id = $1', [variantId]);
  return { orders: rows.map(({ line }) => line).sort(), onHand: Number(levels[0]?.on_hand) };
}

/** By the audit, which has an entry for each that ran, in the order in which they did. */
async function landedIn(sql: pg.Client, deviceIds: readonly string[]): Promise<Record<string, string[]>> {
  const { rows } = await sql.query<{ device: string; id: string }>(
    'SELECT device_id AS device, mutation_id AS id FROM audit.entries WHERE device_id = ANY ($1) ORDER BY entries.id',
    [deviceIds],
  );
  return Object.fromEntries(
    deviceIds.map((device) => [device, rows.filter((row) => row.device === device).map(({ id }) => id)]),
  );
}
