import { randomUUID } from 'node:crypto';
import type { Bench } from '../bench.ts';
import { bareFastifyRate, fastifyGet } from '../calibrate/fastify-get.ts';
import { whole } from '../figures.ts';
import { type CloudProcess, startCloudProcess } from '../parts/cloud-process.ts';
import { load } from '../parts/http-load.ts';
import { CONNECTIONS, hotRatios, uncachedCpu, WARM_UP } from '../parts/hot-and-cold.ts';
import { randomFrom, zipf } from '../parts/random.ts';
import { type SeededShop, seedShop, shopIds } from '../parts/seed-shop.ts';

const WRITES_A_SECOND = 20;
/** A variant in an answer, with its price. */
const VARIANT = /"id":"(d1[0-9a-f-]{34})"[^}]*?"price":(\d+)/g;

export const storefrontList: Bench = {
  name: 'storefront-list',
  doc: 'lists of products for shoppers against a bare Fastify: hot, under writes, and uncached',
  figures: ['sf.list_ratio', 'sf.list_mixed_ratio', 'sf.stale', 'sf.list_cold_cpu'],
  calibrate: fastifyGet,
  run: async (context) => {
    const products = context.quick ? 1_000 : 10_000;
    const seconds = context.quick ? 2 : 8;
    context.say(`  seeding ${products} products × 2 variants × 3 locations`);
    const shop = await seedShop(context, { products, variantsEach: 2, locations: 3, stocked: 3, onHand: 10_000 });
    const cloud = await startCloudProcess(context, shop.databaseUrl);
    const headers = { authorization: `Bearer ${shop.publishableKey}` };
    const addresses = await listAddresses(cloud, headers, context.quick ? 200 : 5_000, products);
    const first = addresses[0] as string;

    context.say('  one list, hot');
    const ratios = await hotRatios(cloud, headers, () => first, seconds);
    context.say('  many lists under writes');
    const mixed = await underWrites(cloud, shop, headers, addresses, products, seconds * 2);
    context.say('  uncached lists');
    await cloud.stop();
    const fresh = await startCloudProcess(context, shop.databaseUrl);
    const cold = await coldCpu(fresh, shop, headers, addresses, context.quick ? 50 : 400);
    return [
      whole(
        'sf.list_ratio',
        'of bare Fastify',
        ratios,
        '>= 0.4',
        `20 of ${products} products with prices and availability, ${CONNECTIONS} connections`,
      ),
      whole(
        'sf.list_mixed_ratio',
        'of bare Fastify',
        [mixed.ratio],
        '>= 0.2',
        `Zipf over ${addresses.length} addresses, ${mixed.writes} price and stock writes`,
      ),
      whole(
        'sf.stale',
        'answers',
        [mixed.stale],
        '= 0',
        `older than 1 s, of ${mixed.looked} that hold a changed product`,
      ),
      whole('sf.list_cold_cpu', 'ms', [cold.cpu], '<= 5', `a request that no cache has: ${cold.note}`),
    ];
  },
};

/** Addresses of different pages: every cursor at several page sizes near 20. */
async function listAddresses(
  cloud: CloudProcess,
  headers: Record<string, string>,
  count: number,
  products: number,
): Promise<string[]> {
  const addresses: string[] = [];
  for (let limit = 20; addresses.length < count && limit < 40; limit += 1) {
    let cursor: string | null = null;
    for (let seen = 0; seen < products && addresses.length < count; seen += limit) {
      const address: string = `/shop/v1/products?limit=${limit}${cursor ? `&cursor=${cursor}` : ''}`;
      addresses.push(address);
      const answer = await fetch(cloud.url + address, { headers });
      if (!answer.ok) throw new Error(`${address}: HTTP ${answer.status}`);
      cursor = ((await answer.json()) as { nextCursor: string | null }).nextCursor;
      if (!cursor) break;
    }
  }
  return addresses;
}

interface Write {
  readonly variantId: string;
  readonly price: number;
  readonly doneAt: number;
}

