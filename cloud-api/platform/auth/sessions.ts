import type { Connection } from '../db/connection.ts';
import type { Pool } from '../db/pools.ts';
import { withTransaction } from '../db/transaction.ts';
import { TtlMap } from '../ttl-map.ts';

/** What a sign-in stands on at this moment. */
export interface SessionState {
  readonly accountId: string;
  readonly tenantId: string;
  readonly staffId: string;
  readonly ended: boolean;
  /** Everything that was shown in it, RFC 8176 */
  readonly amr: readonly string[];
  /** Epoch milliseconds of the last proof */
  readonly provenAt: number;
  readonly provenBy: readonly string[];
  readonly has: { readonly passkeys: number; readonly totp: boolean; readonly recoveryCodes: number };
}

export interface Sessions {
  /** As it was at most `TTL` ago. */
  state(id: string): Promise<SessionState | undefined>;
  /** As it is now: for what asks for a fresh factor. */
  fresh(id: string): Promise<SessionState | undefined>;
  forget(): void;
}

/** A sign-in that was ended elsewhere acts within this time. */
const TTL = 5_000;

/** As it is now, by a connection of the caller. @param now epoch milliseconds */
export async function readSession(db: Connection, id: string, now: number): Promise<SessionState | undefined> {
  const [row] = await db.rows<{
    account_id: string;
    tenant_id: string;
    staff_id: string;
    ended: boolean;
    amr: string[];
    proven_at: number;
    proven_by: string[];
    passkeys: number;
    totp: boolean;
    recovery_codes: number;
  }>('SELECT * FROM identity.see_session($1, $2)', [id, new Date(now).toISOString()]);
  if (!row) return undefined;
  return {
    accountId: row.account_id,
    tenantId: row.tenant_id,
    staffId: row.staff_id,
    ended: row.ended,
    amr: row.amr,
    provenAt: row.proven_at,
    provenBy: row.proven_by,
    has: { passkeys: row.passkeys, totp: row.totp, recoveryCodes: row.recovery_codes },
  };
}

/** @param now epoch milliseconds */
export function sessionStates(pool: Pool, now: () => number): Sessions {
  const known = new TtlMap<string, SessionState | null>(TTL, 20_000);
  async function fresh(id: string): Promise<SessionState | undefined> {
    const state = await withTransaction(pool, (db) => readSession(db, id, now()));
    known.set(id, state ?? null);
    return state;
  }
  return {
    fresh,
    forget: () => known.clear(),
    state: async (id) => {
      const remembered = known.get(id);
      return remembered === undefined ? fresh(id) : (remembered ?? undefined);
    },
  };
}
