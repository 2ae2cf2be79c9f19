import {
  jurisdictionsOf,
  type TaxLookup,
  tableRate,
  taxLookup,
  zonePlaces,
} from '@tillhouse/shared/domains/pricing/store-taxes.ts';
import type { TaxRule } from '@tillhouse/shared/domains/pricing/schema.ts';
import { localDayAndHour } from '@tillhouse/shared/kernel/instant.ts';
import type { Reader } from '../database/reader.ts';
import type { StoreFacts } from './price-basket.ts';

type Raw = Omit<TaxRule, 'compound' | 'adds' | 'updatedBy'> & { readonly compound: number; readonly adds: number };

const rulesIn = `SELECT id, jurisdiction, category, product_id AS productId, name, rate, per_unit AS perUnit, compound, adds,
    from_day AS fromDay, to_day AS toDay, source, updated_at AS updatedAt FROM tax_rules`;

export type StoredRule = Omit<TaxRule, 'updatedBy'>;

/** Dated rates: all of them, or those of a zone and its country. */
export function readTaxRules(reader: Reader, zone?: string): StoredRule[] {
  const rows =
    zone === undefined
      ? reader.all<Raw>(`${rulesIn} ORDER BY jurisdiction, category, name, from_day`)
      : reader.all<Raw>(`${rulesIn} WHERE jurisdiction IN (SELECT value FROM json_each(?))`, [
          JSON.stringify(jurisdictionsOf(zone)),
        ]);
  return rows.map((row) => ({ ...row, compound: row.compound === 1, adds: row.adds === 1 }));
}

/** How items are taxed at a location, or online where there is none, on a day: as `storeTaxes` finds it in the sale itself. */
export function readTaxes(
  reader: Reader,
  store: Pick<StoreFacts, 'id' | 'main' | 'timeZone' | 'taxes'>,
  { at, locationId }: { at: number; locationId: string },
): TaxLookup {
  const rows = reader.all<{ c: string; rate: string }>('SELECT tax_class AS c, rate FROM tax_rates');
  const zone =
    reader.get<{ zone: string }>(
      'SELECT z.zone FROM json_each(?) j JOIN tax_zones z ON z.place = j.value ORDER BY j.key LIMIT 1',
      [JSON.stringify(zonePlaces(locationId || null, store))],
    )?.zone ?? null;
  return taxLookup({
    rules: zone === null ? [] : readTaxRules(reader, zone).map(tableRate),
    classes: new Map([...rows.map((row) => [row.c, row.rate] as const), ...store.taxes]),
    zone,
    // At every scan: the day matters to dated rates alone.
    date: zone === null ? '' : localDayAndHour(at, store.timeZone).date,
  });
}
