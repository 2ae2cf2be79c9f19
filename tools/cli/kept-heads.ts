import { checkChain } from '@tillhouse/cloud-api/platform/audit/check-chain.ts';
import type { ClosingHead } from '@tillhouse/shared/domains/register/closing-head.ts';
import { headOf, headsThatDiffer, type SignedHead } from '@tillhouse/cloud-api/platform/audit/signed-heads.ts';
import type { RowSource } from './read-sources.ts';

export interface KeptHeads {
  /** The desk's file */
  readonly name: string;
  readonly heads: number;
  readonly violations: readonly string[];
}

/**
 * Lays the signed heads that a desk has kept beside the chain of the cloud: whoever owns the cloud's database can write
 * the whole chain anew, and cannot change what the desks have seen. Needs both a desk and a cloud; else there is nothing
 * to compare.
 */
export async function keptHeads(sources: readonly RowSource[]): Promise<KeptHeads> {
  const desk = sources.find(({ engine }) => engine === 'sqlite');
  const cloud = sources.find(({ engine }) => engine === 'postgres');
  const none = { name: desk?.name ?? '', heads: 0, violations: [] };
  if (!desk || !cloud || !(await hasHeads(desk))) return none;
  const tenantId = await tenantOf(desk);
  if (tenantId === undefined) return none;
  const heads = await desk.rows<SignedHead>(
    'SELECT position, hash, signed_by, signature, signed_at FROM audit_heads ORDER BY position',
  );
  heads.push(...(await closingHeads(desk)));
  const chain = await checkChain(cloud, tenantId, new Set(heads.map(({ position }) => position)));
  return { name: desk.name, heads: heads.length, violations: headsThatDiffer(tenantId, heads, chain) };
}

/** What the closing records of its drawers carry. */
async function closingHeads(desk: RowSource): Promise<SignedHead[]> {
  const rows = await desk.rows<{ head: string }>(
    `SELECT audit_head AS head FROM register_closings WHERE audit_head IS NOT NULL`,
  );
  return rows.map(({ head }) => headOf(JSON.parse(head) as ClosingHead));
}

/** A file that an older desk made and no newer one has opened yet. */
async function hasHeads(desk: RowSource): Promise<boolean> {
  const found = await desk.rows(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'audit_heads'`);
  return found.length > 0;
}

async function tenantOf(desk: RowSource): Promise<string | undefined> {
  const [row] = await desk.rows<{ tenant_id: string | null }>(
    `SELECT json_extract(value, '$.tenant.id') AS tenant_id FROM desk_state WHERE name = 'enrolment'`,
  );
  return row?.tenant_id ?? undefined;
}
