import type { Connection } from '../../../platform/db/connection.ts';
import { sameSecret } from '../../../platform/same-secret.ts';

/** Names one who may decide about one request. */
export interface Decides {
  readonly requestId: string;
  readonly buyerId: string;
}

/**
 * Follows from the tenant's key, which stands in no row and in no browser, and is good for this one decision of this one person. What the
 * checkout has of its own will not do: its buyer knows that, and must not be able to say yes to themselves.
 * Null where the tenant is erased.
 */
async function proofOf(db: Connection, tenantId: string, { requestId, buyerId }: Decides): Promise<string | null> {
  await db.fields?.readyFor([tenantId], true);
  return db.fields?.proofOf(`decides ${requestId} ${buyerId}`) ?? null;
}

export async function wayToDecide(
  db: Connection,
  { origin, tenantId }: { readonly origin: string; readonly tenantId: string },
  of: Decides,
): Promise<string | null> {
  const proof = await proofOf(db, tenantId, of);
  if (proof === null) return null;
  return `${origin}/approvals?${new URLSearchParams({ shop: tenantId, request: of.requestId, as: of.buyerId, proof })}`;
}

export async function mayDecide(db: Connection, tenantId: string, of: Decides, shown: string): Promise<boolean> {
  return sameSecret(shown, (await proofOf(db, tenantId, of)) ?? '');
}
