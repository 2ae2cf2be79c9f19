import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

/** A key that seals values: 256 random bits and the name that sealed values carry. */
export interface DataKey {
  /** Letters, digits, `-` and `_` */
  readonly id: string;
  readonly secret: Buffer;
}

/** Where a sealed value belongs. It is authenticated with it: laid anywhere else, the value does not open. */
export interface Place {
  readonly table: string;
  /** The row's key as text */
  readonly row: string;
  readonly column: string;
}

/** A control character leads, so that nothing a person types looks sealed. */
export const MARK = '\u0001s1.';
const NONCE = 12;
const TAG = 16;
export const KEY_BYTES = 32;

/** A sealed value did not open: it was altered, moved, or sealed by a key that is not here. */
export class NotOpened extends Error {
  readonly keyId: string | null;

  constructor(message: string, keyId: string | null) {
    super(message);
    this.name = 'NotOpened';
    this.keyId = keyId;
  }
}

export function newDataKey(id: string): DataKey {
  return { id, secret: randomBytes(KEY_BYTES) };
}

export function isSealed(text: string): boolean {
  return text.startsWith(MARK);
}

/** The id of the key that a value was sealed with; undefined where it is not sealed. */
export function keyIdOf(text: string): string | undefined {
  if (!isSealed(text)) return undefined;
  const end = text.indexOf('.', MARK.length);
  return end < 0 ? undefined : text.slice(MARK.length, end);
}

const boundTo = (keyId: string, { table, row, column }: Place): Buffer =>
  Buffer.from(JSON.stringify(['tillhouse sealed 1', keyId, table, row, column]));

const keyObjects = new WeakMap<Buffer, KeyObject>();

/** Node takes several times as long to begin with the bytes of a key as with a key object that it has made before. */
function keyObject({ secret }: DataKey): KeyObject {
  let made = keyObjects.get(secret);
  if (!made) {
    made = createSecretKey(secret);
    keyObjects.set(secret, made);
  }
  return made;
}

const NONCES_AT_ONCE = 256;
let nonces = Buffer.alloc(0);
let usedTo = 0;

/** Random bytes that no other value was sealed with. To fetch them for each takes a third of what sealing takes. */
function nextNonce(): Buffer {
  if (usedTo === nonces.length) {
    nonces = randomBytes(NONCE * NONCES_AT_ONCE);
    usedTo = 0;
  }
  usedTo += NONCE;
  return nonces.subarray(usedTo - NONCE, usedTo);
}

/** AES-256-GCM with a random nonce of 96 bits; a key seals fewer than 2^32 values before it is rotated. */
export function seal(key: DataKey, text: string, place: Place): string {
  const nonce = nextNonce();
  const cipher = createCipheriv('aes-256-gcm', keyObject(key), nonce);
  cipher.setAAD(boundTo(key.id, place));
  const body = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `${MARK}${key.id}.${body.toString('base64url')}`;
}

/** @throws NotOpened where the value is no sealed one, was altered, or stands in another place than it was sealed for */
export function open(keyOf: (id: string) => DataKey | undefined, sealed: string, place: Place): string {
  const id = keyIdOf(sealed);
  if (id === undefined) throw new NotOpened('this value is not sealed', null);
  const key = keyOf(id);
  if (!key) throw new NotOpened(`the key ${id} is not here`, id);
  const body = Buffer.from(sealed.slice(MARK.length + id.length + 1), 'base64url');
  if (body.length < NONCE + TAG) throw new NotOpened('this value was cut off', id);
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyObject(key), body.subarray(0, NONCE), { authTagLength: TAG });
    decipher.setAAD(boundTo(id, place));
    decipher.setAuthTag(body.subarray(body.length - TAG));
    const plain = decipher.update(body.subarray(NONCE, body.length - TAG), undefined, 'utf8');
    return plain + decipher.final('utf8');
  } catch {
    throw new NotOpened(`this value was altered or belongs elsewhere than ${place.table}.${place.column}`, id);
  }
}

/** A key for another purpose than sealing, from which nobody gets back to the one that seals. */
export function derivedSecret(key: DataKey, purpose: string): Buffer {
  return createHmac('sha256', key.secret).update(`tillhouse ${purpose}`).digest();
}
