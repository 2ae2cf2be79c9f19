import { randomUUID } from 'node:crypto';
import { Authenticator, type Bent } from '@tillhouse/cloud-api/testing/authenticator.ts';
import { ownerRole } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openBridge } from '../testing/open-bridge.ts';
import { seedIds } from '../testing/seed-ids.ts';
import { bootDesk, PIN, seededFolder, type TestDesk } from '../testing/test-desk.ts';

const words = {
  lang: 'en',
  title: 'Security key',
  what: 'Touch </script><b>it</b>',
  button: 'Use it',
  done: 'Back to the desk',
  turned: 'No key was used',
  unable: 'Too old',
};
let folder: Awaited<ReturnType<typeof seededFolder>>;
let desk: TestDesk;
let key: Authenticator;
let ahead = 0;

/** No cloud anywhere: what is shown here holds without a line. */
beforeAll(async () => {
  folder = await seededFolder();
  desk = await bootDesk(folder.dataDir, seedIds.owner, () => Date.now() + ahead);
});
beforeEach(async () => {
  for (const { id } of (await mine())?.securityKeys ?? []) await remove(id);
});
afterAll(async () => {
  await desk.host.close();
  folder.remove();
});

/** As a browser with the key: reads what the page asks for and brings what the key signed. */
async function answerPage(url: string, bent: Bent = {}, with_ = key): Promise<Response> {
  const html = await (await fetch(url)).text();
  const asked = /<script type="application\/json"[^>]*>(.*?)<\/script>/s.exec(html)?.[1] ?? '';
  const { kind, options } = JSON.parse(asked) as { kind: 'create' | 'get'; options: { challenge: string } };
  return bring(url, with_[kind](options, bent));
}

const bring = (url: string, answer: unknown, origin = new URL(url).origin) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', origin }, body: JSON.stringify(answer) });

async function add(): Promise<void> {
  const { id, url } = await desk.bridge.call('session.beginKey', { for: 'add', name: 'Blue key', words });
  // Made for whichever port the page stands at: a key knows the name alone.
  key = new Authenticator(new URL(url).origin);
  expect((await answerPage(url)).status).toBe(204);
  expect(await desk.bridge.call('session.finishKey', { id })).toBeNull();
}

async function signIn(bent: Bent = {}) {
  const bridge = openBridge(desk.host);
  const { id, url } = await bridge.call('session.beginKey', { for: 'sign-in', words });
  expect((await answerPage(url, { origin: new URL(url).origin, ...bent })).status).toBe(204);
  return { bridge, done: bridge.call('session.finishKey', { id }) };
}

const remove = (keyId: string) => desk.bridge.mutate('access.removeSecurityKey', { staffId: seedIds.owner, keyId });
const mine = async () => (await desk.bridge.query('staff.index', {})).find(({ id }) => id === seedIds.owner);
const refused = { code: 'access.security-key-refused' };

test('without a line a key is added and signs its person in; taken away it signs in nobody', async () => {
  await expect(signIn()).rejects.toMatchObject({ code: 'access.no-security-key' });
  await add();
  expect((await mine())?.securityKeys).toMatchObject([{ id: key.id.toString('base64url'), name: 'Blue key' }]);
  const { bridge, done } = await signIn();
  expect(await done).toMatchObject({ id: seedIds.owner });
  expect((await bridge.query('session.state', {})).person).toMatchObject({ id: seedIds.owner });

  const later = openBridge(desk.host);
  const begun = await later.call('session.beginKey', { for: 'sign-in', words });
  await remove(key.id.toString('base64url'));
  expect((await mine())?.securityKeys).toEqual([]);
  // Also where its page was open already.
  expect((await answerPage(begun.url, { origin: new URL(begun.url).origin })).status).toBe(204);
  await expect(later.call('session.finishKey', { id: begun.id })).rejects.toMatchObject(refused);
  await expect(signIn()).rejects.toMatchObject({ code: 'access.no-security-key' });
});

