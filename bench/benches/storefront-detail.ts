import type { Bench } from '../bench.ts';
import { fastifyGet } from '../calibrate/fastify-get.ts';
import { whole } from '../figures.ts';
import { startCloudProcess } from '../parts/cloud-process.ts';
import { CONNECTIONS, hotRatios, uncachedCpu } from '../parts/hot-and-cold.ts';
import { seedShop } from '../parts/seed-shop.ts';

export const storefrontDetail: Bench = {
  name: 'storefront-detail',
  doc: 'one product for a shopper against a bare Fastify, hot and uncached',
  figures: ['sf.detail_ratio', 'sf.detail_cold_cpu'],
  calibrate: fastifyGet,
  run: async (context) => {
    const products = context.quick ? 1_000 : 10_000;
    context.say(`  seeding ${products} products × 2 variants × 3 locations`);
    const shop = await seedShop(context, { products, variantsEach: 2, locations: 3, stocked: 3, onHand: 10_000 });
    const headers = { authorization: `Bearer ${shop.publishableKey}` };
    const cloud = await startCloudProcess(context, shop.databaseUrl);
    context.say('  one product, hot');
    const ratios = await hotRatios(cloud, headers, () => '/shop/v1/products/piece-7', context.quick ? 2 : 8);
    context.say('  uncached products');
    const every = Math.floor(products / (context.quick ? 100 : 600));
    const paths = Array.from(
      { length: Math.floor(products / every) },
      (_, n) => `/shop/v1/products/piece-${n * every + 1}`,
    );
    const uncached = await uncachedCpu(cloud, shop, headers, paths);
    const note = `one of ${products} products with prices and availability, ${CONNECTIONS} connections`;
    return [
      whole('sf.detail_ratio', 'of bare Fastify', ratios, '>= 0.4', note),
      whole('sf.detail_cold_cpu', 'ms', [uncached.cpu], '<= 2', `a request that no cache has: ${uncached.note}`),
    ];
  },
};
