import { managerRole } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openStore, startTestCloud, type TestCloud, type TestStore } from '../../../testing/test-cloud.ts';
import { addTotp, newPerson, signedIn, type Tester } from '../testing/person.ts';

let cloud: TestCloud;
let store: TestStore;
let admin: pg.Client;
let ahead = 0;
const now = (): number => Date.now() + ahead;

beforeAll(async () => {
  cloud = await startTestCloud({ now });
  store = await openStore(cloud, 'codes');
  admin = new pg.Client(cloud.database.url);
  await admin.connect();
});
afterAll(async () => {
  await admin?.end();
  await cloud?.close();
});
/** A new step each time, so that no test takes the code of another. */
beforeEach(() => {
  ahead += 120_000;
});

const person = (name: string): Promise<Tester> => newPerson(cloud, store, managerRole.id, name);
const signIn = ({ email, password }: Tester, code?: string) =>
  cloud.call('POST', '/auth/session', { body: { email, password, ...(code === undefined ? {} : { code }) } });
const wrong = { status: 401, body: { code: 'auth.wrong-code' } };
const STEP = 30_000;

test('an app counts once a code of it was given, and then a password alone is not enough', async () => {
  const ann = await person('Ann');
  const begun = await ann.ask('POST', '/auth/factors/totp');
  expect(begun.body.uri).toMatch(/^otpauth:\/\/totp\/Tillhouse:ann-.*secret=[A-Z2-7]{32}/);
  expect((await signIn(ann)).status).toBe(200);
  expect(await ann.ask('POST', '/auth/factors/totp/confirm', { code: '000000' })).toMatchObject(wrong);
  const codeAt = await addTotp(ann, now());
  expect(await signIn(ann)).toMatchObject({
    status: 401,
    body: { code: 'auth.second-factor-needed', details: { will: ['totp'] } },
  });
  expect(await signIn(ann, '000000')).toMatchObject(wrong);
  expect((await signIn(ann, codeAt(now() + STEP))).status).toBe(200);
  expect((await ann.ask('POST', '/auth/factors/totp')).body.code).toBe('auth.totp-set-up');
});

test('a wrong password with the right code tells nothing of the second factor', async () => {
  const ann = await person('Quiet');
  const codeAt = await addTotp(ann, now());
  const answer = await signIn({ ...ann, password: 'something else altogether' }, codeAt(now() + STEP));
  expect(answer.body.code).toBe('auth.wrong-password');
});

test('a code is taken once, one step around now, and none from before the last', async () => {
  const ann = await person('Replay');
  const codeAt = await addTotp(ann, now());
  expect(await signIn(ann, codeAt(now()))).toMatchObject(wrong);
  expect(await signIn(ann, codeAt(now() - STEP))).toMatchObject(wrong);
  expect(await signIn(ann, codeAt(now() + 2 * STEP))).toMatchObject(wrong);
  const next = codeAt(now() + STEP);
  expect((await signIn(ann, next)).status).toBe(200);
  expect(await signIn(ann, next)).toMatchObject(wrong);
  expect(await signIn(ann, codeAt(now()))).toMatchObject(wrong);
});

test('one code six times at once: one wins', async () => {
  const ann = await person('Race');
  const codeAt = await addTotp(ann, now());
  const code = codeAt(now() + STEP);
  const answers = await Promise.all(Array.from({ length: 6 }, () => ann.ask('POST', '/auth/factors/prove', { code })));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401, 401, 401]);
});

test('ten recovery codes, shown once and kept as hashes; each signs in once, of two at once one', async () => {
  const ann = await person('Codes');
  await addTotp(ann, now());
  const { codes } = (await ann.ask('POST', '/auth/factors/recovery-codes')).body as { codes: string[] };
  expect(new Set(codes).size).toBe(10);
  const kept = JSON.stringify((await admin.query('SELECT * FROM identity.recovery_codes')).rows);
  for (const code of codes) expect(kept).not.toContain(code.replace('-', ''));
  const [first = '', second = '', third = ''] = codes;
  expect((await signIn(ann, first.toLowerCase().replace('-', ' '))).status).toBe(200);
  expect(await signIn(ann, first)).toMatchObject(wrong);
  const race = await Promise.all(
    Array.from({ length: 6 }, () => ann.ask('POST', '/auth/factors/prove', { code: second })),
  );
  expect(race.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401, 401, 401]);
  expect((await ann.ask('GET', '/auth/factors')).body).toMatchObject({
    recoveryCodes: 8,
    will: ['totp', 'recovery-code'],
  });
  await ann.ask('POST', '/auth/factors/recovery-codes');
  expect(await signIn(ann, third)).toMatchObject(wrong);
});

test('a recovery code of somebody else is worth nothing', async () => {
  const ann = await person('Owner');
  const bob = await person('Finder');
  for (const who of [ann, bob]) await addTotp(who, now());
  const { codes } = (await ann.ask('POST', '/auth/factors/recovery-codes')).body;
  await bob.ask('POST', '/auth/factors/recovery-codes');
  expect(await bob.ask('POST', '/auth/factors/prove', { code: codes[0] })).toMatchObject(wrong);
  expect((await ann.ask('POST', '/auth/factors/prove', { code: codes[0] })).status).toBe(200);
});

test('the secret of an app lies sealed in the database, for its account alone', async () => {
  const ann = await person('Sealed');
  const { body } = await ann.ask('POST', '/auth/factors/totp');
  const { rows } = await admin.query<{ account_id: string; secret: string }>(
    'SELECT account_id, secret FROM identity.totps',
  );
  expect(JSON.stringify(rows)).not.toContain(body.secret);
  const sealer = await cloud.cloud.identity.keyring.sealer(null);
  const placeOf = (row: string) => ({ table: 'identity.totps', row, column: 'secret' });
  const row = rows.find(({ account_id, secret }) => {
    try {
      return sealer.open(secret, placeOf(account_id)) === body.secret;
    } catch {
      return false;
    }
  });
  expect(row).toBeDefined();
  expect(() => sealer.open(row?.secret ?? '', placeOf('somebody-else'))).toThrow();
});

test('wrong codes make the next one wait, also a right one', async () => {
  const ann = await person('Guess');
  const codeAt = await addTotp(ann, now());
  for (let tried = 0; tried < 10; tried += 1) {
    expect((await ann.ask('POST', '/auth/factors/prove', { code: '000000' })).status).toBe(401);
  }
  const code = codeAt(now() + STEP);
  const waiting = await ann.ask('POST', '/auth/factors/prove', { code });
  expect(waiting).toMatchObject({ status: 429, body: { code: 'auth.too-many-tries' } });
  ahead += 61_000;
  expect((await ann.ask('POST', '/auth/factors/prove', { code: codeAt(now()) })).status).toBe(200);
});

test('an app that is removed signs nobody in', async () => {
  const ann = await person('Removed');
  const codeAt = await addTotp(ann, now());
  expect((await ann.ask('DELETE', '/auth/factors/totp')).status).toBe(204);
  expect((await signIn(ann)).status).toBe(200);
  expect(await ann.ask('POST', '/auth/factors/prove', { code: codeAt(now() + STEP) })).toMatchObject(wrong);
  await signedIn(cloud, ann);
});
