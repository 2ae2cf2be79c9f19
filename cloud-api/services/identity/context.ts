import type { StoreRecords } from '../../platform/access/store-records.ts';
import type { Pool } from '../../platform/db/pools.ts';
import type { SigningKey } from './signing-keys.ts';

export interface IdentityContext {
  /** Signs in as the role `identity`. */
  readonly pool: Pool;
  readonly store: StoreRecords;
  readonly signingKey: () => Promise<SigningKey>;
  /** RFC 9068 `iss` */
  readonly issuer: string;
  /** Epoch milliseconds */
  readonly now: () => number;
  /** Rights of people, devices or keys have changed. */
  readonly onChanged: () => void;
}
