import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Pools } from '../../platform/db/pools.ts';
import { withTenant } from '../../platform/db/transaction.ts';
import type { Log } from '../../platform/http/log.ts';
import type { Payments } from '../../platform/payments/payments.ts';
import type { PaymentsContext } from './context.ts';
import { payServer } from './pages/pay-server.ts';
import { paymentsService } from './payments-service.ts';
import type { Provider } from './providers/provider.ts';
import { testProvider } from './providers/test/test-provider.ts';
import { startSweeping } from './sweep.ts';

/** Authorised and no order made of it for so long: nobody waits for it any more. */
const HELD_MS = 60 * 60_000;

export interface PaymentsOptions {
  readonly pools: Pools;
  readonly log: Log;
  readonly now: () => number;
  readonly onCommitted: () => void;
  readonly host: string;
  readonly set: {
    /** Where shoppers reach the payment pages; the address they listen at when left out */
    readonly payOrigin?: string;
    /** 0 or left out: any free one */
    readonly payPort?: number;
    readonly testPayments?: boolean;
    readonly trustedProxies?: readonly string[];
  };
}

export interface RunningPayments {
  readonly context: PaymentsContext;
  readonly payments: Payments;
  /** Opens the payment pages and begins to sweep. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function startPayments(options: PaymentsOptions): RunningPayments {
  const { pools, log, now, onCommitted, host, set } = options;
  const inTenant: PaymentsContext['inTenant'] = (tenantId, work) => withTenant(pools.payments, tenantId, work);
  const test = testProvider({ inTenant, now });
  const providers = new Map<string, Provider>([[test.name, test]]);
  let origin = set.payOrigin ?? '';
  const context: PaymentsContext = {
    inTenant,
    system: pools.system,
    provider: (name) => providers.get(name),
    payOrigin: () => origin,
    heldMs: HELD_MS,
    testPayments: set.testPayments ?? true,
    log,
    now,
    onCommitted,
  };
  const payments = paymentsService(context);
  let pages: FastifyInstance | undefined;
  let stopSweeping: (() => Promise<void>) | undefined;
  return {
    context,
    payments,
    start: async () => {
      pages = await payServer(context, payments, test, set);
      await pages.listen({ port: set.payPort ?? 0, host });
      const { port } = pages.server.address() as AddressInfo;
      origin ||= `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
      stopSweeping = startSweeping(context, payments).stop;
    },
    stop: async () => {
      await stopSweeping?.();
      await pages?.close();
    },
  };
}
