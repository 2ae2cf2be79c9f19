import { createPrivateKey, createPublicKey, type KeyObject, randomBytes } from 'node:crypto';
import type { Reader } from '../database/reader.ts';

/** A badge is an Ed25519 key printed as a code: `TB1.` and its 32 secret bytes in base64url. */
const BADGE = /^TB1\.([A-Za-z0-9_-]{43})$/;
/** PKCS #8 of an Ed25519 key, before its 32 bytes (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** @param text as scanned; undefined where it is no badge */
export function badgeKeyOf(text: string): KeyObject | undefined {
  const seed = BADGE.exec(text.trim())?.[1];
  if (!seed) return undefined;
  const der = Buffer.concat([PKCS8, Buffer.from(seed, 'base64url')]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

const publicKeyOf = (key: KeyObject): string => createPublicKey(key).export({ format: 'jwk' }).x as string;

/** A new badge: the text to print on it, and the public key to enrol. The private half is kept nowhere. */
export function newBadge(): { readonly text: string; readonly badgeKey: string } {
  const text = `TB1.${randomBytes(32).toString('base64url')}`;
  return { text, badgeKey: publicKeyOf(badgeKeyOf(text) as KeyObject) };
}

/** Whose badge it is, by staff id. */
export function holderOfBadge(reader: Reader, badge: KeyObject | undefined): string | undefined {
  if (!badge) return undefined;
  return reader.get<{ id: string }>('SELECT id FROM staff WHERE badge_key = ?', [publicKeyOf(badge)])?.id;
}
