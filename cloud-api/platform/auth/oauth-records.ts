import type { Pool } from '../db/pools.ts';
import { readAtOnce } from '../db/transaction.ts';
import { notSignedIn } from '../http/problem.ts';
import { TtlMap } from '../ttl-map.ts';
import type { UseNotes } from './note-uses.ts';
import type { TokenClaims } from './token-claims.ts';

/** A program or a grant that was ended acts within this time in other processes. */
const TTL = 10_000;
/** Our own programs: made with the house, allowed what the person is allowed. */
export const OWN_CLIENTS = /^tillhouse-/;

interface Program {
  readonly tenant_id: string;
  readonly name: string;
  readonly permissions: readonly string[];
}

export interface OauthRecords {
  /**
   * The permissions that a token is limited to; null: to none.
   * @throws HttpProblem 401 when the program was revoked or the person ended what they allowed
   */
  limitsOf(claims: TokenClaims): Promise<readonly string[] | null>;
  nameOf(claims: { readonly clientId: string }): Promise<string>;
  forget(): void;
}

/** What stands behind tokens that live for minutes: programs and grants, looked up before a tenant is known. */
export function oauthRecords(pool: Pool, note: UseNotes['note']): OauthRecords {
  const programs = new TtlMap<string, Program | null>(TTL, 10_000);
  const grants = new TtlMap<string, { readonly tenant_id: string } | null>(TTL, 10_000);

  const look = async <V>(
    known: TtlMap<string, V | null>,
    id: string,
    sql: string,
    found: () => void = () => {},
  ): Promise<V | null> => {
    const remembered = known.get(id);
    if (remembered !== undefined) return remembered;
    const [row] = await readAtOnce(pool, null, (db) => db.rows<V & object>(sql, [id]));
    if (row) found();
    known.set(id, row ?? null);
    return row ?? null;
  };
  const program = (clientId: string) =>
    look(programs, clientId, 'SELECT tenant_id, name, permissions FROM identity.find_oauth_client($1)', () =>
      note('program', clientId),
    );

  return {
    limitsOf: async ({ kind, tenantId, clientId = '', scopes, grantId }) => {
      if (grantId !== undefined) {
        const grant = await look(grants, grantId, 'SELECT tenant_id FROM identity.find_grant($1)');
        if (grant?.tenant_id !== tenantId)
          throw notSignedIn('This sign-in was ended. Nothing was changed. Sign in again.', 'auth.signed-out');
      }
      if (scopes === undefined) return null;
      if (kind === 'person' && OWN_CLIENTS.test(clientId)) return scopes;
      const found = await program(clientId);
      if (found?.tenant_id !== tenantId)
        throw notSignedIn('This program was revoked. Nothing was changed. Ask an owner.', 'auth.client-unknown');
      return scopes.filter((each) => found.permissions.includes(each));
    },
    nameOf: async ({ clientId }) => (await program(clientId))?.name ?? clientId,
    forget: () => {
      programs.clear();
      grants.clear();
    },
  };
}
