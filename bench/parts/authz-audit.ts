import { randomUUID } from 'node:crypto';
import { migrate } from '@tillhouse/cloud-api/migrate.ts';
import { checkChain } from '@tillhouse/cloud-api/platform/audit/check-chain.ts';
import { recordAudit } from '@tillhouse/cloud-api/platform/audit/record-audit.ts';
import { isFull, sealAudit } from '@tillhouse/cloud-api/platform/audit/seal.ts';
import { openPools } from '@tillhouse/cloud-api/platform/db/pools.ts';
import { roleUrls } from '@tillhouse/cloud-api/platform/db/roles.ts';
import { withTenant } from '@tillhouse/cloud-api/platform/db/transaction.ts';
import type { BenchContext, Figure } from '../bench.ts';
import { benchPostgres } from '../calibrate/postgres-copy.ts';
import { whole } from '../figures.ts';

const ENTRIES = 10_000;

/** Ten thousand sealed entries with what each says, worked out again from the first: as `tillhouse verify` does. */
export async function auditFigure(context: BenchContext): Promise<Figure> {
  const server = await benchPostgres(context);
  await migrate({ adminUrl: server.url(), database: 'audit' });
  const pools = openPools(roleUrls(server.url('audit')), () => {});
  context.onEnd(() => pools.close());
  const tenantId = randomUUID();
  for (let at = 0; at < ENTRIES; at += 500) {
    const records = Array.from({ length: 500 }, (_, n) => entry(at + n));
    await withTenant(pools.app, tenantId, (db) => recordAudit(db, tenantId, records));
  }
  for (let sealed = 1; sealed > 0; ) {
    sealed = await sealAudit(pools.system);
    if (!isFull(sealed) && sealed > 0) break;
  }
  const runs: number[] = [];
  for (let run = 0; run < (context.quick ? 2 : 5); run += 1) {
    const since = performance.now();
    const found = await withTenant(pools.app, tenantId, (db) => checkChain(db, tenantId));
    runs.push((performance.now() - since) / 1_000);
    if (found.entries !== ENTRIES || found.broken.length > 0)
      throw new Error(`${found.entries} entries, ${found.broken.length} broken, so that it measured something else`);
  }
  return whole('audit.verify_10k', 's', runs, '<= 1', 'every entry and every body hashed again');
}

function entry(n: number) {
  const change = { table: 'products', key: { id: randomUUID() }, label: `Mug ${n}`, did: 'changed' as const };
  return {
    mutationId: randomUUID(),
    action: 'catalog.editProduct@1',
    actorId: randomUUID(),
    actorName: 'Ada',
    deviceId: null,
    outcome: 'applied',
    args: { n },
    occurredAt: Date.UTC(2026, 10, 1) + n * 1_000,
    body: {
      changes: [{ ...change, before: { title: `Mug ${n}` }, after: { title: `Mug, large ${n}` } }],
      added: {},
      more: 0,
    },
  };
}
