import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import {
  type CryptoKey,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  importJWK,
  type JWK,
  SignJWT,
  UnsecuredJWT,
} from 'jose';
import { API_AUDIENCE } from '../../../../platform/auth/access-tokens.ts';
import type { World } from './world.ts';

type Forge = (world: World) => Promise<string>;

/** Claims of a token that would be taken: the owner of the store, signed in at our own screens. */
export function goodClaims({ issuer, store }: World): Record<string, unknown> {
  const now = Math.floor(Date.now() / 1_000);
  return {
    iss: issuer,
    aud: API_AUDIENCE,
    sub: randomUUID(),
    client_id: 'tillhouse-screens',
    tid: store.tenantId,
    sid: store.staffId,
    iat: now,
    exp: now + 600,
    jti: randomUUID(),
  };
}

/** Signed by the key of the house, as a token of its own, but for what is given. */
export async function signed(
  world: World,
  claims: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
): Promise<string> {
  const { kid, alg, key } = await world.cloud.cloud.identity.signingKey();
  const all = { ...goodClaims(world), ...claims };
  for (const [name, value] of Object.entries(all)) if (value === undefined) delete all[name];
  return new SignJWT(all).setProtectedHeader({ alg, typ: 'at+jwt', kid, ...header } as never).sign(key);
}

/** Signed by a key of the attacker's own. */
async function forged(
  world: World,
  header: (own: JWK) => Record<string, unknown>,
  alg: 'RS256' | 'EdDSA' = 'RS256',
): Promise<string> {
  const pair = await generateKeyPair(alg, { extractable: true });
  const own = await exportJWK(pair.publicKey);
  return new SignJWT(goodClaims(world))
    .setProtectedHeader({ alg, typ: 'at+jwt', ...header(own) } as never)
    .sign(pair.privateKey);
}

async function publicKey(world: World): Promise<JWK> {
  const { body } = await world.cloud.call('GET', '/.well-known/jwks.json');
  return body.keys[0];
}

const hs256 = async (world: World, secret: Uint8Array): Promise<string> => {
  const { kid } = await publicKey(world);
  return new SignJWT(goodClaims(world))
    .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', ...(kid ? { kid } : {}) })
    .sign(secret);
};
const text = (value: string) => new TextEncoder().encode(value.padEnd(32, ' '));

