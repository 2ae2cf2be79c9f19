import { proof, proofKey, type ProofKey } from './proofs.ts';
import { CALLBACK } from './world.ts';

interface Around {
  readonly key: ProofKey;
  readonly token: string;
  /** Where the request goes */
  readonly url: string;
  readonly elsewhere: string;
}

const now = () => Math.floor(Date.now() / 1_000);

/** What is wrong with a proof of possession → how it is made. */
export const wrongProofs: Readonly<Record<string, (around: Around) => Promise<string | undefined>>> = {
  'none at all': async () => undefined,
  'for another method': ({ key, url, token }) => proof(key, { htm: 'POST', htu: url, token }),
  'for another address': ({ key, token, elsewhere }) => proof(key, { htm: 'GET', htu: elsewhere, token }),
  'for another host': ({ key, token }) => proof(key, { htm: 'GET', htu: 'https://evil.example/auth/session', token }),
  'for another token': ({ key, url }) => proof(key, { htm: 'GET', htu: url, token: 'another' }),
  'for no token': ({ key, url }) => proof(key, { htm: 'GET', htu: url }),
  'by another key': async ({ url, token }) => proof(await proofKey(), { htm: 'GET', htu: url, token }),
  'with the key of the token in its header and another’s signature': async ({ key, url, token }) =>
    proof(await proofKey(), { htm: 'GET', htu: url, token }, { jwk: key.jwk }),
  'with a private key in its header': ({ key, url, token }) =>
    proof(key, { htm: 'GET', htu: url, token }, { jwk: key.privateJwk }),
  'of another type': ({ key, url, token }) => proof(key, { htm: 'GET', htu: url, token }, { typ: 'JWT' }),
  'of yesterday': ({ key, url, token }) => proof(key, { htm: 'GET', htu: url, token, iat: now() - 86_400 }),
  'of tomorrow': ({ key, url, token }) => proof(key, { htm: 'GET', htu: url, token, iat: now() + 86_400 }),
  'without a number of its own': ({ key, url, token }) => proof(key, { htm: 'GET', htu: url, token, jti: undefined }),
  'two at once': async ({ key, url, token }) =>
    `${await proof(key, { htm: 'GET', htu: url, token })}, ${await proof(key, { htm: 'GET', htu: url, token })}`,
};

/** Where an app, or a desk, may not have the browser sent, though it is near to where it may. */
export const wrongRedirects: Readonly<Record<string, readonly ['app' | 'desk', string | undefined]>> = {
  'a path behind the registered one': ['app', `${CALLBACK}/evil`],
  'the registered one as the beginning of a name': ['app', 'https://app.example.evil.example/callback'],
  'the registered name as the user of another': ['app', 'https://app.example@evil.example/callback'],
  'a fragment': ['app', `${CALLBACK}#evil`],
  'another port': ['app', 'https://app.example:8443/callback'],
  'no TLS': ['app', 'http://app.example/callback'],
  'a way round by ..': ['app', 'https://app.example/callback/../evil'],
  'a query of its own': ['app', `${CALLBACK}?next=https://evil.example`],
  'another case': ['app', 'https://app.example/Callback'],
  'a script': ['app', 'javascript:alert(1)'],
  'two lines': ['app', `${CALLBACK}\r\nlocation: https://evil.example`],
  nothing: ['app', undefined],
  'for a desk, another path on loopback': ['desk', 'http://127.0.0.1:49152/evil'],
  'for a desk, a name that begins like loopback': ['desk', 'http://127.0.0.1.evil.example/signed-in'],
  'for a desk, loopback as the user of another': ['desk', 'http://127.0.0.1:80@evil.example/signed-in'],
  'for a desk, localhost, which may be resolved elsewhere': ['desk', 'http://localhost:49152/signed-in'],
  'for a desk, another address of this machine': ['desk', 'http://127.0.0.2:49152/signed-in'],
};

/** What is wrong with a request → the error that it comes back with. */
export const wrongRequests: Readonly<Record<string, readonly [Record<string, string | undefined>, string]>> = {
  'without PKCE': [{ code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
  'with PKCE plain': [{ code_challenge_method: 'plain' }, 'invalid_request'],
  'with PKCE of no named method': [{ code_challenge_method: undefined }, 'invalid_request'],
  'with a short challenge': [{ code_challenge: 'short' }, 'invalid_request'],
  'for a token (implicit)': [{ response_type: 'token' }, 'unsupported_response_type'],
  'for an ID token (implicit)': [{ response_type: 'id_token', nonce: 'n' }, 'unsupported_response_type'],
  'for both (hybrid)': [{ response_type: 'code id_token', nonce: 'n' }, 'unsupported_response_type'],
  'by a request object': [{ request: 'eyJhbGciOiJub25lIn0.e30.' }, 'request_not_supported'],
  'for another resource': [{ resource: 'https://elsewhere.example' }, 'invalid_target'],
  'for no scope it may have': [{ scope: 'everything' }, 'access_denied'],
  'silently, with nobody signed in': [{ prompt: 'none' }, 'login_required'],
};
