import { payLetters } from '@tillhouse/shared/domains/checkout/due-schema.ts';
import type { Pool } from '../../../platform/db/pools.ts';
import { readAtOnce } from '../../../platform/db/transaction.ts';
import type { Letter } from '../../../platform/mail/mailer.ts';
import { wayToPay } from '../../../platform/payments/pay-link.ts';
import { waitFor } from '../checkout/saga-moves.ts';
import type { StorefrontContext } from '../context.ts';
import { moneyIn } from '../requests/request-text.ts';
import { filled } from '../requests/request-words.ts';
import { dueWords } from './due-words.ts';
import { within } from './pay-due.ts';
import { readDue } from './read-due.ts';

const AT_ONCE = 20;
const CLAIM_MS = 60_000;
/** About a day by the waits between them. */
const MOST_TRIES = 30;

type Sending = Pick<StorefrontContext, 'pool' | 'now' | 'log' | 'mailer' | 'publicOrigin'>;

/**
 * Sends letters with a link to pay, each by itself and at least once; then no more is kept of the address than tells people by. What
 * was paid meanwhile needs none. @returns whether more may wait
 */
export async function sendPayLetters(system: Pool, context: Sending): Promise<boolean> {
  const now = context.now();
  const due = await readAtOnce(system, null, (db) =>
    db.rows<{ tenant_id: string; id: string }>(
      `SELECT tenant_id, id FROM pay_letters WHERE next_at <= $1 ORDER BY next_at LIMIT ${AT_ONCE}`,
      [new Date(now).toISOString()],
    ),
  );
  for (const { tenant_id: tenantId, id } of due) {
    const claimed = await claim(context, tenantId, id, now);
    if (!claimed) continue;
    const { letter, tries } = claimed;
    const over = { nextAt: null, sentTo: shortened(letter.to) };
    const mark = (patch: object) => within(context, tenantId, (tx) => tx.update(payLetters, { id }, patch));
    try {
      await context.mailer.send(letter);
      await mark({ ...over, status: 'sent', sentAt: context.now() });
    } catch (error) {
      context.log.warn({ err: error }, 'a letter with a link to pay was not taken');
      const last = tries >= MOST_TRIES;
      await mark(last ? { ...over, status: 'failed' } : { nextAt: context.now() + waitFor(tries) });
    }
  }
  return due.length === AT_ONCE;
}

function claim(context: Sending, tenantId: string, id: string, now: number) {
  return within(context, tenantId, async (tx, db): Promise<{ letter: Letter; tries: number } | undefined> => {
    const [row] = await tx.getForUpdate(payLetters, [{ id }]);
    if (!row || row.nextAt === null || row.nextAt > now) return undefined;
    const of = await readDue(tx, row.orderId);
    const origin = context.publicOrigin();
    const link = of && (await wayToPay(db, { origin, tenantId }, { orderId: row.orderId, from: '' }));
    if (!of || !link || of.toPay === 0) {
      await tx.update(payLetters, { id }, { status: 'failed', nextAt: null, sentTo: shortened(row.sentTo) });
      return undefined;
    }
    const tries = row.tries + 1;
    await tx.update(payLetters, { id }, { tries, nextAt: now + CLAIM_MS });
    const { order, store, locale, toPay } = of;
    const words = dueWords(locale);
    const names = { number: order.number, store: store.name, amount: moneyIn(locale, order.currency)(toPay) };
    const text = `${filled(words.letter, names)}\n${link}\n\n${filled(words.already, names)}`;
    const messageId = `<pay-${id}@${new URL(origin).hostname}>`;
    return { tries, letter: { to: row.sentTo, subject: filled(words.subject, names), messageId, text } };
  });
}

/** `bo@shopper.example` as `b…@shopper.example` */
function shortened(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, 1)}…${address.slice(at)}`;
}
