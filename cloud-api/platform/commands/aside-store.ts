import { openedRows } from '@tillhouse/shared/data/fields.ts';
import type { AsideStore } from '@tillhouse/shared/data/run-mutation.ts';
import { pushedMutation } from '@tillhouse/sync/protocol/push.ts';
import { syncQuarantine } from '@tillhouse/sync/protocol/tables.ts';
import * as z from 'zod/mini';
import type { Connection } from '../db/connection.ts';

/** What was put aside whole, for commands by which a person decides about it. */
export function asideStore(connection: Connection, tenantId: string): AsideStore {
  return {
    read: async (id) => {
      const kept = await connection.rows<{ mutation_id: string; payload: unknown; device_id: string }>(
        'SELECT mutation_id, payload, device_id FROM sync_quarantine WHERE tenant_id = $1 AND mutation_id = $2',
        [tenantId, id],
      );
      const [row] = await openedRows(connection.fields, syncQuarantine as never, kept);
      const read = z.safeParse(pushedMutation, row?.payload);
      if (!row || !read.success) return undefined;
      const { name, version, args, occurredAt, actorId, actorName } = read.data;
      const actor = { id: actorId.toLowerCase(), name: actorName, roleId: '', permissions: [] };
      return { id, name, version, args, occurredAt, actor, deviceId: String(row.device_id) };
    },
    close: async (id) => {
      await connection.rows('UPDATE sync_quarantine SET reviewed = true WHERE tenant_id = $1 AND mutation_id = $2', [
        tenantId,
        id,
      ]);
    },
  };
}
