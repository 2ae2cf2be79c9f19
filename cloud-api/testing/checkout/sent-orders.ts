import { randomUUID } from 'node:crypto';
import type { AccountRules } from '../../services/payments/accounts/account-rules.ts';
import { addAccount, changeAccount } from '../../services/payments/accounts/accounts.ts';
import { sealThrough } from '../../platform/db/pool-fields.ts';
import { cloudFields } from '../../platform/keys/cloud-fields.ts';
import { sweepAttempts as sweepPayments } from '../../services/payments/sweep.ts';
import { payBackDue } from '../../services/commerce/pay-back.ts';
import { takeMoneyDue } from '../../services/commerce/take-money.ts';
import { holdForPayment } from '../../services/storefront/checkout/hold-for-payment.ts';
import { RulesKept } from '../../services/storefront/checkout/rules-kept.ts';
import { advance } from '../../services/storefront/checkout/saga.ts';
import { sweepAttempts } from '../../services/storefront/checkout/sweep-checkouts.ts';
import { quiet } from '../test-cloud.ts';
import { Killed, Killer, mortalPayments, mortalPool, type Purchases } from './purchases.ts';

export interface SentOrder {
  readonly orderId: string;
  readonly attemptId: string;
  readonly total: number;
  readonly lines: readonly { readonly id: string; readonly quantity: number; readonly total: number }[];
}

/** A gift card that pays first, and what is on it. */
export interface PayingCard {
  readonly id: string;
  readonly amount: number;
}

export interface Stands {
  readonly status: string;
  readonly payment: string;
  readonly fulfilment: string;
  readonly total: number;
  readonly paid: number;
  readonly due: number;
  /** Amounts of its tenders, the least first */
  readonly tenders: readonly number[];
  /** Open ones, by code */
  readonly flags: readonly string[];
  readonly hold: string;
  /** Of the provider's own book, each `captured 500`, sorted */
  readonly book: readonly string[];
  /** As the order's page has it */
  readonly attempt: { readonly state: string; readonly captured: number; readonly refunded: number };
}

export interface SentOrders {
  /** Places one whose money is taken when it is sent. */
  place(
    goods: readonly { variantId: string; quantity: number }[],
    method?: string,
    card?: PayingCard,
  ): Promise<SentOrder>;
  /** Changes when this store's payments are taken. */
  rules(rules: AccountRules): Promise<void>;
  command(name: string, args: object): Promise<number>;
  /** The same, and dies at this await; others go on from there. Null: there is no order of it. */
  diePlacing(
    goods: readonly { variantId: string; quantity: number }[],
    method: string,
    killAt: number,
  ): Promise<{ order: SentOrder | null; awaits: number }>;
  /** Takes what is wanted, and dies at this await. @returns how many there were */
  dieTaking(killAt: number): Promise<number>;
  /** What the sweepers do, until nothing is due at this moment. */
  sweep(): Promise<void>;
  stands(orderId: string): Promise<Stands>;
  version(orderId: string): Promise<number>;
}

