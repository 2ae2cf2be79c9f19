import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { openStore, startTestCloud, type TestCloud, type TestStore } from '../../../../testing/test-cloud.ts';
import { DESK_CLIENT } from '../clients.ts';
import { API_RESOURCE } from '../scopes.ts';
import { Browser, type Seen } from './browser.ts';

export interface App {
  readonly id: string;
  readonly secret: string | null;
  readonly redirectUri: string;
}

export interface Answered {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects, and fails where it is not there
  readonly body: any;
  readonly headers: Headers;
}

export const LOOPBACK = 'http://127.0.0.1:49152/signed-in';
export const CALLBACK = 'https://app.example/callback';
export const deskApp: App = { id: DESK_CLIENT, secret: null, redirectUri: LOOPBACK };

export interface Pkce {
  readonly verifier: string;
  readonly challenge: string;
}

export function pkce(): Pkce {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

/** Two stores, their owners and apps, and the steps of the protocol as anybody could send them, rightly or wrongly. */
export interface World {
  readonly cloud: TestCloud;
  readonly issuer: string;
  readonly store: TestStore;
  readonly other: TestStore;
  register(store: TestStore, app: Record<string, unknown>): Promise<App>;
  browser(): Browser;
  /** `undefined` leaves a parameter out. */
  authorizeUrl(app: App, params?: Record<string, string | undefined>): string;
  /** A code as the browser brings it back, and the verifier that goes with it. */
  code(
    app: App,
    params?: Record<string, string | undefined>,
    who?: TestStore,
  ): Promise<Pkce & { code: string; back: Seen }>;
  token(app: App | undefined, body: Record<string, string>, headers?: Record<string, string>): Promise<Answered>;
  /** Exchanges a code. */
  redeem(app: App, found: { code: string; verifier: string }, headers?: Record<string, string>): Promise<Answered>;
  post(path: string, body: Record<string, string>, headers?: Record<string, string>): Promise<Answered>;
  close(): Promise<void>;
}

export const basic = (id: string, secret: string): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
});

export async function openWorld(): Promise<World> {
  const cloud = await startTestCloud();
  const home = cloud.cloud.url;
  const store = await openStore(cloud, 'larkhall');
  const other = await openStore(cloud, 'other');

  const post: World['post'] = async (path, body, headers = {}) => {
    const answer = await fetch(new URL(path, home), {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json', ...headers },
      body: new URLSearchParams(body),
      redirect: 'manual',
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json');
    return { status: answer.status, body: isJson ? JSON.parse(text) : text, headers: answer.headers };
  };
  const authorizeUrl: World['authorizeUrl'] = (app, params = {}) => {
    const all = {
      client_id: app.id,
      response_type: 'code',
      redirect_uri: app.redirectUri,
      scope: 'openid products.view',
      resource: API_RESOURCE,
      code_challenge: 'A'.repeat(43),
      code_challenge_method: 'S256',
      state: 'the state',
      ...params,
    };
    const given = Object.entries(all).filter((each): each is [string, string] => each[1] !== undefined);
    return `${home}/auth/oauth/authorize?${new URLSearchParams(given)}`;
  };
  const token: World['token'] = (app, body, headers = {}) => {
    const who = app?.secret ? basic(app.id, app.secret) : {};
    const named: Record<string, string> = app && !app.secret ? { client_id: app.id } : {};
    return post('/auth/oauth/token', { ...named, ...body }, { ...who, ...headers });
  };
  return {
    cloud,
    issuer: `${home}/auth`,
    store,
    other,
    post,
    authorizeUrl,
    token,
    browser: () => new Browser(home),
    register: async (owner, app) => {
      const body = { name: `App ${randomUUID().slice(0, 4)}`, authentication: 'secret', ...app };
      const made = await cloud.call('POST', '/auth/apps', { token: owner.token, body });
      if (made.status !== 201) throw new Error(JSON.stringify(made.body));
      return { id: made.body.id, secret: made.body.secret, redirectUri: CALLBACK };
    },
    code: async (app, params = {}, who = store) => {
      const proof = pkce();
      const url = authorizeUrl(app, { code_challenge: proof.challenge, ...params });
      const back = await new Browser(home).signInAndAllow(url, who);
      const code = URL.parse(back.url)?.searchParams.get('code');
      if (!code) throw new Error(`no code came back: ${back.status} ${back.url} ${back.text.slice(0, 600)}`);
      return { ...proof, code, back };
    },
    redeem: (app, { code, verifier }, headers) =>
      token(
        app,
        { grant_type: 'authorization_code', code, redirect_uri: app.redirectUri, code_verifier: verifier },
        headers,
      ),
    close: () => cloud.close(),
  };
}
