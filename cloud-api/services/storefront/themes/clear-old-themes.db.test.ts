import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPools, type Pools } from '../../../platform/db/pools.ts';
import { roleUrls } from '../../../platform/db/roles.ts';
import { smallTheme } from '../../../testing/small-theme.ts';
import { openStore, startTestCloud, type TestCloud, type TestStore } from '../../../testing/test-cloud.ts';
import { clearOldThemes, KEPT_DAYS, KEPT_SHOWN, KEPT_VERSIONS } from './clear-old-themes.ts';

let cloud: TestCloud;
let admin: pg.Client;
let pools: Pools;
const DAY = 86_400_000;

beforeAll(async () => {
  cloud = await startTestCloud();
  admin = new pg.Client(cloud.database.url);
  await admin.connect();
  pools = openPools(roleUrls(cloud.database.url), () => {});
});
afterAll(async () => {
  await pools?.close();
  await admin?.end();
  await cloud?.close();
});

const storeIdOf = async (store: TestStore): Promise<string> =>
  (await cloud.call('GET', '/v1/stores', { token: store.token })).body.rows[0].id;
const numbersOf = async (store: TestStore): Promise<number[]> => {
  const { rows } = await admin.query('SELECT number FROM theme_versions WHERE tenant_id = $1 ORDER BY number', [
    store.tenantId,
  ]);
  return rows.map(({ number }) => Number(number));
};
const filesOf = async (store: TestStore): Promise<number> =>
  Number((await admin.query('SELECT count(*) FROM theme_files WHERE tenant_id = $1', [store.tenantId])).rows[0].count);
const done = async (store: TestStore, name: string, args: object) =>
  expect((await store.command(name, args)).body).toMatchObject({ status: 'applied' });

