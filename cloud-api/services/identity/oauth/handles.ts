import { createHmac, timingSafeEqual } from 'node:crypto';

/** Names a record by its hash, where the library found it by another way than its id and will ask for it again. */
export interface Handles {
  make(hash: string): Promise<string>;
  /** @returns the hash; undefined when the text is no handle that we made, whatever it looks like */
  read(text: string): Promise<string | undefined>;
}

const form = /^hash:([0-9a-f]{64}):([A-Za-z0-9_-]{43})$/;

/**
 * Who can read the table knows the hashes. A handle is signed, so that none of them can be sent in from outside as if it
 * were the code itself.
 * @param secrets the newest first
 */
export function handlesOf(secrets: () => Promise<readonly string[]>): Handles {
  const sign = (secret: string, hash: string) =>
    createHmac('sha256', secret).update(`handle ${hash}`).digest('base64url');
  return {
    make: async (hash) => {
      const [secret] = await secrets();
      if (secret === undefined) throw new Error('there is no secret to sign a handle with');
      return `hash:${hash}:${sign(secret, hash)}`;
    },
    read: async (text) => {
      const [, hash, given] = form.exec(text) ?? [];
      if (hash === undefined || given === undefined) return undefined;
      const known = (await secrets()).map((secret) => Buffer.from(sign(secret, hash)));
      return known.some((each) => timingSafeEqual(each, Buffer.from(given))) ? hash : undefined;
    },
  };
}
