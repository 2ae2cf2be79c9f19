import type { Bench } from '../bench.ts';
import { fastifyGet } from '../calibrate/fastify-get.ts';
import { whole } from '../figures.ts';
import { startCloudProcess } from '../parts/cloud-process.ts';
import { CONNECTIONS, hotRatios, uncachedCpu } from '../parts/hot-and-cold.ts';
import { randomFrom } from '../parts/random.ts';
import { seedShop, titleWords } from '../parts/seed-shop.ts';

export const storefrontSearch: Bench = {
  name: 'storefront-search',
  doc: 'searching a shop by words and choices with the counts of all facets, against a bare Fastify, hot and uncached',
  figures: ['sf.search_ratio', 'sf.search_cpu'],
  calibrate: fastifyGet,
  run: async (context) => {
    const products = context.quick ? 1_000 : 10_000;
    context.say(`  seeding ${products} products × 2 variants × 3 locations`);
    const size = { products, variantsEach: 2, locations: 3, stocked: 3, onHand: 10_000, varied: true };
    const shop = await seedShop(context, size);
    const headers = { authorization: `Bearer ${shop.publishableKey}` };
    const cloud = await startCloudProcess(context, shop.databaseUrl);
    // Found by many: what a search looks at of each product is known by then, as in a shop that is open.
    for (const thing of titleWords.things)
      await (await fetch(`${cloud.url}/shop/v1/search?q=${thing}`, { headers })).arrayBuffer();
    context.say('  twenty searches, hot');
    const random = randomFrom(23);
    const some = searches(random, 20);
    const hot = await hotRatios(
      cloud,
      headers,
      () => some[Math.floor(random() * some.length)] as string,
      context.quick ? 2 : 8,
    );
    context.say('  searches that nobody made before');
    const uncached = await uncachedCpu(cloud, shop, headers, searches(random, context.quick ? 100 : 600, 100));
    const note = `words, a choice and counts over ${products} products, ${CONNECTIONS} connections`;
    return [
      whole('sf.search_ratio', 'of bare Fastify', hot, '>= 0.06', note),
      whole(
        'sf.search_cpu',
        'ms',
        [uncached.cpu],
        '<= 5',
        `20 products and the counts of all facets, a search that no cache has: ${uncached.note}`,
      ),
    ];
  },
};

/** As people search: a word or two, of which the last may be half typed, and for a third of them a choice. */
function searches(random: () => number, count: number, unlike = 0): string[] {
  const one = (words: readonly string[]) => words[Math.floor(random() * words.length)] as string;
  const { looks, materials, things } = titleWords;
  return Array.from({ length: count }, (_, n) => {
    const words = [one([one(materials), one(things)]), ...(random() < 0.5 ? [one(looks).slice(0, 4)] : [])];
    const choice = one([
      '',
      '',
      '&inStock=true',
      '&option=Size:1',
      `&maker=Workshop%20${n % 50}`,
      '&priceTo=5000&sort=price',
    ]);
    // Another first price makes it a question of its own.
    return `/shop/v1/search?q=${words.join('%20')}${choice}${unlike ? `&priceFrom=${unlike + n}` : ''}`;
  });
}
