import { randomUUID } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { Authenticator, type Bent } from '../../../testing/authenticator.ts';
import type { Answer, TestCloud, TestStore } from '../../../testing/test-cloud.ts';
import { addAccount } from '../create-tenant.ts';

/** Somebody at a browser of a test: signs in and sets up factors through the API. */
export interface Tester {
  readonly email: string;
  readonly password: string;
  readonly staffId: string;
  readonly token: string;
  ask(method: string, path: string, body?: unknown): Promise<Answer>;
}

export const originOf = (cloud: TestCloud): string => `http://localhost:${new URL(cloud.cloud.url).port}`;

/** A member of staff with a role, who has signed in with a password. */
export async function newPerson(cloud: TestCloud, store: TestStore, roleId: string, name: string): Promise<Tester> {
  const staffId = randomUUID();
  const email = `${name.toLowerCase()}-${staffId.slice(0, 8)}@factors.example`;
  const password = `the long password of ${name}`;
  const person = { id: staffId, name, initials: 'XX', email, roleId, homeLocationId: null, status: 'active' };
  await cloud.call('POST', '/auth/factors/prove', { token: store.token, body: { password: store.password } });
  const saved = await store.command('access.saveStaff', { person: { ...person, statusNote: null } });
  if (saved.status !== 200) throw new Error(JSON.stringify(saved.body));
  await addAccount(cloud.cloud.identity, { tenantId: store.tenantId, staffId, name, email, password });
  return signedIn(cloud, { email, password, staffId });
}

export async function signedIn(
  cloud: TestCloud,
  who: Pick<Tester, 'email' | 'password' | 'staffId'>,
  code?: string,
): Promise<Tester> {
  const { email, password } = who;
  const body = { email, password, ...(code === undefined ? {} : { code }) };
  const session = await cloud.call('POST', '/auth/session', { body });
  if (session.status !== 200) throw new Error(JSON.stringify(session.body));
  return testerOf(cloud, who, session.body.access_token);
}

export function testerOf(cloud: TestCloud, who: Pick<Tester, 'email' | 'password' | 'staffId'>, token: string): Tester {
  const ask: Tester['ask'] = (method, path, body) =>
    cloud.call(method, path, { token, ...(body === undefined ? {} : { body }) });
  return { ...who, token, ask };
}

/** Adds a passkey. @returns the authenticator that holds it, and what the cloud said */
export async function addPasskey(
  cloud: TestCloud,
  who: Tester,
  bent: Bent = {},
  authenticator = new Authenticator(originOf(cloud)),
): Promise<{ authenticator: Authenticator; answer: Answer }> {
  const options = await who.ask('POST', '/auth/factors/passkeys/options');
  const response = authenticator.create(options.body, bent);
  const answer = await who.ask('POST', '/auth/factors/passkeys', { name: 'MacBook', response });
  return { authenticator, answer };
}

/** Sets up an authenticator app. @returns its codes by time */
export async function addTotp(who: Tester, at: number): Promise<(when: number) => string> {
  const { body } = await who.ask('POST', '/auth/factors/totp');
  const app = new TOTP({ secret: Secret.fromBase32(body.secret) });
  const codeAt = (when: number): string => app.generate({ timestamp: when });
  const confirmed = await who.ask('POST', '/auth/factors/totp/confirm', { code: codeAt(at) });
  if (confirmed.status !== 204) throw new Error(JSON.stringify(confirmed.body));
  return codeAt;
}
