import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type Pool, openPools, type Pools } from '../../platform/db/pools.ts';
import { roleUrls } from '../../platform/db/roles.ts';
import { StatementBatch } from '../../platform/db/statement-batch.ts';
import type { Keyring } from '../../platform/keys/keyring.ts';
import type { Payments } from '../../platform/payments/payments.ts';
import { bootCloud } from '../../boot.ts';
import { testKms } from '../test-kms.ts';
import { call, openStore, publishableKey, quiet, startTestCloud, type TestStore } from '../test-cloud.ts';
import { expireReservations } from '../../services/commerce/expire-reservations.ts';
import { type RunningPayments, startPayments } from '../../services/payments/start-payments.ts';
import { sweepAttempts as sweepPayments } from '../../services/payments/sweep.ts';
import { holdForPayment } from '../../services/storefront/checkout/hold-for-payment.ts';
import { RulesKept } from '../../services/storefront/checkout/rules-kept.ts';
import { advance, type Saga } from '../../services/storefront/checkout/saga.ts';
import { sweepAttempts } from '../../services/storefront/checkout/sweep-checkouts.ts';

export class Killed extends Error {}

/** Counts awaits; the one that is due kills, before or after what it waited for. */
export class Killer {
  seen = 0;
  readonly #at: number;
  constructor(at: number) {
    this.#at = at;
  }
  pass(): void {
    this.seen += 1;
    if (this.seen === this.#at) throw new Killed(`at await ${this.#at}`);
  }
  /** As `pass`, where nobody waits who could be thrown at. */
  lives(orElse: (killed: unknown) => void): boolean {
    try {
      this.pass();
      return true;
    } catch (killed) {
      orElse(killed);
      return false;
    }
  }
  async around<T>(work: () => Promise<T>): Promise<T> {
    this.pass();
    const result = await work();
    this.pass();
    return result;
  }
}

const bound = (target: object, name: string | symbol): unknown => {
  const value: unknown = Reflect.get(target, name);
  return typeof value === 'function' ? value.bind(target) : value;
};

/** Dies when it has committed, and before anybody hears of it. */
const mortalBatch = (batch: StatementBatch, killer: Killer): StatementBatch =>
  new Proxy(batch, {
    get: (target, name) => {
      if (name !== 'handleCommandComplete') return bound(target, name);
      return (done: { readonly text: string }) => {
        if (done.text !== 'COMMIT' || killer.lives((killed) => target.handleError(killed)))
          target.handleCommandComplete(done);
      };
    },
  });

/** Dies before a transaction begins, before it is committed, or after that and before anybody hears of it. */
export function mortalPool(pool: Pool, killer: Killer): Pool {
  const connect = async () => {
    killer.pass();
    const client = await pool.connect();
    return new Proxy(client, {
      get: (target, name) => {
        if (name !== 'query') return bound(target, name);
        const query = bound(target, name) as (...of: unknown[]) => Promise<unknown>;
        return (...args: unknown[]) => {
          const [batch] = args;
          if (!(batch instanceof StatementBatch) || !batch.texts.includes('COMMIT')) return query(...args);
          return killer.lives((killed) => batch.handleError(killed)) ? query(mortalBatch(batch, killer)) : undefined;
        };
      },
    });
  };
  return new Proxy(pool, { get: (target, name) => (name === 'connect' ? connect : Reflect.get(target, name)) });
}

export const mortalPayments = (payments: Payments, killer: Killer): Payments =>
  new Proxy(payments, {
    get: (target, name: keyof Payments) => {
      const call = Reflect.get(target, name) as (...args: unknown[]) => Promise<unknown>;
      return (...args: unknown[]) => killer.around(() => call.apply(target, args));
    },
  });

export interface Purchase {
  /** How the test provider goes: `test`, or `test.<script>` */
  readonly method: string;
  /** At which await the process dies; 0: never */
  readonly killAt: number;
  /** A gift card that pays first, and what is on it */
  readonly card?: { readonly id: string; readonly amount: number };
  /** Before it is taken up again */
  readonly meddle?: (orderId: string, attemptId: string) => Promise<unknown>;
}

export interface Bought {
  readonly total: number;
  readonly attemptId: string;
  readonly orderId: string;
  /** How many there were before it was over, or killed */
  readonly awaits: number;
}

/** What three books say of one purchase. */
export interface Outcome {
  /** Null: the process died before it was there */
  readonly state: string | null;
  readonly orders: number;
  readonly fulfilment: string | null;
  readonly tenders: number;
  readonly ledger: number;
  readonly reserved: number;
  /** In the provider's own book: captured less paid back */
  readonly kept: number;
  readonly captures: number;
  /** Held on the shopper's card still */
  readonly authorised: number;
}

export interface Purchases {
  readonly store: TestStore;
  readonly admin: pg.Client;
  readonly pools: Pools;
  readonly keyring: Keyring;
  readonly paying: RunningPayments;
  now(): number;
  pass(ms: number): void;
  /** Fills a basket of one in, so that only paying is left. */
  ready(
    goods: string | readonly { variantId: string; quantity: number }[],
  ): Promise<{ id: string; secret: string; total: number }>;
  saga(pool?: Pool, payments?: Payments): Saga;
  buy(variantId: string, purchase: Purchase): Promise<Bought>;
  outcome(bought: Bought): Promise<Outcome>;
  close(): Promise<void>;
}

/**
 * A store whose purchases can die anywhere, over the payment service as it is, with a clock that is told. What happens
 * then is what the sweepers of another process do, as time goes by.
 */
export async function openPurchases(): Promise<Purchases> {
  // Nobody but this file takes purchases up: one cloud sells and hears no events, the other relays them and sells nothing, and
  // the clock that is told is ahead of theirs, so that nothing is due for them.
  const cloud = await startTestCloud({ services: ['identity', 'commerce'] });
  const shop = await bootCloud({
    databaseUrl: cloud.database.url,
    services: ['storefront'],
    log: quiet,
    kms: testKms(),
  });
  const store = await openStore(cloud, 'larkhall');
  const key = await publishableKey(cloud, store);
  const pools = openPools(roleUrls(cloud.database.url), () => {});
  const admin = new pg.Client(cloud.database.url);
  await admin.connect();
  let clock = Date.now() + 86_400_000;
  const now = () => clock;
  const paying = startPayments({
    ...{ pools, keyring: cloud.cloud.identity.keyring, log: quiet, now, onCommitted: () => {} },
    publicOrigin: () => cloud.cloud.url,
    ...{ host: '127.0.0.1', set: { payOrigin: 'https://pay.example' } },
  });
  const rules = new RulesKept();
  const saga: Purchases['saga'] = (pool = pools.app, payments = paying.payments) => ({
    ...{ pool, payments, rules, now, onCommitted: () => {} },
  });
  const ready: Purchases['ready'] = async (goods) => {
    const lines = typeof goods === 'string' ? [{ variantId: goods, quantity: 1 }] : goods;
    const ask = (method: string, path: string, body: unknown, secret = '') => {
      const headers = { 'idempotency-key': randomUUID(), 'checkout-secret': secret };
      return call(shop.url, method, `/shop/v1/checkouts${path}`, { token: key, body, headers });
    };
    const { body } = await ask('POST', '', { lines });
    const contact = { email: 'bo@shopper.example', name: 'Bo Field' };
    const { total } = (await ask('PATCH', `/${body.id}`, { contact }, body.secret)).body;
    return { id: body.id, secret: body.secret, total };
  };

  /** What nobody is at any more is taken up once its time has come, here and in payments; reservations run out in between. */
  const settle = async (attemptId: string): Promise<void> => {
    for (let round = 0; round < 60; round += 1) {
      const due = await admin.query<{ at: Date | null }>(
        `SELECT least((SELECT next_at FROM checkout_attempts WHERE id = $1),
           (SELECT look_at FROM payments.attempts WHERE id = $1)) AS at`,
        [attemptId],
      );
      const next = due.rows[0]?.at;
      if (!next) return;
      clock = Math.max(next.getTime(), clock + 60_000);
      await expireReservations(pools, clock);
      await sweepAttempts(pools.system, saga(), quiet);
      await sweepPayments(paying.context, paying.payments);
    }
    throw new Error(`attempt ${attemptId} does not come to rest`);
  };

  return {
    ...{ store, admin, pools, keyring: cloud.cloud.identity.keyring, paying, now, saga, ready },
    pass: (ms) => {
      clock += ms;
    },
    buy: async (variantId, { method, killAt, meddle, card }) => {
      const { id: checkoutId, secret, total } = await ready(variantId);
      if (card) {
        const credits = JSON.stringify([{ creditId: card.id, kind: 'gift-card', end: '' }]);
        await admin.query('UPDATE checkouts SET credits = $2 WHERE id = $1', [checkoutId, credits]);
      }
      const killer = new Killer(killAt);
      const mortal = mortalPool(pools.app, killer);
      const attemptId = randomUUID();
      const asked = {
        checkoutId,
        secret,
        attemptId,
        expectedTotal: total,
        methodId: method,
        expectedToPay: total - (card?.amount ?? 0),
      };
      try {
        const at = { tenantId: store.tenantId, now: clock };
        const held = await holdForPayment({ pool: mortal, rules }, at, {
          ...asked,
          returnUrl: 'https://shop.example/',
        });
        const written = held.is === 'held' ? held.written : undefined;
        await advance(saga(mortal, mortalPayments(paying.payments, killer)), store.tenantId, attemptId, written);
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
      }
      const found = await admin.query<{ order_id: string }>('SELECT order_id FROM checkout_attempts WHERE id = $1', [
        attemptId,
      ]);
      const orderId = found.rows[0]?.order_id ?? randomUUID();
      await meddle?.(orderId, attemptId);
      await settle(attemptId);
      return { total, attemptId, orderId, awaits: killer.seen };
    },
    outcome: async ({ attemptId, orderId }) => {
      const booked = (kind: string, what: string) =>
        `(SELECT ${what} FROM payments.test_entries e JOIN payments.test_payments p ON p.tenant_id = e.tenant_id AND p.id = e.payment_id
           WHERE p.key = $1 || ':authorise' AND e.kind = '${kind}')`;
      const { rows } = await admin.query<Outcome>(
        `SELECT (SELECT state FROM checkout_attempts WHERE id = $1::uuid) AS state,
           (SELECT count(*)::int FROM orders WHERE id = $2) AS orders,
           (SELECT fulfilment_status FROM orders WHERE id = $2) AS fulfilment,
           (SELECT coalesce(sum(amount), 0)::int FROM tenders WHERE order_id = $2) AS tenders,
           (SELECT coalesce(sum(l.amount), 0)::int FROM journal_lines l JOIN journal_entries e ON e.id = l.entry_id
             WHERE e.order_id = $2 AND l.account = 'tender') AS ledger,
           (SELECT count(*)::int FROM reservations WHERE order_id = $2 AND status = 'held') AS reserved,
           (${booked('captured', 'coalesce(sum(e.amount), 0)')} - ${booked('refunded', 'coalesce(sum(e.amount), 0)')})::int AS kept,
           ${booked('captured', 'count(*)')}::int AS captures,
           (SELECT count(*)::int FROM payments.test_payments WHERE key = $1 || ':authorise' AND status = 'authorised') AS authorised`,
        [attemptId, orderId],
      );
      return rows[0] as Outcome;
    },
    close: async () => {
      await admin.end();
      await pools.close();
      await shop.close();
      await cloud.close();
    },
  };
}
