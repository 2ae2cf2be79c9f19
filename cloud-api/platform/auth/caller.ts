/** Who calls, as checked: the only source of the tenant. */
export type Caller =
  | { readonly kind: 'nobody' }
  | {
      readonly kind: 'person';
      readonly tenantId: string;
      readonly accountId: string;
      readonly staffId: string;
      readonly permissions: readonly string[];
      readonly name: string;
      readonly roleId: string;
    }
  | { readonly kind: 'device'; readonly tenantId: string; readonly deviceId: string }
  | {
      readonly kind: 'secret-key';
      readonly tenantId: string;
      readonly keyId: string;
      readonly permissions: readonly string[];
      readonly name: string;
    }
  | { readonly kind: 'publishable-key'; readonly tenantId: string; readonly keyId: string };

export type Person = Extract<Caller, { kind: 'person' }>;
export type DeviceCaller = Extract<Caller, { kind: 'device' }>;
export type ShopCaller = Extract<Caller, { kind: 'publishable-key' }>;
/** Somebody with permissions. */
export type StaffCaller = Extract<Caller, { kind: 'person' | 'secret-key' }>;

/**
 * - `open`: anybody
 * - `staff`: a person signed in or a secret API key, holding the permission where one is named
 * - `person`: a person signed in, no key
 * - `device`: an enrolled device
 * - `shop`: a publishable key, from one of its origins
 */
export type Access =
  | { readonly as: 'open' }
  | { readonly as: 'staff'; readonly permission?: string }
  | { readonly as: 'person'; readonly permission?: string }
  | { readonly as: 'device' }
  | { readonly as: 'shop' };
