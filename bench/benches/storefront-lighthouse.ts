import { randomUUID } from 'node:crypto';
import type { Bench, Figure } from '../bench.ts';
import { fastifyGet } from '../calibrate/fastify-get.ts';
import { whole } from '../figures.ts';
import { type CloudProcess, startCloudProcess } from '../parts/cloud-process.ts';
import { type Category, findLighthouse, lookAt } from '../parts/lighthouse.ts';
import { type SeededShop, seedShop } from '../parts/seed-shop.ts';

/** Kinds of pages of a hosted shop. What nobody is to find through a search engine says so, and is not blamed for it. */
const pages = [
  { name: 'home', path: '', found: true },
  { name: 'category', path: '/c/Tableware', found: true },
  { name: 'product', path: '/p/piece-1', found: true },
  { name: 'search', path: '/search?q=stoneware', found: false },
  { name: 'basket', path: '/cart', found: false },
] as const;
const goals: Readonly<Record<Category, number>> = {
  performance: 95,
  accessibility: 100,
  'best-practices': 100,
  seo: 100,
};
const named: Readonly<Record<Category, string>> = {
  ...{ performance: 'performance', accessibility: 'accessibility', 'best-practices': 'practices', seo: 'seo' },
};
const figureOf = (page: string, category: Category) => `lighthouse.${page}_${named[category]}`;
const categories = Object.keys(goals) as Category[];

export const storefrontLighthouse: Bench = {
  name: 'storefront-lighthouse',
  doc: 'pages of a hosted shop as Lighthouse scores them on a phone: slow 4G, a processor four times slower',
  figures: pages.flatMap(({ name }) => categories.map((category) => figureOf(name, category))),
  calibrate: fastifyGet,
  run: async (context) => {
    const found = findLighthouse();
    const shop = await seedShop(context, { products: 60, variantsEach: 2, locations: 1, stocked: 1, onHand: 50 });
    const cloud = await startCloudProcess(context, shop.databaseUrl);
    await openHosted(cloud, shop);
    const figures: Figure[] = [];
    for (const { name, path, found: toBeFound } of pages) {
      const url = `${cloud.url}/s/bench${path}`;
      // As after the first shopper: what the process compiles once is no shopper's wait.
      await (await fetch(url)).arrayBuffer();
      const runs = [];
      for (let run = 0; run < (context.quick ? 1 : 3); run += 1)
        runs.push(await lookAt(found, url, { folder: context.folder, skip: toBeFound ? [] : ['is-crawlable'] }));
      const lost = [...new Set(runs.flatMap((run) => run.lost))];
      context.say(`  ${name}${lost.length > 0 ? `: points for ${lost.join(', ')}` : ''}`);
      for (const category of categories) {
        const scores = runs.map((run) => run.scores[category]);
        const note = !toBeFound && category === 'seo' ? 'it asks search engines to leave it out' : undefined;
        figures.push(whole(figureOf(name, category), 'of 100', scores, `>= ${goals[category]}`, note));
      }
    }
    return figures;
  },
};

/** Shows the shop at `/s/bench`. */
async function openHosted(cloud: CloudProcess, shop: SeededShop): Promise<void> {
  const headers = { authorization: `Bearer ${shop.secretKey}` };
  const { rows } = (await (await fetch(`${cloud.url}/v1/stores`, { headers })).json()) as {
    rows: Record<string, unknown>[];
  };
  const { main: _main, closedAt: _closed, updatedAt: _updated, ...row } = rows[0] ?? {};
  const hosted = {
    open: true,
    domain: null,
    fonts: 'classic',
    headline: 'The winter table',
    intro: 'Stoneware and glass.',
  };
  const answer = await fetch(`${cloud.url}/v1/commands/access.saveStore`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ store: { ...row, domains: [], slug: 'bench', hosted } }),
  });
  const said = await answer.text();
  if (!answer.ok || !said.includes('applied')) throw new Error(`the shop could not be opened: ${said}`);
}