/** Requests a second under writes; and how many answers still showed a price that was changed more than a second before. */
async function underWrites(
  cloud: CloudProcess,
  shop: SeededShop,
  headers: Record<string, string>,
  addresses: readonly string[],
  products: number,
  seconds: number,
) {
  const random = randomFrom(11);
  const rank = zipf(addresses.length, random);
  const writes = new Map<string, Write[]>();
  const prices = new Map<string, number>();
  let done = false;
  let count = 0;
  const write = async (number: number) => {
    // The first pages are those that most shoppers see: half of the writes go there.
    const variant = Math.floor(random() * (number % 2 === 0 ? 40 : products * 2));
    const variantId = shopIds.variant(variant);
    if (number % 4 === 3) {
      const lines = [{ locationId: shopIds.location(number % 3), variantId, delta: 1 }];
      return command(cloud, shop, 'inventory.adjust', { lines, reason: 'found', note: '' });
    }
    const base = prices.get(variantId) ?? 100 + (variant % 9_900);
    const price = 20_000 + number;
    prices.set(variantId, price);
    await command(cloud, shop, 'pricing.setPrice', { priceListId: null, changes: [{ variantId, base, value: price }] });
    const list = writes.get(variantId) ?? [];
    list.push({ variantId, price, doneAt: performance.now() });
    writes.set(variantId, list);
  };
  const writing = (async () => {
    const since = performance.now();
    for (let number = 0; !done; number += 1) {
      const due = since + (number * 1000) / WRITES_A_SECOND;
      const wait = due - performance.now();
      if (wait > 0) await new Promise((next) => setTimeout(next, wait));
      if (done) break;
      await write(number);
      count += 1;
    }
  })();
  let stale = 0;
  let looked = 0;
  const compare = (body: Buffer, sentAt: number) => {
    for (const [, variantId = '', shown] of body.toString('latin1').matchAll(VARIANT)) {
      const list = writes.get(variantId);
      if (!list) continue;
      looked += 1;
      // Wrong when a write that was done a second before the request is not shown, nor any later one.
      const old = list.findLast(({ doneAt }) => doneAt < sentAt - 1_000);
      if (old && Number(shown) < old.price) stale += 1;
    }
  };
  const bare = await bareFastifyRate(Math.min(4, seconds), CONNECTIONS);
  const paths = () => addresses[rank()] as string;
  const mixed = await load({
    url: cloud.url,
    paths,
    headers,
    connections: CONNECTIONS,
    seconds,
    look: { oneOf: 8, at: compare },
  });
  done = true;
  await writing;
  if (mixed.failed > 0) throw new Error(`${mixed.failed} requests failed under writes`);
  // Of nothing that was looked at nothing is stale.
  if (looked === 0) throw new Error('no answer under writes held a product that was changed');
  return { ratio: mixed.perSecond / bare, stale, looked, writes: count };
}

async function command(cloud: CloudProcess, shop: SeededShop, name: string, args: unknown): Promise<void> {
  const answer = await fetch(`${cloud.url}/v1/commands/${name}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${shop.secretKey}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify(args),
  });
  if (!answer.ok) throw new Error(`${name}: HTTP ${answer.status} ${await answer.text()}`);
  await answer.arrayBuffer();
}

/** CPU of server and database for one list that no cache holds: in a new process, pages that share no product. */
async function coldCpu(
  cloud: CloudProcess,
  shop: SeededShop,
  headers: Record<string, string>,
  addresses: readonly string[],
  count: number,
): ReturnType<typeof uncachedCpu> {
  const pages = addresses
    .filter((address) => address.includes('limit=20'))
    .map((address) => `${address}&category=Tableware`);
  const every = Math.max(1, Math.floor(pages.length / count));
  const asked = pages.filter((_, index) => index % every === 0).slice(0, count + WARM_UP);
  return uncachedCpu(cloud, shop, headers, asked);
}
