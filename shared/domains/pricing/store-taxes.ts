import type { CalendarDate } from '../../kernel/instant.ts';
import type { Tx } from '../../kernel/tx.ts';
import type { TaxTableRate } from './calculation-args.ts';
import { type DeliveryRule, deliveryRuleOf } from './delivery-tax-law.ts';
import { fractionText } from './explain.ts';
import { fraction } from './fractions.ts';
import { type RegisterAnswer, type ReverseCharge, reverseChargeOf } from './reverse-charge.ts';
import { type TaxRule, taxRates, taxRules, taxZones } from './schema.ts';
import { type GoesTo, type TaxedAt, taxedAt } from './tax-destination.ts';
import { type TaxPart, taxLines, totalOf } from './tax-parts.ts';
import { partsOf, taxesIn } from './tax-table.ts';

/** The place of `tax_zones` that holds for the main store wherever a location has none of its own, and online. */
export const STORE = 'store';

export interface ItemTaxes {
  /** Exact fraction of all of them together; a label rounded to eight places where one of them is a fixed sum */
  readonly taxRate: string;
  /** Where it is more than one plain rate */
  readonly taxes?: TaxPart[];
}

/** How an item is taxed here and today, by product and tax class. */
export type TaxLookup = (productId: string | null, taxClass: string) => ItemTaxes;

export interface TaxFacts {
  /** Of the zone and of its country */
  readonly rules: readonly TaxTableRate[];
  /** The rate of each tax class, which holds where no rule is about it */
  readonly classes: ReadonlyMap<string, string>;
  /** `GB` or `CA-QC`; null: by tax class alone */
  readonly zone: string | null;
  readonly date: CalendarDate;
}

export const jurisdictionsOf = (zone: string): string[] => [...new Set([zone, zone.split('-')[0] ?? zone])];

/**
 * A product's own rules count before those of its tax class, and those before the zone's standard ones; a class with a rate of the
 * store's own and no rule keeps that rate, so that what is zero-rated does not become taxed by a list of standard rates.
 */
export function taxLookup({ rules, classes, zone, date }: TaxFacts): TaxLookup {
  const known = new Map<string, ItemTaxes>();
  const find = (productId: string | null, taxClass: string): ItemTaxes => {
    const found = zone ? taxesIn(rules, zone, date, { productId, category: taxClass }) : [];
    const own = found.some((rule) => rule.productId || rule.category === taxClass);
    const counts = found.length > 0 && (own || taxClass === 'standard' || !classes.has(taxClass));
    return counts ? itemTaxes(partsOf(found)) : { taxRate: classes.get(taxClass) ?? '0' };
  };
  return (productId, taxClass) => {
    const key = `${productId ?? ''}|${taxClass}`;
    const taxes = known.get(key) ?? find(productId, taxClass);
    known.set(key, taxes);
    return taxes;
  };
}

function itemTaxes(parts: readonly TaxPart[]): ItemTaxes {
  const [only] = parts;
  if (parts.length === 1 && only?.rate !== undefined && !only.perUnit) return { taxRate: only.rate };
  return { taxRate: wholeRate(parts), taxes: [...parts] };
}

/** Of several taxes together. */
export function wholeRate(parts: readonly TaxPart[]): string {
  const { n, d } = totalOf(taxLines(parts, fraction(1n))).slope;
  const lowest = fraction(n, d);
  if (lowest.d === 1n || (lowest.d < 10n ** 9n && lowest.n < 10n ** 9n)) return fractionText(lowest);
  return `${(n * 10n ** 8n + d / 2n) / d}/${10n ** 8n}`;
}

/** A rule as the calculation takes it. */
export function tableRate({
  fromDay,
  toDay,
  ...rule
}: Omit<TaxRule, 'id' | 'updatedAt' | 'updatedBy' | 'source'>): TaxTableRate {
  const { jurisdiction, productId, category, name, rate, perUnit, compound, adds } = rule;
  return {
    ...{ jurisdiction, productId, category, name, compound, adds, from: fromDay, to: toDay },
    ...(rate === null ? {} : { rate }),
    ...(perUnit === null ? {} : { perUnit }),
  };
}

