import type { FastifyRequest } from 'fastify';
import { asksPriorPrice } from '@tillhouse/shared/domains/pricing/prior-price-law.ts';
import type { ReviewMode } from '@tillhouse/shared/domains/reviews/rules.ts';
import { priceListOf, storeAt, storeAtDomain, storeNamed, type StoreRow } from '../../platform/access/stores.ts';
import type { ShopCaller } from '../../platform/auth/caller.ts';
import type { Connection } from '../../platform/db/connection.ts';
import type { Pool } from '../../platform/db/pools.ts';
import { withTenant } from '../../platform/db/transaction.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { TtlMap } from '../../platform/ttl-map.ts';

/** What a shopper looks at: one store, in one of its currencies. */
export interface ShopView {
  /** Undefined before the tenant has settings: then nothing has a price */
  readonly store: StoreRow | undefined;
  readonly currency: string;
  readonly priceListId: string | null;
  /** Whether its pages name the lowest price of 30 days beside a reduction */
  readonly namesPriorPrice: boolean;
  readonly timeZone: string;
  /** Whether it shows and takes reviews */
  readonly reviews: ReviewMode;
  /** Names it among the views of its tenant */
  readonly key: string;
}

/** Should an event ever be lost, a store is shown as it was for no longer than this. */
const VIEW_MS = 10_000;
const MOST_TENANTS = 10_000;
const MOST_OF_ONE = 200;

/**
 * Finds whose page asks: the store that the key is for; else the one that has the page's address among its own; else the
 * main store. Kept for a moment, since every read asks.
 */
export class ShopViews {
  readonly #views = new TtlMap<string, TtlMap<string, ShopView>>(3_600_000, MOST_TENANTS);
  readonly #pool: Pool;
  readonly #keptMs: number;
  #drops = 0;

  /** @param keptMs 0 keeps nothing: right where no events arrive */
  constructor(pool: Pool, keptMs: number = VIEW_MS) {
    this.#pool = pool;
    this.#keptMs = keptMs;
  }

  /**
   * @param currency of this one request
   * @param chosen what the shopper chose once for all pages: it counts while the store sells in it, and nobody is refused for it
   * @throws HttpProblem 404 for a closed store, 422 for a currency it does not sell in
   */
  async of(
    caller: ShopCaller,
    request: FastifyRequest,
    currency: string | undefined,
    chosen: string | undefined = chosenIn(request),
  ): Promise<ShopView> {
    const { tenantId, storeId = null } = caller;
    const host = hostOf(request);
    const asked = `${storeId ?? host}\n${currency ?? ''}\n${currency === undefined ? (chosen ?? '') : ''}`;
    const known = this.#views.get(tenantId)?.get(asked);
    if (known) return known;
    const before = this.#drops;
    const view = await withTenant(this.#pool, tenantId, (db) =>
      findView(db, { tenantId, storeId, host, currency, chosen }),
    );
    // Read before a change that was heard of meanwhile, it would be believed until it is old.
    if (this.#keptMs === 0 || before !== this.#drops) return view;
    const kept = this.#views.get(tenantId) ?? new TtlMap<string, ShopView>(this.#keptMs, MOST_OF_ONE);
    kept.set(asked, view);
    this.#views.set(tenantId, kept);
    return view;
  }

  drop(tenantId: string): void {
    this.#drops += 1;
    this.#views.delete(tenantId);
  }
}

interface Asked {
  readonly tenantId: string;
  readonly storeId: string | null;
  readonly host: string;
  readonly currency: string | undefined;
  readonly chosen: string | undefined;
}

async function findView(db: Connection, { tenantId, storeId, host, currency, chosen }: Asked): Promise<ShopView> {
  const store =
    (storeId ? await storeNamed(db, tenantId, storeId) : await storeAtDomain(db, tenantId, host)) ??
    (await storeAt(db, tenantId));
  if (store?.closed) {
    throw new HttpProblem(404, 'shop.store-closed', 'This shop is closed. Nothing was bought; come back later.');
  }
  const own = store?.currency ?? '';
  const sells = (one: string) => one === own || store?.currencies.some((further) => further.currency === one) === true;
  const wanted = currency ?? (chosen !== undefined && sells(chosen) ? chosen : own);
  if (!sells(wanted)) {
    throw new HttpProblem(
      422,
      'shop.currency',
      `This shop does not sell in ${wanted}. Ask /shop/v1/store for what it has.`,
    );
  }
  const priceListId = await priceListOf(db, tenantId, store, wanted);
  const namesPriorPrice = store?.namesPriorPrice ?? asksPriorPrice(await countryOf(db, tenantId, store));
  const timeZone = store?.timeZone ?? 'UTC';
  const [asked] = await db.rows<{ mode: ReviewMode }>(
    'SELECT mode FROM review_settings WHERE tenant_id = $1 AND store_id = $2',
    [tenantId, store?.id ?? null],
  );
  const reviews = asked?.mode ?? 'off';
  const key = `${store?.id ?? ''} ${wanted}`;
  return { store, currency: wanted, priceListId, namesPriorPrice, timeZone, reviews, key };
}

/** By where it is taxed; where nobody said, by the country of its language. */
async function countryOf(db: Connection, tenantId: string, store: StoreRow | undefined): Promise<string> {
  if (!store) return '';
  const [taxed] = await db.rows<{ zone: string }>('SELECT zone FROM tax_zones WHERE tenant_id = $1 AND place = $2', [
    tenantId,
    store.main ? 'store' : store.id,
  ]);
  return taxed?.zone.slice(0, 2) ?? new Intl.Locale(store.locale).region ?? '';
}

/** What pages of a shop send with all that they ask, once somebody chose it there. */
export const CURRENCY_HEADER = 'shop-currency';

/** A code that is none is no choice. */
export const currencyCode = (text: unknown): string | undefined =>
  typeof text === 'string' && /^[A-Z]{3}$/.test(text) ? text : undefined;

const chosenIn = ({ headers }: FastifyRequest): string | undefined => currencyCode(headers[CURRENCY_HEADER]);

/** Of the page that asks; empty where no browser says. */
function hostOf({ headers }: FastifyRequest): string {
  const { origin } = headers;
  if (origin === undefined || !URL.canParse(origin)) return '';
  return new URL(origin).hostname.toLowerCase();
}
