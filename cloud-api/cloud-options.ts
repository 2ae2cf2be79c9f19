import type { RoleUrls } from './platform/db/roles.ts';
import type { Log } from './platform/http/log.ts';
import type { Kms } from './platform/keys/kms.ts';
import type { Mailer } from './platform/mail/mailer.ts';
import type { DeskTurnLimits } from './services/commerce/desk-turns.ts';
import type { StreamBounds } from './services/storefront/live-streams.ts';

export const serviceNames = ['identity', 'commerce', 'storefront', 'payments'] as const;
export type ServiceName = (typeof serviceNames)[number];

export interface CloudOptions {
  /** The database as its administrator; the addresses of the roles follow from it (`migrate` made them so) … */
  readonly databaseUrl?: string;
  /** … or one address for each role. */
  readonly urls?: RoleUrls;
  /** 0 or left out: any free one. */
  readonly port?: number;
  /** Loopback when left out. */
  readonly host?: string;
  readonly services?: 'all' | readonly ServiceName[];
  readonly bus?: 'memory' | 'kafka';
  readonly kafkaBrokers?: readonly string[];
  /** Where Electric's own service answers, or `npm run shapes`; a shape server of this process when left out. */
  readonly shapesUrl?: string;
  /** That service's secret. */
  readonly shapesSecret?: string;
  /** Where the shape server may put big chunks; the system's temporary folder when left out. */
  readonly dataDir?: string;
  /** Where the key lies that heads of the audit are signed with; left out, they are not signed. Never in the database. */
  readonly auditKeyDir?: string;
  /** Where the keys live that wrap the keys of this database; never in the database. */
  readonly kms: Kms;
  /**
   * RFC 9068 `iss` of access tokens, `https://api.example/auth`: where clients reach the identity service. Passkeys belong to its
   * domain. Own address when left out.
   */
  readonly issuer?: string;
  /** Addresses or networks (`10.0.0.0/8`) of proxies in front, which alone may say who the caller is (`X-Forwarded-For`). */
  readonly trustedProxies?: readonly string[];
  /** Where the public keys are published, for a process whose database does not hold them. */
  readonly jwksUrl?: string;
  /** Where shoppers reach the payment pages, `https://pay.example`: an origin of its own. The address they listen at when left out. */
  readonly payOrigin?: string;
  /** 0 or left out: any free one. */
  readonly payPort?: number;
  /** Where the payments service answers, for a process that does not run it; with `paymentsSecret`. */
  readonly paymentsUrl?: string;
  /** What the processes of this cloud know and nobody else; without one the service answers none of them. */
  readonly paymentsSecret?: string;
  /** Where Stripe answers, in the place of its own address: for tests. */
  readonly stripeApi?: string;
  /** The same of Mollie. */
  readonly mollieApi?: string;
  /** The same of Square. */
  readonly squareApi?: string;
  /** The same of PayPal. */
  readonly paypalApi?: string;
  /** The same of AvaTax. */
  readonly avataxApi?: string;
  /** The same of UPS. */
  readonly upsApi?: string;
  /** The same of FedEx. */
  readonly fedexApi?: string;
  /** The same of DHL Express. */
  readonly dhlApi?: string;
  /** The REST API of the register of VAT numbers, in the place of the European Commission’s */
  readonly viesApi?: string;
  /** Lets stores without an account at a provider be paid by the built-in test provider; so when left out. */
  readonly testPayments?: boolean;
  readonly log?: Log;
  /** Takes letters to people; left out, a mailbox in memory. */
  readonly mailer?: Mailer;
  /** Whom push services write to about what this cloud sends, `mailto:…` or `https://…`; its own address when left out. */
  readonly pushContact?: string;
  /** Lets push services be on this machine, without TLS: for tests. */
  readonly pushToLoopback?: boolean;
  /** Calls a minute for one address. */
  readonly callsPerMinute?: number;
  /** How many streams are open to pages of shops at once; as usual when left out. */
  readonly streams?: StreamBounds;
  /** How many desks are served at once; those not named as usual. */
  readonly turns?: Partial<DeskTurnLimits>;
  /** Epoch milliseconds; for tests. */
  readonly now?: () => number;
}
