import type { StoreRecords } from '../../platform/access/store-records.ts';
import type { Keyring } from '../../platform/keys/keyring.ts';
import type { Mailer } from '../../platform/mail/mailer.ts';
import type { Standings } from '../../platform/tenancy/standings.ts';
import type { Pool } from '../../platform/db/pools.ts';
import type { SigningKey } from './signing-keys.ts';

export interface IdentityContext {
  /** Signs in as the role `identity`. */
  readonly pool: Pool;
  /** Signs in as the role `operator`. */
  readonly operators: Pool;
  readonly standings: Standings;
  readonly mailer: Mailer;
  readonly store: StoreRecords;
  /** Seals what must not lie open in the database: `await keyring.sealer(null)`, then `seal` and `open` with a place. */
  readonly keyring: Keyring;
  readonly signingKey: () => Promise<SigningKey>;
  /** RFC 9068 `iss` */
  readonly issuer: string;
  /** Epoch milliseconds */
  readonly now: () => number;
  /** Rights of people, devices or keys have changed. */
  readonly onChanged: () => void;
}
