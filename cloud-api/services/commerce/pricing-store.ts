import type {
  CalculationArgs,
  CalculationRequest,
  PricePoint,
} from '@tillhouse/shared/domains/pricing/calculation-args.ts';
import {
  type Counted,
  countsFor,
  type Given,
  hasBudget,
  type Use,
  withGiven,
  withUses,
} from '@tillhouse/shared/domains/pricing/live-promotions.ts';
import { deliveryRuleOf } from '@tillhouse/shared/domains/pricing/delivery-tax-law.ts';
import type { Promotion } from '@tillhouse/shared/domains/pricing/promotion-args.ts';
import type { TaxRule } from '@tillhouse/shared/domains/pricing/schema.ts';
import {
  type ItemTaxes,
  jurisdictionsOf,
  type TaxLookup,
  tableRate,
  taxLookup,
  zonePlaces,
} from '@tillhouse/shared/domains/pricing/store-taxes.ts';
import { type CalendarDate, localDayAndHour } from '@tillhouse/shared/kernel/instant.ts';
import { readPoints } from '../../platform/access/price-points.ts';
import { priceListOf, storeAt, type StoreRow } from '../../platform/access/stores.ts';
import type { Connection } from '../../platform/db/connection.ts';
import { HttpProblem } from '../../platform/http/problem.ts';

interface Item {
  readonly id: string;
  readonly productId: string;
  readonly sku: string;
  readonly title: string;
  readonly category: string;
  readonly tags: string[];
  readonly scale: number;
  readonly unit: string;
  readonly points: readonly PricePoint[];
  readonly taxClass: string;
}

/** A request with what the store knows itself: settings, and price, tax and place of the variants that lines name. */
export async function completeRequest(
  db: Connection,
  tenantId: string,
  request: CalculationRequest,
  now: number,
): Promise<CalculationArgs> {
  // A place may be any word in a calculation; one that is no id is no location of ours.
  const place = request.locationId && isId.test(request.locationId) ? request.locationId : null;
  const store = (await storeAt(db, tenantId, place)) ?? unopened;
  const currency = request.currency ?? store.currency;
  const at = request.at ?? now;
  const priceListId = await priceListOf(db, tenantId, store, currency);
  const items = await itemsOf(
    db,
    { tenantId, priceListId, currency, at },
    request.lines.flatMap(({ variantId, unitPrice, prices, given }) =>
      variantId && unitPrice === undefined && !prices && !given ? variantId : [],
    ),
  );
  const { date } = localDayAndHour(at, store.timeZone);
  const { taxes, zone } = await taxesFor(db, tenantId, { store, place, zone: request.zone, date });
  const promotions = request.promotions ?? (await storePromotions(db, tenantId, request.coupons ?? []));
  return {
    ...request,
    promotions,
    currency,
    at,
    settings: request.settings ?? {
      pricesIncludeTax: store.pricesIncludeTax,
      taxRounding: store.taxRounding,
      timeZone: store.timeZone,
      cashRounding: { increment: store.cashRoundingIncrement, mode: store.cashRoundingMode },
    },
    lines: request.lines.map((line) => withItem(line, items, taxes)),
    // Who brings settings of their own says of delivery too what they mean.
    ...(request.shipping && !request.settings && { shipping: withRule(request.shipping, store, taxes, zone) }),
  };
}

/** Delivery that says nothing of its taxes is taxed as the store's orders are. */
function withRule(
  shipping: NonNullable<CalculationArgs['shipping']>,
  store: Pick<StoreRow, 'pricesIncludeTax' | 'deliveryTax'>,
  taxes: TaxLookup,
  zone: string | null,
): CalculationArgs['shipping'] {
  const { taxedAs, taxRate, taxes: own, taxCategory } = shipping;
  if (taxRate !== undefined || own || taxCategory !== undefined) return shipping;
  const rule = taxedAs ?? store.deliveryTax ?? deliveryRuleOf(zone, store.pricesIncludeTax);
  return { ...shipping, taxedAs: rule, ...statedAs(taxes(null, 'standard')) };
}

/** The store's own that are live, with what is left of their budgets and of the codes entered. */
async function storePromotions(db: Connection, tenantId: string, coupons: readonly string[]): Promise<Promotion[]> {
  const rows = await db.rows<{ rule: Promotion }>(
    "SELECT rule FROM promotions WHERE tenant_id = $1 AND status = 'live' ORDER BY id",
    [tenantId],
  );
  const live = rows.map(({ rule }) => rule);
  const limited = live.filter(hasBudget).map(({ id }) => id);
  const given =
    limited.length === 0
      ? []
      : await db.rows<Given>(
          `SELECT promotion_id AS "promotionId", order_id AS "orderId", sum(amount)::bigint AS amount
             FROM order_discounts WHERE tenant_id = $1 AND promotion_id = ANY($2) GROUP BY 1, 2`,
          [tenantId, limited],
        );
  const buyer = { coupons, customerId: null };
  return withUses(withGiven(live, given), await usesOf(db, tenantId, countsFor(live, buyer)), buyer);
}

