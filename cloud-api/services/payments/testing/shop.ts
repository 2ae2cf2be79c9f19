import { randomUUID } from 'node:crypto';
import { createTestDatabase } from '../../../../tools/testing/database.ts';
import { openPools } from '../../../platform/db/pools.ts';
import { roleUrls } from '../../../platform/db/roles.ts';
import { readAtOnce, withTenant, withTransaction } from '../../../platform/db/transaction.ts';
import { createLog } from '../../../platform/http/log.ts';
import type { AttemptAsked, Payments } from '../../../platform/payments/payments.ts';
import { TtlMap } from '../../../platform/ttl-map.ts';
import type { PaymentsContext } from '../context.ts';
import { paymentsService } from '../payments-service.ts';
import type { Provider } from '../providers/provider.ts';
import { testProvider } from '../providers/test/test-provider.ts';
import type { TestDelivery } from '../providers/test/test-webhooks.ts';
import { takeWebhook } from '../webhooks/webhooks.ts';
import { testKms } from '../../../testing/test-kms.ts';
import { openKeyring } from '../../../platform/keys/keyring.ts';
import { sweepAttempts } from '../sweep.ts';

/** The process ended here. */
export class Crash extends Error {}

/** Ends the process at the n-th place: before a transaction or a call to the provider, or right after it was done. */
export interface Ends {
  places: number;
  readonly at: number;
  ended?: boolean;
}

export interface PaymentShop {
  readonly tenantId: string;
  readonly context: PaymentsContext;
  readonly payments: Payments;
  /** The service and its provider as they are, or so that they end at a place. */
  running(ends?: Ends): { context: PaymentsContext; payments: Payments };
  pass(ms: number): void;
  asked(of?: Partial<AttemptAsked>): AttemptAsked;
  sweep(): Promise<number>;
  /** Lets time pass and sweeps until nothing is left to do. */
  settle(): Promise<void>;
  /** The same for what is under way; what is kept for goods stays so. */
  settleHeld(): Promise<void>;
  /** What differs between the provider's own book and ours */
  differences(): Promise<object[]>;
  /** Entries of the provider's book for an attempt, as `captured 1200` */
  entries(attemptId: string): Promise<string[]>;
  rows<R extends object>(sql: string, params?: unknown[]): Promise<R[]>;
  close(): Promise<void>;
}

/** Something was sent and has no answer, or is due; what is held until goods are sent only waits. */
const UNDER_WAY = `(a.state IN ('created', 'unknown', 'action') OR EXISTS (SELECT 1 FROM payments.operations o
  WHERE o.tenant_id = a.tenant_id AND o.attempt_id = a.id AND o.state IN ('due', 'sent') AND o.kind <> 'authorise')
  OR (a.wanted = 'capture' AND a.state = 'authorised' AND a.captured < a.to_take AND NOT EXISTS (SELECT 1 FROM payments.operations o
    WHERE o.tenant_id = a.tenant_id AND o.attempt_id = a.id AND o.state = 'failed' AND o.kind = 'capture')))`;

type Needs = Pick<PaymentsContext, 'inTenant' | 'keyring' | 'now'>;

