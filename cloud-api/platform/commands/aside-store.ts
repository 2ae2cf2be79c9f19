import type { AsideStore } from '@tillhouse/shared/data/run-mutation.ts';
import { pushedMutation } from '@tillhouse/sync/protocol/push.ts';
import * as z from 'zod/mini';
import type { Connection } from '../db/connection.ts';

/** What was put aside whole, for commands by which a person decides about it. */
export function asideStore(connection: Connection, tenantId: string): AsideStore {
  return {
    read: async (id) => {
      const [row] = await connection.rows<{ payload: unknown; device_id: string }>(
        'SELECT payload, device_id FROM sync_quarantine WHERE tenant_id = $1 AND mutation_id = $2',
        [tenantId, id],
      );
      const read = z.safeParse(pushedMutation, row?.payload);
      if (!row || !read.success) return undefined;
      const { name, version, args, occurredAt, actorId, actorName } = read.data;
      const actor = { id: actorId.toLowerCase(), name: actorName, roleId: '', permissions: [] };
      return { id, name, version, args, occurredAt, actor, deviceId: row.device_id };
    },
    close: async (id) => {
      await connection.rows('UPDATE sync_quarantine SET reviewed = true WHERE tenant_id = $1 AND mutation_id = $2', [
        tenantId,
        id,
      ]);
    },
  };
}
