import { managerRole } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Authenticator } from '../../../testing/authenticator.ts';
import { openStore, startTestCloud, type TestCloud, type TestStore } from '../../../testing/test-cloud.ts';
import { addPasskey, newPerson, originOf, signedIn, type Tester } from '../testing/person.ts';

let cloud: TestCloud;
let store: TestStore;
let ahead = 0;

beforeAll(async () => {
  cloud = await startTestCloud({ now: () => Date.now() + ahead });
  store = await openStore(cloud, 'ceremonies');
});
afterAll(() => cloud?.close());

const person = (name: string): Promise<Tester> => newPerson(cloud, store, managerRole.id, name);
const begin = async (who: Tester, purpose: 'register' | 'prove') => {
  const answer = await who.ask(
    'POST',
    `/auth/ceremonies/${purpose}`,
    purpose === 'register' ? { name: 'Mac' } : undefined,
  );
  return { answer, id: answer.body.id, ticket: String(answer.body.url).split('#')[1] };
};
const optionsFor = (ticket?: string) => cloud.call('POST', '/auth/ceremonies/options', { body: { ticket } });
const finish = (ticket: string | undefined, response: unknown) =>
  cloud.call('POST', '/auth/ceremonies/finish', { body: { ticket, response } });
const stateOf = async (who: Tester, id: string) => (await who.ask('GET', `/auth/ceremonies/${id}`)).body.state;

test('a desk sends the browser to a page, which makes a passkey; the desk sees that it is done', async () => {
  const ann = await person('Ann');
  const { answer, id, ticket } = await begin(ann, 'register');
  expect(answer.body.url).toMatch(new RegExp(`^${originOf(cloud)}/auth/passkey#ct_`));
  expect((await fetch(answer.body.url)).headers.get('content-security-policy')).toContain("script-src 'self'");
  expect(await stateOf(ann, id)).toBe('waiting');
  const { body } = await optionsFor(ticket);
  expect(body).toMatchObject({ purpose: 'register', email: ann.email });
  const authenticator = new Authenticator(originOf(cloud));
  expect((await finish(ticket, authenticator.create(body.options))).status).toBe(204);
  expect(await stateOf(ann, id)).toBe('done');
  expect((await ann.ask('GET', '/auth/factors')).body).toMatchObject({ passkeys: [{ name: 'Mac' }], strong: true });
  expect((await optionsFor(ticket)).body.code).toBe('auth.ceremony-over');
});

test('a proof at the page is one of the sign-in that asked, and of no other', async () => {
  const ann = await person('Proof');
  const { authenticator } = await addPasskey(cloud, ann);
  ahead = 10 * 60_000 + 1_000;
  const other = await cloud.call('POST', '/auth/session/passkey', {
    body: { response: authenticator.get((await cloud.call('POST', '/auth/session/passkey/options')).body) },
  });
  ahead += 10 * 60_000 + 1_000;
  const make = (token: string) => cloud.call('POST', '/auth/factors/recovery-codes', { token });
  expect((await make(ann.token)).body.code).toBe('access.step-up-needed');
  const { id, ticket } = await begin(ann, 'prove');
  const { body } = await optionsFor(ticket);
  expect((await finish(ticket, authenticator.get(body.options))).status).toBe(204);
  expect(await stateOf(ann, id)).toBe('done');
  expect((await make(ann.token)).status).toBe(201);
  expect((await make(other.body.access_token)).body.code).toBe('access.step-up-needed');
  ahead = 0;
});

test('a ticket is good once, for five minutes, while the sign-in lasts; somebody else sees nothing of it', async () => {
  const ann = await person('Once');
  const bob = await person('Other');
  const { id, ticket } = await begin(ann, 'register');
  expect((await bob.ask('GET', `/auth/ceremonies/${id}`)).status).toBe(404);
  const { body } = await optionsFor(ticket);
  const made = new Authenticator(originOf(cloud)).create(body.options);
  const both = await Promise.all([finish(ticket, made), finish(ticket, made)]);
  expect(both.filter(({ status }) => status === 204)).toHaveLength(1);
  expect((await ann.ask('GET', '/auth/factors')).body.passkeys).toHaveLength(1);

  const late = await begin(bob, 'register');
  ahead = 5 * 60_000 + 1_000;
  expect((await optionsFor(late.ticket)).body.code).toBe('auth.ceremony-over');
  ahead = 0;

  const ended = await begin(bob, 'register');
  await (await signedIn(cloud, bob)).ask('POST', '/auth/sessions/end-others');
  expect((await optionsFor(ended.ticket)).body.code).toBe('auth.ceremony-over');
  expect((await optionsFor('ct_nonsense')).status).toBe(404);
});

test('making a passkey from a desk asks for a fresh factor like any other way', async () => {
  const ann = await person('Fresh');
  ahead = 10 * 60_000 + 1_000;
  expect((await begin(ann, 'register')).answer.body.code).toBe('access.step-up-needed');
  ahead = 0;
});
