import type { LateWrites } from '@tillhouse/shared/data/late-writes.ts';
import { plain, plainTable, type PlainRow, type PlainTable } from '@tillhouse/shared/data/plain-tx.ts';
import { type StoreSettings, storeSettings } from '@tillhouse/shared/domains/access/schema.ts';
import { mainOf } from '@tillhouse/shared/domains/access/stores.ts';
import { locations } from '@tillhouse/shared/domains/inventory/schema.ts';
import { sellingOnline } from '@tillhouse/shared/domains/orders/location-for.ts';
import type { Promotion } from '@tillhouse/shared/domains/pricing/promotion-args.ts';
import { priceLists, promotions, taxRates, taxRules, taxZones } from '@tillhouse/shared/domains/pricing/schema.ts';
import { jurisdictionsOf, STORE } from '@tillhouse/shared/domains/pricing/store-taxes.ts';
import { taxAccounts } from '@tillhouse/shared/domains/pricing/tax-account-schema.ts';
import { boxes } from '@tillhouse/shared/domains/shipping/box-schema.ts';
import { carrierAccounts } from '@tillhouse/shared/domains/shipping/carrier-schema.ts';
import { pickUpPoints, shippingZones } from '@tillhouse/shared/domains/shipping/schema.ts';
import { atOnce } from '@tillhouse/shared/kernel/at-once.ts';
import type { StoreContext } from '@tillhouse/shared/kernel/define-mutator.ts';
import type { Table } from '@tillhouse/shared/kernel/define-table.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import { storeContext } from '../../../platform/access/directory.ts';
import type { Connection } from '../../../platform/db/connection.ts';

/** How a tenant sells, which changes seldom: its settings, places, lists, taxes, offers and delivery. No price, no stock. */
interface Rules {
  readonly context: StoreContext;
  readonly live: readonly Promotion[];
  /** By its id; null: the main one */
  readonly storeOf: (storeId: string | null) => StoreSettings | undefined;
  readonly lists: readonly {
    readonly table: PlainTable;
    readonly where: PlainRow;
    readonly rows: readonly PlainRow[];
  }[];
  readonly zonesAsked: readonly PlainRow[];
  readonly zones: readonly PlainRow[];
}

interface Kept extends Rules {
  readonly print: string;
}

/**
 * Of each table its rows and which version of each: whatever is written to one of them, by whomever, makes another text. (A row's
 * version is its transaction and its place.)
 */
const printOf = (table: string): string =>
  `(SELECT count(*) || '.' || coalesce(sum(hashtext(xmin::text || ctid::text)), 0) FROM ${table} WHERE tenant_id = $1)`;
const PRINT = `SELECT concat_ws(' ', ${[
  ...['store_settings', 'approval_policies', 'locations', 'price_lists', 'tax_rates', 'tax_zones', 'tax_rules'],
  ...['promotions', 'shipping_zones', 'pick_up_points', 'tax_accounts', 'carrier_accounts', 'boxes'],
]
  .map(printOf)
  .join(', ')}) AS print`;

const MOST_TENANTS = 500;

/**
 * The rules of tenants as this process read them last. Every transaction that goes by them asks for their print first, in the trip
 * that it makes anyway: where it is another one they are read anew, so nothing is ever priced by what no longer holds.
 */
export class RulesKept {
  readonly #kept = new Map<string, Kept>();

  /** As they were kept, which may be old: for a guess at what to read ahead. */
  guess(tenantId: string): Pick<Rules, 'context' | 'live' | 'storeOf'> | undefined {
    return this.#kept.get(tenantId);
  }

  /** Has them known to `late`, as of now. @returns what commands are told of the tenant */
  async into(
    late: LateWrites,
    { db, tx, tenantId }: { db: Connection; tx: Tx; tenantId: string },
  ): Promise<StoreContext> {
    const [row] = await db.rows<{ print: string }>(PRINT, [tenantId]);
    const print = row?.print ?? '';
    const known = this.#kept.get(tenantId);
    const rules = known?.print === print ? known : { ...(await read(db, tx, tenantId)), print };
    this.#keep(tenantId, rules);
    for (const { table, where, rows } of rules.lists) late.know(table, where, rows);
    late.knowRows(plainTable(taxZones), rules.zonesAsked, rules.zones);
    return rules.context;
  }

  /** The one that was asked for longest ago leaves first. */
  #keep(tenantId: string, rules: Kept): void {
    this.#kept.delete(tenantId);
    this.#kept.set(tenantId, rules);
    if (this.#kept.size > MOST_TENANTS) this.#kept.delete(this.#kept.keys().next().value as string);
  }
}

async function read(db: Connection, tx: Tx, tenantId: string): Promise<Rules> {
  const listed = async <R extends object>(table: Table<R>, where: Partial<R>) => ({
    ...{ table: plainTable(table), where: where as PlainRow },
    rows: await plain(tx).list(plainTable(table), where as PlainRow),
  });
  const [context, stores, places, zones, offers, ...lists] = await atOnce([
    storeContext(db, tenantId),
    listed(storeSettings, {}),
    listed(locations, {}),
    tx.list(taxZones, {}),
    listed(promotions, { status: 'live' }),
    listed(shippingZones, { active: true }),
    listed(pickUpPoints, { active: true }),
    listed(taxAccounts, { status: 'active' }),
    listed(carrierAccounts, { status: 'active' }),
    listed(boxes, { active: true }),
    listed(priceLists, { isDefault: true }),
    listed(priceLists, {}),
    listed(taxRates, {}),
  ]);
  const all = stores.rows as unknown as StoreSettings[];
  const online = places.rows.filter((row) => row['status'] === 'active' && row['sellsOnline'] === 'yes');
  const taxedIn = zones.flatMap(({ zone, collects }) => [
    ...[zone, ...(collects ?? []).map(({ jurisdiction }) => jurisdiction)],
  ]);
  const taxed = [...new Set(taxedIn.flatMap(jurisdictionsOf))];
  const ruled = await atOnce(taxed.map((jurisdiction) => listed(taxRules, { jurisdiction })));
  return {
    context,
    storeOf: (storeId) => (storeId === null ? mainOf(all) : all.find(({ id }) => id === storeId)),
    live: offers.rows.map(({ rule }) => rule as Promotion),
    lists: [stores, places, offers, { ...places, where: { ...sellingOnline }, rows: online }, ...lists, ...ruled],
    zonesAsked: [STORE, ...stores.rows.map(({ id }) => id)].map((place) => ({ place })),
    zones,
  };
}