async function usesOf(db: Connection, tenantId: string, counts: readonly Counted[]): Promise<Use[]> {
  const codes = counts.flatMap((each) => ('code' in each ? [each] : []));
  if (codes.length === 0) return [];
  return db.rows<Use>(
    `SELECT u.promotion_id AS "promotionId", u.code, u.customer_id AS "customerId"
       FROM unnest($2::uuid[], $3::text[]) AS asked (promotion_id, code)
       JOIN promotion_uses u ON u.tenant_id = $1 AND u.promotion_id = asked.promotion_id AND u.code = asked.code
       LEFT JOIN orders o ON o.tenant_id = u.tenant_id AND o.id = u.order_id
      WHERE o.status IS DISTINCT FROM 'cancelled'`,
    [tenantId, codes.map(({ promotionId }) => promotionId), codes.map(({ code }) => code)],
  );
}

type Line = CalculationArgs['lines'][number];

const statedAs = ({ taxRate, taxes }: ItemTaxes) => (taxes ? { taxes: [...taxes] } : { taxRate });

interface Taxing {
  readonly store: Pick<StoreRow, 'taxes'> & Partial<Pick<StoreRow, 'id' | 'main'>>;
  readonly place: string | null;
  /** Asked for; it goes before where the location or the store is taxed */
  readonly zone: string | undefined;
  readonly date: CalendarDate;
}

async function taxesFor(
  db: Connection,
  tenantId: string,
  { store, place, zone: asked, date }: Taxing,
): Promise<{ readonly taxes: TaxLookup; readonly zone: string | null }> {
  const rates = await db.rows<{ taxClass: string; rate: string }>(
    'SELECT tax_class AS "taxClass", rate FROM tax_rates WHERE tenant_id = $1',
    [tenantId],
  );
  const [found] = await db.rows<{ zone: string }>(
    'SELECT zone FROM tax_zones WHERE tenant_id = $1 AND place = ANY($2) ORDER BY array_position($2, place) LIMIT 1',
    [tenantId, zonePlaces(place, store)],
  );
  const zone = asked ?? found?.zone ?? null;
  const rules =
    zone === null
      ? []
      : await db.rows<TaxRule>(
          `SELECT jurisdiction, category, product_id AS "productId", name, rate, per_unit AS "perUnit", compound, adds,
                  from_day::text AS "fromDay", to_day::text AS "toDay"
             FROM tax_rules WHERE tenant_id = $1 AND jurisdiction = ANY($2)`,
          [tenantId, jurisdictionsOf(zone)],
        );
  const taxes = taxLookup({
    ...{ rules: rules.map(tableRate), zone, date },
    classes: new Map([...rates, ...store.taxes].map(({ taxClass, rate }) => [taxClass, rate])),
  });
  return { taxes, zone };
}

function withItem(line: Line, items: ReadonlyMap<string, Item>, taxes: TaxLookup): Line {
  const item = line.variantId ? items.get(line.variantId.toLowerCase()) : undefined;
  if (!item) return line;
  const { productId, sku, title, category, tags, scale, unit, points, taxClass } = item;
  const ownTax = line.taxRate !== undefined || line.taxes !== undefined;
  return {
    ...{ productId, sku, title, categories: [category], tags, scale, unit },
    ...(points.length === 0 ? {} : { prices: [...points] }),
    taxCategory: taxClass,
    ...(ownTax ? {} : statedAs(taxes(productId, taxClass))),
    ...line,
  };
}

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Before there are settings */
const unopened = {
  ...{ currency: 'EUR', currencies: [], priceListId: null, timeZone: 'UTC', pricesIncludeTax: true, taxes: [] },
  ...({ taxRounding: 'line', cashRoundingIncrement: 1, cashRoundingMode: 'half-up', deliveryTax: null } as const),
};

async function itemsOf(
  db: Connection,
  { tenantId, ...selling }: { tenantId: string; priceListId: string | null; currency: string; at: number },
  ids: readonly string[],
): Promise<Map<string, Item>> {
  if (ids.length === 0) return new Map();
  const unknown = (id: string) =>
    new HttpProblem(404, 'pricing.variant-unknown', `There is no variant ${id.slice(0, 100)}. Nothing was calculated.`);
  const odd = ids.find((id) => !isId.test(id));
  if (odd !== undefined) throw unknown(odd);
  const rows = await db.rows<Omit<Item, 'points'>>(
    `SELECT v.id, v.product_id AS "productId", v.sku, p.title, p.category, p.tags, v.scale, v.unit,
            p.tax_class AS "taxClass"
       FROM variants v
       JOIN products p ON p.tenant_id = v.tenant_id AND p.id = v.product_id
      WHERE v.tenant_id = $1 AND v.id = ANY($2)`,
    [tenantId, [...new Set(ids)]],
  );
  const productIds = [...new Set(rows.map(({ productId }) => productId))];
  const points = await readPoints(db, tenantId, selling, productIds);
  const found = new Map(rows.map((row) => [row.id, { ...row, points: points.get(row.id) ?? [] }]));
  const missing = ids.find((id) => !found.has(id.toLowerCase()));
  if (missing !== undefined) throw unknown(missing);
  return found;
}
