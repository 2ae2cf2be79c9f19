import { createHash } from 'node:crypto';
import { type KeySeal, keyText } from '@tillhouse/shared/domains/access/key-seal.ts';
import type { SecurityKey } from '@tillhouse/shared/domains/access/schema.ts';

/** Keys sign for a name; desks ask for them on a page of their own machine (ADR 62), at whichever port was free. */
const RELYING_PARTY = 'localhost';
const ORIGIN = /^http:\/\/localhost:\d{1,5}$/;

/**
 * Whether one of these keys signed this text, after it asked who holds it. What a key has counted only the desk knows at which
 * it was used.
 */
export async function isByKeyOf(keys: readonly SecurityKey[], seal: KeySeal, text: string): Promise<boolean> {
  const key = keys.find(({ id }) => id === seal.keyId);
  const origin = originOf(seal.clientData);
  if (!key || origin === undefined) return false;
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  const { authenticatorData, signature, clientData: clientDataJSON } = seal;
  try {
    const { verified } = await verifyAuthenticationResponse({
      response: {
        ...{ id: key.id, rawId: key.id, type: 'public-key', clientExtensionResults: {} },
        response: { clientDataJSON, authenticatorData, signature },
      },
      expectedChallenge: createHash('sha256').update(keyText(text, seal.nonce)).digest('base64url'),
      expectedOrigin: origin,
      expectedRPID: RELYING_PARTY,
      requireUserVerification: true,
      credential: { id: key.id, publicKey: Buffer.from(key.publicKey, 'base64url'), counter: 0 },
    });
    return verified;
  } catch {
    // It says by throwing what does not fit.
    return false;
  }
}

/** Where the browser says that it was used, if that is a page of a desk. */
function originOf(clientData: string): string | undefined {
  try {
    const { origin } = JSON.parse(Buffer.from(clientData, 'base64url').toString()) as { origin?: unknown };
    return typeof origin === 'string' && ORIGIN.test(origin) ? origin : undefined;
  } catch {
    return undefined;
  }
}
