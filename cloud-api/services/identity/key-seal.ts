import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JWK } from 'jose';

/** A private key as it lies in the database: AES-256-GCM, all parts base64url. */
export interface Sealed {
  readonly sealed: string;
  readonly nonce: string;
  readonly tag: string;
}

export interface KeySeal {
  seal(kid: string, key: JWK): JWK | Sealed;
  /** @throws when it was sealed by another file, or for another key */
  open(kid: string, kept: JWK | Sealed): JWK;
  /** Whether it lies there as this seal would leave it. */
  isSealed(kept: JWK | Sealed): boolean;
}

const NAME = 'identity-key';
const isSealedForm = (kept: JWK | Sealed): kept is Sealed => typeof (kept as Sealed).sealed === 'string';

/**
 * Seals by a key in a file, so that the database alone, or a copy of it, signs nobody in. The first start makes the file;
 * where it is lost, every sign-in has to be made anew and nothing else is lost.
 */
export function fileSeal(folder: string): KeySeal {
  const file = join(folder, NAME);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64url');
  if (key.length !== 32) throw new Error(`${file} holds no key of 32 bytes. Put the right one back.`);
  return {
    isSealed: isSealedForm,
    seal: (kid, jwk) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(kid));
      const sealed = Buffer.concat([cipher.update(JSON.stringify(jwk)), cipher.final()]);
      const text = (bytes: Buffer) => bytes.toString('base64url');
      return { sealed: text(sealed), nonce: text(nonce), tag: text(cipher.getAuthTag()) };
    },
    open: (kid, kept) => {
      if (!isSealedForm(kept)) return kept;
      const bytes = (text: string) => Buffer.from(text, 'base64url');
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes(kept.nonce)).setAAD(Buffer.from(kid));
        decipher.setAuthTag(bytes(kept.tag));
        const opened = Buffer.concat([decipher.update(bytes(kept.sealed)), decipher.final()]);
        return JSON.parse(opened.toString('utf8')) as JWK;
      } catch (error) {
        throw new Error(`the signing key ${kid} was not sealed by ${file}; put the right file back`, { cause: error });
      }
    },
  };
}

/** Without a folder for keys they lie open, readable by the role `identity` alone. */
export const noSeal: KeySeal = {
  isSealed: () => true,
  seal: (_kid, key) => key,
  open: (kid, kept) => {
    if (isSealedForm(kept)) throw new Error(`the signing key ${kid} is sealed; start with the folder of its key file`);
    return kept;
  },
};
