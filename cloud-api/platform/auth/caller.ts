import type { Grant } from '@tillhouse/shared/kernel/define-mutator.ts';
import type { Shown } from './token-claims.ts';

/** Who calls, as checked: the only source of the tenant. */
export type Caller =
  | { readonly kind: 'nobody' }
  | {
      readonly kind: 'person';
      readonly tenantId: string;
      readonly accountId: string;
      readonly staffId: string;
      readonly sessionId: string | null;
      readonly permissions: readonly string[];
      readonly grants?: readonly Grant[];
      readonly name: string;
      readonly roleId: string;
      /** An operator of the platform, let in by an owner: for a time, and each request is written down. */
      readonly visit?: { readonly id: string; readonly mayWrite: boolean; readonly endsAt: string };
      /** The program that acts for them */
      readonly clientId?: string;
      /** That program is somebody else's, and holds no more than they allowed it */
      readonly limited?: true;
      /** What they allowed that program */
      readonly grantId?: string;
      /** How and when they showed who they are */
      readonly shown?: Shown;
      /** Their role asks for a second factor. */
      readonly secondFactor: boolean;
    }
  | { readonly kind: 'operator'; readonly operatorId: string; readonly name: string; readonly tokenHash: string }
  | { readonly kind: 'device'; readonly tenantId: string; readonly deviceId: string }
  | {
      /** A secret API key, or a registered program that acts for itself (client credentials) */
      readonly kind: 'secret-key';
      readonly tenantId: string;
      readonly keyId: string;
      readonly permissions: readonly string[];
      readonly name: string;
    }
  | {
      readonly kind: 'publishable-key';
      readonly tenantId: string;
      readonly keyId: string;
      /** The store it is for; null: as the page’s address says */
      readonly storeId: string | null;
      /** Pages that may use it, `https://shop.example`; `*` is any */
      readonly origins: readonly string[];
      /** Who is signed in at that shop, where the route asks for it */
      readonly shopper?: Shopper;
    };

/** Somebody who buys at a shop of this tenant, and has shown that the address is theirs. */
export interface Shopper {
  readonly id: string;
  readonly sessionId: string;
  /** Lower case */
  readonly email: string;
}

export type Person = Extract<Caller, { kind: 'person' }>;
/** Of the platform, of no tenant. */
export type OperatorCaller = Extract<Caller, { kind: 'operator' }>;
export type DeviceCaller = Extract<Caller, { kind: 'device' }>;
export type ShopCaller = Extract<Caller, { kind: 'publishable-key' }>;
/** As `shopper` lets in. */
export type ShopperCaller = ShopCaller & { readonly shopper: Shopper };
/** Somebody with permissions. */
export type StaffCaller = Extract<Caller, { kind: 'person' | 'secret-key' }>;

/**
 * - `open`: anybody
 * - `staff`: a person signed in or a secret API key, holding the permission where one is named
 * - `person`: a person signed in, no key
 * - `device`: an enrolled device
 * - `shop`: a publishable key, from one of its origins
 * - `shopper`: a publishable key as for `shop`, and with it the token of a shopper who is signed in at that shop
 * - `operator`: somebody who runs the platform; nobody of a tenant, and they nowhere else
 *
 * `evenSuspended`: also while the tenant is suspended, not only its owner's reads.
 * `unproven`: also for somebody whose role asks for a second factor and who has set up none yet.
 */
export type Access =
  | { readonly as: 'open' }
  /** `command`: who may only with an approval gets as far as the command itself */
  | { readonly as: 'staff'; readonly permission?: string; readonly command?: true; readonly evenSuspended?: true }
  | {
      readonly as: 'person';
      readonly permission?: string;
      readonly command?: true;
      readonly evenSuspended?: true;
      readonly unproven?: true;
    }
  | { readonly as: 'operator' }
  | { readonly as: 'device' }
  /** `knows`: also says who is signed in, where a shopper is */
  | { readonly as: 'shop'; readonly knows?: 'shopper' }
  | { readonly as: 'shopper' };
