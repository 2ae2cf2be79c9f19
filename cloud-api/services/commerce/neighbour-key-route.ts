import { createHash, hkdfSync } from 'node:crypto';
import * as z from 'zod';
import type { DeviceCaller } from '../../platform/auth/caller.ts';
import { withTenant } from '../../platform/db/transaction.ts';
import { notFound } from '../../platform/http/problem.ts';
import { type Route, route } from '../../platform/http/route.ts';
import type { CommerceContext } from './context.ts';

/**
 * What desks of one shop encrypt their lines on the shop’s own network with. It follows from the tenant’s key and from how many of
 * its devices were revoked, so nothing is kept, and a device that was revoked never learns the next one.
 */
export function neighbourKeyRoute(context: CommerceContext): Route {
  return route(
    {
      method: 'GET',
      path: '/sync/v1/neighbour-key',
      summary: 'The key by which desks of this shop know each other without the cloud',
      description:
        'For TLS with a pre-shared key among enrolled devices on one network; another one after a device was revoked. Who is who they show by their own keys.',
      tag: 'Sync',
      access: { as: 'device' },
      perMinute: 60,
      answers: {
        200: {
          description: 'The key of now',
          schema: z.object({
            id: z.string().describe('Says which key it is, and nothing of it'),
            key: z.string().describe('32 bytes, base64url'),
          }),
        },
      },
    },
    async ({ caller }) => {
      const { tenantId } = caller as DeviceCaller;
      const { device } = await context.profiles.of(caller as DeviceCaller, true);
      if (device.kind === 'scanner') throw notFound('key for this device');
      const revoked = await withTenant(context.pool, tenantId, async (db) => {
        const [row] = await db.rows<{ n: string }>(
          "SELECT count(*) AS n FROM devices WHERE tenant_id = $1 AND status = 'revoked'",
          [tenantId],
        );
        return Number(row?.n ?? 0);
      });
      const { current } = await context.keyring.sealer(tenantId);
      const about = `tillhouse neighbours 1\n${tenantId}\n${current.id}\n${revoked}`;
      const key = Buffer.from(hkdfSync('sha256', current.secret, Buffer.alloc(0), about, 32));
      return {
        id: createHash('sha256').update('id').update(key).digest('hex').slice(0, 16),
        key: key.toString('base64url'),
      };
    },
  );
}
