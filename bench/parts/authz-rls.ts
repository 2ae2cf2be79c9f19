import { openPools, type Pool } from '@tillhouse/cloud-api/platform/db/pools.ts';
import { roleUrls } from '@tillhouse/cloud-api/platform/db/roles.ts';
import { withTenant } from '@tillhouse/cloud-api/platform/db/transaction.ts';
import { readProductPage } from '@tillhouse/cloud-api/services/storefront/read-products.ts';
import type { BenchContext, Figure } from '../bench.ts';
import { whole } from '../figures.ts';
import { seedShop, shopIds } from './seed-shop.ts';

/**
 * The storefront's list, uncached, as the role `app` under forced row-level security, against the same queries as a role
 * that no policy holds for. In turns, since this machine is never alone.
 */
export async function rlsFigure(context: BenchContext): Promise<Figure> {
  const products = context.quick ? 500 : 5_000;
  const shop = await seedShop(context, { products, variantsEach: 2, locations: 3, stocked: 3, onHand: 100 });
  const urls = roleUrls(shop.databaseUrl);
  const held = openPools(urls, () => {});
  const free = openPools({ ...urls, app: shop.databaseUrl }, () => {});
  context.onEnd(() => Promise.all([held.close(), free.close()]));
  const starts = await titles(free.app);
  const read = async (pool: Pool, at: number): Promise<number> => {
    const after = starts[at % starts.length] ?? null;
    const since = performance.now();
    const page = await withTenant(pool, shopIds.tenant, (db) =>
      readProductPage(db, shopIds.tenant, {
        at: Date.now(),
        limit: 20,
        after,
        category: null,
        priceListId: shopIds.list,
        currency: 'GBP',
      }),
    );
    if (page.products.length === 0) throw new Error('a page was empty, so that it measured nothing');
    return performance.now() - since;
  };
  for (let at = 0; at < 30; at += 1) for (const pool of [held.app, free.app]) await read(pool, at);
  const rounds = context.quick ? 60 : 400;
  const ratios: number[] = [];
  for (let part = 0; part < 5; part += 1) {
    const [under, without]: [number[], number[]] = [[], []];
    for (let at = 0; at < rounds / 5; at += 1) {
      const first = at % 2 === 0;
      if (first) under.push(await read(held.app, part * rounds + at));
      without.push(await read(free.app, part * rounds + at));
      if (!first) under.push(await read(held.app, part * rounds + at));
    }
    ratios.push(median(under) / median(without) - 1);
  }
  const note = `20 of ${products} products with prices and availability, uncached, ${rounds} of each in turns`;
  return whole('authz.rls_overhead', 'ratio', ratios, '<= 0.15', note);
}

async function titles(pool: Pool): Promise<(readonly [string, string])[]> {
  const rows = await withTenant(pool, shopIds.tenant, (db) =>
    db.rows<{ title: string; id: string }>(
      'SELECT title, id FROM products WHERE tenant_id = $1 ORDER BY title, id LIMIT 400',
      [shopIds.tenant],
    ),
  );
  return rows.map(({ title, id }) => [title, id] as const);
}

function median(samples: readonly number[]): number {
  return [...samples].sort((a, b) => a - b)[Math.floor(samples.length / 2)] ?? Number.NaN;
}
