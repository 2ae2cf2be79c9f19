import { storeSettings } from '@tillhouse/shared/domains/access/schema.ts';
import { mainOf } from '@tillhouse/shared/domains/access/stores.ts';
import {
  type CartLetterSent,
  cartLetters,
  checkouts,
  letterRefusals,
} from '@tillhouse/shared/domains/checkout/schema.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import type { Pool } from '../../../platform/db/pools.ts';
import { readAtOnce, withTenant } from '../../../platform/db/transaction.ts';
import type { Letter } from '../../../platform/mail/mailer.ts';
import { withTx } from '../checkout/price-checkout.ts';
import { waitFor } from '../checkout/saga-moves.ts';
import { hashOf, newSecret } from '../checkout/secrets.ts';
import type { StorefrontContext } from '../context.ts';
import { cartLetter } from './cart-letter.ts';
import { type LetterName, wayBack, wayOff } from './letter-links.ts';

const AT_ONCE = 20;
const CLAIM_MS = 60_000;
/** One that could not be written (its store’s keys are away) lets the others go first. */
const PUT_OFF_MS = 600_000;
/** About half a day by the waits between them: a reminder that comes later than that reminds of nothing. */
const MOST_TRIES = 20;

type Sending = Pick<StorefrontContext, 'pool' | 'now' | 'log' | 'mailer' | 'publicOrigin'>;

/**
 * Sends the letters about baskets that were left, each by itself and at least once; one whose basket was bought, or whose reader said no
 * meanwhile, is not sent. @returns whether more may wait
 */
export async function sendCartLetters(system: Pool, context: Sending): Promise<boolean> {
  const now = context.now();
  const due = await readAtOnce(system, null, (db) =>
    db.rows<{ tenant_id: string; checkout_id: string; step: number }>(
      `SELECT tenant_id, checkout_id, step::int FROM cart_letters WHERE send_at <= $1 ORDER BY send_at LIMIT ${AT_ONCE}`,
      [new Date(now).toISOString()],
    ),
  );
  for (const { tenant_id: tenantId, checkout_id: checkoutId, step } of due) {
    const name = { checkoutId, step };
    let claimed: Claimed | undefined;
    try {
      claimed = await withTenant(context.pool, tenantId, (db) => claim(context, db, { tenantId, now }, name));
      if (!claimed) continue;
      await context.mailer.send(claimed.letter);
      await mark(context, tenantId, name, { sendAt: null, sentAt: context.now() });
    } catch (error) {
      context.log.warn({ err: error }, 'a letter about a basket was not taken');
      const wait = claimed ? waitFor(claimed.tries) : PUT_OFF_MS;
      const sendAt = claimed && claimed.tries >= MOST_TRIES ? null : context.now() + wait;
      await mark(context, tenantId, name, { sendAt });
    }
  }
  return due.length === AT_ONCE;
}

interface Claimed {
  readonly letter: Letter;
  readonly tries: number;
}

/** Takes the letter for this process, with a secret of its own in its link. */
function claim(
  { publicOrigin }: Sending,
  db: Connection,
  { tenantId, now }: { readonly tenantId: string; readonly now: number },
  name: LetterName,
): Promise<Claimed | undefined> {
  return withTx(db, tenantId, async (tx) => {
    const [cart] = await tx.getForUpdate(checkouts, [{ id: name.checkoutId }]);
    const [row] = await tx.getForUpdate(cartLetters, [name]);
    if (!row || row.sendAt === null || row.sendAt > now) return undefined;
    const stores = await tx.list(storeSettings, {});
    const store = row.storeId ? stores.find((one) => one.id === row.storeId) : mainOf(stores);
    const template = store?.cartLetters?.active ? store.cartLetters.letters[row.step] : undefined;
    const refusal = await tx.get(letterRefusals, { addressIndex: row.addressIndex });
    const { contact = null, agreedAt = null, comeBackTo = null } = cart?.status === 'open' ? cart : {};
    const refused = refusal && agreedAt !== null && refusal.refusedAt >= agreedAt;
    if (!cart || !store || !template || !contact || agreedAt === null || !comeBackTo || refused) {
      await tx.update(cartLetters, name, { sendAt: null });
      return undefined;
    }
    const secret = newSecret();
    const hash = hashOf(secret);
    const tries = row.tries + 1;
    const tokenHashes = [...row.tokenHashes, hash].slice(-10);
    await tx.update(cartLetters, name, { tokenHashes, tries, sendAt: now + CLAIM_MS });
    const letter = cartLetter(template, {
      ...{ to: contact.email, name: contact.name, store },
      goods: cart.lines.flatMap(({ seen }) => (seen ? [seen.title] : [])),
      link: wayBack(comeBackTo, name, secret),
      off: wayOff(publicOrigin(), tenantId, name, hash),
      messageId: `<cart-${name.checkoutId}-${name.step}@${new URL(publicOrigin()).hostname}>`,
    });
    return { letter, tries };
  });
}

async function mark(
  { pool }: Sending,
  tenantId: string,
  name: LetterName,
  patch: Partial<CartLetterSent>,
): Promise<void> {
  await withTenant(pool, tenantId, (db) => withTx(db, tenantId, (tx) => tx.update(cartLetters, name, patch)));
}
