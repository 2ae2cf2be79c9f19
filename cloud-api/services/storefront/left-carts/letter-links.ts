import { createHmac } from 'node:crypto';
import { sameSecret } from '../../../platform/same-secret.ts';

/** Names one letter: its checkout, and which of the store’s letters it is. */
export interface LetterName {
  readonly checkoutId: string;
  readonly step: number;
}

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const shape = new RegExp(`^(${UUID})\\.(\\d)(?:\\.([\\w-]{43}))?$`);

/** The way back, for who got the letter. Behind the #, where no server and no log sees it. */
export function wayBack(comeBackTo: string, { checkoutId, step }: LetterName, secret: string): string {
  return `${comeBackTo.split('#')[0]}#th-cart=${checkoutId}.${step}.${secret}`;
}

/** What such an address names; null where it is none. */
export function letterNamed(text: string): (LetterName & { readonly secret: string }) | null {
  const [, checkoutId, step, secret = ''] = shape.exec(text) ?? [];
  return checkoutId && step ? { checkoutId, step: Number(step), secret } : null;
}

/** What ends letters shows no basket: it stands in addresses, which mail servers and logs see. */
const proofOf = (tokenHash: string, { checkoutId, step }: LetterName): Buffer =>
  createHmac('sha256', tokenHash).update(`no more letters ${checkoutId} ${step}`).digest();

export function wayOff(origin: string, tenantId: string, letter: LetterName, tokenHash: string): string {
  const query = new URLSearchParams({ shop: tenantId, letter: `${letter.checkoutId}.${letter.step}` });
  query.set('proof', proofOf(tokenHash, letter).toString('base64url'));
  return `${origin}/letters/off?${query}`;
}

export function mayEnd(letter: LetterName, tokenHashes: readonly string[], proof: string): boolean {
  const shown = Buffer.from(proof, 'base64url');
  const good = tokenHashes.map((hash) => sameSecret(shown, proofOf(hash, letter)));
  return good.includes(true);
}
