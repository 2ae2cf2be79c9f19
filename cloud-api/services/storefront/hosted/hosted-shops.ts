import type { StoreHosted } from '@tillhouse/shared/domains/access/store-parts.ts';
import type { ApiKey, ApiKeys } from '../../../platform/auth/api-keys.ts';
import type { ShopCaller } from '../../../platform/auth/caller.ts';
import type { Pool } from '../../../platform/db/pools.ts';
import { withTransaction } from '../../../platform/db/transaction.ts';
import { TtlMap } from '../../../platform/ttl-map.ts';

/** A store that the cloud itself shows as a shop, and where. */
export interface HostedShop {
  readonly tenantId: string;
  readonly storeId: string;
  readonly slug: string;
  readonly hosted: StoreHosted;
  /** Its own web addresses: at each of them it answers */
  readonly domains: readonly string[];
}

/** Should an event ever be lost, a shop is where it was for no longer than this. */
const KEPT_MS = 10_000;
const MOST = 20_000;
const slugShape = /^[a-z0-9-]{3,40}$/;
const hostShape = /^[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+$/;

/** What the pages of a hosted shop ask the shop API with: public as all such keys are, good while the shop is open. */
const KEY = 'pk_hosted_';
export const hostedKey = ({ slug }: Pick<HostedShop, 'slug'>): string => KEY + slug;

/** Finds whose page an address is. The address alone says so: nobody who asks for a page has a tenant before. */
export class HostedShops {
  readonly #known: TtlMap<string, HostedShop | null>;
  readonly #pool: Pool;
  readonly #keptMs: number;
  #forgotten = 0;

  /** @param keptMs 0 keeps nothing: right where no events arrive */
  constructor(pool: Pool, keptMs: number = KEPT_MS) {
    this.#pool = pool;
    this.#keptMs = keptMs;
    this.#known = new TtlMap(keptMs, MOST);
  }

  /** @param host as the browser asked for it, without a port */
  async atHost(host: string): Promise<HostedShop | undefined> {
    const name = host.toLowerCase();
    return hostShape.test(name) ? this.#find(name, null) : undefined;
  }

  async atSlug(slug: string): Promise<HostedShop | undefined> {
    return slugShape.test(slug) ? this.#find(null, slug) : undefined;
  }

  /** A store was changed: any address may be another's now. */
  forget(): void {
    this.#forgotten += 1;
    this.#known.clear();
  }

  async #find(host: string | null, slug: string | null): Promise<HostedShop | undefined> {
    const name = slug === null ? `host ${host}` : `slug ${slug}`;
    const known = this.#known.get(name);
    if (known !== undefined) return known ?? undefined;
    const before = this.#forgotten;
    const [row] = await withTransaction(this.#pool, (db) =>
      db.rows<{ tenant_id: string; store_id: string; slug: string; hosted: StoreHosted; domains: string[] }>(
        'SELECT * FROM find_hosted_shop($1, $2)',
        [host, slug],
      ),
    );
    const found = row && {
      ...{ tenantId: row.tenant_id, storeId: row.store_id, slug: row.slug },
      ...{ hosted: row.hosted, domains: row.domains },
    };
    // Read before a change that was heard of meanwhile, it would be believed until it is old.
    if (this.#keptMs > 0 && before === this.#forgotten) this.#known.set(name, found ?? null);
    return found;
  }
}

/** Where the cloud is seen, and with it where its shops are. */
export function originOf(domain: string, publicOrigin: string): string {
  const { protocol, port } = new URL(publicOrigin);
  // Encrypted, except where the cloud itself is not: on the machine of who tries it.
  return protocol === 'https:' ? `https://${domain}` : `http://${domain}${port === '' ? '' : `:${port}`}`;
}

/** The address that search engines and other pages know it by, without a stroke at its end. */
export function addressOf(
  { slug, hosted, domains }: Pick<HostedShop, 'slug' | 'hosted' | 'domains'>,
  publicOrigin: string,
): string {
  const { domain } = hosted;
  return domain !== null && domains.includes(domain)
    ? originOf(domain, publicOrigin)
    : `${publicOrigin}/s/${encodeURIComponent(slug)}`;
}

const pagesOf = ({ domains }: HostedShop, publicOrigin: string): string[] => [
  publicOrigin,
  ...domains.map((domain) => originOf(domain, publicOrigin)),
];

/** Keys of the identity service, and beside them those of hosted shops, which no row holds: the shop itself is the key. */
export function withHostedKeys(keys: ApiKeys, shops: HostedShops, publicOrigin: () => string): ApiKeys {
  return {
    forget: () => {
      keys.forget();
      shops.forget();
    },
    find: async (text): Promise<ApiKey | undefined> => {
      if (!text.startsWith(KEY)) return keys.find(text);
      const shop = await shops.atSlug(text.slice(KEY.length));
      if (!shop) return undefined;
      const { tenantId, storeId } = shop;
      const origins = pagesOf(shop, publicOrigin());
      return { id: storeId, tenantId, kind: 'publishable', name: 'Hosted shop', scopes: [], origins, storeId };
    },
  };
}

/** Who reads a page, as far as a shop cares. */
export const visitorOf = ({ tenantId, storeId }: HostedShop): ShopCaller => ({
  kind: 'publishable-key',
  ...{ tenantId, keyId: storeId, storeId, origins: [] },
});
