import { managerRole } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import * as openid from 'openid-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Authenticator } from '../../../testing/authenticator.ts';
import { openStore, startTestCloud, type TestCloud, type TestStore } from '../../../testing/test-cloud.ts';
import { DESK_CLIENT } from '../oauth/clients.ts';
import { API_RESOURCE } from '../oauth/scopes.ts';
import { Browser, type Seen } from '../oauth/testing/browser.ts';
import { addPasskey, addTotp, newPerson, signedIn, type Tester } from '../testing/person.ts';

let cloud: TestCloud;
let store: TestStore;
let ahead = 0;

beforeAll(async () => {
  cloud = await startTestCloud({ now: () => Date.now() + ahead });
  store = await openStore(cloud, 'pages');
});
afterAll(() => cloud?.close());

/** A desk that begins to sign somebody in at a browser. */
async function begin() {
  const config = await openid.discovery(new URL(`${cloud.cloud.url}/auth`), DESK_CLIENT, undefined, openid.None(), {
    execute: [openid.allowInsecureRequests],
  });
  const DPoP = openid.getDPoPHandle(config, await openid.randomDPoPKeyPair('EdDSA'));
  const verifier = openid.randomPKCECodeVerifier();
  const url = openid.buildAuthorizationUrl(config, {
    redirect_uri: 'http://127.0.0.1:49152/signed-in',
    scope: 'openid products.view',
    resource: API_RESOURCE,
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    device_name: 'Office Mac',
  });
  const browser = new Browser(cloud.cloud.url);
  const first = await browser.go(url.href);
  /** Lets the desk in, and gives its token. */
  const finish = async (consent: Seen) => {
    const back = await browser.submit(consent, { step: 'allow', store: store.tenantId });
    return openid.authorizationCodeGrant(config, new URL(back.url), { pkceCodeVerifier: verifier }, undefined, {
      DPoP,
    });
  };
  const ask = (token: string, path: string) =>
    openid.fetchProtectedResource(config, token, new URL(path, cloud.cloud.url), 'GET', undefined, undefined, { DPoP });
  return { browser, first, finish, ask };
}

const typePassword = (browser: Browser, page: Seen, { email, password }: Tester) =>
  browser.submit(page, { email, password, step: 'password' });
const claimsIn = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
/** What the page’s script does: signs what the form holds for it. */
const signed = (page: Seen, authenticator: Authenticator) => {
  const options = /data-passkey="([^"]*)"/
    .exec(page.text)?.[1]
    ?.replaceAll(/&#(\d+);/g, (_all, code) => String.fromCharCode(Number(code)));
  return JSON.stringify(authenticator.get(JSON.parse(options ?? '')));
};

test('after the password the page asks for the code; a wrong one lets nobody in; the token tells of both', async () => {
  const ann = await newPerson(cloud, store, managerRole.id, 'Ann');
  const codeAt = await addTotp(ann, Date.now() + ahead);
  const { browser, first, finish, ask } = await begin();
  const asked = await typePassword(browser, first, ann);
  expect(asked.text).toContain('name="code"');
  expect(asked.text).not.toContain('value="allow"');
  const wrong = await browser.submit(asked, { code: '000000', step: 'factor' });
  expect(wrong.status).toBe(401);
  expect(wrong.text).toContain('role="alert"');
  ahead += 30_000;
  const consent = await browser.submit(wrong, { code: codeAt(Date.now() + ahead), step: 'factor' });
  const { access_token: token } = await finish(consent);
  expect(claimsIn(token)).toMatchObject({ acr: 'aal2', amr: ['pwd', 'otp', 'mfa'] });

  ahead += 30_000;
  // It is one of her sign-ins, by the name of the desk, and ends with a click.
  const here = await signedIn(cloud, ann, codeAt(Date.now() + ahead));
  const { sessions } = (await here.ask('GET', '/auth/sessions')).body;
  const desk = sessions.find(({ label }: { label: string }) => label === 'Office Mac');
  expect((await ask(token, '/auth/session')).status).toBe(200);
  expect((await here.ask('DELETE', `/auth/sessions/${desk.id}`)).status).toBe(204);
  await expect(ask(token, '/auth/session')).rejects.toThrow(/WWW-Authenticate/);
});

test('a passkey alone signs in, without a password', async () => {
  const bob = await newPerson(cloud, store, managerRole.id, 'Bob');
  const { authenticator } = await addPasskey(cloud, bob);
  const { browser, first, finish } = await begin();
  const [, init] = browser.form(first, { response: signed(first, authenticator), step: 'passkey' });
  const consent = await browser.go(first.url, init);
  expect(claimsIn((await finish(consent)).access_token)).toMatchObject({ acr: 'aal2', amr: ['hwk', 'user', 'mfa'] });
});

test('the passkey of somebody else is no second factor of mine', async () => {
  const ann = await newPerson(cloud, store, managerRole.id, 'Eve');
  await addPasskey(cloud, ann);
  const other = await addPasskey(cloud, await newPerson(cloud, store, managerRole.id, 'Mallory'));
  const { browser, first } = await begin();
  const asked = await typePassword(browser, first, ann);
  const answer = await browser.submit(asked, { response: signed(asked, other.authenticator), step: 'factor' });
  expect(answer.status).toBe(401);
});

test('the script of the pages is ours and the policy lets no other run', async () => {
  const { first } = await begin();
  expect(first.headers.get('content-security-policy')).toContain("script-src 'self'");
  expect(first.text).toContain('src="/auth/assets/passkey.js"');
  const script = await cloud.call('GET', '/auth/assets/passkey.js');
  expect(script.headers.get('content-type')).toContain('javascript');
});
