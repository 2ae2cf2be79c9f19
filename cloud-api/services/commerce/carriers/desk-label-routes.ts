import * as z from 'zod';
import { staffMember } from '../../../platform/access/directory.ts';
import type { DeviceCaller, Person } from '../../../platform/auth/caller.ts';
import { withTenant } from '../../../platform/db/transaction.ts';
import { forbidden } from '../../../platform/http/problem.ts';
import type { Call, Route } from '../../../platform/http/route.ts';
import type { CommerceContext } from '../context.ts';
import { carrierLabelRoutes } from './carrier-label-routes.ts';

const readerId = z
  .uuid()
  .optional()
  .describe('Who is signed in at the desk; needs `orders.fulfil` in the cloud, now. Left out: 403');
type Schema = z.ZodType | undefined;

function withReader(schema: Schema): z.ZodType {
  return schema instanceof z.ZodObject ? schema.extend({ readerId }) : z.strictObject({ readerId });
}

/**
 * What carriers ask and labels, the same for a desk at which somebody signed in without the cloud: by PIN, badge or key. The device shows
 * its token, and who is at it must be allowed to send, now and in the cloud.
 */
export function deskLabelRoutes(context: CommerceContext): Route[] {
  return carrierLabelRoutes(context).map(({ definition, handler }): Route => {
    const asked = definition.method === 'GET' ? 'query' : 'body';
    return {
      definition: {
        ...definition,
        path: definition.path.replace('/v1/', '/sync/v1/'),
        tag: 'Sync',
        summary: `${definition.summary}, for a desk`,
        access: { as: 'device' },
        [asked]: withReader(definition[asked]),
      },
      handler: async (call) => {
        const { [asked]: given, caller, ...rest } = call as unknown as Call<undefined, z.ZodType, z.ZodType>;
        const { readerId: staffId, ...wanted } = given as { readonly readerId?: string };
        const person = await personAt(context, (caller as DeviceCaller).tenantId, staffId);
        return handler({ ...rest, [asked]: wanted, caller: person } as unknown as Parameters<typeof handler>[0]);
      },
    };
  });
}

/** @throws HttpProblem 403 where they may not send what was ordered */
async function personAt({ pool }: CommerceContext, tenantId: string, staffId?: string): Promise<Person> {
  if (staffId === undefined) throw forbidden('orders.fulfil');
  const member = await withTenant(pool, tenantId, (db) => staffMember(db, tenantId, staffId));
  if (!member?.permissions.includes('orders.fulfil')) throw forbidden('orders.fulfil');
  const { name, roleId, permissions, secondFactor } = member;
  return {
    ...{ kind: 'person', tenantId, accountId: '', staffId, sessionId: null, permissions, name, roleId, secondFactor },
  };
}
