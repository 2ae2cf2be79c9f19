import { managerRole, ownerRole } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { mailbox } from '../../../platform/mail/mailer.ts';
import { bootCloud, type Cloud } from '../../../boot.ts';
import {
  call,
  enrolDevice,
  openStore,
  quiet,
  startTestCloud,
  type TestCloud,
  type TestStore,
} from '../../../testing/test-cloud.ts';
import { testKms } from '../../../testing/test-kms.ts';
import { newPerson, signedIn, type Tester, testerOf } from '../testing/person.ts';

const mail = mailbox();
let cloud: TestCloud;
let store: TestStore;
let admin: pg.Client;
/** Another process of the same cloud, which hears nothing of what this one forgets. */
let elsewhere: Cloud;

beforeAll(async () => {
  cloud = await startTestCloud({ mailer: mail });
  store = await openStore(cloud, 'sessions');
  admin = new pg.Client(cloud.database.url);
  await admin.connect();
  elsewhere = await bootCloud({
    databaseUrl: cloud.database.url,
    log: quiet,
    kms: testKms(),
    services: ['identity', 'storefront'],
  });
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(async () => {
  await elsewhere?.close();
  await admin?.end();
  await cloud?.close();
});

const person = (name: string): Promise<Tester> => newPerson(cloud, store, managerRole.id, name);
const list = async (who: Tester) => (await who.ask('GET', '/auth/sessions')).body.sessions;
const ended = { status: 401, body: { code: 'auth.session-ended' } };

async function on(who: Tester, userAgent: string): Promise<Tester> {
  const { email, password } = who;
  const session = await cloud.call('POST', '/auth/session', {
    body: { email, password },
    headers: { 'user-agent': userAgent },
  });
  return testerOf(cloud, who, session.body.access_token);
}
const firefox = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:133.0) Gecko/20100101 Firefox/133.0';

test('the list says with what and when, and which one is this; it holds no address', async () => {
  const ann = await person('List');
  const mac = await on(ann, firefox);
  const sessions = await list(mac);
  expect(sessions.map(({ label, current }: { label: string; current: boolean }) => [label, current])).toEqual([
    ['Firefox on macOS', true],
    ['A program', false],
  ]);
  const { rows } = await admin.query('SELECT s::text AS text FROM identity.sessions s');
  expect(JSON.stringify(rows)).not.toContain('127.0.0.1');
});

test('one is ended: its tokens stop, the refresh token too; the others go on', async () => {
  const ann = await person('One');
  const body = { email: ann.email, password: ann.password };
  const second = (await cloud.call('POST', '/auth/session', { body })).body;
  const other = testerOf(cloud, ann, second.access_token);
  const { id } = (await list(ann)).find(({ current }: { current: boolean }) => !current);
  expect((await ann.ask('DELETE', `/auth/sessions/${id}`)).status).toBe(204);
  expect(await other.ask('GET', '/v1/products')).toMatchObject(ended);
  const refresh = { grant_type: 'refresh_token', refresh_token: second.refresh_token };
  expect((await cloud.call('POST', '/auth/token', { body: refresh })).status).toBe(400);
  expect((await ann.ask('GET', '/v1/products')).status).toBe(200);
  expect((await ann.ask('DELETE', `/auth/sessions/${id}`)).status).toBe(404);
});

test('all others are ended at once', async () => {
  const ann = await person('All');
  const others = [await signedIn(cloud, ann), await on(ann, firefox)];
  expect((await ann.ask('POST', '/auth/sessions/end-others')).body).toEqual({ ended: 2 });
  for (const other of others) expect(await other.ask('GET', '/auth/sessions')).toMatchObject(ended);
  expect(await list(ann)).toHaveLength(1);
});

test('signing out ends the access token too', async () => {
  const ann = await person('Out');
  const body = { email: ann.email, password: ann.password };
  const session = (await cloud.call('POST', '/auth/session', { body })).body;
  await cloud.call('POST', '/auth/sign-out', { body: { refresh_token: session.refresh_token } });
  expect(await testerOf(cloud, ann, session.access_token).ask('GET', '/v1/products')).toMatchObject(ended);
});

test('somebody else’s sign-in is not mine to end, nor mine in another store', async () => {
  const ann = await person('Ann');
  const bob = await person('Bob');
  const [{ id }] = await list(ann);
  expect((await bob.ask('DELETE', `/auth/sessions/${id}`)).status).toBe(404);
  const other = await openStore(cloud, 'sessions-elsewhere');
  const eve = await newPerson(cloud, other, managerRole.id, 'Eve');
  expect((await eve.ask('DELETE', `/auth/sessions/${id}`)).status).toBe(404);
  expect((await ann.ask('GET', '/auth/sessions')).status).toBe(200);
});

test('within a minute it acts in processes that were told nothing, as does a right taken away', async () => {
  const ann = await person('Elsewhere');
  const bob = await newPerson(cloud, store, ownerRole.id, 'Demoted');
  const there = (who: Tester, path: string) => call(elsewhere.url, 'GET', path, { token: who.token });
  expect((await there(ann, '/auth/factors')).status).toBe(200);
  expect((await there(bob, '/auth/devices/codes')).status).toBe(404);
  const makeCode = (who: Tester) =>
    call(elsewhere.url, 'POST', '/auth/devices/codes', { token: who.token, body: { kind: 'till' } });
  expect((await makeCode(bob)).status).toBe(201);

  const other = await signedIn(cloud, ann);
  await other.ask('POST', '/auth/sessions/end-others');
  const left = {
    id: bob.staffId,
    name: 'Bob',
    initials: 'B',
    email: bob.email,
    homeLocationId: null,
    status: 'active',
    statusNote: null,
  };
  expect((await store.command('access.saveStaff', { person: { ...left, roleId: managerRole.id } })).status).toBe(200);

  vi.useFakeTimers({ now: Date.now() + 60_000, toFake: ['Date'] });
  expect(await there(ann, '/auth/factors')).toMatchObject(ended);
  expect(await makeCode(bob)).toMatchObject({ status: 403, body: { code: 'auth.forbidden' } });
});

test('a sign-in from somewhere new is told by an event and a letter; the first one and a known one are not', async () => {
  const ann = await person('New');
  const letters = () => mail.letters.filter(({ to }) => to === ann.email);
  const events = async () =>
    (
      await admin.query(
        `SELECT payload FROM events.outbox WHERE name = 'access.signed-in-anew' AND payload->>'staffId' = $1`,
        [ann.staffId],
      )
    ).rows;
  expect(letters()).toEqual([]);
  await on(ann, firefox);
  await on(ann, firefox);
  await expect.poll(letters).toMatchObject([{ subject: 'New sign-in to sessions' }]);
  expect(letters()[0]?.text).toContain('Firefox on macOS');
  const kept = await admin.query('SELECT l::text AS text FROM identity.letters l WHERE to_email = $1', [ann.email]);
  expect(JSON.stringify(kept.rows)).not.toContain('Firefox');
  expect(await events()).toMatchObject([{ payload: { label: 'Firefox on macOS' } }]);
});

test('strangers who guess make themselves wait; a device the person has used, and a passkey, do not wait', async () => {
  const ann = await person('Locked');
  const device = await enrolDevice(cloud, store);
  const body = { email: ann.email, password: ann.password };
  const withDevice = async (password: string) =>
    cloud.call('POST', '/auth/session', { body: { ...body, password, assertion: await device.assertion() } });
  expect((await withDevice(ann.password)).status).toBe(200);
  for (let tried = 0; tried < 10; tried += 1) {
    const wrong = { ...body, password: `guess ${tried}` };
    expect((await cloud.call('POST', '/auth/session', { body: wrong })).status).toBe(401);
  }
  expect((await cloud.call('POST', '/auth/session', { body })).status).toBe(429);
  const known = await withDevice(ann.password);
  expect(known.status).toBe(200);
  const [{ label }] = await list(testerOf(cloud, ann, known.body.access_token));
  expect(label).toBe('Till 1');
  // Guessing on that very device makes the device wait for this account.
  for (let tried = 0; tried < 10; tried += 1) expect((await withDevice('wrong')).status).toBe(401);
  expect((await withDevice(ann.password)).status).toBe(429);
});
