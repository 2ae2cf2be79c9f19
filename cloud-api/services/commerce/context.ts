import type { HeadSigner } from '../../platform/audit/signed-heads.ts';
import type { Pool } from '../../platform/db/pools.ts';
import type { Keyring } from '../../platform/keys/keyring.ts';
import type { Log } from '../../platform/http/log.ts';
import type { Mailer } from '../../platform/mail/mailer.ts';
import type { Standings } from '../../platform/tenancy/standings.ts';
import type { VatRegister } from '../../platform/vat/vat-register.ts';
import type { DeskProfiles } from './desk-profiles.ts';
import type { DeskTurns } from './desk-turns.ts';
import type { Carriers } from './carriers/known.ts';
import type { TaxProviders } from './taxes/known.ts';
import type { ShapeSource } from './shape-source.ts';

export interface CommerceContext {
  /** Signs in as the role `app`. */
  readonly pool: Pool;
  /** How tenants stand, and what their plans have room for. */
  readonly standings: Standings;
  /** Undefined where the shapes are served elsewhere. */
  readonly shapes: ShapeSource | undefined;
  readonly profiles: DeskProfiles;
  readonly turns: DeskTurns;
  /** Signs heads and exports of the audit; undefined where no key was given. */
  readonly signer: HeadSigner | undefined;
  readonly mailer: Mailer;
  readonly keyring: Pick<Keyring, 'sealer'>;
  readonly taxProviders: TaxProviders;
  readonly carriers: Carriers;
  readonly vatRegister: VatRegister;
  /** Where the cloud is seen from outside, `https://cloud.example` */
  readonly publicOrigin: () => string;
  readonly log: Log;
  /** Epoch milliseconds */
  readonly now: () => number;
  /** A transaction that wrote events was committed: wakes the relay. */
  readonly onCommitted: () => void;
}
