import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { staffMember } from '../../platform/access/directory.ts';
import type { Pools } from '../../platform/db/pools.ts';
import { readAtOnce, withTenant } from '../../platform/db/transaction.ts';
import type { Keyring } from '../../platform/keys/keyring.ts';
import type { Log } from '../../platform/http/log.ts';
import type { Payments } from '../../platform/payments/payments.ts';
import { TtlMap } from '../../platform/ttl-map.ts';
import { openAccount } from './accounts/account-rows.ts';
import type { PaymentsContext } from './context.ts';
import { mountCalls } from './mount-calls.ts';
import { payServer } from './pages/pay-server.ts';
import { paymentsService } from './payments-service.ts';
import { squareProvider } from './providers/square/square-provider.ts';
import { mollieProvider } from './providers/mollie/mollie-provider.ts';
import { paypalProvider } from './providers/paypal/paypal-provider.ts';
import { stripeProvider } from './providers/stripe/stripe-provider.ts';
import type { Provider } from './providers/provider.ts';
import { bankTransfer, cashOnDelivery } from './providers/offline.ts';
import { testProvider } from './providers/test/test-provider.ts';
import type { TestDelivery } from './providers/test/test-webhooks.ts';
import { mountWebhooks } from './webhooks/mount-webhooks.ts';
import { readAllPayouts } from './payouts/read-payouts.ts';
import { repeating } from '../../platform/repeating.ts';
import { startSweeping } from './sweep.ts';

/** Authorised and no order made of it for so long: nobody waits for it any more. */
const HELD_MS = 60 * 60_000;
/** A webhook tells of payouts at once; this is for when its word is lost. */
const PAYOUTS_MS = 6 * 60 * 60_000;
/** Another process hears of a changed account within this time. */
const OFFERED_MS = 5_000;

export interface PaymentsOptions {
  readonly pools: Pools;
  readonly keyring: Keyring;
  /** Where this cloud is reached; known once it listens */
  readonly publicOrigin: () => string;
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
    readonly paymentsSecret?: string;
    readonly stripeApi?: string;
    readonly mollieApi?: string;
    readonly paypalApi?: string;
    readonly squareApi?: string;
    readonly trustedProxies?: readonly string[];
  };
}

export interface RunningPayments {
  readonly context: PaymentsContext;
  readonly payments: Payments;
  /** What other processes and providers call. */
  mount(server: FastifyInstance): Promise<void>;
  /** Opens the payment pages and begins to sweep. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export function startPayments(options: PaymentsOptions): RunningPayments {
  const { pools, keyring, publicOrigin, log, now, onCommitted, host, set } = options;
  const inTenant: PaymentsContext['inTenant'] = (tenantId, work) => withTenant(pools.payments, tenantId, work);
  const inOneTrip: PaymentsContext['inOneTrip'] = (tenantId, work) => readAtOnce(pools.payments, tenantId, work);
  const deliver = (accountId: string, { headers, body }: TestDelivery): Promise<void> =>
    fetch(`${publicOrigin()}/payments/v1/webhooks/test/${accountId}`, {
      ...{ method: 'POST', headers, body, signal: AbortSignal.timeout(30_000) },
    }).then(() => {});
  const test = testProvider({ inTenant, inOneTrip, now, keyring, deliver });
  const accountOf = (tenantId: string, id: string) => openAccount({ inTenant, keyring }, tenantId, id);
  const apiOf = (api: string | undefined) => (api === undefined ? {} : { api });
  const stripe = stripeProvider({ now, openAccount: accountOf }, apiOf(set.stripeApi));
  const webhookUrl = (accountId: string) => {
    const origin = publicOrigin();
    return reachable(origin) ? `${origin}/payments/v1/webhooks/mollie/${accountId}` : null;
  };
  const mollie = mollieProvider({ openAccount: accountOf, webhookUrl }, apiOf(set.mollieApi));
  const paypal = paypalProvider({ now, openAccount: accountOf }, apiOf(set.paypalApi));
  const square = squareProvider(
    { now, openAccount: accountOf, webhookUrl: (id) => `${publicOrigin()}/payments/v1/webhooks/square/${id}` },
    apiOf(set.squareApi),
  );
  const all: readonly Provider[] = [test, stripe, mollie, paypal, square, bankTransfer, cashOnDelivery];
  const providers = new Map(all.map((each) => [each.name, each]));
  let origin = set.payOrigin ?? '';
  const context: PaymentsContext = {
    inTenant,
    inOneTrip,
    system: pools.system,
    keyring,
    publicOrigin,
    provider: (name) => providers.get(name),
    payOrigin: () => origin,
    heldMs: HELD_MS,
    testPayments: set.testPayments ?? true,
    offered: new TtlMap(OFFERED_MS, 10_000),
    log,
    person: (tenantId, id) => withTenant(pools.app, tenantId, (db) => staffMember(db, tenantId, id)),
    now,
    onCommitted,
  };
  const payments = paymentsService(context);
  let pages: FastifyInstance | undefined;
  let stopSweeping: (() => Promise<void>) | undefined;
  let stopReading: (() => Promise<void>) | undefined;
  return {
    context,
    payments,
    mount: async (server) => {
      mountCalls(server, payments, set.paymentsSecret);
      await mountWebhooks(server, context);
    },
    start: async () => {
      pages = await payServer(context, payments, test, set);
      await pages.listen({ port: set.payPort ?? 0, host });
      const { port } = pages.server.address() as AddressInfo;
      origin ||= `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
      stopSweeping = startSweeping(context, payments).stop;
      const readAll = async (): Promise<boolean> => {
        await readAllPayouts(context);
        return false;
      };
      stopReading = repeating(PAYOUTS_MS, readAll, (error) => log.warn({ err: error }, 'payouts were not read')).stop;
    },
    stop: async () => {
      await stopSweeping?.();
      await stopReading?.();
      await pages?.close();
    },
  };
}

/** A cloud on this machine alone is reached by no provider; the sweeper asks instead. */
const reachable = (origin: string): boolean =>
  origin.startsWith('https://') && !/^https:\/\/(localhost|127\.|\[::1\])/.test(origin);
