import { storeSettings } from '@tillhouse/shared/domains/access/schema.ts';
import { mainOf } from '@tillhouse/shared/domains/access/stores.ts';
import { checkoutAttempts, checkouts } from '@tillhouse/shared/domains/checkout/schema.ts';
import { firmBuyers } from '@tillhouse/shared/domains/customers/buyer-schema.ts';
import { type PurchaseRequest, purchaseRequests } from '@tillhouse/shared/domains/orders/request-schema.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import type { Pool } from '../../../platform/db/pools.ts';
import { readAtOnce, withTenant } from '../../../platform/db/transaction.ts';
import type { Letter } from '../../../platform/mail/mailer.ts';
import { withTx } from '../checkout/price-checkout.ts';
import { waitFor } from '../checkout/saga-moves.ts';
import type { StorefrontContext } from '../context.ts';
import { wayToDecide } from './request-links.ts';
import { moneyIn, timeIn } from './request-text.ts';
import { filled, requestWords } from './request-words.ts';

const AT_ONCE = 20;
const CLAIM_MS = 60_000;
/** About a day by the waits between them. */
const MOST_TRIES = 30;

/**
 * Sends the letters about orders that wait for a yes: to everybody of the firm who approves, and to its buyer what was decided. At least
 * once: they are told as sent after the mailer took all of them. @returns whether more may wait
 */
export async function sendRequestLetters(system: Pool, context: StorefrontContext): Promise<boolean> {
  const now = context.now();
  const due = await readAtOnce(system, null, (db) =>
    db.rows<{ tenant_id: string; id: string }>(
      `SELECT tenant_id, id FROM purchase_requests WHERE letter_at <= $1 ORDER BY letter_at LIMIT ${AT_ONCE}`,
      [new Date(now).toISOString()],
    ),
  );
  for (const { tenant_id: tenantId, id } of due) {
    const claimed = await claim(context, tenantId, id, now);
    if (!claimed) continue;
    const { letters, tries, status } = claimed;
    try {
      for (const letter of letters) await context.mailer.send(letter);
      await mark(context, tenantId, { id, status }, null);
    } catch (error) {
      context.log.warn({ err: error }, 'a letter about an order that waits for a yes was not taken');
      await mark(context, tenantId, { id, status }, tries >= MOST_TRIES ? null : context.now() + waitFor(tries));
    }
  }
  return due.length === AT_ONCE;
}

function claim(context: StorefrontContext, tenantId: string, id: string, now: number) {
  return withTenant(context.pool, tenantId, (db) =>
    withTx(db, tenantId, async (tx) => {
      const [row] = await tx.getForUpdate(purchaseRequests, [{ id }]);
      if (!row || row.letterAt === null || row.letterAt > now) return undefined;
      const tries = row.letterTries + 1;
      const letters = await lettersOf({ tx, db }, context, tenantId, row);
      await tx.update(purchaseRequests, { id }, { letterAt: now + CLAIM_MS, letterTries: tries });
      return { letters, tries, status: row.status };
    }),
  );
}

/** Decided meanwhile, another letter is due: that one is not marked as sent. */
async function mark(
  { pool }: StorefrontContext,
  tenantId: string,
  { id, status }: Pick<PurchaseRequest, 'id' | 'status'>,
  letterAt: number | null,
): Promise<void> {
  await withTenant(pool, tenantId, (db) =>
    withTx(db, tenantId, async (tx) => {
      const [row] = await tx.getForUpdate(purchaseRequests, [{ id }]);
      if (row?.status === status) await tx.update(purchaseRequests, { id }, { letterAt });
    }),
  );
}

async function lettersOf(
  { tx, db }: { readonly tx: Tx; readonly db: Connection },
  { publicOrigin }: StorefrontContext,
  tenantId: string,
  request: PurchaseRequest,
): Promise<Letter[]> {
  const { checkoutId, attemptId, customerId, buyerId, buyerEmail, buyerName, status, onAccount, currency } = request;
  const checkout = await tx.get(checkouts, { id: checkoutId });
  const attempt = await tx.get(checkoutAttempts, { id: attemptId });
  const stores = await tx.list(storeSettings, {});
  const store = checkout?.storeId ? stores.find(({ id }) => id === checkout.storeId) : mainOf(stores);
  if (!checkout || !store) return [];
  const words = requestWords(store.locale);
  const money = moneyIn(store.locale, currency);
  const time = timeIn(store.locale, store.timeZone);
  const until = time(status === 'approved' ? (attempt?.heldUntil ?? request.expiresAt) : request.expiresAt);
  const names = {
    name: buyerName,
    store: store.name,
    total: money(request.total),
    until,
    who: request.decidedBy ?? '',
  };
  const say = (text: string) => filled(text, names);
  if (status === 'waiting') {
    const lines = request.lines.map(({ title, quantity, scale, total }) => {
      const many = new Intl.NumberFormat(store.locale).format(quantity / 10 ** scale);
      return `${many} × ${title}   ${money(total)}`;
    });
    const sums = [...lines, `${words.total}: ${money(request.total)}`].join('\n');
    const approvers = (await tx.list(firmBuyers, { customerId })).filter(
      ({ id, approves, status: stands }) => approves && stands !== 'ended' && id !== buyerId,
    );
    const letters: Letter[] = [];
    for (const { id, email: to } of approvers) {
      const at = { origin: publicOrigin(), tenantId };
      const link = await wayToDecide(db, at, { requestId: request.id, buyerId: id });
      if (link === null) continue;
      const text = [say(words.asks[request.why]), sums, say(words.until), `${words.decide}\n${link}`].join('\n\n');
      letters.push({ to, subject: say(words.ask), text });
    }
    return letters;
  }
  if (buyerEmail === '') return [];
  const page = attempt?.returnUrl.split('#')[0] ?? '';
  const reason = request.reason ? [`“${request.reason}”`] : [];
  const told: Readonly<Record<string, readonly string[]>> = {
    approved: onAccount ? [say(words.placed)] : [`${say(words.paysNow)}\n${page}`],
    declined: [say(words.said)],
    expired: [say(words.expired)],
  };
  const subject = say(status === 'approved' ? words.approved : words.declined);
  return [{ to: buyerEmail, subject, text: [...(told[status] ?? []), ...reason].join('\n\n') }];
}
