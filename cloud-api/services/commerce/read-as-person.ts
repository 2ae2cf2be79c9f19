import * as z from 'zod';
import { staffMember } from '../../platform/access/directory.ts';
import type { DeviceCaller } from '../../platform/auth/caller.ts';
import type { Connection } from '../../platform/db/connection.ts';
import { withTenant } from '../../platform/db/transaction.ts';
import { forbidden } from '../../platform/http/problem.ts';
import type { CommerceContext } from './context.ts';

/** For the screens of a desk: the device shows its token, and the person at it must be allowed to read, now and in the cloud. */
export interface AsPerson {
  /** Part of the query of such an address */
  readonly reader: { readonly readerId: z.ZodUUID };
  /** @throws HttpProblem 403 where this person may not read it */
  read<T>(caller: unknown, readerId: string, read: (db: Connection, tenantId: string) => Promise<T>): Promise<T>;
}

export const asPerson = (context: CommerceContext, permission: string): AsPerson => ({
  reader: { readerId: z.uuid().describe(`Who is signed in at the desk; needs \`${permission}\` in the cloud, now`) },
  read: (caller, readerId, read) => {
    const { tenantId } = caller as DeviceCaller;
    return withTenant(context.pool, tenantId, async (db) => {
      const person = await staffMember(db, tenantId, readerId);
      if (!person?.permissions.includes(permission)) throw forbidden(permission);
      return read(db, tenantId);
    });
  },
});
