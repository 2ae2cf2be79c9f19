import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClosingHead } from '@tillhouse/shared/domains/register/closing-head.ts';
import type { Pool } from '../db/pools.ts';
import { withTransaction } from '../db/transaction.ts';
import type { CheckedChain } from './check-chain.ts';

/** A head as it lies in `audit_heads`, in the cloud and at every desk. */
export interface SignedHead {
  readonly position: number;
  readonly hash: string;
  readonly signed_by: string;
  readonly signature: string;
  /** Epoch milliseconds */
  readonly signed_at: number;
}

/** As a drawer's closing record carries it. */
export const headOf = ({ position, hash, signedBy, signature, signedAt }: ClosingHead): SignedHead => ({
  ...{ position, hash, signature },
  signed_by: signedBy,
  signed_at: signedAt,
});

export interface HeadSigner {
  /** Ed25519 public key, base64url */
  readonly publicKey: string;
  sign(text: string): string;
}

const NAME = 'audit-key.pem';
/** A busy shop makes some fifty heads a day. */
const EVERY_MS = 15 * 60_000;

/**
 * The key that heads are signed with. It lies in a file and not in the database, so that whoever may write there cannot
 * sign what they wrote. The first start makes it.
 */
export function fileSigner(folder: string): HeadSigner {
  const file = join(folder, NAME);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    const { privateKey } = generateKeyPairSync('ed25519');
    const pem = privateKey.export({ format: 'pem', type: 'pkcs8' });
    // Never over one that is there: what it signed could not be proven any more.
    writeFileSync(file, pem, { mode: 0o600, flag: 'wx' });
  }
  return signerOf(createPrivateKey(readFileSync(file)));
}

export function signerOf(key: KeyObject): HeadSigner {
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  if (typeof x !== 'string') throw new Error('the audit key is not an Ed25519 key');
  return { publicKey: x, sign: (text) => sign(null, Buffer.from(text), key).toString('base64url') };
}

const headText = (tenantId: string, head: Pick<SignedHead, 'position' | 'hash' | 'signed_at'>): string =>
  ['tillhouse audit head 1', tenantId, head.position, head.hash, head.signed_at].join('\n');

export function isSigned(tenantId: string, head: SignedHead): boolean {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: head.signed_by }, format: 'jwk' });
    return verify(null, Buffer.from(headText(tenantId, head)), key, Buffer.from(head.signature, 'base64url'));
  } catch {
    return false;
  }
}

/**
 * Signs the head of every tenant whose chain has grown, at most once a quarter of an hour each.
 * @param pool of the role `system`
 * @param now epoch milliseconds
 * @returns how many were signed
 */
export function signHeads(pool: Pool, signer: HeadSigner, now: number): Promise<number> {
  return withTransaction(pool, async (db) => {
    const grown = await db.rows<{ tenant_id: string; position: number; hash: string }>(
      `SELECT h.tenant_id, h.position, h.hash FROM audit.heads h
        WHERE NOT EXISTS (SELECT 1 FROM audit_heads s WHERE s.tenant_id = h.tenant_id
                             AND (s.position >= h.position OR s.signed_at > $1))`,
      [new Date(now - EVERY_MS).toISOString()],
    );
    for (const { tenant_id: tenantId, ...head } of grown) {
      const signature = signer.sign(headText(tenantId, { ...head, signed_at: now }));
      await db.rows(
        `INSERT INTO audit_heads (tenant_id, position, hash, signed_by, signature, signed_at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
        [tenantId, head.position, head.hash, signer.publicKey, signature, new Date(now).toISOString()],
      );
    }
    return grown.length;
  });
}

/**
 * What is wrong between heads that were kept (here, at a desk, on a Z report) and the chain as it is worked out now.
 * A chain that was cut off does not reach a head; one that was written anew has another hash there.
 */
export function headsThatDiffer(
  tenantId: string,
  heads: readonly SignedHead[],
  chain: Pick<CheckedChain, 'entries' | 'hashes'>,
): string[] {
  return heads.flatMap((head) => {
    const position = Number(head.position);
    const at = `tenant ${tenantId}, head at ${position} of ${new Date(Number(head.signed_at)).toISOString()}`;
    if (!isSigned(tenantId, { ...head, position, signed_at: Number(head.signed_at) }))
      return [`${at}: its signature is false`];
    if (position > chain.entries)
      return [`${at}: the chain ends at ${chain.entries}, what came after it was taken out`];
    return chain.hashes.get(position) === head.hash ? [] : [`${at}: the chain was written anew`];
  });
}
