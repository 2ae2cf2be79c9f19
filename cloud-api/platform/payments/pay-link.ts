import type { Connection } from '../db/connection.ts';
import { sameSecret } from '../same-secret.ts';

/** Names one order, and the page that its payer may be led back to. */
export interface Pays {
  readonly orderId: string;
  /** Origin of a page of the shop, as its shopper’s browser named it; empty of a link that was sent */
  readonly from: string;
}

/**
 * Follows from the tenant's key, which stands in no row: whoever was given the link may read what is due and pay it, and nothing
 * else. Null where the tenant is erased.
 */
async function proofOf(db: Connection, tenantId: string, { orderId, from }: Pays): Promise<string | null> {
  await db.fields?.readyFor([tenantId], true);
  return db.fields?.proofOf(`pays ${orderId} ${from}`) ?? null;
}

export async function wayToPay(
  db: Connection,
  { origin, tenantId }: { readonly origin: string; readonly tenantId: string },
  of: Pays,
): Promise<string | null> {
  const proof = await proofOf(db, tenantId, of);
  if (proof === null) return null;
  const query = { shop: tenantId, order: of.orderId, ...(of.from && { from: of.from }), proof };
  return `${origin}/pay?${new URLSearchParams(query)}`;
}

export async function mayPay(db: Connection, tenantId: string, of: Pays, shown: string): Promise<boolean> {
  return sameSecret(shown, (await proofOf(db, tenantId, of)) ?? '');
}
