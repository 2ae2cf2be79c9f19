import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Person } from '../../../platform/auth/caller.ts';
import { withTransaction } from '../../../platform/db/transaction.ts';
import { overStorage, quotaProblem } from '../../../platform/tenancy/quotas.ts';
import type { IdentityContext } from '../context.ts';
import { recordIdentity } from '../record-identity.ts';
import { type ExportPools, writeExport } from './write-export.ts';

const KEPT_MS = 7 * 86_400_000;
/** A process that says nothing for so long is gone; the export begins anew elsewhere. */
const CLAIM_MS = 5 * 60_000;

export interface Export {
  readonly id: string;
  readonly status: 'waiting' | 'ready' | 'failed' | 'expired';
  readonly askedByName: string;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  readonly bytes: number | null;
  readonly sha256: string | null;
  readonly rows: number | null;
}

const columns = `id, status, asked_by_name AS "askedByName", created_at AS "createdAt", finished_at AS "finishedAt",
  bytes, sha256, rows`;

export const archivePath = (folder: string, tenantId: string, id: string): string =>
  join(folder, tenantId, id, 'export.tar.gz');

export async function askExport(context: IdentityContext, { tenantId, staffId, name }: Person): Promise<string> {
  const id = randomUUID();
  const at = context.now();
  const { quotas, storage } = await context.standings.of(tenantId);
  const full = overStorage(quotas, storage);
  // Whoever leaves takes everything out, full or not: one archive is always there to be had.
  if (full && (await exportsOf(context, tenantId)).some(({ status }) => status === 'ready' || status === 'waiting'))
    throw quotaProblem(full);
  await withTransaction(context.pool, async (db) => {
    await db.rows(
      `INSERT INTO identity.exports (id, tenant_id, asked_by, asked_by_name, status, created_at)
       VALUES ($1, $2, $3, $4, 'waiting', $5)`,
      [id, tenantId, staffId, name, new Date(at).toISOString()],
    );
    const change = { table: 'exports', key: { id }, label: '', did: 'added' } as const;
    await recordIdentity(db, { tenantId, actor: { id: staffId, name }, action: 'identity.exportAll', change, at });
  });
  return id;
}

export function exportsOf(context: IdentityContext, tenantId: string): Promise<Export[]> {
  return withTransaction(context.pool, (db) =>
    db.rows<Export>(
      `SELECT ${columns} FROM identity.exports WHERE tenant_id = $1 ORDER BY created_at DESC, id LIMIT 50`,
      [tenantId],
    ),
  );
}

export async function exportOf(context: IdentityContext, tenantId: string, id: string): Promise<Export | undefined> {
  const [row] = await withTransaction(context.pool, (db) =>
    db.rows<Export>(`SELECT ${columns} FROM identity.exports WHERE tenant_id = $1 AND id = $2`, [tenantId, id]),
  );
  return row;
}

/** Writes one export that waits, if one does. @returns whether there was one */
export async function writeNextExport(context: IdentityContext, pools: ExportPools, folder: string): Promise<boolean> {
  const at = (): string => new Date(context.now()).toISOString();
  const [job] = await withTransaction(context.pool, (db) =>
    db.rows<{ id: string; tenant_id: string; name: string }>(
      `UPDATE identity.exports e SET claimed_at = $1 FROM identity.tenants t
        WHERE t.id = e.tenant_id AND e.id = (
          SELECT id FROM identity.exports WHERE status = 'waiting' AND (claimed_at IS NULL OR claimed_at < $2)
           ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING e.id, e.tenant_id, t.name`,
      [at(), new Date(context.now() - CLAIM_MS).toISOString()],
    ),
  );
  if (!job) return false;
  const mark = async (): Promise<void> => {
    await withTransaction(context.pool, (db) =>
      db.rows('UPDATE identity.exports SET claimed_at = $2 WHERE id = $1', [job.id, at()]),
    );
  };
  const own = join(folder, job.tenant_id, job.id);
  try {
    const tenant = { id: job.tenant_id, name: job.name };
    const { bytes, sha256, manifest } = await writeExport(pools, tenant, own, at(), mark);
    await finish('ready', [bytes, sha256, manifest.rows]);
    context.standings.forget();
  } catch (error) {
    await rm(own, { recursive: true, force: true });
    await finish('failed', [null, null, null]);
    throw error;
  }
  return true;

  async function finish(status: string, [bytes, sha256, rows]: readonly [number | null, string | null, number | null]) {
    await withTransaction(context.pool, (db) =>
      db.rows(
        `UPDATE identity.exports SET status = $2, finished_at = $3, bytes = $4, sha256 = $5, rows = $6 WHERE id = $1`,
        [job?.id, status, at(), bytes, sha256, rows],
      ),
    );
  }
}

/** Archives are not kept: whoever has one holds all of an organisation. */
export async function expireExports(context: IdentityContext, folder: string): Promise<void> {
  const old = await withTransaction(context.pool, (db) =>
    db.rows<{ id: string; tenant_id: string }>(
      `UPDATE identity.exports SET status = 'expired' WHERE status = 'ready' AND finished_at < $1
        RETURNING id, tenant_id`,
      [new Date(context.now() - KEPT_MS).toISOString()],
    ),
  );
  for (const { id, tenant_id } of old) await rm(join(folder, tenant_id, id), { recursive: true, force: true });
}
