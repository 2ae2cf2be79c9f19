import { createHash, randomBytes } from 'node:crypto';
import { type KeySeal, keyText } from '@tillhouse/shared/domains/access/key-seal.ts';
import type { Authenticator, Bent } from './authenticator.ts';

/** What a desk keeps of a security key that was used on its page. */
export function sealByKey(key: Authenticator, text: string, bent: Bent = {}): KeySeal {
  const nonce = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(keyText(text, nonce)).digest('base64url');
  const { authenticatorData, clientDataJSON, signature } = key.get({ challenge }, bent).response as Record<
    string,
    string
  >;
  return {
    keyId: key.id.toString('base64url'),
    nonce,
    ...{ authenticatorData, clientData: clientDataJSON, signature },
  } as KeySeal;
}
