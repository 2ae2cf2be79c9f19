import { namesOf } from '@tillhouse/shared/data/codec.ts';
import { type Table, tableNamed } from '@tillhouse/shared/kernel/define-table.ts';
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

/** @returns undefined when devices do not follow this table */
export function shapeScope(name: string, tenantId: string, device: DeviceProfile): ShapeScope | undefined {
  const table = tableNamed(name);
  if (!table) return undefined;
  const filter = filterOf(table, device);
  if (!filter) return undefined;
  const params = [tenantId, ...filter.params];
  return {
    table: `public.${table.name}`,
    where: filter.where ? `tenant_id = $1 AND ${filter.where}` : 'tenant_id = $1',
    params,
    columns: ['tenant_id', ...namesOf(table).columns.values()].map((column) => `"${column}"`).join(','),
  };
}

type Filter = { readonly where: string; readonly params: readonly string[] };

function filterOf(table: Table, device: DeviceProfile): Filter | undefined {
  if (table.name === OUTCOMES) return { where: 'device_id = $2', params: [device.id] };
  switch (table.replication.rows) {
    case 'none':
      return undefined;
    case 'location': {
      if (device.locationIds.length === 0) return undefined;
      // In one order, so that devices of the same locations share a shape.
      const locations = [...device.locationIds].sort();
      return { where: `location_id IN (${locations.map((_id, at) => `$${at + 2}`).join(', ')})`, params: locations };
    }
    // Rows of the last months come whole: the shape server filters by equality. The desk keeps what it needs.
    case 'months':
    case 'tenant':
      return { where: '', params: [] };
  }
}
