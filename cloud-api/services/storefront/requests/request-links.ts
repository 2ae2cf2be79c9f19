import { createHmac, timingSafeEqual } from 'node:crypto';

/** Names one who may decide about one request. */
export interface Decides {
  readonly requestId: string;
  readonly buyerId: string;
}

/** Follows from what only the database has of the checkout, and is good for this one decision of this one person. */
const proofOf = (secretHash: string, { requestId, buyerId }: Decides): Buffer =>
  createHmac('sha256', secretHash).update(`decides ${requestId} ${buyerId}`).digest();

export function wayToDecide(origin: string, tenantId: string, of: Decides, secretHash: string): string {
  const query = new URLSearchParams({ shop: tenantId, request: of.requestId, as: of.buyerId });
  query.set('proof', proofOf(secretHash, of).toString('base64url'));
  return `${origin}/approvals?${query}`;
}

export function mayDecide(of: Decides, secretHashes: readonly string[], proof: string): boolean {
  const shown = Buffer.from(proof, 'base64url');
  const good = secretHashes.map((hash) => {
    const own = proofOf(hash, of);
    return own.length === shown.length && timingSafeEqual(own, shown);
  });
  return good.includes(true);
}
