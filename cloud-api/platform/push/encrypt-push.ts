import { createCipheriv, createECDH, type ECDH, hkdfSync, randomBytes } from 'node:crypto';

const CURVE = 'prime256v1';
/** One record holds the whole of what a push service takes (4,096 bytes, RFC 8291, 4). */
const RECORD_BYTES = 4_096;

export interface PushKeys {
  /** P-256, uncompressed, base64url */
  readonly p256dh: string;
  /** 16 bytes, base64url */
  readonly auth: string;
}

const bytesOf = (text: string): Buffer => Buffer.from(text, 'base64url');
const derived = (key: Buffer, salt: Buffer, info: Buffer | string, length: number): Buffer =>
  Buffer.from(hkdfSync('sha256', key, salt, info, length));

/** Whether they are keys at all: a point of the curve and 16 bytes. */
export function arePushKeys({ p256dh, auth }: PushKeys): boolean {
  const point = bytesOf(p256dh);
  if (bytesOf(auth).length !== 16 || point.length !== 65 || point[0] !== 4) return false;
  const pair = createECDH(CURVE);
  pair.generateKeys();
  try {
    return pair.computeSecret(point).length === 32;
  } catch {
    return false;
  }
}

/**
 * The body of a push message that nobody but the browser reads (RFC 8291, content coding aes128gcm of RFC 8188).
 * @param fresh for tests with known values; each message has a pair and a salt of its own
 */
export function encryptPush(
  text: string | Buffer,
  { p256dh, auth }: PushKeys,
  fresh: { readonly pair: ECDH; readonly salt: Buffer } = { pair: newPair(), salt: randomBytes(16) },
): Buffer {
  const { pair, salt } = fresh;
  const [theirs, ours] = [bytesOf(p256dh), pair.getPublicKey()];
  const about = Buffer.concat([Buffer.from('WebPush: info\0'), theirs, ours]);
  const key = derived(pair.computeSecret(theirs), bytesOf(auth), about, 32);
  const cipher = createCipheriv(
    'aes-128-gcm',
    derived(key, salt, 'Content-Encoding: aes128gcm\0', 16),
    derived(key, salt, 'Content-Encoding: nonce\0', 12),
  );
  // Two: the last record.
  const plain = Buffer.concat([Buffer.from(text), Buffer.from([2])]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(RECORD_BYTES);
  const sealed = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return Buffer.concat([salt, size, Buffer.from([ours.length]), ours, sealed]);
}

function newPair(): ECDH {
  const pair = createECDH(CURVE);
  pair.generateKeys();
  return pair;
}