/** @param others providers beside the test provider */
export async function openPaymentShop(
  others: (needs: Needs) => Promise<readonly Provider[]> = async () => [],
): Promise<PaymentShop> {
  const database = await createTestDatabase();
  const pools = openPools(roleUrls(database.url), () => {});
  const tenantId = randomUUID();
  let clock = Date.UTC(2026, 10, 26, 9);
  const plain: PaymentsContext['inTenant'] = (tenant, work) => withTenant(pools.payments, tenant, work);
  const inOneTrip: PaymentsContext['inTenant'] = (tenant, work) => readAtOnce(pools.payments, tenant, work);
  const now = () => clock;

  const keyring = await openKeyring({ pool: pools.system, kms: testKms(), now });
  const more = await others({ inTenant: plain, keyring, now });
  let context: PaymentsContext;
  const webhook = async (accountId: string, { headers, body }: TestDelivery): Promise<void> => {
    await takeWebhook(context, { provider: 'test', accountId, headers, raw: Buffer.from(body) });
  };

  const running = (ends?: Ends) => {
    const reach = async <T>(work: () => Promise<T>): Promise<T> => {
      if (!ends) return work();
      const end = () => {
        // A process that has ended does nothing more, also not what it would do after a failure.
        if (ends.ended || ends.places++ === ends.at) {
          ends.ended = true;
          throw new Crash();
        }
      };
      end();
      const done = await work();
      end();
      return done;
    };
    // The provider is another house: its own transactions go on whatever becomes of us.
    const test = testProvider({ inTenant: plain, inOneTrip, now, keyring, deliver: webhook });
    const reached = (of: Provider): Provider => ({
      ...of,
      authorise: (asked) => reach(() => of.authorise(asked)),
      capture: (asked) => reach(() => of.capture(asked)),
      release: (asked) => reach(() => of.release(asked)),
      refund: (asked) => reach(() => of.refund(asked)),
      look: (call) => reach(() => of.look(call)),
    });
    const providers = new Map([test, ...more].map((each) => [each.name, reached(each)]));
    const made: PaymentsContext = {
      inTenant: (tenant, work) => reach(() => plain(tenant, work)),
      inOneTrip: (tenant, work) => reach(() => inOneTrip(tenant, work)),
      system: pools.system,
      keyring,
      publicOrigin: () => 'http://127.0.0.1:1',
      provider: (name) => providers.get(name),
      payOrigin: () => 'http://127.0.0.1:1',
      heldMs: 3_600_000,
      testPayments: true,
      offered: new TtlMap(0, 1),
      log: createLog('silent'),
      person: async () => ({ name: 'Ann', permissions: ['till.sell', 'till.return', 'till.manage'] }),
      now,
      onCommitted: () => {},
    };
    return { context: made, payments: paymentsService(made) };
  };
  const { context: whole, payments } = running();
  context = whole;
  const rows = <R extends object>(sql: string, params: unknown[] = [tenantId]): Promise<R[]> =>
    withTransaction(pools.system, (db) => db.rows<R>(sql, params));
  const sweep = () => sweepAttempts(context, payments);
  /** Lets time pass until nothing of these is left to do. */
  const settle = async (which: string): Promise<void> => {
    for (let round = 0; round < 60; round += 1) {
      const [left] = await rows<{ at: string }>(
        `SELECT min(a.look_at)::text AS at FROM payments.attempts a WHERE a.tenant_id = $1 AND ${which}`,
      );
      if (!left?.at) return;
      clock = Math.max(clock, Date.parse(left.at)) + 1;
      await sweep();
    }
    const left = await rows(
      `SELECT a.state, a.wanted, a.looks, a.reference, a.provider, array_agg(o.key || ' ' || o.state) AS operations FROM payments.attempts a
         JOIN payments.operations o ON o.tenant_id = a.tenant_id AND o.attempt_id = a.id
        WHERE a.tenant_id = $1 AND a.look_at IS NOT NULL GROUP BY a.tenant_id, a.id`,
    );
    throw new Error(`the payments do not come to rest: ${JSON.stringify(left)}`);
  };
  return {
    tenantId,
    context,
    payments,
    running,
    pass: (ms) => {
      clock += ms;
    },
    asked: (of = {}) => ({
      ...{ tenantId, attemptId: randomUUID(), checkoutId: randomUUID(), orderId: randomUUID(), amount: 1_200 },
      ...{ currency: 'GBP', method: 'test', returnUrl: 'https://shop.example/cart', description: 'A jug' },
      ...{ email: 'shopper@people.example', ...of },
    }),
    sweep,
    settle: () => settle('true'),
    settleHeld: () => settle(UNDER_WAY),
    differences: () =>
      rows(
        `SELECT a.id, a.method, a.state, a.captured, a.refunded, b.captured AS "capturedThere", b.refunded AS "refundedThere"
           FROM payments.attempts a LEFT JOIN (
             SELECT p.key, coalesce(sum(e.amount) FILTER (WHERE e.kind = 'captured'), 0) AS captured,
                    coalesce(sum(e.amount) FILTER (WHERE e.kind = 'refunded'), 0) AS refunded,
                    coalesce(sum(e.amount) FILTER (WHERE e.kind = 'authorised'), 0)
                      - coalesce(sum(e.amount) FILTER (WHERE e.kind IN ('captured', 'voided')), 0) AS held
               FROM payments.test_payments p LEFT JOIN payments.test_entries e
                 ON e.tenant_id = p.tenant_id AND e.payment_id = p.id
              WHERE p.tenant_id = $1 GROUP BY p.key) b ON b.key = a.id || ':authorise'
          WHERE a.tenant_id = $1
            AND (a.captured <> coalesce(b.captured, 0) OR a.refunded <> coalesce(b.refunded, 0)
              OR (coalesce(b.held, 0) > 0) <> (a.state = 'authorised'))`,
      ),
    entries: async (attemptId) =>
      (
        await rows<{ kind: string; amount: number }>(
          `SELECT kind, amount FROM payments.test_entries WHERE tenant_id = $1 AND payment_id = $2 ORDER BY at, key`,
          [tenantId, `test_${attemptId}`],
        )
      ).map(({ kind, amount }) => `${kind} ${amount}`),
    rows,
    close: async () => {
      await pools.close();
      await database.drop();
    },
  };
}
