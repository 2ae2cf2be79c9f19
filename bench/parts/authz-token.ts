import { randomUUID } from 'node:crypto';
import { bootCloud } from '@tillhouse/cloud-api/boot.ts';
import { migrate } from '@tillhouse/cloud-api/migrate.ts';
import { accessTokens } from '@tillhouse/cloud-api/platform/auth/access-tokens.ts';
import { openPools } from '@tillhouse/cloud-api/platform/db/pools.ts';
import { roleUrls } from '@tillhouse/cloud-api/platform/db/roles.ts';
import { createLog } from '@tillhouse/cloud-api/platform/http/log.ts';
import { testKms } from '@tillhouse/cloud-api/testing/test-kms.ts';
import { accessToken } from '@tillhouse/cloud-api/services/identity/tokens.ts';
import type { BenchContext, Figure } from '../bench.ts';
import { benchPostgres } from '../calibrate/postgres-copy.ts';
import { latency } from '../figures.ts';

/** Each token is met for the first time: what was checked once is believed, and costs a look into a map. */
export async function tokenFigure(context: BenchContext): Promise<Figure> {
  const server = await benchPostgres(context);
  await migrate({ adminUrl: server.url(), database: 'bench' });
  const databaseUrl = server.url('bench');
  const cloud = await bootCloud({ databaseUrl, services: ['identity'], kms: testKms(), log: createLog('error') });
  context.onEnd(() => cloud.close());
  const pools = openPools(roleUrls(databaseUrl), () => {});
  context.onEnd(() => pools.close());
  const warmUp = 300;
  const count = warmUp + (context.quick ? 500 : 3_000);
  const tokens: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const [tenantId, accountId, staffId] = [randomUUID(), randomUUID(), randomUUID()];
    tokens.push(await accessToken(cloud.identity, { kind: 'person', tenantId, accountId, staffId, sessionId: null }));
  }
  const { verify } = accessTokens({ pool: pools.app });
  const samples: number[] = [];
  for (const [at, token] of tokens.entries()) {
    const since = performance.now();
    const claims = await verify(token);
    const took = performance.now() - since;
    if (claims.kind !== 'person') throw new Error('a token was taken for another kind, so that it measured nothing');
    if (at >= warmUp) samples.push(took);
  }
  const known = performance.now();
  for (const token of tokens) await verify(token);
  const again = ((performance.now() - known) / count) * 1_000;
  return latency('authz.token', 'ms', samples, 'p50 <= 0.2', `met for the first time; again: ${again.toFixed(1)} µs`);
}
