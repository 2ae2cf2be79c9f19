import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashPin } from '@tillhouse/desktop/host/session/pin.ts';
import { seededChance } from '@tillhouse/sync/testing/seeded-chance.ts';
import { expect } from 'vitest';
import { openStore, startTestCloud } from '../../cloud-api/testing/test-cloud.ts';
import { checkSource } from '../cli/check-source.ts';
import { openCloudDatabase, openDeskFile, type RowSource } from '../cli/read-sources.ts';
import { enrolTill, type KilledTill, PIN, startAgain, tradeUntilKilled } from './killed-tills.ts';
import { expectUnbroken, seriesOf } from './series.ts';
import type { Till } from './till.ts';
import { expectZIsTheLedger } from './z-is-the-ledger.ts';

/** `offline`: kills with the lines of two of the three cut; `draining`: with all lines whole, while what waited is sent. */
export interface Kills {
  readonly seed: number;
  readonly offline: number;
  readonly draining: number;
}

/** What the ids of a book are, against what was asked for: each once. */
async function expectAskedOnce(source: RowSource, tills: readonly KilledTill[]): Promise<void> {
  const asked = tills.flatMap((till) => [...till.asked.values()]);
  const of = (name: string, id: string) =>
    asked.flatMap((deed) => {
      const key = deed.kind === 'command' ? (deed.args as Record<string, string>)[id] : undefined;
      return deed.kind === 'command' && deed.name === name ? [String(key)] : [];
    });
  const sold = asked.flatMap(({ id, kind }) => (kind === 'command' ? [] : [id]));
  const books: readonly (readonly [sql: string, ids: readonly string[]])[] = [
    [`SELECT id FROM orders WHERE kind = 'sale'`, sold],
    [`SELECT id FROM orders WHERE kind = 'return'`, of('register.recordReturn', 'orderId')],
    ['SELECT order_id AS id FROM receipts', [...sold, ...of('register.recordReturn', 'orderId')]],
    ['SELECT id FROM invoices', of('invoices.issue', 'invoiceId')],
    ['SELECT id FROM register_sessions', of('register.openSession', 'sessionId')],
    ['SELECT session_id AS id FROM register_closings', of('register.closeSession', 'sessionId')],
    [`SELECT session_id AS id FROM drawer_movements WHERE kind = 'paid-in'`, of('register.moveCash', 'sessionId')],
  ];
  for (const [sql, ids] of books) {
    const rows = await source.rows<{ id: string }>(sql);
    expect(rows.map(({ id }) => id).sort(), `${source.name}: ${sql}`).toEqual([...ids].sort());
  }
}

/** Closes the drawer that is still open, so that every sale is in a Z report. */
async function closeDrawer(till: Till, { registerId, asked, done }: KilledTill): Promise<void> {
  const [open] = till.rows<{ id: string }>(
    `SELECT id FROM register_sessions s WHERE register_id = '${registerId}'
       AND NOT EXISTS (SELECT 1 FROM register_closings c WHERE c.session_id = s.id)`,
  );
  if (!open) return;
  const drawer = await till.bridge.query('till.drawer', { sessionId: open.id });
  const args = { sessionId: open.id, registerId, counted: drawer?.report.drawer.expected ?? 0, note: '' };
  const { mutationId } = await till.bridge.mutate('register.closeSession', args);
  asked.set(mutationId, { kind: 'command', id: mutationId, name: 'register.closeSession', args });
  done.add(mutationId);
}

/**
 * Three registers of one shop, two of them without a line, sell, take back, invoice and close their drawers in processes that
 * are killed at moments of chance. At the end the lines are whole and everything is sent.
 * @returns what happened, for the one who reads the log; `untold` of the kills fell between a commit and its answer
 */
