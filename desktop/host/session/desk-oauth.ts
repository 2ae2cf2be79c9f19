import * as oauth from 'oauth4webapi';
import { refuseUnsafe } from '../cloud/cloud-address.ts';
import { HostProblem } from '../problem.ts';
import { listenOnLoopback } from './loopback-listener.ts';

/** As the cloud knows this program; it needs no registration. */
const CLIENT: oauth.Client = { client_id: 'tillhouse-desk' };
const API = 'urn:tillhouse:api';
/** How long somebody may take in the browser. */
const PATIENCE_MS = 10 * 60_000;
const TIMEOUT_MS = 15_000;

/** A token that counts only with a proof of this desk's own key for it, and reaches the two addresses that `scope` is for. */
export interface PersonToken {
  /** Asks the cloud with it. */
  ask(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Response>;
}

export interface BrowserSignIn {
  /** Where the system's browser has to go */
  readonly url: string;
  readonly token: Promise<PersonToken>;
  cancel(): void;
}

export interface CodeSignIn {
  /** `BCDF-GHJK`, to be typed at `verificationUri` on any other device */
  readonly userCode: string;
  readonly verificationUri: string;
  /** Epoch milliseconds */
  readonly expiresAt: number;
  readonly token: Promise<PersonToken>;
  cancel(): void;
}

interface DeskOauthOptions {
  readonly cloudUrl: string;
  readonly deviceName: string;
  /** `openid` tells who it is; `devices.manage` enrols this device besides */
  readonly scope: 'openid' | 'openid devices.manage';
}

const unreachable = (url: string) =>
  new HostProblem(
    'desk.cloud-unreachable',
    'unavailable',
    `The cloud at ${url} does not answer. Nothing was changed. Look at the network and try again; selling with a PIN goes on without it.`,
  );
const given = (text: string) =>
  new HostProblem('desk.sign-in-refused', 'refused', `${text} Nothing was changed. Begin again.`);
const denied = () => given('Nobody was let in: it was refused in the browser.');
const late = () => given('The sign-in in the browser took too long.');
const strange = () => given('The answer of the browser does not fit what this desk asked.');
const cancelled = () => given('The sign-in was called off.');

interface Server {
  readonly as: oauth.AuthorizationServer;
  readonly options: oauth.TokenEndpointRequestOptions;
  readonly insecure: { [oauth.allowInsecureRequests]?: boolean };
  readonly DPoP: oauth.DPoPHandle;
}

/** Finds the server, and makes a key for this one sign-in. */
async function meet({ cloudUrl }: DeskOauthOptions): Promise<Server> {
  const issuer = new URL('/auth', cloudUrl);
  // A house on this machine speaks http; anything else was refused before.
  const insecure = issuer.protocol === 'http:' ? { [oauth.allowInsecureRequests]: true } : {};
  const DPoP = oauth.DPoP(CLIENT, await oauth.generateKeyPair('ES256'));
  const answer = await oauth.discoveryRequest(issuer, { ...insecure, signal: () => AbortSignal.timeout(TIMEOUT_MS) });
  const as = await oauth.processDiscoveryResponse(issuer, answer);
  return { as, DPoP, insecure, options: { ...insecure, DPoP, signal: () => AbortSignal.timeout(TIMEOUT_MS) } };
}

/** @throws HostProblem `desk.cloud-not-encrypted`, `desk.cloud-unreachable` */
async function met(options: DeskOauthOptions): Promise<Server> {
  refuseUnsafe(options.cloudUrl);
  return meet(options).catch(() => {
    throw unreachable(options.cloudUrl);
  });
}

function tokenOf({ insecure, DPoP }: Server, cloudUrl: string, accessToken: string): PersonToken {
  return {
    // A refusal is an answer too: what it says is for the person.
    ask: (method, path, body) =>
      oauth
        .protectedResourceRequest(
          accessToken,
          method,
          new URL(path, cloudUrl),
          new Headers(body === undefined ? {} : { 'content-type': 'application/json' }),
          body === undefined ? null : JSON.stringify(body),
          { ...insecure, DPoP, signal: () => AbortSignal.timeout(TIMEOUT_MS) },
        )
        .catch((error: unknown) => {
          if (error instanceof oauth.WWWAuthenticateChallengeError) return error.response;
          throw error;
        }),
  };
}

/** RFC 8252: the person signs in in the browser of the system, where their passkeys are, and never types a password here. */
export async function signInByBrowser(options: DeskOauthOptions): Promise<BrowserSignIn> {
  const server = await met(options);
  const { as } = server;
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const listener = await listenOnLoopback(state);
  const url = new URL(as.authorization_endpoint ?? '');
  const params = {
    client_id: CLIENT.client_id,
    response_type: 'code',
    redirect_uri: listener.redirectUri,
    scope: options.scope,
    resource: API,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    dpop_jkt: await server.DPoP.calculateThumbprint(),
    state,
    device_name: options.deviceName,
  };
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value);
  const ended = endingAfter(PATIENCE_MS);

