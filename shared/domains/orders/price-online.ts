import type { MutationContext } from '../../kernel/define-mutator.ts';
import { localDayAndHour } from '../../kernel/instant.ts';
import { sum } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/tx.ts';
import { type StoreSettings, storeSettings } from '../access/schema.ts';
import { storeClosed, storeUnknown } from '../access/store-errors.ts';
import { listOf, storeAt } from '../access/stores.ts';
import { products, variants } from '../catalog/schema.ts';
import { customers, reliefOn } from '../customers/schema.ts';
import { type Calculation, calculate } from '../pricing/calculate.ts';
import type { CalculationArgs } from '../pricing/calculation-args.ts';
import type { DeliveryRule } from '../pricing/delivery-tax-law.ts';
import { pointsOf } from '../pricing/list-prices.ts';
import { livePromotions } from '../pricing/live-promotions.ts';
import { priceListUnknown } from '../pricing/errors.ts';
import { type CountedUse, usesToCount } from '../pricing/promotion-uses.ts';
import type { TaxAsk, Taxing } from '../pricing/provider-tax.ts';
import { deliveryRuleAt, storeTaxes, taxedAtOf, taxesThere } from '../pricing/store-taxes.ts';
import { type GoesTo, placeOf } from '../pricing/tax-destination.ts';
import { standingFor } from './bought-before.ts';
import { notOnSale } from './errors.ts';
import { type AskedProvider, taxedByProvider } from './price-by-provider.ts';
import type { Order } from './schema.ts';

export interface OnlineBasket {
  /** Whose page it is; left out: the main store's */
  readonly storeId?: string | undefined;
  /** One that the store sells in; left out: its own */
  readonly currency?: string | undefined;
  readonly customerId: string | null;
  readonly lines: readonly {
    readonly key: string;
    readonly variantId: string;
    readonly quantity: number;
    /** Off the whole line, by a person */
    readonly discount?: number | undefined;
  }[];
  /** Also goods that are sold at tills alone: an order that people of the shop put together */
  readonly anyChannel?: boolean;
  /** Minor units, before what a promotion takes off it; or what says so from the worth of the goods after discounts */
  readonly shipping: number | ((goods: number) => number);
  /** Lines that are not sold are left out and told in `missing`, where they would be refused */
  readonly leaveOut?: boolean;
  readonly coupons?: readonly string[] | undefined;
  /** Where it is sent, which says where it is taxed; left out or null: it is collected, or nobody knows yet */
  readonly goesTo?: GoesTo | null | undefined;
  /** Where it is taxed in the place of its store, as was decided when it was ordered; counts before `goesTo` */
  readonly taxedIn?: string | null | undefined;
  /** The VAT number of a firm that accounts for the tax itself, as the checkout found; left out or null: none does */
  readonly dueByBuyer?: string | null | undefined;
  /** Who taxes what is sent there in the place of the store's own rates; left out or null: nobody does */
  readonly taxProvider?: AskedProvider | null | undefined;
}

export interface PricedOnline {
  /** By what it was priced, in the currency that was asked for */
  readonly store: WebStore;
  readonly lines: readonly {
    readonly key: string;
    readonly variantId: string;
    readonly quantity: number;
    readonly scale: number;
    readonly sku: string;
    readonly title: string;
    readonly variantTitle: string;
    readonly handle: string;
    readonly image: string | null;
    readonly tracked: boolean;
    readonly taxClass: string;
    /** Of all its taxes together */
    readonly taxRate: string;
  }[];
  readonly totals: Calculation;
  /** How delivery was taxed */
  readonly deliveryRule: DeliveryRule;
  /** Why the buyer pays no tax */
  readonly relief: Order['taxRelief'];
  /** What the shop itself says of its customer is why */
  readonly reliefGiven: boolean;
  /** Where it is taxed in the place of its store: `FR`; null: as its store is, or not at all */
  readonly taxedIn: string | null;
  /** By which provider and how, where one taxes it */
  readonly taxing: Taxing | null;
  /** What that provider is still to be asked: until it is, the store's own rates are shown */
  readonly ask: TaxAsk | null;
  readonly uses: readonly CountedUse[];
  /** Ids of variants that are not sold, with `leaveOut` */
  readonly missing: readonly string[];
}

