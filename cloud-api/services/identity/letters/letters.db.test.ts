import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../tools/testing/database.ts';
import { openPools, type Pools } from '../../../platform/db/pools.ts';
import { roleUrls } from '../../../platform/db/roles.ts';
import { withTransaction } from '../../../platform/db/transaction.ts';
import { type Keyring, openKeyring } from '../../../platform/keys/keyring.ts';
import type { Letter } from '../../../platform/mail/mailer.ts';
import { testKms } from '../../../testing/test-kms.ts';
import { sweepIdentity } from '../sweep.ts';
import { sendLetters, writeLetter } from './letters.ts';

let database: TestDatabase;
let pools: Pools;
let admin: pg.Client;
let keyring: Keyring;
let taken: Letter[];
let away: (letter: Letter) => boolean;
let turnedAway: unknown[];
let later: number;
const DAY = 86_400_000;

beforeAll(async () => {
  database = await createTestDatabase();
  pools = openPools(roleUrls(database.url), () => {});
  admin = new pg.Client(database.url);
  await admin.connect();
  keyring = await openKeyring({ pool: pools.system, kms: testKms() });
});
beforeEach(async () => {
  await admin.query('DELETE FROM identity.letters');
  taken = [];
  turnedAway = [];
  later = 0;
  away = () => false;
});
afterAll(async () => {
  await admin?.end();
  await pools?.close();
  await database?.drop();
});

const write = (to: string, at = Date.now()) =>
  withTransaction(pools.identity, (db) =>
    writeLetter(keyring, db, { to, kind: 'invitation', subject: 'Come', text: `Hello ${to}` }, at),
  );
const mailer = {
  send: async (letter: Letter): Promise<void> => {
    if (away(letter)) throw new Error('the address does not exist');
    taken.push(letter);
  },
};
const send = () =>
  sendLetters({
    ...{ pool: pools.identity, keyring, mailer, now: () => Date.now() + later },
    onTurnedAway: (error) => turnedAway.push(error),
  });

test('letters that the mailer does not take keep no other back, and are tried again', async () => {
  for (let n = 0; n < 25; n += 1) await write(`wrong-${n}@shop.example`, Date.now() - DAY);
  await write('right@shop.example');
  away = ({ to }) => to.startsWith('wrong');
  // None of the first twenty went: whoever repeats this waits a while.
  expect(await send()).toBe(false);
  expect(turnedAway).toHaveLength(20);
  await send();
  expect(taken).toEqual([{ to: 'right@shop.example', subject: 'Come', text: 'Hello right@shop.example' }]);
  away = () => false;
  later = DAY;
  while (await send());
  expect(new Set(taken.map(({ to }) => to)).size).toBe(26);
  expect(taken).toHaveLength(26);
});

test('one that is turned away is tried once, and again after a while that grows', async () => {
  await write('wrong@shop.example');
  away = () => true;
  for (const [wait, tries] of [
    [0, 1],
    [20_000, 1],
    [31_000, 2],
    [75_000, 2],
    [92_000, 3],
    [92_000 + 3_600_000, 4],
  ] as const) {
    later = wait;
    await send();
    await send();
    expect([wait, turnedAway.length]).toEqual([wait, tries]);
  }
});

test('two who send at once send each letter once', async () => {
  for (let n = 0; n < 12; n += 1) await write(`${n}@shop.example`);
  await Promise.all([send(), send(), send()]);
  expect(taken.map(({ to }) => to).sort()).toEqual(Array.from({ length: 12 }, (_, n) => `${n}@shop.example`).sort());
});

test('what has ended is swept, and nothing that still counts', async () => {
  const now = Date.now();
  await write('old@shop.example', now - 8 * DAY);
  await write('new@shop.example', now - 6 * DAY);
  const [account, tenant] = [randomUUID(), randomUUID()];
  const at = (ms: number) => new Date(now + ms).toISOString();
  await admin.query(`INSERT INTO identity.tenants (id, name, status, created_at) VALUES ($1, 'T', 'active', now())`, [
    tenant,
  ]);
  await admin.query(
    `INSERT INTO identity.accounts (id, email, password_hash, status, created_at) VALUES ($1, 'a@b', '', 'active', now())`,
    [account],
  );
  for (const [name, seen] of [
    ['gone', -32 * DAY],
    ['here', -29 * DAY],
  ] as const)
    await admin.query(
      `INSERT INTO identity.sessions
         (id, tenant_id, account_id, staff_id, label, amr, signed_in_at, proven_at, proven_by, last_seen_at)
       VALUES ($1, $2, $3, $3, $4, '{pwd}', $5, $5, '{pwd}', $5)`,
      [randomUUID(), tenant, account, name, at(seen)],
    );
  for (const [name, age] of [
    ['old', -3 * DAY],
    ['new', 0],
  ] as const) {
    await admin.query('INSERT INTO identity.sign_in_attempts (subject, failures, last_at) VALUES ($1, 3, $2)', [
      name,
      at(age),
    ]);
    await admin.query('INSERT INTO identity.password_resets (token_hash, account_id, expires_at) VALUES ($1, $2, $3)', [
      name,
      account,
      at(age),
    ]);
    await admin.query(`INSERT INTO identity.challenges (challenge, purpose, expires_at) VALUES ($1, 'sign-in', $2)`, [
      name,
      at(age),
    ]);
  }
  await sweepIdentity({ pool: pools.identity, now: () => now });
  const left = async (sql: string) => (await admin.query<{ is: string }>(sql)).rows.map((row) => row.is);
  expect(await left('SELECT to_email AS is FROM identity.letters')).toEqual(['new@shop.example']);
  expect(await left('SELECT label AS is FROM identity.sessions WHERE ended_at IS NULL')).toEqual(['here']);
  expect(await left('SELECT subject AS is FROM identity.sign_in_attempts')).toEqual(['new']);
  expect(await left('SELECT token_hash AS is FROM identity.password_resets')).toEqual(['new']);
  expect(await left('SELECT challenge AS is FROM identity.challenges')).toEqual(['new']);
});
