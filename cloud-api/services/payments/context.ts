import type { Connection } from '../../platform/db/connection.ts';
import type { Log } from '../../platform/http/log.ts';
import type { Pool } from '../../platform/db/pools.ts';
import type { Keyring } from '../../platform/keys/keyring.ts';
import type { TtlMap } from '../../platform/ttl-map.ts';
import type { Account } from './accounts/account-rows.ts';
import type { Provider } from './providers/provider.ts';

export interface PaymentsContext {
  /** One transaction of the service's own role within a tenant. */
  readonly inTenant: <T>(tenantId: string, work: (db: Connection) => Promise<T>) => Promise<T>;
  /** The same for what is asked for at once: a single trip. */
  readonly inOneTrip: PaymentsContext['inTenant'];
  /** Sees what is left to do of every tenant; the sweeper's alone. */
  readonly system: Pool;
  readonly keyring: Pick<Keyring, 'sealer'>;
  readonly provider: (name: string) => Provider | undefined;
  /** Where shoppers reach the payment pages: an origin of its own, `https://pay.example` */
  readonly payOrigin: () => string;
  /** Where this cloud is reached, by providers too: `https://api.example` */
  readonly publicOrigin: () => string;
  /** After so long without an order an attempt is released: milliseconds */
  readonly heldMs: number;
  /** Whether a store without an account at a provider is offered the test provider. */
  readonly testPayments: boolean;
  /** What stores are offered, as shown to shoppers: a few seconds old at most. What is begun asks anew. */
  readonly offered: TtlMap<string, readonly Account[]>;
  readonly log: Log;
  /** Somebody of the shop as they stand in the cloud now; undefined: nobody who works there */
  readonly person: (
    tenantId: string,
    staffId: string,
  ) => Promise<{ readonly name: string; readonly permissions: readonly string[] } | undefined>;
  /** Epoch milliseconds */
  readonly now: () => number;
  /** Events of a transaction wait to go out. */
  readonly onCommitted: () => void;
}