/** Items with the cloud's own prices: those of them that are sold online. */
async function itemsFor(
  tx: Tx,
  store: WebStore,
  variantIds: readonly string[],
  sale: { readonly at: number; readonly currency: string; readonly anyChannel: boolean },
) {
  const found = await tx.getMany(
    variants,
    variantIds.map((id) => ({ id })),
  );
  const owners = new Map(
    (
      await tx.getMany(
        products,
        [...new Set(found.map((row) => row.productId))].map((id) => ({ id })),
      )
    ).map((row) => [row.id, row]),
  );
  const points = await pointsOf(
    tx,
    store,
    found.map(({ id }) => id),
    sale,
  );
  const items = new Map(
    found.flatMap((variant) => {
      const [product, own] = [owners.get(variant.productId), points.get(variant.id)];
      const sold =
        product?.status === 'active' && (product.soldOnline || sale.anyChannel) && variant.status === 'active';
      const based = own?.some(({ kind }) => kind === 'base');
      return sold && own && based ? [[variant.id, { variant, product, points: own }] as const] : [];
    }),
  );
  return items;
}

type WebStore = Pick<
  StoreSettings,
  'currency' | 'currencies' | 'priceListId' | 'pricesIncludeTax' | 'taxRounding' | 'taxes' | 'timeZone'
> &
  Partial<Pick<StoreSettings, 'id' | 'main' | 'deliveryTax'>>;

async function webStore(tx: Tx, ctx: Pick<MutationContext, 'store'>, storeId: string | undefined): Promise<WebStore> {
  const store = storeId ? await tx.get(storeSettings, { id: storeId }) : await storeAt(tx, null);
  if (storeId && !store) throw storeUnknown({ storeId });
  if (store && store.closedAt !== null) throw storeClosed({ storeId: store.id, name: store.name });
  return store ?? { ...ctx.store, currencies: [], priceListId: null, taxRounding: 'line', taxes: [] };
}

/**
 * What an online basket comes to: the one calculation over the cloud's prices, rates and live promotions.
 * @param lock when it is bought: promotions with limits are locked, so that of many buyers of one single-use code one has it
 * @throws DomainError `orders.not-on-sale` and those of `calculate`
 */
