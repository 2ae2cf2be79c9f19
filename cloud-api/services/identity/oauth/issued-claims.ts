import { type AccessToken, type ClientCredentials, errors, type KoaContextWithOIDC } from 'oidc-provider';
import { withTransaction } from '../../../platform/db/transaction.ts';
import { membershipsOf } from '../accounts.ts';
import { sessionOfGrant } from '../sessions/grant-sessions.ts';
import type { IdentityContext } from '../context.ts';

/** What our services read of a token beside RFC 9068: `tid` store, `sid` member of staff, `gid` grant, `ses` sign-in, `app` a program of its own. */
export type IssuedClaims = Record<string, string | number | string[] | undefined>;

/** @throws InvalidGrant when the person ended the consent, left the store, or the store was closed */
export async function tokenClaims(
  context: IdentityContext,
  ctx: KoaContextWithOIDC,
  token: AccessToken | ClientCredentials,
): Promise<IssuedClaims> {
  if (token.kind === 'ClientCredentials') {
    const { tenant_id: tid } = token.client as unknown as { tenant_id?: string };
    if (tid === undefined) throw new errors.InvalidClient('this program acts for nobody of its own');
    return { tid, app: token.clientId };
  }
  const { grantId: gid, accountId } = token as AccessToken & { grantId?: string };
  const { AuthorizationCode, RefreshToken, DeviceCode } = ctx.oidc.entities;
  const { acr, amr, authTime } = AuthorizationCode ?? RefreshToken ?? DeviceCode ?? {};
  const found = await withTransaction(context.pool, async (db) => {
    const [grant] = await db.rows<{ tenant_id: string; staff_id: string; device_name: string }>(
      `SELECT tenant_id, staff_id, device_name FROM identity.oauth_grants WHERE id = $1 AND account_id = $2 AND ended_at IS NULL`,
      [gid, accountId],
    );
    const memberships = grant ? await membershipsOf(db, accountId) : [];
    const found = memberships.find((each) => each.tenantId === grant?.tenant_id && each.staffId === grant.staff_id);
    if (!found || !grant || gid === undefined) return undefined;
    const { tenantId, staffId } = found;
    const label = grant.device_name || token.client?.clientName || token.clientId || '';
    const shown = { amr: amr ?? [], provenAt: (authTime ?? 0) * 1_000 };
    const session = { grantId: gid, tenantId, accountId, staffId, label, ...shown };
    return { ...found, sessionId: await sessionOfGrant(db, session, context.now()) };
  });
  if (found?.sessionId === undefined || !(await context.store.staffMember(found.tenantId, found.staffId)))
    throw new errors.InvalidGrant('what was allowed has ended');
  return { tid: found.tenantId, sid: found.staffId, gid, ses: found.sessionId, acr, amr, auth_time: authTime };
}