/** A store that takes money when it sends, over purchases with a clock that is told. */
export async function openSentOrders(purchases: Purchases): Promise<SentOrders> {
  const { store, pools, paying, admin } = purchases;
  const { tenantId } = store;
  // What a desk changes of an order, the cloud itself has sealed.
  sealThrough(
    [pools.app],
    cloudFields(purchases.keyring, () => {}),
  );
  const by = { tenantId, id: randomUUID(), name: 'Ada' };
  const made = { provider: 'test', name: 'Test', settings: {}, secrets: {}, rules: { taken: 'sent' } } as const;
  const accountId = await addAccount(paying.context, by, made);
  const rulesKept = new RulesKept();
  const money = { payments: paying.payments, now: purchases.now, onCommitted: () => {} };
  const rows = async <R extends object>(sql: string, params: unknown[]): Promise<R[]> =>
    (await admin.query<R>(sql, params)).rows;
  const [one] = [async (sql: string, params: unknown[]) => (await rows<Record<string, unknown>>(sql, params))[0] ?? {}];
  const sweepOnce = async (): Promise<void> => {
    await sweepAttempts(pools.system, purchases.saga(), quiet);
    await takeMoneyDue(pools, money, quiet);
    await payBackDue(pools, money, quiet);
    await sweepPayments(paying.context, paying.payments);
  };
  const place = async (
    goods: readonly { variantId: string; quantity: number }[],
    method: string,
    killAt: number,
    card?: PayingCard,
  ): Promise<{ order: SentOrder | null; awaits: number }> => {
    const { id: checkoutId, secret, total } = await purchases.ready(goods);
    const credits = card ? [{ creditId: card.id, kind: 'gift-card', end: '' }] : [];
    await admin.query('UPDATE checkouts SET credits = $2 WHERE id = $1', [checkoutId, JSON.stringify(credits)]);
    const expectedToPay = total - (card?.amount ?? 0);
    const attemptId = randomUUID();
    const killer = new Killer(killAt);
    const mortal = mortalPool(pools.app, killer);
    const asked = { checkoutId, secret, attemptId, expectedTotal: total, expectedToPay, methodId: method };
    const at = { tenantId, now: purchases.now() };
    try {
      const of = { ...asked, returnUrl: 'https://shop.example/' };
      const held = await holdForPayment({ pool: mortal, rules: rulesKept }, at, of);
      const written = held.is === 'held' ? held.written : undefined;
      await advance(purchases.saga(mortal, mortalPayments(paying.payments, killer)), tenantId, attemptId, written);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
    const isPlaced = async () =>
      (await rows('SELECT 1 FROM orders o JOIN checkout_attempts a ON a.order_id = o.id WHERE a.id = $1', [attemptId]))
        .length > 0;
    // Whoever died is followed by the sweepers of another process, as is whose answer was lost.
    for (let round = 0; round < 6 && (killAt > 0 || !(await isPlaced())); round += 1) {
      purchases.pass(60_000);
      await sweepOnce();
    }
    const { order_id: orderId } = await one('SELECT order_id FROM checkout_attempts WHERE id = $1', [attemptId]);
    const lines = await rows<{ id: string; quantity: string; total: string }>(
      'SELECT id, quantity, total FROM order_lines WHERE order_id = $1 ORDER BY position',
      [orderId ?? null],
    );
    if (lines.length === 0) return { order: null, awaits: killer.seen };
    const shown = lines.map((line) => ({ id: line.id, quantity: Number(line.quantity), total: Number(line.total) }));
    return { order: { orderId: String(orderId), attemptId, total, lines: shown }, awaits: killer.seen };
  };
  return {
    rules: (rules) => changeAccount(paying.context, by, accountId, { rules }),
    command: async (name, args) => (await store.command(name, args)).status,
    place: async (goods, method = 'test', card) => {
      const placed = await place(goods, method, 0, card);
      if (!placed.order) throw new Error('it was not placed');
      return placed.order;
    },
    diePlacing: (goods, method, killAt) => place(goods, method, killAt),
    dieTaking: async (killAt) => {
      const killer = new Killer(killAt);
      const mortal = { system: pools.system, app: mortalPool(pools.app, killer) };
      const by = { ...money, payments: mortalPayments(paying.payments, killer) };
      await takeMoneyDue(mortal, by, quiet);
      return killer.seen;
    },
    sweep: async () => {
      for (let round = 0; round < 20; round += 1) {
        await sweepOnce();
        const { due } = await one(
          `SELECT (SELECT count(*) FROM provider_holds WHERE next_at <= $1) + (SELECT count(*) FROM provider_refunds WHERE next_at <= $1)
             + (SELECT count(*) FROM checkout_attempts WHERE next_at <= $1) + (SELECT count(*) FROM payments.attempts WHERE look_at <= $1) AS due`,
          [new Date(purchases.now()).toISOString()],
        );
        if (Number(due) === 0) return;
      }
      throw new Error('it does not come to rest');
    },
    version: async (orderId) => Number((await one('SELECT version FROM orders WHERE id = $1', [orderId]))['version']),
    stands: async (orderId) => {
      const order = await one('SELECT * FROM orders WHERE id = $1', [orderId]);
      const hold = await one('SELECT status, id FROM provider_holds WHERE order_id = $1', [orderId]);
      const attempt = await one('SELECT state, captured, refunded FROM payment_attempts WHERE id = $1', [hold['id']]);
      const [tenders, flags, book] = [
        await rows<{ amount: string }>('SELECT amount FROM tenders WHERE order_id = $1', [orderId]),
        await rows<{ code: string }>(
          'SELECT code FROM order_flags WHERE order_id = $1 AND resolved_at IS NULL ORDER BY code',
          [orderId],
        ),
        await rows<{ kind: string; amount: string }>(
          `SELECT kind, amount FROM payments.test_entries WHERE payment_id = $1`,
          [`test_${hold['id']}`],
        ),
      ];
      return {
        ...{ status: String(order['status']), payment: String(order['payment_status']) },
        ...{ fulfilment: String(order['fulfilment_status']), total: Number(order['total']) },
        ...{ paid: Number(order['paid']), due: Number(order['due']), hold: String(hold['status']) },
        tenders: tenders.map(({ amount }) => Number(amount)).sort((a, b) => a - b),
        flags: flags.map(({ code }) => code),
        book: book.map(({ kind, amount }) => `${kind} ${amount}`).sort(),
        attempt: {
          ...{ state: String(attempt['state']), captured: Number(attempt['captured']) },
          refunded: Number(attempt['refunded']),
        },
      };
    },
  };
}