export async function priceOnline(
  tx: Tx,
  basket: OnlineBasket,
  ctx: Pick<MutationContext, 'store' | 'occurredAt'>,
  lock = false,
): Promise<PricedOnline> {
  const { customerId, coupons = [] } = basket;
  const known = await webStore(tx, ctx, basket.storeId);
  const store = { ...known, currency: basket.currency ?? known.currency };
  if (!(await listOf(tx, known, store.currency))) throw priceListUnknown({ priceListId: null });
  const asked = [...new Set(basket.lines.map(({ variantId }) => variantId))];
  const items = await itemsFor(tx, known, asked, {
    ...{ at: ctx.occurredAt, currency: store.currency, anyChannel: basket.anyChannel ?? false },
  });
  const missing = asked.filter((id) => !items.has(id));
  if (missing[0] && !basket.leaveOut) throw notOnSale({ variantId: missing[0] });
  const { date } = localDayAndHour(ctx.occurredAt, store.timeZone);
  const home = await storeTaxes(tx, { store, locationId: null, date });
  const promotions = await livePromotions(tx, { coupons, customerId }, lock);
  const standing = await standingFor(tx, customerId, promotions, { at: ctx.occurredAt });
  const customer = customerId === null ? undefined : await tx.get(customers, { id: customerId });
  const at = basket.taxedIn
    ? { kind: 'there' as const, zone: basket.taxedIn }
    : await taxedAtOf(tx, store, basket.goesTo ?? null);
  const exported = at.kind === 'export' ? { kind: at.kind, evidence: at.to } : undefined;
  const { dueByBuyer } = basket;
  const given = reliefOn(customer, date);
  const buyers = given ?? (dueByBuyer ? { kind: 'reverse-charge' as const, evidence: dueByBuyer } : undefined);
  const relief = buyers ?? exported;
  // Who pays no tax is taken off what the store's own prices hold.
  const there = at.kind === 'there' && !relief ? await taxesThere(tx, at.zone, date) : null;
  const taxedIn = at.kind === 'there' && there ? at.zone : null;
  const taxes = there ?? home;
  const deliveryRule = await deliveryRuleAt(tx, store, taxedIn);
  const rows = basket.lines.flatMap((line) => {
    const item = items.get(line.variantId);
    return item ? [{ line, ...item, taxed: taxes(item.product.id, item.product.taxClass) }] : [];
  });
  const { pricesIncludeTax, timeZone, taxRounding, currency } = store;
  const args: CalculationArgs = {
    currency,
    settings: { pricesIncludeTax, timeZone, taxRounding },
    at: ctx.occurredAt,
    channel: 'online',
    customer: {
      ...{ known: customerId !== null, groups: [...(customer?.groups ?? [])], ...(relief && { relief }) },
      ...{ segments: [...standing.segments], firstOrder: standing.firstOrder },
    },
    lines: rows.map(({ line, variant, product, taxed, points }) => ({
      ...line,
      productId: product.id,
      sku: variant.sku,
      title: product.title,
      categories: product.category ? [product.category] : [],
      tags: product.tags,
      scale: variant.scale,
      unit: variant.unit,
      prices: [...points],
      ...(taxed.taxes ? { taxes: [...taxed.taxes] } : { taxRate: taxed.taxRate }),
    })),
    promotions,
    coupons: [...coupons],
  };
  const standard = taxes(null, 'standard');
  const taxed = {
    taxedAs: deliveryRule,
    ...(standard.taxes ? { taxes: [...standard.taxes] } : { taxRate: standard.taxRate }),
  };
  const delivered = (amount: number): Calculation => calculate({ ...args, shipping: { amount, ...taxed } });
  const totals = typeof basket.shipping === 'number' ? delivered(basket.shipping) : priced(delivered, basket.shipping);
  const { relief: _relief, ...buyer } = args.customer ?? {};
  const byProvider =
    basket.taxProvider &&
    taxedByProvider(basket.taxProvider, {
      own: totals,
      args: { ...args, customer: { ...buyer, ...(buyers && { relief: buyers }) } },
      taxClasses: rows.map(({ product }) => product.taxClass),
    });
  const answered = byProvider?.answered;
  return {
    store,
    lines: rows.map(({ line, variant, product, taxed: { taxRate: ownRate } }, row) => {
      const taxRate = answered?.rates[row] ?? ownRate;
      const { scale, sku, title: variantTitle, tracked } = variant;
      const { title, handle, taxClass } = product;
      const image = variant.image ?? product.image;
      return { ...line, scale, sku, variantTitle, tracked, title, handle, image, taxClass, taxRate };
    }),
    totals: answered?.totals ?? totals,
    deliveryRule: answered ? 'standard' : deliveryRule,
    relief: (answered ? buyers : relief) ?? null,
    reliefGiven: given !== undefined,
    taxedIn: answered && basket.taxProvider ? placeOf(basket.taxProvider.to) : taxedIn,
    taxing: byProvider?.taxing ?? null,
    ask: byProvider?.ask ?? null,
    uses: usesToCount(promotions, totals.promotions, coupons),
    missing,
  };
}

/** What delivery costs may hang on what the goods come to, which does not hang on delivery. */
function priced(delivered: (amount: number) => Calculation, shippingOf: (goods: number) => number): Calculation {
  const bare = delivered(0);
  const amount = shippingOf(sum(bare.lines.map(({ total }) => total)));
  return amount === 0 ? bare : delivered(amount);
}
