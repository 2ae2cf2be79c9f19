import { type CashRounding, settleInCash } from '@tillhouse/shared/domains/pricing/cash-rounding.ts';
import { priceOrder, type Totals } from '@tillhouse/shared/domains/pricing/rules.ts';
import type { Reader } from '../database/reader.ts';
import { type LineRow, lineColumns } from './rows.ts';

export interface ItemRow {
  readonly id: string;
  readonly title: string;
  readonly variantTitle: string;
  readonly sku: string;
  readonly image: string | null;
  readonly scale: number;
  readonly unit: string;
  readonly tracked: number;
  readonly taxClass: string;
  readonly price: number | null;
}

export interface StoreFacts {
  readonly currency: string;
  readonly pricesIncludeTax: boolean;
  readonly taxRounding: 'line' | 'document';
  readonly cash: CashRounding;
}

export interface PricedBasket {
  readonly lines: readonly { readonly line: LineRow; readonly item: ItemRow | undefined }[];
  readonly totals: Totals;
  readonly cashTotal: number;
  readonly cashRounding: number;
}

const items = `SELECT v.id, p.title, v.title AS variantTitle, v.sku, coalesce(v.image, p.image) AS image, v.scale, v.unit,
    v.tracked, p.tax_class AS taxClass,
    (SELECT amount FROM prices WHERE variant_id = v.id AND price_list_id = (SELECT id FROM price_lists WHERE is_default = 1)) AS price
  FROM json_each(?) j JOIN variants v ON v.id = j.value JOIN products p ON p.id = v.product_id`;

export function itemsOf(reader: Reader, variantIds: readonly string[]): Map<string, ItemRow> {
  const rows = reader.all<ItemRow>(items, [JSON.stringify([...new Set(variantIds)])]);
  return new Map(rows.map((row) => [row.id, row]));
}

export function storeFacts(reader: Reader): StoreFacts {
  const row = reader.get<{
    currency: string;
    included: number;
    taxRounding: 'line' | 'document';
    increment: number;
    mode: CashRounding['mode'];
  }>(
    `SELECT currency, prices_include_tax AS included, tax_rounding AS taxRounding,
       cash_rounding_increment AS increment, cash_rounding_mode AS mode FROM store_settings LIMIT 1`,
  );
  return {
    currency: row?.currency ?? 'EUR',
    pricesIncludeTax: row?.included === 1,
    taxRounding: row?.taxRounding ?? 'line',
    cash: { increment: row?.increment ?? 1, mode: row?.mode ?? 'half-up' },
  };
}

/** Prices a basket by the same rule by which the sale will be frozen (`register/complete-sale.ts`). */
export function priceBasket(reader: Reader, basketId: string, store: StoreFacts): PricedBasket {
  const rows = reader.all<LineRow>(
    `SELECT ${lineColumns} FROM desk_basket_lines WHERE basket_id = ? AND removed_at IS NULL ORDER BY position`,
    [basketId],
  );
  const known = itemsOf(
    reader,
    rows.flatMap(({ variantId }) => variantId ?? []),
  );
  const rates = new Map(
    reader
      .all<{ c: string; rate: string }>('SELECT tax_class AS c, rate FROM tax_rates')
      .map((row) => [row.c, row.rate]),
  );
  const lines = rows.map((line) => ({ line, item: line.variantId === null ? undefined : known.get(line.variantId) }));
  const totals = priceOrder(
    store,
    lines.map(({ line, item }) => ({
      key: line.id,
      quantity: line.quantity,
      scale: item?.scale ?? 0,
      unitPrice: line.unitPrice ?? item?.price ?? 0,
      taxRate: rates.get(item?.taxClass ?? line.taxClass ?? 'standard') ?? '0',
    })),
  );
  const settled = settleInCash(totals.total, 0, store.cash);
  return { lines, totals, cashTotal: settled.cash, cashRounding: settled.rounding };
}