/** What is wrong with a token → how it is made. Each is answered 401, and none reaches anything. */
export const wrongTokens: Readonly<Record<string, Forge>> = {
  'alg none': async (world) => {
    const [, body] = new UnsecuredJWT(goodClaims(world)).encode().split('.');
    const header = Buffer.from(JSON.stringify({ alg: 'none', typ: 'at+jwt' })).toString('base64url');
    return `${header}.${body}.`;
  },
  'alg none with the signature of another token left on': async (world) => {
    const [, body, signature] = (await signed(world)).split('.');
    const header = Buffer.from(JSON.stringify({ alg: 'none', typ: 'at+jwt' })).toString('base64url');
    return `${header}.${body}.${signature}`;
  },
  'HS256 with the bytes of our public key as the secret': async (world) =>
    hs256(world, Buffer.from((await publicKey(world)).n ?? '', 'base64url')),
  'HS256 with our public key in PEM as the secret': async (world) => {
    const key = (await importJWK(await publicKey(world))) as CryptoKey;
    return hs256(world, text(await exportSPKI(key)));
  },
  'HS256 with the text of our public key as the secret': async (world) =>
    hs256(world, text(JSON.stringify(await publicKey(world)))),
  'the audience of the shop': (world) => signed(world, { aud: 'tillhouse-shop' }),
  'the audience of a program (an ID token’s)': (world) => signed(world, { aud: 'tillhouse-desk' }),
  'no audience': (world) => signed(world, { aud: undefined }),
  'another issuer': (world) => signed(world, { iss: 'https://elsewhere.example/auth' }),
  'an issuer that only begins like ours': (world) => signed(world, { iss: `${world.issuer}.evil.example` }),
  'no issuer': (world) => signed(world, { iss: undefined }),
  'the type of any JWT': (world) => signed(world, {}, { typ: 'JWT' }),
  'no type': (world) => signed(world, {}, { typ: undefined }),
  'the type of a proof': (world) => signed(world, {}, { typ: 'dpop+jwt' }),
  'a key id that is a path': (world) => forged(world, () => ({ kid: '../../../../../../dev/null' })),
  'a key id that is SQL': (world) => forged(world, () => ({ kid: "x' OR '1'='1" })),
  'our key id over another’s signature': async (world) => {
    const { kid } = await world.cloud.cloud.identity.signingKey();
    return forged(world, () => ({ kid }));
  },
  'our key id over a signature on Ed25519': async (world) => {
    const { kid } = await world.cloud.cloud.identity.signingKey();
    return forged(world, () => ({ kid }), 'EdDSA');
  },
  'no key id': (world) => forged(world, () => ({})),
  'its own key in the header (jwk)': (world) => forged(world, (jwk) => ({ jwk })),
  'our key id and its own key in the header': async (world) => {
    const { kid } = await world.cloud.cloud.identity.signingKey();
    return forged(world, (jwk) => ({ kid, jwk }));
  },
  'a header we must understand and do not (crit)': async (world) => {
    const [, body, signature] = (await signed(world)).split('.');
    const { kid } = await world.cloud.cloud.identity.signingKey();
    const header = { alg: 'RS256', typ: 'at+jwt', kid, crit: ['exp'], b64: false };
    return `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${body}.${signature}`;
  },
  'the claims of somebody else under a good signature': async (world) => {
    const [header, , signature] = (await signed(world)).split('.');
    const body = Buffer.from(JSON.stringify({ ...goodClaims(world), sid: randomUUID() })).toString('base64url');
    return `${header}.${body}.${signature}`;
  },
  'no signature': async (world) => `${(await signed(world)).split('.').slice(0, 2).join('.')}.`,
  'a time that has not come (nbf)': (world) => signed(world, { nbf: Math.floor(Date.now() / 1_000) + 3_600 }),
  'no end': (world) => signed(world, { exp: undefined }),
  'no subject': (world) => signed(world, { sub: undefined }),
  'no store': (world) => signed(world, { tid: undefined }),
  'no program': (world) => signed(world, { client_id: undefined }),
  'a program that acts as another': (world) =>
    signed(world, { sid: undefined, app: randomUUID(), client_id: randomUUID() }),
  'an unknown program': (world) => signed(world, { sid: undefined, app: 'nobody', client_id: 'nobody' }),
  'a grant that there is not': (world) => signed(world, { gid: 'no such grant' }),
  'the key of the shop, the claims of an owner': async (world) => {
    const { kid, alg, key } = await world.cloud.cloud.identity.signingKey('shop');
    return new SignJWT(goodClaims(world)).setProtectedHeader({ alg, typ: 'at+jwt', kid }).sign(key);
  },
  'a member of the staff of another store': (world) => signed(world, { tid: world.other.tenantId }),
  'no JWT at all': async () => 'a.b.c',
  'a JWE': async () => 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..AAAA.AAAA.AAAA',
};

/** Headers that name where a key could be fetched: nobody may come. @returns how often somebody did */
export async function fetchesOfKeys(world: World, ask: (token: string) => Promise<number>): Promise<number> {
  let fetched = 0;
  const server = createServer((_request, response) => {
    fetched += 1;
    response.end('{"keys":[]}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
  try {
    for (const header of [{ jku: url }, { x5u: url }, { jku: url, kid: 'theirs' }, { x5u: url, kid: 'theirs' }]) {
      const status = await ask(await forged(world, () => header));
      if (status !== 401) throw new Error(`${JSON.stringify(header)} was answered ${status}`);
    }
    return fetched;
  } finally {
    server.close();
  }
}
