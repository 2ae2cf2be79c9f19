import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Bench, BenchContext } from '../bench.ts';
import { fastifyGet } from '../calibrate/fastify-get.ts';
import { benchPostgres } from '../calibrate/postgres-copy.ts';
import { whole } from '../figures.ts';
import { type CloudProcess, startCloudProcess } from '../parts/cloud-process.ts';
import { keysOf, layTenants, tenantIds } from '../parts/lay-tenants.ts';
import { cpuOf } from '../parts/process-usage.ts';
import { randomFrom, zipf } from '../parts/random.ts';
import { type SeededShop, seedShop } from '../parts/seed-shop.ts';

const WARM_UP = 200;

export const growth: Bench = {
  name: 'growth',
  doc: 'what a request costs with 2,000 tenants and 1,000,000 products on one machine, against 1 tenant and 10,000',
  figures: ['growth.cpu_ratio', 'growth.first_ratio'],
  calibrate: fastifyGet,
  run: async (context) => {
    const first = context.quick ? 1_000 : 10_000;
    const tenants = context.quick ? 99 : 1_999;
    const productsEach = Math.round(((context.quick ? 50_000 : 1_000_000) - first) / tenants);
    const rounds = context.quick ? 3 : 7;
    const requests = context.quick ? 150 : 500;
    context.say(`  seeding a shop of ${first} products`);
    const shop = await seedShop(context, {
      products: first,
      variantsEach: 1,
      locations: 1,
      stocked: 1,
      onHand: 10_000,
    });
    await layTenants(shop.databaseUrl, { tenants: 0, productsEach: 0 });
    const grownUrl = await copyOf(context, shop);
    context.say(`  seeding ${tenants} further tenants of ${productsEach} products each`);
    await layTenants(grownUrl, { tenants, productsEach });

    const small = await startCloudProcess(context, shop.databaseUrl);
    const grown = await startCloudProcess(context, grownUrl);
    const random = randomFrom(5);
    const anyTenant = zipf(tenants + 1, random);
    const onlyFirst = work(
      random,
      () => 0,
      () => first,
    );
    const spread = work(random, anyTenant, (t) => (t === 0 ? first : productsEach));
    const cost = (cloud: CloudProcess, next: () => Ask) => cpuEach(cloud, shop, next, requests);
    context.say('  warming up');
    await cpuEach(small, shop, onlyFirst, WARM_UP);
    await cpuEach(grown, shop, spread, WARM_UP);
    // Each tenant has asked before, with each of its keys: who comes for the first time in minutes is looked up, once.
    const inTurn = everyTenant(tenants + 1, (t) => (t === 0 ? first : productsEach), random);
    await cpuEach(grown, shop, inTurn, 2 * (tenants + 1));
    const all: number[] = [];
    const ofFirst: number[] = [];
    let alone = 0;
    for (let round = 0; round < rounds; round += 1) {
      context.say(`  round ${round + 1} of ${rounds}`);
      const before = await cost(small, onlyFirst);
      const many = await cost(grown, spread);
      const one = await cost(grown, onlyFirst);
      // The same once more: what the machine does meanwhile falls on both sides.
      const base = (before + (await cost(small, onlyFirst))) / 2;
      all.push(many / base);
      ofFirst.push(one / base);
      alone = base;
    }
    const what = `${tenants + 1} tenants, ${first + tenants * productsEach} products, uncached reads and one write in ten, by tenants that asked before; alone ${alone.toFixed(2)} ms a request`;
    return [
      whole('growth.cpu_ratio', 'of one tenant alone', all, '<= 1.15', `Zipf over ${what}`),
      whole('growth.first_ratio', 'of one tenant alone', ofFirst, '<= 1.15', 'the first tenant’s requests among them'),
    ];
  },
};

/** The same shop once more in another database of the server. */
async function copyOf(context: BenchContext, { databaseUrl }: SeededShop): Promise<string> {
  const server = await benchPostgres(context);
  const admin = new pg.Client(server.url());
  await admin.connect();
  const from = decodeURIComponent(new URL(databaseUrl).pathname.slice(1));
  await admin.query(`CREATE DATABASE grown TEMPLATE "${from}"`);
  await admin.query('GRANT CONNECT ON DATABASE grown TO app, identity, system, operator, replicator');
  await admin.end();
  return server.url('grown');
}

interface Ask {
  readonly path: string;
  readonly key: string;
  readonly body?: unknown;
}

/** Requests that no cache answers: another product each time, availability, a page of the admin's list, a correction of stock. */
function work(random: () => number, tenant: () => number, products: (t: number) => number): () => Ask {
  return () => {
    const t = tenant();
    const { publishable, secret } = keysOf(t);
    const any = (): number => Math.floor(random() * products(t));
    const kind = random();
    if (kind < 0.4) {
      const ids = Array.from({ length: 20 }, () => tenantIds.variant(t, any())).join();
      return { path: `/shop/v1/availability?ids=${ids}`, key: publishable };
    }
    if (kind < 0.65) return { path: `/v1/stock-levels?limit=20&variantId=${tenantIds.variant(t, any())}`, key: secret };
    if (kind < 0.9) return { path: `/v1/products?limit=20&handle=piece-${any()}`, key: secret };
    const lines = [{ locationId: tenantIds.location(t), variantId: tenantIds.variant(t, any()), delta: 1 }];
    return { path: '/v1/commands/inventory.adjust', key: secret, body: { lines, reason: 'found', note: '' } };
  };
}

/** One request by each key of each tenant. */
function everyTenant(tenants: number, products: (t: number) => number, random: () => number): () => Ask {
  let at = 0;
  return () => {
    const t = Math.floor(at / 2) % tenants;
    const id = tenantIds.variant(t, Math.floor(random() * products(t)));
    const { publishable, secret } = keysOf(t);
    at += 1;
    if (at % 2 === 1) return { path: `/shop/v1/availability?ids=${id}`, key: publishable };
    return { path: `/v1/stock-levels?limit=20&variantId=${id}`, key: secret };
  };
}

/** CPU milliseconds of server and database a request, four at a time. */
async function cpuEach(cloud: CloudProcess, shop: SeededShop, next: () => Ask, requests: number): Promise<number> {
  const before = cpuOf(cloud.pid) + cpuOf(shop.postgresPid);
  let left = requests;
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      while (left > 0) {
        left -= 1;
        const { path, key, body } = next();
        const answer = await fetch(cloud.url + path, {
          method: body === undefined ? 'GET' : 'POST',
          headers: {
            authorization: `Bearer ${key}`,
            ...(body === undefined ? {} : { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        if (!answer.ok) throw new Error(`${path}: HTTP ${answer.status} ${await answer.text()}`);
        await answer.arrayBuffer();
      }
    }),
  );
  return (cpuOf(cloud.pid) + cpuOf(shop.postgresPid) - before) / requests;
}
