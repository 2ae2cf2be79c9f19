import { managerRole, tillRole } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Authenticator, Bent } from '../../../testing/authenticator.ts';
import { openStore, startTestCloud, type TestCloud, type TestStore } from '../../../testing/test-cloud.ts';
import { addPasskey, newPerson, type Tester } from '../testing/person.ts';

let cloud: TestCloud;
let store: TestStore;
let admin: pg.Client;
let ahead = 0;

beforeAll(async () => {
  cloud = await startTestCloud({ now: () => Date.now() + ahead });
  store = await openStore(cloud, 'passkeys');
  admin = new pg.Client(cloud.database.url);
  await admin.connect();
});
afterAll(async () => {
  await admin?.end();
  await cloud?.close();
});

const person = (name: string, roleId = managerRole.id): Promise<Tester> => newPerson(cloud, store, roleId, name);

async function signInWith(authenticator: Authenticator, bent: Bent = {}) {
  const options = await cloud.call('POST', '/auth/session/passkey/options');
  const response = authenticator.get(options.body, bent);
  return cloud.call('POST', '/auth/session/passkey', { body: { response } });
}

const refused = { status: 403, body: { code: 'auth.passkey-refused' } };

test('a passkey is added, named, signs in without a password, and is removed', async () => {
  const ann = await person('Ann');
  const { authenticator, answer } = await addPasskey(cloud, ann);
  expect(answer).toMatchObject({ status: 201, body: { name: 'MacBook' } });
  const session = await signInWith(authenticator);
  expect(session).toMatchObject({ status: 200, body: { person: { staffId: ann.staffId } } });
  const path = `/auth/factors/passkeys/${answer.body.id}`;
  expect((await ann.ask('PATCH', path, { name: 'Office key' })).status).toBe(204);
  const shown = await ann.ask('GET', '/auth/factors');
  expect(shown.body).toMatchObject({
    passkeys: [{ name: 'Office key', cloned: false }],
    strong: true,
    will: ['passkey'],
  });
  expect((await ann.ask('DELETE', path)).status).toBe(204);
  expect(await signInWith(authenticator)).toMatchObject(refused);
  const { rows } = await admin.query('SELECT action FROM audit.entries WHERE actor_id = $1 ORDER BY recorded_at', [
    ann.staffId,
  ]);
  expect(rows.map(({ action }) => action)).toEqual(['identity.addPasskey@1', 'identity.removePasskey@1']);
});

test('the browser is asked for a discoverable passkey that asks who holds it', async () => {
  const ann = await person('Options');
  const { body } = await ann.ask('POST', '/auth/factors/passkeys/options');
  expect(body).toMatchObject({
    rp: { id: 'localhost' },
    attestation: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  const signIn = await cloud.call('POST', '/auth/session/passkey/options');
  expect(signIn.body).toMatchObject({ rpId: 'localhost', userVerification: 'required' });
  expect(signIn.body.allowCredentials ?? []).toEqual([]);
});

test.each<[string, Bent]>([
  ['another page', { origin: 'https://evil.example' }],
  ['another port of this machine', { origin: 'http://localhost:1' }],
  ['another site', { rpId: 'evil.example' }],
  ['nobody verified', { userVerified: false }],
  ['a challenge of somebody’s own', { challenge: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
])('%s: neither added nor signed in', async (_what, bent) => {
  const ann = await person('Bent');
  expect((await addPasskey(cloud, ann, bent)).answer).toMatchObject(refused);
  const { authenticator } = await addPasskey(cloud, ann);
  expect(await signInWith(authenticator, bent)).toMatchObject(refused);
  expect((await signInWith(authenticator)).status).toBe(200);
});

test('a challenge is good once, for five minutes, for one sign-in and for one purpose', async () => {
  const ann = await person('Challenge');
  const { authenticator } = await addPasskey(cloud, ann);
  const options = (await cloud.call('POST', '/auth/session/passkey/options')).body;
  const first = { response: authenticator.get(options) };
  expect((await cloud.call('POST', '/auth/session/passkey', { body: first })).status).toBe(200);
  expect(await cloud.call('POST', '/auth/session/passkey', { body: first })).toMatchObject(refused);
  const again = { response: authenticator.get(options) };
  expect(await cloud.call('POST', '/auth/session/passkey', { body: again })).toMatchObject(refused);

  const old = (await cloud.call('POST', '/auth/session/passkey/options')).body;
  ahead = 5 * 60_000 + 1_000;
  expect(
    await cloud.call('POST', '/auth/session/passkey', { body: { response: authenticator.get(old) } }),
  ).toMatchObject(refused);
  ahead = 0;

  const forSignIn = (await cloud.call('POST', '/auth/session/passkey/options')).body;
  const stolen = { response: authenticator.get(forSignIn) };
  expect(await ann.ask('POST', '/auth/factors/prove/passkey', stolen)).toMatchObject(refused);
});

test('two uses of one challenge at once: one wins', async () => {
  const ann = await person('Race');
  const { authenticator } = await addPasskey(cloud, ann);
  const options = (await cloud.call('POST', '/auth/session/passkey/options')).body;
  const answers = await Promise.all(
    Array.from({ length: 6 }, () =>
      cloud.call('POST', '/auth/session/passkey', { body: { response: authenticator.get(options) } }),
    ),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
});

test('a counter that does not go up suspends the passkey, since two hold it', async () => {
  const ann = await person('Clone');
  const { authenticator } = await addPasskey(cloud, ann);
  expect((await signInWith(authenticator, { counter: 40 })).status).toBe(200);
  expect(await signInWith(authenticator, { counter: 40 })).toMatchObject({
    status: 403,
    body: { code: 'auth.passkey-cloned' },
  });
  // The original is not trusted any more either: nobody can say which of them it is.
  expect((await signInWith(authenticator, { counter: 99 })).body.code).toBe('auth.passkey-cloned');
  const shown = await ann.ask('GET', '/auth/factors');
  expect(shown.body).toMatchObject({ passkeys: [{ cloned: true }], will: ['password'] });
});

test('a passkey that does not count goes on signing in', async () => {
  const ann = await person('Zero');
  const { authenticator } = await addPasskey(cloud, ann, { counter: 0 });
  for (const _ of [1, 2]) expect((await signInWith(authenticator, { counter: 0 })).status).toBe(200);
});

test('somebody else’s passkey shows nothing for me, and mine is nobody else’s to change', async () => {
  const ann = await person('Mine');
  const bob = await person('Yours');
  const mine = await addPasskey(cloud, ann);
  const yours = await addPasskey(cloud, bob);
  const options = (await ann.ask('POST', '/auth/factors/prove/options')).body;
  const proof = { response: yours.authenticator.get(options) };
  expect(await ann.ask('POST', '/auth/factors/prove/passkey', proof)).toMatchObject(refused);
  const path = `/auth/factors/passkeys/${mine.answer.body.id}`;
  expect((await bob.ask('PATCH', path, { name: 'Taken' })).status).toBe(404);
  expect((await bob.ask('DELETE', path)).status).toBe(404);
  // A credential that somebody has set up already is not set up again under another account.
  expect((await addPasskey(cloud, bob, {}, mine.authenticator)).answer).toMatchObject(refused);

  const other = await openStore(cloud, 'passkeys-elsewhere');
  const eve = await newPerson(cloud, other, tillRole.id, 'Eve');
  expect((await eve.ask('DELETE', path)).status).toBe(404);
  expect((await ann.ask('GET', '/auth/factors')).body.passkeys).toHaveLength(1);
});
