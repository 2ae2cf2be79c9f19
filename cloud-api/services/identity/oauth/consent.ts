import type Provider from 'oidc-provider';
import type { Client } from 'oidc-provider';
import { withTransaction } from '../../../platform/db/transaction.ts';
import type { Membership } from '../accounts.ts';
import type { IdentityContext } from '../context.ts';
import { recordIdentity } from '../record-identity.ts';
import { permissionsOf } from './provider.ts';
import { API_RESOURCE } from './scopes.ts';

/** What a program asks for, as far as it may ask. */
export interface Asked {
  readonly client: Client;
  readonly permissions: readonly string[];
  readonly oidcScopes: readonly string[];
  readonly stores: readonly Membership[];
}

const OIDC = ['openid', 'email', 'offline_access'];

export function askedIn(
  params: Readonly<Record<string, unknown>>,
  client: Client,
): Pick<Asked, 'permissions' | 'oidcScopes'> {
  const scopes = String(params['scope'] ?? '').split(' ');
  const resources = [params['resource']].flat();
  const may = permissionsOf(client);
  return {
    oidcScopes: scopes.filter((scope) => OIDC.includes(scope)),
    permissions: resources.includes(API_RESOURCE) ? scopes.filter((scope) => may.includes(scope)) : [],
  };
}

/** Keeps what a person allowed, for the library and for ourselves: in which store, and so that it can be ended. */
export async function allow(
  context: IdentityContext,
  provider: Provider,
  given: { asked: Asked & { accountId: string }; store: Membership; deviceName: string },
): Promise<string> {
  const { asked, store, deviceName } = given;
  const { client, accountId, permissions, oidcScopes } = asked;
  const grant = new provider.Grant({ accountId, clientId: client.clientId });
  grant.addOIDCScope(oidcScopes.join(' '));
  if (permissions.length > 0) grant.addResourceScope(API_RESOURCE, permissions.join(' '));
  const id = await grant.save();
  const person = await context.store.staffMember(store.tenantId, store.staffId);
  const at = context.now();
  await withTransaction(context.pool, async (db) => {
    await db.rows(
      `INSERT INTO identity.oauth_grants (id, tenant_id, account_id, staff_id, client_id, device_name, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, store.tenantId, accountId, store.staffId, client.clientId, deviceName, new Date(at).toISOString()],
    );
    const after = { program: client.clientName ?? client.clientId, deviceName, permissions };
    await recordIdentity(db, {
      tenantId: store.tenantId,
      actor: { id: store.staffId, name: person?.name ?? '' },
      action: 'identity.allowProgram',
      change: { table: 'oauth_grants', key: {}, label: client.clientName ?? client.clientId, did: 'added', after },
      at,
    });
  });
  return id;
}
