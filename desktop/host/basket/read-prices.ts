import { reliefOn, type TaxRelief } from '@tillhouse/shared/domains/customers/schema.ts';
import type { PricePoint } from '@tillhouse/shared/domains/pricing/calculation-args.ts';
import { moneyIn } from '@tillhouse/shared/domains/pricing/explain.ts';
import type { ListTerms } from '@tillhouse/shared/domains/pricing/list-terms.ts';
import {
  listsOpen,
  type PriceHere,
  type PriceSituation,
  priceHere,
  pricePoints,
  type TermedList,
} from '@tillhouse/shared/domains/pricing/price-points.ts';
import type { Price } from '@tillhouse/shared/domains/pricing/schema.ts';
import { decimalsOf } from '@tillhouse/shared/kernel/currencies.ts';
import type { Reader } from '../database/reader.ts';

/** Lists with terms by name; those that are paused, over or not begun are among them. */
export function readTermedLists(reader: Reader): (TermedList & { readonly terms: ListTerms })[] {
  return reader
    .all<{ id: string; name: string; currency: string; terms: string }>(
      'SELECT id, name, currency, terms FROM price_lists WHERE terms IS NOT NULL ORDER BY name',
    )
    .map((row) => ({ ...row, terms: JSON.parse(row.terms) as ListTerms }));
}

type Row = Omit<Price, 'breaks' | 'updatedAt'> & { readonly breaks: string | null };

const rowsIn = `SELECT r.variant_id AS variantId, r.price_list_id AS priceListId, r.amount, r.compare_at AS compareAt, r.breaks
  FROM json_each(?) j JOIN prices r ON r.variant_id = j.value AND r.price_list_id IN (SELECT value FROM json_each(?))`;

/** What each item costs to a buyer here and now, by the lists of this desk. */
export interface Prices {
  readonly of: (variantId: string, quantity: number, scale: number) => PriceHere | null;
  readonly pointsOf: (variantId: string) => readonly PricePoint[];
}

/** As `pointsOf` of the domain finds them in the sale itself. */
export function readPrices(
  reader: Reader,
  variantIds: readonly string[],
  priceListId: string | null,
  now: PriceSituation,
): Prices {
  const base =
    priceListId === null
      ? undefined
      : reader.get<{ id: string; name: string }>('SELECT id, name FROM price_lists WHERE id = ?', [priceListId]);
  const points = new Map<string, PricePoint[]>();
  if (base) {
    const lists = listsOpen(readTermedLists(reader), now.currency, now.at);
    const asked = JSON.stringify([base.id, ...lists.map(({ id }) => id)]);
    const rows = reader
      .all<Row>(rowsIn, [JSON.stringify([...new Set(variantIds)]), asked])
      .map(({ breaks, ...row }) => ({ ...row, breaks: breaks === null ? null : JSON.parse(breaks) }));
    for (const [id, own] of Map.groupBy(rows, (row) => row.variantId)) points.set(id, pricePoints(base, lists, own));
  }
  const money = moneyIn(decimalsOf(now.currency) ?? 2);
  const pointsOf = (variantId: string) => points.get(variantId) ?? [];
  return { pointsOf, of: (id, quantity, scale) => priceHere(pointsOf(id), { quantity, scale }, now, money) };
}

/** By what a customer is priced and taxed on a day; nobody is in no group and pays tax. */
export function termsOf(reader: Reader, customerId: string | null, date: string) {
  const row =
    customerId === null
      ? undefined
      : reader.get<{ groups: string; taxRelief: string | null }>(
          'SELECT groups, tax_relief AS taxRelief FROM customers WHERE id = ?',
          [customerId],
        );
  const taxRelief = row?.taxRelief ? (JSON.parse(row.taxRelief) as TaxRelief) : null;
  return { groups: row ? (JSON.parse(row.groups) as string[]) : [], relief: reliefOn({ taxRelief }, date) };
}
