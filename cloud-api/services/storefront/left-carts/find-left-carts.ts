import { storeSettings } from '@tillhouse/shared/domains/access/schema.ts';
import { mainOf } from '@tillhouse/shared/domains/access/stores.ts';
import { dueLetter, type LeftCart, nextLook } from '@tillhouse/shared/domains/checkout/cart-letters.ts';
import { cartLetters, checkouts, letterRefusals } from '@tillhouse/shared/domains/checkout/schema.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import type { Pool } from '../../../platform/db/pools.ts';
import { readAtOnce, withTenant } from '../../../platform/db/transaction.ts';
import { withTx } from '../checkout/price-checkout.ts';
import type { StorefrontContext } from '../context.ts';

const AT_ONCE = 50;
/** One that fails (its store’s keys are away) lets the others go first. */
const PUT_OFF_MS = 600_000;

/** By what is known of an address that nobody can read off it; null where the tenant is erased. */
export async function addressIndex(db: Connection, tenantId: string, email: string): Promise<string | null> {
  await db.fields?.readyFor([tenantId], true);
  return db.fields?.indexOf('cart_letters.address_index', email) ?? null;
}

/**
 * Looks at baskets that may have been left, each once when its next letter may be due, and writes that letter down to be sent: a step
 * of a checkout has one, whoever looks. @returns whether more may wait
 */
export async function findLeftCarts(
  system: Pool,
  context: Pick<StorefrontContext, 'pool' | 'now' | 'log'>,
): Promise<boolean> {
  const now = context.now();
  const due = await readAtOnce(system, null, (db) =>
    db.rows<{ tenant_id: string; id: string }>(
      `SELECT tenant_id, id FROM checkouts WHERE cart_letter_at <= $1 ORDER BY cart_letter_at LIMIT ${AT_ONCE}`,
      [new Date(now).toISOString()],
    ),
  );
  for (const { tenant_id: tenantId, id } of due)
    try {
      await withTenant(context.pool, tenantId, (db) => look(db, tenantId, id, now));
    } catch (error) {
      context.log.warn({ err: error }, 'a basket that may have been left is looked at again later');
      const cartLetterAt = now + PUT_OFF_MS;
      await withTenant(context.pool, tenantId, (db) =>
        withTx(db, tenantId, (tx) => tx.update(checkouts, { id }, { cartLetterAt })),
      );
    }
  return due.length === AT_ONCE;
}

function look(db: Connection, tenantId: string, id: string, now: number): Promise<void> {
  return withTx(db, tenantId, async (tx) => {
    const [row] = await tx.getForUpdate(checkouts, [{ id }]);
    if (!row || row.cartLetterAt === null || row.cartLetterAt > now) return;
    const stores = await tx.list(storeSettings, {});
    const store = row.storeId ? stores.find((one) => one.id === row.storeId) : mainOf(stores);
    const writes = store && store.closedAt === null ? store.cartLetters : null;
    const index = row.contact && (await addressIndex(db, tenantId, row.contact.email));
    const never = async () => void (await tx.update(checkouts, { id }, { cartLetterAt: null }));
    if (!writes || !row.contact || !index) return never();
    const sent = await tx.list(cartLetters, { checkoutId: id });
    const refusal = await tx.get(letterRefusals, { addressIndex: index });
    const cart: LeftCart = {
      ...row,
      lastStep: sent.length === 0 ? null : Math.max(...sent.map(({ step }) => step)),
      refusedAt: refusal?.refusedAt ?? null,
      boughtAt: await boughtAt(db, tenantId, row.contact.email),
    };
    const step = dueLetter(writes, cart, now);
    if (step !== null)
      await tx.insert(cartLetters, {
        ...{ checkoutId: id, step, storeId: row.storeId, addressIndex: index, tokenHashes: [], sendAt: now, tries: 0 },
        ...{ sentAt: null, cameBackAt: null, createdAt: now },
      });
    await tx.update(checkouts, { id }, { cartLetterAt: nextLook(writes, cart, step ?? cart.lastStep, now) });
  });
}

/** When somebody with this address bought there last. */
async function boughtAt(db: Connection, tenantId: string, email: string): Promise<number | null> {
  const [row] = await db.rows<{ at: string | null }>(
    `SELECT (extract(epoch FROM max(o.placed_at)) * 1000)::bigint AS at
       FROM find_checkouts_by_email($2) f JOIN orders o ON o.tenant_id = $1 AND o.id = f.order_id`,
    [tenantId, email.toLowerCase()],
  );
  return row?.at === null || row?.at === undefined ? null : Number(row.at);
}
