import type { MutationContext } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import { canonicalJson } from '../access/canonical.ts';
import type { StoreSettings } from '../access/schema.ts';
import { lookNow, type ShopLook } from './look-parts.ts';
import { type LookVersion, lookVersions } from './schema.ts';

export const sameLook = (a: ShopLook, b: ShopLook): boolean => canonicalJson(a) === canonicalJson(b);

/** Those of a store, the first one first. */
export async function versionsOf(tx: Tx, storeId: string): Promise<LookVersion[]> {
  return (await tx.list(lookVersions, { storeId })).sort((a, b) => a.number - b.number);
}

/**
 * Keeps the look that shoppers see now as a version, where none is like it: also one that was chosen before there were versions, or elsewhere.
 * @param store as it stands, its row locked
 */
export async function keepLook(
  tx: Tx,
  ctx: MutationContext,
  store: Pick<StoreSettings, 'id' | 'theme' | 'hosted' | 'updatedAt'>,
): Promise<LookVersion[]> {
  const versions = await versionsOf(tx, store.id);
  const look = lookNow(store);
  if (versions.some((one) => sameLook(one.look, look))) return versions;
  const row: LookVersion = {
    ...{ id: ctx.idFor('look-before'), storeId: store.id, number: (versions.at(-1)?.number ?? 0) + 1, name: '', look },
    ...{ publishAt: null, publishedAt: store.updatedAt, createdAt: store.updatedAt },
    ...{ actorId: ctx.actor.id, actorName: ctx.actor.name },
  };
  await tx.insert(lookVersions, row);
  return [...versions, row];
}
