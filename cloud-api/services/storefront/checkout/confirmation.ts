import { LateWrites } from '@tillhouse/shared/data/late-writes.ts';
import { storeSettings } from '@tillhouse/shared/domains/access/schema.ts';
import { mainOf } from '@tillhouse/shared/domains/access/stores.ts';
import {
  type Checkout,
  type CheckoutAttempt,
  checkouts,
  ON_ACCOUNT,
} from '@tillhouse/shared/domains/checkout/schema.ts';
import { frozenDelivery, shownDelivery } from '@tillhouse/shared/domains/orders/delivery-taxed.ts';
import { labelLines } from '@tillhouse/shared/domains/shipping/address.ts';
import { decimalsOf } from '@tillhouse/shared/kernel/currencies.ts';
import { atOnce } from '@tillhouse/shared/kernel/at-once.ts';
import { sum } from '@tillhouse/shared/kernel/money.ts';
import type { Pool } from '../../../platform/db/pools.ts';
import { readAtOnce, withTenantByKeys } from '../../../platform/db/transaction.ts';
import type { Letter } from '../../../platform/mail/mailer.ts';
import type { StorefrontContext } from '../context.ts';
import type { Connection } from '../../../platform/db/connection.ts';
import { leftToPay } from './credits.ts';
import { goodsShown } from './goods-shown.ts';
import { letterWords } from './letter-words.ts';
import { onAccountWords } from './on-account.ts';
import { withTx } from './price-checkout.ts';
import { attemptOf } from './read-attempt.ts';
import { chargedWhen, type HeldPayment } from './charged-when.ts';
import { waitFor } from './saga-moves.ts';
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
  const due = await readAtOnce(system, null, (db) =>
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
async function claimed({ pool, rules }: StorefrontContext, tenantId: string, id: string, now: number) {
  return withTenantByKeys(pool, tenantId, (db) =>
    withTx(db, tenantId, async (tx): Promise<{ letter: Letter; tries: number } | undefined> => {
      const late = new LateWrites(tx);
      const [[row], attempt, , paying] = await atOnce([
        tx.getForUpdate(checkouts, [{ id }]),
        attemptOf(db, { tenantId, id }),
        rules.into(late, { db, tx, tenantId }),
        howToPayOf(db, tenantId, id),
      ]);
      const stores = await late.open(async () => {}).tx.list(storeSettings, {});
      const store = row?.storeId ? stores.find((one) => one.id === row.storeId) : mainOf(stores);
      if (!row || row.letterAt === null || row.letterAt > now || !row.attemptId) return undefined;
      if (!attempt || !store || !row.contact) {
        db.last(tx.update(checkouts, { id }, { letterAt: null }));
        return undefined;
      }
      const charged = paying ? chargedWhen(paying, store.locale) : '';
      const told = charged || (paying?.instructions ?? '');
      const later = attempt.methodId === ON_ACCOUNT ? await onAccountWords(tx, attempt.orderId) : told;
      const token = newSecret();
      const tries = row.letterTries + 1;
      const tokenHashes = [...row.tokenHashes, hashOf(token)].slice(-10);
      db.last(tx.update(checkouts, { id }, { tokenHashes, letterTries: tries, letterAt: now + CLAIM_MS }));
      // Behind the #, where no server and no log sees it.
      const link = `${attempt.returnUrl.split('#')[0]}#th-order=${row.orderId}&th-token=${token}`;
      return { letter: confirmation(row, attempt, store, link, later), tries };
    }),
  );
}

/** What its shopper was told when they chose to pay later. */
async function howToPayOf(
  db: Connection,
  tenantId: string,
  checkoutId: string,
): Promise<(HeldPayment & { readonly instructions: string }) | undefined> {
  const [told] = await db.rows<HeldPayment & { readonly instructions: string }>(
    `SELECT p.instructions, p.state, p.takes, p.in_parts AS "inParts" FROM checkouts c JOIN payment_attempts p ON p.tenant_id = c.tenant_id AND p.order_id = c.order_id
      WHERE c.tenant_id = $1 AND c.id = $2 AND p.state = 'authorised' AND (p.instructions <> '' OR p.takes = 'sent') ORDER BY p.id LIMIT 1`,
    [tenantId, checkoutId],
  );
  return told;
}

async function mark(
  { pool }: StorefrontContext,
  tenantId: string,
  id: string,
  patch: Pick<Checkout, 'letterAt'>,
): Promise<void> {
  await readAtOnce(pool, tenantId, (db) => withTx(db, tenantId, (tx) => tx.update(checkouts, { id }, patch)));
}

/** The letter as it is sent, in the language of the store. @param paying what who pays later has to do */
export function confirmation(
  { contact, orderNumber }: Pick<Checkout, 'contact' | 'orderNumber'>,
  { frozen, credits }: Pick<CheckoutAttempt, 'frozen' | 'credits'>,
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
  const paidFirst = credits.filter(({ amount }) => amount > 0);
  const text = [
    fill(words.thanks),
    lines.join('\n'),
    [
      `${words.subtotal}: ${money(goodsShown(frozen))}`,
      ...(off > 0 ? [`${words.discount}: ${money(-off)}`] : []),
      ...(delivery ? [`${words.delivery}, ${delivery.method}: ${money(shownDelivery(frozenDelivery(frozen)))}`] : []),
      `${words.total}: ${money(frozen.total)}`,
      ...(frozen.taxTotal > 0 ? [`${words.tax}: ${money(frozen.taxTotal)}`] : []),
      ...paidFirst.map(({ kind, end, amount }) => `${words[kind]}${end && ` …${end}`}: ${money(-amount)}`),
      ...(paidFirst.length > 0 ? [`${words.rest}: ${money(leftToPay(frozen.total, paidFirst))}`] : []),
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
