import { randomUUID } from 'node:crypto';
import { managerRole, ownerRole, tillRole } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import { permissionNames } from '@tillhouse/shared/domains/access/permissions.ts';
import { stepUps } from '@tillhouse/shared/domains/access/step-up.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openStore, startTestCloud, type TestCloud, type TestStore } from '../../../testing/test-cloud.ts';
import { addPasskey, addTotp, newPerson, signedIn, type Tester } from '../testing/person.ts';

let cloud: TestCloud;
let store: TestStore;
let ahead = 0;
const now = (): number => Date.now() + ahead;

beforeAll(async () => {
  cloud = await startTestCloud({ now });
  store = await openStore(cloud, 'step-up');
});
afterAll(() => cloud?.close());
beforeEach(() => {
  ahead = 0;
});

const person = (name: string, roleId = ownerRole.id): Promise<Tester> => newPerson(cloud, store, roleId, name);
const makeKey = (who: Tester) =>
  who.ask('POST', '/auth/api-keys', { kind: 'publishable', name: 'Shop', origins: ['*'] });
const command = (token: string, name: string, body: unknown) =>
  cloud.call('POST', `/v1/commands/${name}`, { token, body, headers: { 'idempotency-key': randomUUID() } });
const needed = (stepUp: string, will: string[]) => ({
  status: 403,
  body: { code: 'access.step-up-needed', details: { stepUp, will, minutes: 10 } },
});
const LATER = 10 * 60_000 + 1_000;

test('after ten minutes an API key asks for a fresh factor, and is made once it was shown', async () => {
  const ann = await person('Key');
  expect((await makeKey(ann)).status).toBe(201);
  ahead = LATER;
  expect(await makeKey(ann)).toMatchObject(needed('api-keys', ['password']));
  expect((await ann.ask('GET', '/auth/api-keys')).status).toBe(200);
  expect((await ann.ask('POST', '/auth/factors/prove', { password: 'not this one' })).status).toBe(401);
  expect(await makeKey(ann)).toMatchObject(needed('api-keys', ['password']));
  expect((await ann.ask('POST', '/auth/factors/prove', { password: ann.password })).status).toBe(200);
  expect((await makeKey(ann)).status).toBe(201);
});

test('who has a passkey shows the passkey: the password does not do', async () => {
  const ann = await person('Strong');
  const { authenticator } = await addPasskey(cloud, ann);
  ahead = LATER;
  expect(await makeKey(ann)).toMatchObject(needed('api-keys', ['passkey']));
  expect((await ann.ask('POST', '/auth/factors/prove', { password: ann.password })).status).toBe(401);
  const options = (await ann.ask('POST', '/auth/factors/prove/options')).body;
  const response = authenticator.get(options);
  expect((await ann.ask('POST', '/auth/factors/prove/passkey', { response })).status).toBe(200);
  expect((await makeKey(ann)).status).toBe(201);
});

test('a factor set up after a sign-in by password alone is asked for at once', async () => {
  const ann = await person('Late');
  const other = await signedIn(cloud, ann);
  await addTotp(ann, now());
  expect(await makeKey(other)).toMatchObject(needed('api-keys', ['totp']));
});

test('roles and people, and how I sign in, ask for a fresh factor too', async () => {
  const ann = await person('Roles');
  const { answer } = await addPasskey(cloud, ann);
  ahead = LATER;
  const role = { id: randomUUID(), name: 'Night', permissions: ['desk.use'] };
  expect(await command(ann.token, 'access.saveRole', { role })).toMatchObject(needed('roles', ['passkey']));
  const policy = { roleId: tillRole.id, secondFactor: 'required' };
  expect(await command(ann.token, 'access.saveSignInPolicy', policy)).toMatchObject(needed('roles', ['passkey']));
  for (const [method, path] of [
    ['DELETE', `/auth/factors/passkeys/${answer.body.id}`],
    ['POST', '/auth/factors/totp'],
    ['POST', '/auth/factors/recovery-codes'],
    ['DELETE', '/auth/factors/totp'],
  ] as const)
    expect(await ann.ask(method, path), path).toMatchObject(needed('own-sign-in', ['passkey']));
});