/** What of a store counts for its taxes; the tenant before it has any store has none of it. */
export interface TaxedStore {
  readonly id?: string;
  readonly main?: boolean;
  /** Its own rates of tax classes, in place of the tenant's */
  readonly taxes: readonly { readonly taxClass: string; readonly rate: string }[];
}

/**
 * How delivery is taxed: as the store says, else as the law of where it is taxed has it.
 * @param there where an order is taxed in the place of its store; null: as the store is
 */
export async function deliveryRuleAt(
  tx: Tx,
  store: Omit<TaxedStore, 'taxes'> & { readonly pricesIncludeTax: boolean; readonly deliveryTax?: DeliveryRule | null },
  there: string | null = null,
): Promise<DeliveryRule> {
  if (store.deliveryTax) return store.deliveryTax;
  if (there !== null) return deliveryRuleOf(there, store.pricesIncludeTax);
  const [found] = await tx.getMany(
    taxZones,
    zonePlaces(null, store).map((place) => ({ place })),
  );
  return deliveryRuleOf(found?.zone ?? null, store.pricesIncludeTax);
}

/**
 * Where to look for a zone, the first one counts: the location, then its store. Only the main store is taxed as the tenant says, since
 * another one may be in another country.
 */
export function zonePlaces(locationId: string | null, { id, main }: Pick<TaxedStore, 'id' | 'main'>): string[] {
  const store = main === false && id ? id : STORE;
  return locationId ? [locationId, store] : [store];
}

const rulesIn = (tx: Tx, zone: string): Promise<TaxRule[]> =>
  tx.listMany(
    taxRules,
    jurisdictionsOf(zone).map((jurisdiction) => ({ jurisdiction })),
  );

/**
 * Where an order that a store sends is taxed, by where the store is and where else it collects.
 * @param goesTo null: it is collected, or nobody knows yet
 */
export async function taxedAtOf(
  tx: Tx,
  store: Pick<TaxedStore, 'id' | 'main'>,
  goesTo: GoesTo | null,
): Promise<TaxedAt> {
  if (!goesTo) return { kind: 'home' };
  const [found] = await tx.getMany(
    taxZones,
    zonePlaces(null, store).map((place) => ({ place })),
  );
  return taxedAt(found?.zone ?? null, found?.collects ?? null, goesTo);
}

/** Whether a firm accounts for the tax of what a store sends it, by the VAT number that it gave. */
export async function reverseChargeAt(
  tx: Tx,
  store: Pick<TaxedStore, 'id' | 'main'> & { readonly vatNumber?: string },
  buyer: { readonly vatId: string; readonly goesTo: string | null },
  answer: RegisterAnswer | undefined,
): Promise<ReverseCharge | null> {
  if (buyer.vatId === '') return null;
  const [found] = await tx.getMany(
    taxZones,
    zonePlaces(null, store).map((place) => ({ place })),
  );
  const { zone: home = null, reverseCharge: rule = null } = found ?? {};
  return reverseChargeOf({ home, rule, ownNumber: store.vatNumber ?? '' }, buyer, answer);
}

/**
 * The taxes of another place than the store's, on a day: by its dated rates alone. What the store's tax classes say holds at home, so
 * that what is zero-rated there is not so everywhere.
 * @returns null where no rate of it is known for that day: then the store's own hold, since no rate is not a rate of nothing
 */
export async function taxesThere(tx: Tx, zone: string, date: CalendarDate): Promise<TaxLookup | null> {
  const rules = (await rulesIn(tx, zone)).map(tableRate).filter(({ from, to }) => from <= date && (!to || date <= to));
  return rules.length === 0 ? null : taxLookup({ rules, classes: new Map(), zone, date });
}

/** The taxes of a location, or of a store online where `locationId` is null, on a day. */
export async function storeTaxes(
  tx: Tx,
  { store, locationId, date }: { store: TaxedStore; locationId: string | null; date: CalendarDate },
): Promise<TaxLookup> {
  const rates = [...(await tx.list(taxRates, {})), ...store.taxes];
  const [found] = await tx.getMany(
    taxZones,
    zonePlaces(locationId, store).map((place) => ({ place })),
  );
  const zone = found?.zone ?? null;
  const rules = zone === null ? [] : await rulesIn(tx, zone);
  const classes = new Map(rates.map(({ taxClass, rate }) => [taxClass, rate]));
  return taxLookup({ rules: rules.map(tableRate), classes, zone, date });
}
