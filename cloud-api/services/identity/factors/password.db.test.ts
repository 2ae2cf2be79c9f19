import { managerRole } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import { type Algorithm, hash } from '@node-rs/argon2';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mailbox } from '../../../platform/mail/mailer.ts';
import { openStore, startTestCloud, type TestCloud, type TestStore } from '../../../testing/test-cloud.ts';
import { addTotp, newPerson, signedIn, type Tester } from '../testing/person.ts';

const mail = mailbox();
let cloud: TestCloud;
let store: TestStore;
let admin: pg.Client;
let ahead = 0;

beforeAll(async () => {
  cloud = await startTestCloud({ mailer: mail, now: () => Date.now() + ahead });
  store = await openStore(cloud, 'words');
  admin = new pg.Client(cloud.database.url);
  await admin.connect();
});
afterAll(async () => {
  await admin?.end();
  await cloud?.close();
});

const person = (name: string): Promise<Tester> => newPerson(cloud, store, managerRole.id, name);
const signIn = (email: string, password: string) => cloud.call('POST', '/auth/session', { body: { email, password } });
const change = (who: Tester, next: string, present = who.password) =>
  who.ask('PUT', '/auth/password', { present, next });
const forgotten = (email: string) => cloud.call('POST', '/auth/password/forgotten', { body: { email } });
const reset = (token: string, next: string) => cloud.call('POST', '/auth/password/reset', { body: { token, next } });
const letterTo = async (email: string): Promise<string> => {
  await expect
    .poll(() => mail.letters.some(({ to, subject }) => to === email && subject === 'Set a new password'))
    .toBe(true);
  return /#(pr_[\w-]+)/.exec(mail.letters.findLast(({ to }) => to === email)?.text ?? '')?.[1] ?? '';
};
const NEXT = 'ein Satz mit ß, 四つの言葉 und 🐟🐟';

test('a change needs the present one, ends the other sign-ins, and is told', async () => {
  const ann = await person('Ann');
  const other = await signedIn(cloud, ann);
  expect(await change(ann, NEXT, 'not the present one')).toMatchObject({
    status: 401,
    body: { code: 'auth.wrong-password' },
  });
  expect(await change(ann, NEXT)).toMatchObject({ status: 200, body: { endedSignIns: 1 } });
  expect((await other.ask('GET', '/v1/products')).status).toBe(401);
  expect((await ann.ask('GET', '/v1/products')).status).toBe(200);
  expect((await signIn(ann.email, ann.password)).status).toBe(401);
  expect((await signIn(ann.email, NEXT)).status).toBe(200);
  await expect
    .poll(() => mail.letters.some(({ to, text }) => to === ann.email && text.includes('password was changed')))
    .toBe(true);
});

test('any characters, and as many as one likes: the last of hundreds counts too', async () => {
  const ann = await person('Long');
  const long = `${'long words and more of them, '.repeat(20)}the end`;
  expect((await change(ann, long)).status).toBe(200);
  expect((await signIn(ann.email, long.slice(0, -1))).status).toBe(401);
  expect((await signIn(ann.email, long)).status).toBe(200);
  // The same letters, put together otherwise by another keyboard.
  const composed = 'Café au lait, s’il vous plaît';
  await change(ann, composed.normalize('NFD'), long);
  expect((await signIn(ann.email, composed.normalize('NFC'))).status).toBe(200);
});

test.each([
  ['short', 'elevenchars'],
  ['tried first', 'Password1234'],
  ['a row of keys', 'qwertyuiop123'],
  ['one letter', 'aaaaaaaaaaaaaaaa'],
  ['a run', '123456789012'],
  ['their own address', 'factorsfactors12'],
])('%s is refused in words', async (_why, next) => {
  const ann = await person('Weak');
  expect(await change(ann, next)).toMatchObject({ status: 422, body: { code: 'auth.weak-password' } });
});

test('a forgotten password: the letter’s link is good once and soon, and every sign-in ends', async () => {
  const ann = await person('Forgot');
  expect((await forgotten(ann.email.toUpperCase())).status).toBe(202);
  const token = await letterTo(ann.email);
  const kept = JSON.stringify((await admin.query('SELECT * FROM identity.password_resets')).rows);
  expect(kept).not.toContain(token);
  expect((await reset(token, 'short')).body.code).toBe('auth.weak-password');
  const both = await Promise.all([reset(token, NEXT), reset(token, NEXT)]);
  expect(both.map(({ status }) => status).sort()).toEqual([204, 404]);
  expect((await ann.ask('GET', '/v1/products')).status).toBe(401);
  expect((await signIn(ann.email, NEXT)).status).toBe(200);
});

test('a link is over after half an hour, and when a newer one was sent', async () => {
  const ann = await person('Slow');
  await forgotten(ann.email);
  const first = await letterTo(ann.email);
  await forgotten(ann.email);
  await expect.poll(() => letterTo(ann.email)).not.toBe(first);
  const second = await letterTo(ann.email);
  expect((await reset(first, NEXT)).status).toBe(404);
  ahead = 31 * 60_000;
  expect(await reset(second, NEXT)).toMatchObject({ status: 404, body: { code: 'auth.reset-over' } });
  ahead = 0;
  expect((await signIn(ann.email, ann.password)).status).toBe(200);
});

test('nobody learns whether there is an account, and nobody’s mailbox is flooded', async () => {
  const ann = await person('Enum');
  const [known, unknown] = [await forgotten(ann.email), await forgotten('nobody@factors.example')];
  expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
  for (let tried = 0; tried < 4; tried += 1) await forgotten(ann.email);
  expect((await forgotten(ann.email)).status).toBe(429);
});

test('a reset does not go past a second factor', async () => {
  const ann = await person('Second');
  await addTotp(ann, Date.now());
  await forgotten(ann.email);
  expect((await reset(await letterTo(ann.email), NEXT)).status).toBe(204);
  expect((await signIn(ann.email, NEXT)).body.code).toBe('auth.second-factor-needed');
});

test('a password kept at a lower cost is kept at today’s after the next sign-in', async () => {
  const ann = await person('Old');
  const cheap = await hash(ann.password, {
    algorithm: 2 as Algorithm.Argon2id,
    memoryCost: 8_192,
    timeCost: 1,
    parallelism: 1,
  });
  await admin.query('UPDATE identity.accounts SET password_hash = $2 WHERE email = $1', [ann.email, cheap]);
  expect((await signIn(ann.email, 'wrong password altogether')).status).toBe(401);
  const stored = async () =>
    (await admin.query('SELECT password_hash FROM identity.accounts WHERE email = $1', [ann.email])).rows[0]
      .password_hash;
  expect(await stored()).toBe(cheap);
  expect((await signIn(ann.email, ann.password)).status).toBe(200);
  expect(await stored()).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect((await signIn(ann.email, ann.password)).status).toBe(200);
});

test('the letter leads to a page that is there and runs our own script alone', async () => {
  const page = await fetch(`${cloud.cloud.url}/auth/new-password`, { headers: { 'accept-language': 'de' } });
  expect(page.status).toBe(200);
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'; connect-src 'self'");
  expect(await page.text()).toContain('Neues Passwort');
});
