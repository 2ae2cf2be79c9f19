import { randomUUID } from 'node:crypto';
import type { Connection } from '../../../platform/db/connection.ts';
import { withTransaction } from '../../../platform/db/transaction.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import type { IdentityContext } from '../context.ts';
import { newSecret, secretHash } from '../secrets.ts';

const CEREMONY_LIFE_MS = 5 * 60_000;

/** A page of ours that asks the browser for a passkey, for somebody who is signed in somewhere else on the same machine. */
export interface Ceremony {
  readonly id: string;
  readonly purpose: 'register' | 'prove';
  readonly sessionId: string;
  readonly tenantId: string;
  readonly accountId: string;
  readonly staffId: string;
  readonly email: string;
  /** Of the passkey to be made */
  readonly name: string;
}

const iso = (ms: number): string => new Date(ms).toISOString();

const over = () =>
  new HttpProblem(
    404,
    'auth.ceremony-over',
    'This page was used already, or was open for longer than five minutes. Nothing was changed. Begin again where you came from.',
  );

/** @returns where the browser is sent: the ticket is behind the #, so no server and no log sees it */
export async function beginCeremony(
  context: IdentityContext,
  { purpose, sessionId, name }: Pick<Ceremony, 'purpose' | 'sessionId' | 'name'>,
): Promise<{ id: string; url: string }> {
  const [id, ticket, now] = [randomUUID(), newSecret('ct'), context.now()];
  await withTransaction(context.pool, (db) =>
    db.rows(
      `INSERT INTO identity.ceremonies (id, ticket_hash, purpose, session_id, name, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [id, secretHash(ticket), purpose, sessionId, name, iso(now + CEREMONY_LIFE_MS)],
    ),
  );
  return { id, url: new URL(`/auth/passkey#${ticket}`, context.relyingParty().origins[0]).href };
}

/** @throws HttpProblem 404 when it is over, or the sign-in that asked has ended */
export async function ceremonyOf(context: IdentityContext, ticket: string): Promise<Ceremony> {
  const [row] = await withTransaction(context.pool, (db) =>
    db.rows<{
      id: string;
      purpose: Ceremony['purpose'];
      session_id: string;
      tenant_id: string;
      account_id: string;
      staff_id: string;
      email: string;
      name: string;
    }>(
      `SELECT c.id, c.purpose, c.session_id, s.tenant_id, s.account_id, s.staff_id, a.email, c.name
         FROM identity.ceremonies c JOIN identity.sessions s ON s.id = c.session_id
         JOIN identity.accounts a ON a.id = s.account_id
        WHERE c.ticket_hash = $1 AND c.done_at IS NULL AND c.expires_at > $2 AND s.ended_at IS NULL`,
      [secretHash(ticket), iso(context.now())],
    ),
  );
  if (!row) throw over();
  const { id, purpose, email, name } = row;
  const who = { tenantId: row.tenant_id, accountId: row.account_id, staffId: row.staff_id };
  return { id, purpose, email, name, sessionId: row.session_id, ...who };
}

/** Uses it up, in the transaction of what came of it. @throws HttpProblem when another was first */
export async function finishCeremony(db: Connection, id: string, now: number): Promise<void> {
  const done = await db.rows(
    'UPDATE identity.ceremonies SET done_at = $2 WHERE id = $1 AND done_at IS NULL AND expires_at > $2 RETURNING id',
    [id, iso(now)],
  );
  if (done.length === 0) throw over();
}

/** What came of it, for the sign-in that asked; undefined when it is not theirs. */
export async function ceremonyState(
  db: Connection,
  id: string,
  sessionId: string,
  now: number,
): Promise<'waiting' | 'done' | 'over' | undefined> {
  const [row] = await db.rows<{ done: boolean; open: boolean }>(
    `SELECT done_at IS NOT NULL AS done, expires_at > $3 AS open
       FROM identity.ceremonies WHERE id = $1 AND session_id = $2`,
    [id, sessionId, iso(now)],
  );
  if (!row) return undefined;
  return row.done ? 'done' : row.open ? 'waiting' : 'over';
}
