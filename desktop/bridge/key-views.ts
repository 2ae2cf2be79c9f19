/** Keys and apps that may use the API of the organisation. Instants are epoch milliseconds. */
export interface ApiKeyRow {
  readonly id: string;
  readonly kind: 'publishable' | 'secret';
  readonly name: string;
  /** Its first characters; of a publishable key the whole */
  readonly shown: string;
  readonly scopes: readonly string[];
  readonly origins: readonly string[];
  /** Of a publishable key: the store it is for; null: as the page’s address says */
  readonly storeId: string | null;
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
  /** Another took over from it; until then both are good */
  readonly endsAt: number | null;
}

export interface AppRow {
  /** `client_id` */
  readonly id: string;
  readonly name: string;
  readonly authentication: 'secret' | 'key' | 'none';
  readonly grants: readonly string[];
  readonly redirectUris: readonly string[];
  readonly permissions: readonly string[];
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
}

/** The widget's script as the cloud serves it: this very version, and what a page checks it against. */
export interface WidgetScript {
  readonly pinned: string;
  readonly integrity: string;
}

/** Null: whoever is here is signed in at this desk alone. */
export type KeysState = {
  /** Where programs ask, `https://cloud.example` */
  readonly cloudUrl: string;
  readonly keys: readonly ApiKeyRow[];
  readonly apps: readonly AppRow[];
  /** Null where the cloud has none */
  readonly widget: WidgetScript | null;
} | null;

export type NewKey =
  | {
      readonly kind: 'publishable';
      readonly name: string;
      readonly origins: readonly string[];
      readonly storeId?: string;
    }
  | { readonly kind: 'secret'; readonly name: string; readonly scopes: readonly string[] };

export interface NewApp {
  readonly name: string;
  readonly authentication: 'secret' | 'none';
  readonly grants: readonly ('authorization_code' | 'client_credentials')[];
  readonly redirectUris: readonly string[];
  readonly permissions: readonly string[];
}

/** Calls of the “Apps & keys” page. What is made is told this once. */
export interface KeyCalls {
  'keys.state': { args: Record<string, never>; result: KeysState };
  'keys.make': { args: NewKey; result: { id: string; key: string } };
  'keys.change': {
    args: { id: string; name: string; origins?: readonly string[]; storeId?: string | null };
    result: null;
  };
  /** `keepHours`: so long the one before goes on */
  'keys.rotate': { args: { id: string; keepHours: number }; result: { id: string; key: string } };
  'keys.revoke': { args: { id: string }; result: null };
  'apps.register': { args: NewApp; result: { id: string; secret: string | null } };
  'apps.rotateSecret': { args: { id: string }; result: { secret: string } };
  'apps.revoke': { args: { id: string }; result: null };
}
