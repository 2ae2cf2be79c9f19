import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
  sign,
} from 'node:crypto';
import type { KeyStore } from './key-store.ts';

export interface DeviceKey {
  /** Ed25519, 32 bytes in base64url */
  readonly publicKey: string;
  /** Twelve hex digits in groups, for people to compare */
  readonly fingerprint: string;
  /** RFC 7523: a JWT that proves to the identity service that this device holds the key. Good once, four minutes. */
  assertion(deviceId: string, now: number): string;
  /** Ed25519 over the text, base64url */
  sign(text: string): string;
}

const AUDIENCE = 'tillhouse-identity';
const LIFE_SECONDS = 240;

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

function keyFrom(secret: KeyObject): DeviceKey {
  const { x } = createPublicKey(secret).export({ format: 'jwk' });
  const publicKey = x as string;
  const digest = createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex');
  return {
    publicKey,
    fingerprint: digest.slice(0, 12).replace(/(.{4})(?=.)/g, '$1 '),
    sign: (text) => sign(null, Buffer.from(text), secret).toString('base64url'),
    assertion: (deviceId, now) => {
      const iat = Math.floor(now / 1000);
      const claims = { iss: deviceId, sub: deviceId, aud: AUDIENCE, jti: randomUUID(), iat, exp: iat + LIFE_SECONDS };
      const body = `${base64url({ alg: 'EdDSA', typ: 'JWT' })}.${base64url(claims)}`;
      return `${body}.${sign(null, Buffer.from(body), secret).toString('base64url')}`;
    },
  };
}

/** The device's key, made on this machine the first time and never sent anywhere. */
export async function deviceKey(store: KeyStore): Promise<DeviceKey> {
  const kept = await store.read();
  if (kept) {
    const der = Buffer.from(kept, 'base64url');
    return keyFrom(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
  }
  const { privateKey } = generateKeyPairSync('ed25519');
  await store.write(privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64url'));
  return keyFrom(privateKey);
}
