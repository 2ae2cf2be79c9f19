import { type Checkout, checkoutAttempts, checkouts } from '@tillhouse/shared/domains/checkout/schema.ts';
import { frozenDelivery, shownDelivery } from '@tillhouse/shared/domains/orders/delivery-taxed.ts';
import type { FrozenOrder } from '@tillhouse/shared/domains/orders/frozen-order.ts';
import { labelLines } from '@tillhouse/shared/domains/shipping/address.ts';
import { decimalsOf } from '@tillhouse/shared/kernel/currencies.ts';
import { sum } from '@tillhouse/shared/kernel/money.ts';
import { storeAt, storeNamed } from '../../../platform/access/stores.ts';
import type { Pool } from '../../../platform/db/pools.ts';
import { withTenant, withTransaction } from '../../../platform/db/transaction.ts';
import type { Letter } from '../../../platform/mail/mailer.ts';
import type { StorefrontContext } from '../context.ts';
import { howToPay } from './order-status-route.ts';
import { letterWords } from './letter-words.ts';
import { withTx } from './price-checkout.ts';
import { waitFor } from './saga.ts';
import { hashOf, newSecret } from './secrets.ts';

const AT_ONCE = 20;
const CLAIM_MS = 60_000;
/** About a day by the waits between them. */
const MOST_TRIES = 30;

/**
 * Sends the letters that confirm orders, each by itself and at least once: it is told as sent after the mailer took it.
 * @returns whether more may wait
 */
export async function sendConfirmations(system: Pool, context: StorefrontContext): Promise<boolean> {
  const now = context.now();
  const due = await withTransaction(system, (db) =>
    db.rows<{ tenant_id: string; id: string }>(
      `SELECT tenant_id, id FROM checkouts WHERE letter_at <= $1 ORDER BY letter_at LIMIT ${AT_ONCE}`,
      [new Date(now).toISOString()],
    ),
  );
  for (const { tenant_id: tenantId, id } of due) {
    const written = await claimed(context, tenantId, id, now);
    if (!written) continue;
    try {
      await context.mailer.send(written.letter);
      await mark(context, tenantId, id, { letterAt: null });
    } catch (error) {
      context.log.warn({ err: error }, 'the letter that confirms an order was not taken');
      const { tries } = written;
      await mark(context, tenantId, id, { letterAt: tries >= MOST_TRIES ? null : context.now() + waitFor(tries) });
    }
  }
  return due.length === AT_ONCE;
}

/** Takes the letter for this process, with a token of its own: its link works as long as the order is there. */
async function claimed({ pool }: StorefrontContext, tenantId: string, id: string, now: number) {
  return withTenant(pool, tenantId, (db) =>
    withTx(db, tenantId, async (tx): Promise<{ letter: Letter; tries: number } | undefined> => {
      const [row] = await tx.getForUpdate(checkouts, [{ id }]);
      if (!row || row.letterAt === null || row.letterAt > now || !row.attemptId) return undefined;
      const attempt = await tx.get(checkoutAttempts, { id: row.attemptId });
      const store = row.storeId ? await storeNamed(db, tenantId, row.storeId) : await storeAt(db, tenantId);
      if (!attempt || !store || !row.contact) {
        await tx.update(checkouts, { id }, { letterAt: null });
        return undefined;
      }
      const token = newSecret();
      const tries = row.letterTries + 1;
      const tokenHashes = [...row.tokenHashes, hashOf(token)].slice(-10);
      await tx.update(checkouts, { id }, { tokenHashes, letterTries: tries, letterAt: now + CLAIM_MS });
      // Behind the #, where no server and no log sees it.
      const link = `${attempt.returnUrl.split('#')[0]}#th-order=${row.orderId}&th-token=${token}`;
      const paying = row.orderId === null ? '' : await howToPay(tx, row.orderId);
      return { letter: confirmation(row, attempt.frozen, store, link, paying), tries };
    }),
  );
}

async function mark(
  { pool }: StorefrontContext,
  tenantId: string,
  id: string,
  patch: Pick<Checkout, 'letterAt'>,
): Promise<void> {
  await withTenant(pool, tenantId, (db) => withTx(db, tenantId, (tx) => tx.update(checkouts, { id }, patch)));
}

/** The letter as it is sent, in the language of the store. @param paying what who pays later has to do */
export function confirmation(
  { contact, orderNumber }: Pick<Checkout, 'contact' | 'orderNumber'>,
  frozen: FrozenOrder,
  store: { readonly name: string; readonly locale: string },
  link: string,
  paying = '',
): Letter {
  const words = letterWords(store.locale);
  const of = { number: orderNumber ?? '', store: store.name, name: contact?.name ?? '' };
  const fill = (text: string) => text.replaceAll(/\{(number|store|name)\}/g, (_, key: keyof typeof of) => of[key]);
  const money = moneyIn(store.locale, frozen.currency);
  const off = sum(frozen.lines.map(({ discount }) => discount));
  const lines = frozen.lines.map(({ title, variantTitle, quantity, scale, total }) => {
    const many = new Intl.NumberFormat(store.locale).format(quantity / 10 ** scale);
    return `${many} × ${[title, variantTitle].filter(Boolean).join(', ')}   ${money(total)}`;
  });
  const { delivery } = frozen;
  const text = [
    fill(words.thanks),
    lines.join('\n'),
    [
      `${words.subtotal}: ${money(frozen.subtotal)}`,
      ...(off > 0 ? [`${words.discount}: ${money(-off)}`] : []),
      ...(delivery ? [`${words.delivery}, ${delivery.method}: ${money(shownDelivery(frozenDelivery(frozen)))}`] : []),
      `${words.total}: ${money(frozen.total)}`,
      ...(frozen.taxTotal > 0 ? [`${words.tax}: ${money(frozen.taxTotal)}`] : []),
    ].join('\n'),
    ...(paying === '' ? [] : [paying]),
    ...(delivery?.address ? [[words.goesTo, ...labelLines(delivery, store.locale)].join('\n')] : []),
    `${words.follow}\n${link}`,
  ];
  return { to: contact?.email ?? '', subject: fill(words.subject), text: text.join('\n\n') };
}

function moneyIn(locale: string, currency: string): (amount: number) => string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const places = decimalsOf(currency) ?? 2;
  return (amount) => format.format(amount / 10 ** places);
}
