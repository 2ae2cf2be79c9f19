import { namesOf } from '@tillhouse/shared/data/codec.ts';
import { type Table, tableNamed } from '@tillhouse/shared/kernel/define-table.ts';
import { mayHold } from '@tillhouse/shared/domains/access/window.ts';
import type { DeviceProfile } from '../../platform/access/directory.ts';
import '@tillhouse/shared/domains/tables.ts';
import '@tillhouse/sync/protocol/tables.ts';

/** What the shape server is asked for on behalf of a device; nothing in it comes from the request but the table's name. */
export interface ShapeScope {
  readonly table: string;
  readonly where: string;
  readonly params: readonly string[];
  readonly columns: string;
}

/** Outcomes belong to the device that sent the mutation: the acknowledgement shape. */
const OUTCOMES = 'sync_outcomes';

export interface Asked {
  readonly table: string;
  /** `2026-11`, of a table that is held by months */
  readonly month?: string | undefined;
}

export interface Asker {
  readonly tenantId: string;
  readonly device: DeviceProfile;
  /** The store's */
  readonly timeZone: string;
  /** Cloud clock, epoch milliseconds */
  readonly now: number;
}

/** @returns undefined when the device does not follow this table, or not this month of it */
export function shapeScope(asked: Asked, asker: Asker): ShapeScope | undefined {
  const table = tableNamed(asked.table);
  if (!table || (asker.device.kind === 'scanner' && isTrade(table))) return undefined;
  const terms = termsOf(table, asked.month, asker);
  if (!terms) return undefined;
  const params = [asker.tenantId];
  const where = ['tenant_id = $1'];
  for (const { column, values } of terms) {
    const marks = values.map((value) => `$${params.push(value)}`);
    where.push(marks.length === 1 ? `${column} = ${marks[0]}` : `${column} IN (${marks.join(', ')})`);
  }
  return {
    table: `public.${table.name}`,
    where: where.join(' AND '),
    params,
    columns: ['tenant_id', ...namesOf(table).columns.values()].map((column) => `"${column}"`).join(','),
  };
}

/** The same as the shape server is asked it. */
export function definitionOf({ table, where, params, columns }: ShapeScope): URLSearchParams {
  const query = new URLSearchParams({ table, where, columns });
  params.forEach((value, at) => {
    query.set(`params[${at + 1}]`, value);
  });
  return query;
}

/** A scanner moves goods: it holds nobody's purchases and no personal data. */
const isTrade = (table: Table): boolean =>
  table.group === 'people' || ['orders', 'register', 'quarantine'].includes(table.domain);

interface Term {
  readonly column: string;
  readonly values: readonly string[];
}

function termsOf(table: Table, month: string | undefined, asker: Asker): Term[] | undefined {
  const { device, now, timeZone } = asker;
  if (table.name === OUTCOMES) return [{ column: 'device_id', values: [device.id] }];
  const { replication } = table;
  switch (replication.rows) {
    case 'none':
      return undefined;
    case 'tenant':
      return [];
    case 'location':
      return [atLocations(device)];
    case 'months': {
      const places = replication.atLocation ? [atLocations(device)] : [];
      // A desk of before months asks for all of them.
      if (month === undefined) return places;
      if (!mayHold(device, month, now, timeZone)) return undefined;
      return [...places, { column: 'month', values: [month] }];
    }
  }
}

const NOWHERE = '00000000-0000-0000-0000-000000000000';

/** In one order, so that devices of the same locations share a shape; without any it is empty, and so the rows go. */
function atLocations({ locationIds }: DeviceProfile): Term {
  return { column: 'location_id', values: locationIds.length === 0 ? [NOWHERE] : [...locationIds].sort() };
}
