import type { Table } from '@tillhouse/shared/kernel/define-table.ts';
import { declaredTables } from '@tillhouse/shared/kernel/define-table.ts';
import { namesOf } from '@tillhouse/shared/data/codec.ts';
import { syncOutcomes } from './tables.ts';

/** The enrolled profile of a device: it alone decides which rows the device holds. */
export interface DeskProfile {
  readonly tenantId: string;
  readonly deviceId: string;
  readonly locationIds: readonly string[];
  /** First day kept of tables that hold months, `YYYY-MM-DD`; the first of a month, so that the shape stays the same one */
  readonly monthsFrom: string;
}

/** What the authorising proxy sets itself on a request to the shape server; nothing of it comes from the desk. */
export interface DeskShape {
  readonly table: string;
  readonly where: string;
  /** $1, $2 … of `where` */
  readonly params: readonly string[];
  readonly columns: readonly string[];
  /** Whole rows on every change: a desk can then upsert each one without knowing the row before. */
  readonly replica: 'full';
}

/** A device without locations holds no rows of any. */
const NOWHERE = '00000000-0000-0000-0000-000000000000';

type AnyDeclared = Table<Record<string, unknown>>;

const acknowledgements = syncOutcomes as unknown as AnyDeclared;

/** Tables a desk receives, the acknowledgement table first. */
export function deskTables(): AnyDeclared[] {
  return [acknowledgements, ...declaredTables().filter((table) => table.replication.rows !== 'none')];
}

/** The shape of one table for one device; undefined for tables that stay in the cloud. Each `where` starts with the tenant. */
export function deskShape(tableName: string, profile: DeskProfile): DeskShape | undefined {
  const table = deskTables().find((each) => each.name === tableName);
  if (!table) return undefined;
  const params = [profile.tenantId];
  const bind = (value: string) => `$${params.push(value)}`;
  const terms = ['tenant_id = $1'];
  const names = namesOf(table).columns;
  if (table === acknowledgements) terms.push(`device_id = ${bind(profile.deviceId)}`);
  const { replication } = table;
  if (replication.rows === 'location') {
    const ids = profile.locationIds.length === 0 ? [NOWHERE] : [...profile.locationIds].sort();
    terms.push(`location_id IN (${ids.map(bind).join(', ')})`);
  }
  if (replication.rows === 'months') terms.push(`${names.get(replication.column)} >= ${bind(profile.monthsFrom)}`);
  return {
    table: table.name,
    where: terms.join(' AND '),
    params,
    columns: ['tenant_id', ...names.values()],
    replica: 'full',
  };
}