test.each<[string, Bent]>([
  ['another page', { origin: 'http://localhost:1' }],
  ['another site', { rpId: 'evil.example' }],
  ['nobody verified', { userVerified: false }],
  ['a challenge of somebody’s own', { challenge: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
])('%s: nobody is signed in', async (_what, bent) => {
  await add();
  const { bridge, done } = await signIn(bent);
  await expect(done).rejects.toMatchObject(refused);
  expect((await bridge.query('session.state', {})).person).toBeNull();
});

test('a key of nobody, and one that counts back, are not taken; the copied one never again', async () => {
  await add();
  const bridge = openBridge(desk.host);
  const begun = await bridge.call('session.beginKey', { for: 'sign-in', words });
  await answerPage(begun.url, {}, new Authenticator(new URL(begun.url).origin));
  await expect(bridge.call('session.finishKey', { id: begun.id })).rejects.toMatchObject(refused);
  expect(await (await signIn({ counter: 40 })).done).toMatchObject({ id: seedIds.owner });
  await expect((await signIn({ counter: 40 })).done).rejects.toMatchObject({ code: 'access.security-key-copied' });
  await expect((await signIn({ counter: 41 })).done).rejects.toMatchObject({ code: 'access.security-key-copied' });
});

test('the page is of one use, is given to nobody else, and shows words as text', async () => {
  await add();
  const bridge = openBridge(desk.host);
  const { id, url } = await bridge.call('session.beginKey', { for: 'sign-in', words });
  const shown = await fetch(url);
  expect(await shown.text()).not.toContain('</script><b>');
  expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'nonce-");
  expect((await fetch(new URL('/key/other', url))).status).toBe(404);
  expect((await fetch(url.replace('localhost', '127.0.0.1'))).status).toBe(404);
  expect((await bring(url, {}, 'http://localhost:1')).status).toBe(404);
  expect((await answerPage(url, { origin: new URL(url).origin })).status).toBe(204);
  await expect(fetch(url)).rejects.toThrow();
  expect(await bridge.call('session.finishKey', { id })).toMatchObject({ id: seedIds.owner });
  await expect(bridge.call('session.finishKey', { id })).rejects.toMatchObject({ code: 'desk.sign-in-gone' });
  // Nobody of another window ends or takes it.
  const other = await bridge.call('session.beginKey', { for: 'sign-in', words });
  await expect(desk.bridge.call('session.finishKey', { id: other.id })).rejects.toMatchObject({
    code: 'desk.sign-in-gone',
  });
  await bridge.call('session.cancelKey', { id: other.id });
  await expect(fetch(other.url)).rejects.toThrow();
});

const saveRole = (bridge = desk.bridge) =>
  bridge.mutate('access.saveRole', {
    role: { id: randomUUID(), name: `Night ${randomUUID()}`, permissions: ['desk.use'], terms: {} },
  });
const ELEVEN_MINUTES = 11 * 60_000;

test('a key shows without a line that it is them, also where their role asks for a second factor', async () => {
  await add();
  await desk.bridge.mutate('access.saveSignInPolicy', { roleId: ownerRole.id, secondFactor: 'required' });
  ahead += ELEVEN_MINUTES;
  // A PIN is no second factor; the cloud, which has others, does not answer.
  await desk.bridge.call('session.prove', { pin: PIN });
  await expect(saveRole()).rejects.toMatchObject({
    code: 'access.step-up-needed',
    details: { will: ['key', 'password'], signIn: true, desk: true },
  });
  const { id, url } = await desk.bridge.call('session.beginKey', { for: 'prove', words });
  expect((await answerPage(url, { origin: new URL(url).origin })).status).toBe(204);
  expect(await desk.bridge.call('session.finishKey', { id })).toBeNull();
  await saveRole();
  ahead += ELEVEN_MINUTES;
  await expect(saveRole()).rejects.toMatchObject({ code: 'access.step-up-needed' });
  // Signing in with it shows it as well, until the key is taken away.
  const { bridge, done } = await signIn();
  await done;
  await saveRole(bridge);
  await bridge.mutate('access.saveSignInPolicy', { roleId: ownerRole.id, secondFactor: 'optional' });
  await bridge.mutate('access.removeSecurityKey', {
    ...{ staffId: seedIds.owner, keyId: key.id.toString('base64url') },
  });
  await expect(saveRole(bridge)).rejects.toMatchObject({ code: 'access.step-up-needed' });
  await desk.bridge.call('session.prove', { pin: PIN });
});