  const exchange = async (): Promise<PersonToken> => {
    const came = await Promise.race([listener.came, ended.promise]);
    try {
      const answer = oauth.validateAuthResponse(as, CLIENT, came, state);
      const response = await oauth.authorizationCodeGrantRequest(
        as,
        CLIENT,
        oauth.None(),
        answer,
        listener.redirectUri,
        verifier,
        { ...server.options, additionalParameters: { resource: API } },
      );
      const tokens = await oauth.processAuthorizationCodeResponse(as, CLIENT, response);
      return tokenOf(server, options.cloudUrl, tokens.access_token);
    } catch (error) {
      if (error instanceof oauth.AuthorizationResponseError && error.error === 'access_denied') throw denied();
      throw error instanceof TypeError ? unreachable(options.cloudUrl) : strange();
    }
  };
  const token = exchange().finally(() => {
    ended.clear();
    listener.close();
  });
  token.catch(() => {});
  return { url: url.href, token, cancel: ended.cancel };
}

/** RFC 8628: for a till where nobody can type: the person lets it in from their phone, by a code that stands here. */
export async function signInByCode(options: DeskOauthOptions): Promise<CodeSignIn> {
  const server = await met(options);
  const { as } = server;
  const asked = { scope: options.scope, resource: API, device_name: options.deviceName };
  const answer = await oauth
    .deviceAuthorizationRequest(as, CLIENT, oauth.None(), asked, {
      ...server.insecure,
      signal: () => AbortSignal.timeout(TIMEOUT_MS),
    })
    .catch(() => {
      throw unreachable(options.cloudUrl);
    });
  const told = await oauth.processDeviceAuthorizationResponse(as, CLIENT, answer);
  const ended = endingAfter(told.expires_in * 1_000);

  const poll = async (): Promise<PersonToken> => {
    let waitMs = (told.interval ?? 5) * 1_000;
    for (;;) {
      await Promise.race([new Promise((done) => setTimeout(done, waitMs).unref()), ended.promise]);
      try {
        const response = await oauth.deviceCodeGrantRequest(as, CLIENT, oauth.None(), told.device_code, {
          ...server.options,
          additionalParameters: { resource: API },
        });
        const tokens = await oauth.processDeviceCodeResponse(as, CLIENT, response);
        return tokenOf(server, options.cloudUrl, tokens.access_token);
      } catch (error) {
        const code = error instanceof oauth.ResponseBodyError ? error.error : undefined;
        if (code === 'slow_down') waitMs += 5_000;
        else if (code === 'access_denied') throw denied();
        else if (code === 'expired_token') throw late();
        // The line was away for a moment; the code still stands.
        else if (code !== 'authorization_pending' && !(error instanceof TypeError)) throw strange();
      }
    }
  };
  const token = poll().finally(ended.clear);
  token.catch(() => {});
  return {
    userCode: told.user_code,
    verificationUri: told.verification_uri,
    expiresAt: Date.now() + told.expires_in * 1_000,
    token,
    cancel: ended.cancel,
  };
}

/** Rejects when the time is over, or when it is called off. */
function endingAfter(ms: number): { promise: Promise<never>; cancel(): void; clear(): void } {
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => {});
  const timer = setTimeout(() => reject(late()), ms);
  timer.unref();
  return { promise, cancel: () => reject(cancelled()), clear: () => clearTimeout(timer) };
}