async function send(store: TestStore, storeId: string, css: string): Promise<string> {
  const body = { id: randomUUID(), storeId, files: smallTheme({ 'assets/theme.css': css }) };
  const answer = await cloud.call('POST', '/v1/themes', { token: store.token, body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return body.id;
}
const clear = (now: number) => clearOldThemes(pools.system, { pool: pools.app, now: () => now, onCommitted: () => {} });

/** Versions below the newest that are kept: copies of one of settings alone, laid by SQL, so that a test does not send hundreds. */
async function copies(of: string, count: number): Promise<string[]> {
  const { rows } = await admin.query(
    `INSERT INTO theme_versions SELECT (jsonb_populate_record(v, jsonb_build_object('id', gen_random_uuid(), 'number', v.number + n))).*
       FROM theme_versions v, generate_series(1, $2) n WHERE v.id = $1 RETURNING id, number`,
    [of, count],
  );
  expect(rows).toHaveLength(count);
  return rows.sort((a, b) => Number(a.number) - Number(b.number)).map(({ id }) => id);
}

test('what nothing refers to goes with its files; what is live, scheduled, new or was shown stays, and is gone back to', async () => {
  const store = await openStore(cloud, 'larkhall');
  const other = await openStore(cloud, 'frome');
  const [storeId, otherId] = [await storeIdOf(store), await storeIdOf(other)];
  const theirs = await send(other, otherId, 'body { color: blue }');
  const live = await send(store, storeId, 'body { color: red }');
  const scheduled = await send(store, storeId, 'body { color: green }');
  const forgotten = await send(store, storeId, 'body { color: grey }');
  await done(store, 'content.publishTheme', { storeId, versionId: live });
  await done(store, 'content.scheduleTheme', { versionId: scheduled, publishAt: Date.now() + 400 * DAY });
  const fault = {
    id: randomUUID(),
    versionId: forgotten,
    template: 'templates/home.liquid',
    line: 1,
    message: 'x',
    times: 1,
  };
  await done(store, 'content.noteThemeFault', fault);
  const shown = await send(store, storeId, 'body { color: pink }');
  await done(store, 'content.publishTheme', { storeId, versionId: shown });
  await done(store, 'content.publishTheme', { storeId, versionId: live });
  await copies(await send(store, storeId, 'body { color: gold }'), KEPT_VERSIONS - 1);
  const before = await filesOf(store);
  const all = KEPT_VERSIONS + 4;
  expect(await numbersOf(store)).toHaveLength(all);

  // Young ones stay, however many.
  expect(await clear(Date.now() + (KEPT_DAYS - 1) * DAY)).toBe(false);
  expect(await numbersOf(store)).toHaveLength(all);

  const later = Date.now() + (KEPT_DAYS + 1) * DAY;
  await Promise.all([clear(later), clear(later)]);
  const numbers = await numbersOf(store);
  expect(numbers.slice(0, 3)).toEqual([1, 2, 4]);
  expect(numbers).toHaveLength(all - 1);
  // Its style sheet was its own; every other file is another version's too.
  expect(await filesOf(store)).toBe(before - 1);
  expect((await cloud.call('GET', '/v1/theme-faults', { token: store.token })).body.rows).toEqual([]);
  expect((await cloud.call('GET', `/v1/themes/${forgotten}`, { token: store.token })).status).toBe(404);
  // Nothing of another shop went.
  expect((await cloud.call('GET', `/v1/themes/${theirs}`, { token: other.token })).body.files).toHaveLength(
    smallTheme({}).length,
  );
  // Rolled back to, whole.
  await done(store, 'content.publishTheme', { storeId, versionId: shown });
  const back = await cloud.call('GET', `/v1/themes/${shown}`, { token: store.token });
  expect(back.body.files).toContainEqual({ path: 'assets/theme.css', text: 'body { color: pink }' });
  // A shop that has nothing to clear is not asked to: no command stands on its log.
  const commands = async () =>
    Number(
      (await admin.query(`SELECT count(*) FROM audit.entries WHERE action = 'content.clearThemes'`)).rows[0].count,
    );
  const told = await commands();
  await clear(later);
  expect(await commands()).toBe(told);
  // The same theme can be sent again.
  expect(await send(store, storeId, 'body { color: grey }')).toBeTruthy();
});

test('of those that shoppers saw the last are kept', async () => {
  const store = await openStore(cloud, 'bath');
  const storeId = await storeIdOf(store);
  const first = await send(store, storeId, 'body { color: red }');
  const seen = [first, ...(await copies(first, KEPT_SHOWN + 1))];
  await copies(seen.at(-1) ?? '', KEPT_VERSIONS);
  for (const [at, id] of seen.entries())
    await admin.query('UPDATE theme_versions SET published_at = $2 WHERE id = $1', [
      id,
      new Date(1_700_000_000_000 + at),
    ]);
  await clear(Date.now() + (KEPT_DAYS + 1) * DAY);
  // The two that were shown first are gone.
  expect((await numbersOf(store)).slice(0, 2)).toEqual([3, 4]);
});

test('themes of a shop have so much room and no more, and it says what becomes free', async () => {
  const store = await openStore(cloud, 'wells');
  const storeId = await storeIdOf(store);
  await send(store, storeId, 'body { color: red }');
  await admin.query('INSERT INTO theme_files (tenant_id, hash, size, body) VALUES ($1, $2, $3, $4)', [
    ...[store.tenantId, 'f'.repeat(64), 128 * 1024 * 1024, ''],
  ]);
  const body = { id: randomUUID(), storeId, files: smallTheme({ 'assets/theme.css': 'body { color: black }' }) };
  const answer = await cloud.call('POST', '/v1/themes', { token: store.token, body });
  expect(answer).toMatchObject({ status: 422, body: { code: 'theme.no-room' } });
  expect(answer.body.detail).toContain(`after ${KEPT_DAYS} days, but for the newest ${KEPT_VERSIONS}`);
  expect(await numbersOf(store)).toEqual([1]);
});
