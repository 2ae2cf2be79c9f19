import * as z from 'zod';
import type { Connection } from '../db/connection.ts';
import { HttpProblem } from '../http/problem.ts';

const limit = z.number().int().min(0).nullable().optional();

/** What a plan may limit; left out or null: no limit. */
export const quotasSchema = z.strictObject({
  requestsPerSecond: limit.describe('Answered a second for the whole tenant, with bursts of ten seconds’ worth'),
  products: limit.describe('Products that are not archived'),
  customers: limit.describe('Customers who are not archived'),
  devices: limit.describe('Enrolled desks, tills and scanners'),
  people: limit.describe('People who have not left, with open invitations'),
  shapes: limit.describe('Shapes that devices follow at the same moment'),
  storageMegabytes: limit.describe(
    'Millions of bytes of all its rows, measured hourly, and of exports that wait to be fetched',
  ),
});
export type Quotas = z.infer<typeof quotasSchema>;
export type Counted = 'products' | 'customers' | 'devices' | 'people';

const counts: Record<Counted, { readonly noun: string; readonly sql: string }> = {
  products: {
    noun: 'products',
    sql: `SELECT count(*)::int AS used FROM (SELECT FROM products WHERE tenant_id = $1 AND status <> 'archived' LIMIT $2) p`,
  },
  customers: {
    noun: 'customers',
    sql: `SELECT count(*)::int AS used FROM (SELECT FROM customers WHERE tenant_id = $1 AND status <> 'archived' LIMIT $2) c`,
  },
  devices: {
    noun: 'devices',
    sql: `SELECT count(*)::int AS used FROM (SELECT FROM devices WHERE tenant_id = $1 AND status = 'enrolled' LIMIT $2) d`,
  },
  people: {
    noun: 'people',
    sql: `SELECT count(*)::int AS used FROM (SELECT FROM staff WHERE tenant_id = $1 AND status <> 'left' LIMIT $2) s`,
  },
};

export interface OverQuota {
  readonly quota: Counted | 'storageMegabytes';
  /** Of `storageMegabytes`: bytes, as `used` */
  readonly limit: number;
  readonly used: number;
}

const MEGABYTE = 1_000_000;

/** Is what the tenant keeps as much as its plan has room for? @param used bytes */
export function overStorage({ storageMegabytes: most }: Quotas, used: number): OverQuota | undefined {
  if (most === undefined || most === null || used < most * MEGABYTE) return undefined;
  return { quota: 'storageMegabytes', limit: most * MEGABYTE, used };
}

const inMegabytes = (bytes: number): string => `${Math.floor(bytes / (MEGABYTE / 10)) / 10} MB`;

/**
 * Would so many more be over the limit? Counts no further than the limit, so a big tenant costs no more than a full one.
 * @param db within the tenant
 */
export async function overQuota(
  db: Connection,
  tenantId: string,
  quotas: Quotas,
  quota: Counted,
  more: number,
): Promise<OverQuota | undefined> {
  const most = quotas[quota];
  if (most === undefined || most === null || more === 0) return undefined;
  const [row] = await db.rows<{ used: number }>(counts[quota].sql, [tenantId, most + 1]);
  const used = row?.used ?? 0;
  return used + more > most ? { quota, limit: most, used } : undefined;
}

export const quotaWords = ({ quota, limit, used }: OverQuota): string => {
  if (quota === 'storageMegabytes')
    return `Your plan has room for ${inMegabytes(limit)}, and ${inMegabytes(used)} are used. Nothing was added, and what is there, and all that tills sell, goes on as before. Let exports run out, or ask for a larger plan.`;
  const { noun } = counts[quota];
  return `Your plan has room for ${limit} ${noun}, and ${used >= limit ? 'all are used' : `${used} are used`}. Nothing was added, and what is there goes on as before. Take away some ${noun}, or ask for a larger plan.`;
};

/** 402: paying, or taking something away, is what helps. */
export const quotaProblem = (over: OverQuota): HttpProblem =>
  new HttpProblem(402, 'tenant.quota', quotaWords(over), { ...over });