test('a return within the limit is taken, one over it asks first', async () => {
  const ann = await person('Refund', managerRole.id);
  const paidBack = (total: number) => command(ann.token, 'register.recordReturn', { decided: { total: -total } });
  ahead = LATER;
  // The store’s limit is 50.00; arguments that say nothing else are refused only after the question of who it is.
  expect((await paidBack(5_000)).body.code).toBe('command.invalid-arguments');
  expect(await paidBack(5_001)).toMatchObject(needed('refunds', ['password']));
});

test('a secret key is a program and shows nothing; making it asked for a factor', async () => {
  const body = { kind: 'secret', name: 'Sync', scopes: permissionNames };
  const { key } = (await cloud.call('POST', '/auth/api-keys', { token: store.token, body })).body;
  ahead = LATER;
  const role = { id: randomUUID(), name: `Of a program ${randomUUID()}`, permissions: ['desk.use'] };
  expect((await command(key, 'access.saveRole', { role })).status).toBe(200);
});

test('the document tells what asks, and names no operation that is not there', async () => {
  const { body } = await cloud.call('GET', '/openapi.json');
  const asked = Object.entries(
    body.paths as Record<string, Record<string, { 'x-step-up'?: { name: string } }>>,
  ).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, each]) =>
      each['x-step-up'] ? [`${method.toUpperCase()} ${path}: ${each['x-step-up'].name}`] : [],
    ),
  );
  // Which they all are stands on the reviewed page of endpoints (“fresh factor”); every kind of the table is met.
  expect(new Set(asked.map((each) => each.split(': ')[1]))).toEqual(new Set(stepUps.map(({ name }) => name)));
  const named = stepUps.flatMap(({ operations = [] }) => operations.map((each) => each.replaceAll(/:(\w+)/g, '{$1}')));
  expect(named.filter((each) => !asked.some((one) => one.startsWith(`${each}: `)))).toEqual([]);
  expect(asked).toContain('POST /auth/api-keys: api-keys');
  expect(asked).not.toContain('GET /auth/api-keys: api-keys');
});

test('a role that asks for a second factor lets nobody do anything before they have one', async () => {
  const bob = await person('Bob', tillRole.id);
  const look = (who: Tester) => who.ask('GET', '/v1/products');
  expect((await look(bob)).status).toBe(200);
  await cloud.call('POST', '/auth/factors/prove', { token: store.token, body: { password: store.password } });
  await store.command('access.saveSignInPolicy', { roleId: tillRole.id, secondFactor: 'required' });
  cloud.cloud.identity.onChanged();
  expect(await look(bob)).toMatchObject({ status: 403, body: { code: 'access.second-factor-missing' } });
  expect((await bob.ask('GET', '/auth/factors')).body).toMatchObject({ required: true, strong: false });
  const { answer, authenticator } = await addPasskey(cloud, bob);
  expect((await look(bob)).status).toBe(200);
  // And the last one stays.
  const removed = await bob.ask('DELETE', `/auth/factors/passkeys/${answer.body.id}`);
  expect(removed).toMatchObject({ status: 409, body: { code: 'auth.last-factor' } });
  const options = (await cloud.call('POST', '/auth/session/passkey/options')).body;
  const again = await cloud.call('POST', '/auth/session/passkey', { body: { response: authenticator.get(options) } });
  expect(again.status).toBe(200);
  await store.command('access.saveSignInPolicy', { roleId: tillRole.id, secondFactor: 'optional' });
  cloud.cloud.identity.onChanged();
  expect((await bob.ask('DELETE', `/auth/factors/passkeys/${answer.body.id}`)).status).toBe(204);
});