export async function seriesHold({ seed, offline, draining }: Kills): Promise<{ words: string; untold: number }> {
  const since = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'tillhouse-series-'));
  const cloud = await startTestCloud();
  const tills: KilledTill[] = [];
  const running: Till[] = [];
  try {
    const store = await openStore(cloud, 'larkhall');
    const pinHash = await hashPin(PIN);
    expect((await store.command('access.setPin', { staffId: store.staffId, pinHash })).status).toBe(200);
    const goods = [await store.product('Enamel mug', 5_000), await store.product('Linen towel', 5_000)];
    const variantIds = goods.map(({ variantId }) => variantId);
    const shop = { cloudUrl: cloud.cloud.url, store, registerId: '', variantId: variantIds[0] as string };
    for (const code of ['T1', 'T2', 'T3']) {
      const registerId = randomUUID();
      const register = { id: registerId, code, name: code, locationId: store.locationId, status: 'active' };
      expect((await store.command('register.saveRegister', { register })).status).toBe(200);
      tills.push(await enrolTill(shop, { code, registerId, dataDir: join(folder, code) }));
    }
    const killEach = (kills: number) =>
      Promise.all(
        tills.map(async (till, at) => {
          const chance = seededChance(seed + at);
          const own = Math.ceil((kills - at) / tills.length);
          for (let kill = 0; kill < own; kill += 1)
            await tradeUntilKilled(till, { staffId: store.staffId, variantIds, chance });
        }),
      );
    for (const { line } of tills.slice(1)) line.cut();
    await killEach(offline);
    for (const { line } of tills.slice(1)) line.mend();
    await killEach(draining);

    expect(tills.flatMap(({ refused }) => refused)).toEqual([]);

    // What was asked for last and never answered is asked once more, as the window would.
    for (const killed of tills) {
      const till = await startAgain(killed, shop);
      running.push(till);
      for (const deed of [...killed.asked.values()].filter(({ id }) => !killed.done.has(id))) {
        if (deed.kind === 'command') await till.bridge.mutate(deed.name, deed.args, deed.id);
        else if (deed.kind === 'cash')
          await till.bridge.call('basket.payCash', { basketId: deed.id, due: deed.due, given: 100_000 });
        else await till.bridge.call('basket.payCard', { basketId: deed.id, due: deed.due, reference: '4242' });
        killed.done.add(deed.id);
      }
      await closeDrawer(till, killed);
    }
    for (const till of running) await till.allSent();
    const orders = () => tills.flatMap(({ asked }) => [...asked.values()].filter(isTrade)).length;
    for (const till of running)
      await till.until('it has what the others did', () => till.rows('SELECT 1 FROM receipts').length === orders());

    const source = await openCloudDatabase(cloud.database.url);
    const inCloud = await seriesOf(source);
    expectUnbroken(inCloud);
    await expectAskedOnce(source, tills);
    await expectZIsTheLedger(
      source,
      tills.map(({ registerId }) => registerId),
    );
    expect((await checkSource(source)).violations).toEqual([]);
    await source.close();
    for (const { dataDir } of tills) {
      const desk = openDeskFile(join(dataDir, 'desk.sqlite'));
      await expect.poll(() => seriesOf(desk)).toEqual(inCloud);
      await expectAskedOnce(desk, tills);
      await expect.poll(async () => (await checkSource(desk)).violations).toEqual([]);
      await desk.close();
    }
    const untold = tills.reduce((sum, { found }) => sum + found.size, 0);
    return { untold, words: summary(tills, Object.entries(inCloud), { since, untold }) };
  } finally {
    for (const till of running) await till.host.close();
    for (const { line } of tills) await line.close();
    await cloud.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const isTrade = (deed: { kind: string; name?: string }) =>
  deed.kind !== 'command' || deed.name === 'register.recordReturn';

function summary(
  tills: readonly KilledTill[],
  series: readonly [string, readonly number[]][],
  { since, untold }: { since: number; untold: number },
): string {
  const all = (of: (till: KilledTill) => number) => tills.reduce((sum, till) => sum + of(till), 0);
  const [kills, early, between] = [all((till) => till.kills), all((till) => till.early), all((till) => till.between)];
  return [
    `${kills} kills in ${((performance.now() - since) / 1_000).toFixed(0)} s and ${all(({ asked }) => asked.size)} deeds:`,
    `  ${early} before any work, ${between} between the key and the answer, of which ${untold} after the commit`,
    ...series.map(([name, numbers]) => `  ${name}: 1 to ${numbers.length}`),
  ].join('\n');
}
