import { isolateSign } from '@tillhouse/shared/domains/content/isolate-places.ts';
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
import { attemptsOf } from './read-attempt.ts';
import { chargedWhen, type HeldPayment } from './charged-when.ts';
import { waitFor } from './saga-moves.ts';
import { hashOf, newSecret } from './secrets.ts';

const AT_ONCE = 20;
const CLAIM_MS = 60_000;
const UNTOLD_MS = 200;
/** About a day by the waits between them. */
const MOST_TRIES = 30;

/** What letters that confirm orders are sent with. */
type Confirming = Pick<StorefrontContext, 'pool' | 'mailer' | 'now' | 'log'>;

/**
 * Sends the letters that confirm orders, each at least once: those of a shop are taken together, and told as sent after the mailer took
 * them.
 * @returns whether more may wait
 */
export async function sendConfirmations(system: Pool, context: Confirming): Promise<boolean> {
  const now = context.now();
  const due = await readAtOnce(system, null, (db) =>
    db.rows<{ tenant_id: string; id: string }>(
      `SELECT tenant_id, id FROM checkouts WHERE letter_at <= $1 ORDER BY letter_at LIMIT ${AT_ONCE}`,
      [new Date(now).toISOString()],
    ),
  );
  for (const [tenantId, rows] of Map.groupBy(due, (row) => row.tenant_id)) {
    const ids = rows.map(({ id }) => id);
    const takenAt = context.now();
    await sendAll(context, tenantId, await claimed(context, tenantId, ids, takenAt), takenAt);
  }
  return due.length === AT_ONCE;
}

interface Written {
  readonly id: string;
  readonly write: () => Letter;
  readonly tries: number;
}

/**
 * What is sent is told so within moments, since whoever comes after this process ended would send it again; and what the mailer was too slow
 * for is given back while it is still this process's own.
 */
async function sendAll(
  context: Confirming,
  tenantId: string,
  letters: readonly Written[],
  takenAt: number,
): Promise<void> {
  const told = (ids: readonly string[], letterAt: number | null) => mark(context, tenantId, ids, letterAt);
  let sent: string[] = [];
  let toldAt = takenAt;
  for (const [at, { id, write, tries }] of letters.entries()) {
    if (context.now() - takenAt > CLAIM_MS / 2) {
      await told(
        letters.slice(at).map((left) => left.id),
        context.now(),
      );
      break;
    }
    try {
      await context.mailer.send(write());
      sent.push(id);
    } catch (error) {
      context.log.warn({ err: error }, 'the letter that confirms an order was not sent');
      await told([id], tries >= MOST_TRIES ? null : context.now() + waitFor(tries));
    }
    if (sent.length > 0 && context.now() - toldAt > UNTOLD_MS) {
      await told(sent, null);
      sent = [];
      toldAt = context.now();
    }
  }
  if (sent.length > 0) await told(sent, null);
}

/** Takes the letters for this process, each with a token of its own: its link works as long as the order is there. */
function claimed(
  { pool }: Confirming,
  tenantId: string,
  ids: readonly string[],
  now: number,
): Promise<readonly Written[]> {
  return withTenantByKeys(pool, tenantId, (db) =>
    withTx(db, tenantId, async (tx): Promise<readonly Written[]> => {
      const [rows, attempts, stores, paying] = await atOnce([
        tx.getForUpdate(
          checkouts,
          ids.map((id) => ({ id })),
        ),
        attemptsOf(db, tenantId, ids),
        tx.list(storeSettings, {}),
        howToPayOf(db, tenantId, ids),
      ]);
      const letters: Written[] = [];
      const patches: { readonly id: string; readonly patch: Partial<Checkout> }[] = [];
      for (const row of rows) {
        // Another process took it meanwhile.
        if (!row || row.letterAt === null || row.letterAt > now || !row.attemptId) continue;
        const { id } = row;
        const attempt = attempts.find((each) => each.id === row.attemptId);
        const store = row.storeId ? stores.find((one) => one.id === row.storeId) : mainOf(stores);
        if (!attempt || !store || !row.contact) {
          patches.push({ id, patch: { letterAt: null } });
          continue;
        }
        const held = paying.find(({ checkoutId }) => checkoutId === id);
        const told = held ? chargedWhen(held, store.locale) || held.instructions : '';
        const later = attempt.methodId === ON_ACCOUNT ? await onAccountWords(tx, attempt.orderId) : told;
        const token = newSecret();
        const tries = row.letterTries + 1;
        const tokenHashes = [...row.tokenHashes, hashOf(token)].slice(-10);
        patches.push({ id, patch: { tokenHashes, letterTries: tries, letterAt: now + CLAIM_MS } });
        // Behind the #, where no server and no log sees it.
        const link = `${attempt.returnUrl.split('#')[0]}#th-order=${row.orderId}&th-token=${token}`;
        letters.push({ id, tries, write: () => confirmation(row, attempt, store, link, later) });
      }
      db.last(atOnce(patches.map(({ id, patch }) => tx.update(checkouts, { id }, patch))));
      return letters;
    }),
  );
}

/** What the shoppers were told who chose to pay later. */
function howToPayOf(
  db: Connection,
  tenantId: string,
  checkoutIds: readonly string[],
): Promise<readonly (HeldPayment & { readonly checkoutId: string; readonly instructions: string })[]> {
  return db.rows(
    `SELECT c.id AS "checkoutId", p.instructions, p.state, p.takes, p.in_parts AS "inParts"
       FROM checkouts c JOIN payment_attempts p ON p.tenant_id = c.tenant_id AND p.order_id = c.order_id
      WHERE c.tenant_id = $1 AND c.id = ANY($2::uuid[]) AND p.state = 'authorised' AND (p.instructions <> '' OR p.takes = 'sent')
      ORDER BY p.id`,
    [tenantId, checkoutIds],
  );
}

/** @param letterAt when it is tried again (epoch milliseconds); null: it need not be */
async function mark(
  { pool }: Confirming,
  tenantId: string,
  ids: readonly string[],
  letterAt: number | null,
): Promise<void> {
  await readAtOnce(pool, tenantId, (db) =>
    db.rows('UPDATE checkouts SET letter_at = $3 WHERE tenant_id = $1 AND id = ANY($2::uuid[])', [
      ...[tenantId, ids],
      letterAt === null ? null : new Date(letterAt).toISOString(),
    ]),
  );
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
  return (amount) => isolateSign(locale, format.format(amount / 10 ** places));
}
