import { createHash, randomUUID } from 'node:crypto';
import { calculateJwkThumbprint, type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

export interface ProofKey {
  readonly jwk: JWK;
  readonly privateJwk: JWK;
  readonly thumbprint: string;
  readonly key: CryptoKey;
}

export async function proofKey(): Promise<ProofKey> {
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const jwk = await exportJWK(pair.publicKey);
  return {
    jwk,
    privateJwk: await exportJWK(pair.privateKey),
    thumbprint: await calculateJwkThumbprint(jwk),
    key: pair.privateKey,
  };
}

/** A proof of DPoP (RFC 9449), or one that is wrong in some way. */
export function proof(
  by: ProofKey,
  claims: { htm: string; htu: string; token?: string } & Record<string, unknown>,
  header: Record<string, unknown> = {},
): Promise<string> {
  const { token, ...rest } = claims;
  const ath = token === undefined ? {} : { ath: createHash('sha256').update(token).digest('base64url') };
  return new SignJWT({ jti: randomUUID(), iat: Math.floor(Date.now() / 1_000), ...ath, ...rest })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'dpop+jwt', jwk: by.jwk, ...header } as never)
    .sign(by.key);
}
