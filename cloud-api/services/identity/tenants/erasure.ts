import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import type { Person } from '../../../platform/auth/caller.ts';
import { withTransaction } from '../../../platform/db/transaction.ts';
import { HttpProblem } from '../../../platform/http/problem.ts';
import type { IdentityContext } from '../context.ts';
import { writeLetter } from '../letters/letters.ts';
import { recordIdentity } from '../record-identity.ts';

/** Long enough that a mistake, a quarrel or a stolen password is noticed. */
const GRACE_MS = 30 * 86_400_000;
/** Rows of each table in one transaction. */
const AT_ONCE = 20_000;

export const RETENTION =
  'Most countries want a shop to keep its sales and tax records for years (six in the United Kingdom, up to ten in Germany). Nothing is kept here for you: take everything out first, and keep the file.';

export interface Erasure {
  readonly eraseAfter: string | null;
  readonly askedAt: string | null;
  readonly askedBy: string | null;
}

export async function erasureOf(context: IdentityContext, tenantId: string): Promise<Erasure> {
  const [row] = await withTransaction(context.pool, (db) =>
    db.rows<Erasure>(
      `SELECT erase_after AS "eraseAfter", erase_asked_at AS "askedAt", erase_asked_by AS "askedBy"
         FROM identity.tenants WHERE id = $1`,
      [tenantId],
    ),
  );
  return row ?? { eraseAfter: null, askedAt: null, askedBy: null };
}

/**
 * From now on the organisation stands still; after thirty days it is erased. Every owner is told by letter, so that one
 * whose sign-in was stolen hears of it.
 * @param confirm the organisation’s name, typed: nobody erases another by habit
 */
export async function askErasure(context: IdentityContext, owner: Person, confirm: string): Promise<void> {
  const { tenantId, staffId, name } = owner;
  const at = context.now();
  const eraseAfter = new Date(at + GRACE_MS).toISOString();
  const owners = await context.store.ownersEmails(tenantId);
  await withTransaction(context.pool, async (db) => {
    const [tenant] = await db.rows<{ name: string; asked: boolean }>(
      'SELECT name, erase_after IS NOT NULL AS asked FROM identity.tenants WHERE id = $1 FOR UPDATE',
      [tenantId],
    );
    if (!tenant || tenant.name.trim().toLowerCase() !== confirm.trim().toLowerCase()) {
      throw new HttpProblem(
        422,
        'erasure.name-differs',
        'What was typed is not the name of this organisation. Nothing was changed. Type its name to have everything erased.',
      );
    }
    if (tenant.asked)
      throw new HttpProblem(409, 'erasure.asked-already', 'It is asked for already. Nothing was changed.');
    await db.rows(
      'UPDATE identity.tenants SET erase_after = $2, erase_asked_at = $3, erase_asked_by = $4 WHERE id = $1',
      [tenantId, eraseAfter, new Date(at).toISOString(), name],
    );
    const change = {
      ...{ table: 'tenants', key: { id: tenantId }, label: tenant.name, did: 'changed' as const },
      after: { eraseAfter },
    };
    await recordIdentity(db, { tenantId, actor: { id: staffId, name }, action: 'identity.askErasure', change, at });
    const day = eraseAfter.slice(0, 10);
    const subject = `${tenant.name} will be erased on ${day}`;
    const text = `${name} asked for everything of ${tenant.name} to be erased. It stands still from now on, and on ${day} it is gone for ever.\n\nUntil then any owner can take everything out, or stop it: sign in, Organisation, “Keep it”.\n\n${RETENTION}`;
    for (const to of owners) await writeLetter(context.keyring, db, { to, kind: 'erasure', subject, text }, at);
  });
  context.onChanged();
  context.onNotice();
}

export async function keepTenant(context: IdentityContext, { tenantId, staffId, name }: Person): Promise<void> {
  const at = context.now();
  await withTransaction(context.pool, async (db) => {
    const kept = await db.rows<{ name: string }>(
      `UPDATE identity.tenants SET erase_after = NULL, erase_asked_at = NULL, erase_asked_by = NULL
        WHERE id = $1 AND erase_after > $2 RETURNING name`,
      [tenantId, new Date(at).toISOString()],
    );
    if (kept.length === 0)
      throw new HttpProblem(409, 'erasure.not-asked', 'Nothing is about to be erased. Nothing was changed.');
    const label = kept[0]?.name ?? '';
    const change = {
      table: 'tenants',
      key: { id: tenantId },
      label,
      did: 'changed',
      after: { eraseAfter: null },
    } as const;
    await recordIdentity(db, { tenantId, actor: { id: staffId, name }, action: 'identity.keepTenant', change, at });
  });
  context.onChanged();
}

/** What keeps copies besides the database. */
export interface Elsewhere {
  readonly exportsFolder: string;
  /** Shape logs of this process, answers in memory */
  readonly forget: (tenantId: string) => void;
}

/** Erases one tenant whose time has come, if there is one. @returns its id */
export async function eraseNext(context: IdentityContext, elsewhere: Elsewhere): Promise<string | undefined> {
  const [due] = await withTransaction(context.pool, (db) =>
    db.rows<{ id: string; removed: Record<string, number>; gone: boolean }>(
      // A process that fell over behind the last row leaves the files and the proof to the next one.
      `SELECT e.erased_id AS id, e.removed, true AS gone FROM identity.erasures e
        WHERE e.proof = '' AND NOT EXISTS (SELECT FROM identity.tenants t WHERE t.id = e.erased_id)
        UNION ALL SELECT t.id, '{}', false FROM identity.tenants t WHERE t.erase_after <= now() LIMIT 1`,
    ),
  );
  if (!due) return undefined;
  let { removed } = due;
  for (let done = due.gone; !done; ) {
    const [row] = await withTransaction(context.pool, (db) =>
      db.rows<{ removed: Record<string, number>; done: boolean }>('SELECT * FROM identity.erase_tenant($1, $2)', [
        due.id,
        AT_ONCE,
      ]),
    );
    if (!row) throw new Error('the database did not say what it erased');
    // Rows that can never go would be asked for for ever.
    if (!row.done && total(row.removed) === total(removed)) throw new Error(`${due.id} cannot be erased any further`);
    ({ removed, done } = row);
  }
  await rm(join(elsewhere.exportsFolder, due.id), { recursive: true, force: true });
  elsewhere.forget(due.id);
  context.onChanged();
  await prove(context, due.id, removed);
  return due.id;
}

const total = (removed: Record<string, number>): number => Object.values(removed).reduce((sum, n) => sum + n, 0);

/** A statement that the platform signs: what was removed and when, and nothing about whom. */
async function prove(context: IdentityContext, tenantId: string, removed: Record<string, number>): Promise<void> {
  const { kid, alg, key } = await context.signingKey();
  const at = context.now();
  const proof = await new SignJWT({ removed, remaining: 0 })
    .setProtectedHeader({ alg, typ: 'tillhouse-erasure+jwt', kid })
    .setIssuer(context.issuer)
    .setSubject(tenantId)
    .setIssuedAt(Math.floor(at / 1_000))
    .sign(key);
  await withTransaction(context.pool, (db) =>
    db.rows('UPDATE identity.erasures SET proof = $2, removed = $3 WHERE erased_id = $1', [
      tenantId,
      proof,
      JSON.stringify(removed),
    ]),
  );
}
