import type { StoreRecords } from '../../platform/access/store-records.ts';
import type { Keyring } from '../../platform/keys/keyring.ts';
import type { Standings } from '../../platform/tenancy/standings.ts';
import type { Pool } from '../../platform/db/pools.ts';
import type { Log } from '../../platform/http/log.ts';
import type { SecondFactors } from './oauth/second-factors.ts';
import type { Realm, SigningKey } from './signing-keys.ts';
import type { RelyingParty } from './factors/passkeys.ts';

export interface IdentityContext {
  /** Signs in as the role `identity`. */
  readonly pool: Pool;
  /** Signs in as the role `operator`. */
  readonly operators: Pool;
  readonly standings: Standings;
  /** Where archives of exports lie, by tenant */
  readonly exportsFolder: string;
  /** There is an export to write: wakes who does it. */
  readonly onWork: () => void;
  readonly store: StoreRecords;
  /** Seals what must not lie open in the database: `await keyring.sealer(null)`, then `seal` and `open` with a place. */
  readonly keyring: Keyring;
  /** Of the realm `office` when none is named; asked for each time, since keys are rotated. */
  readonly signingKey: (realm?: Realm) => Promise<SigningKey>;
  /** After a rotation in this process; others notice within ten seconds. */
  readonly forgetKeys: () => void;
  /** RFC 9068 `iss`: where this service answers, `https://api.example/auth`; known once it listens. */
  readonly issuer: string;
  readonly log: Log;
  /** What a person has to show beside the password; left out, nothing. */
  readonly secondFactors?: SecondFactors;
  /** Epoch milliseconds */
  readonly now: () => number;
  /** Known once the cloud listens. */
  readonly relyingParty: () => RelyingParty;
  /** An event or a letter was written. */
  readonly onNotice: () => void;
  /** Rights of people, devices or keys have changed. */
  readonly onChanged: () => void;
  /** A shopper signed out, or is gone. */
  readonly onShopperLeft: () => void;
}
