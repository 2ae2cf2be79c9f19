import type { Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openPools, type Pools } from '../../platform/db/pools.ts';
import { roleUrls } from '../../platform/db/roles.ts';
import { openStore, startTestCloud, type TestCloud, type TestStore } from '../../testing/test-cloud.ts';
import { AnswerCache } from './answer-cache.ts';
import { foundAnswer, pageAnswer } from './product-lists.ts';

/** Lists that are kept: what a change has read anew, and how long each of them is shown. */
const MINUTE = 60_000;
const titles = ['Bowl', 'Cup', 'Mug', 'Plate'];
let cloud: TestCloud;
let store: TestStore;
let pools: Pools;
let cache: AnswerCache;
let now = 0;
const goods: { productId: string; variantId: string }[] = [];
/** What was sent to the database since */
let sent: string[] = [];

beforeAll(async () => {
  cloud = await startTestCloud();
  store = await openStore(cloud, 'larkhall');
  for (const title of titles) goods.push(await store.product(title, 5));
  pools = openPools(roleUrls(cloud.database.url), () => {});
  pools.app.on('connect', (client) => {
    const { stream } = (client as unknown as { readonly connection: { readonly stream: Socket } }).connection;
    const write = stream.write.bind(stream) as (...args: unknown[]) => boolean;
    stream.write = (...args: unknown[]) => {
      sent.push(Buffer.from(args[0] as Uint8Array).toString('latin1'));
      return write(...args);
    };
  });
});
afterAll(async () => {
  await pools?.close();
  await cloud?.close();
});
beforeEach(() => {
  now = 1_000_000;
  cache = new AnswerCache(() => now);
  sent = [];
});

const view = () => ({
  ...{ store: undefined, currency: 'GBP', priceListId: store.priceListId, namesPriorPrice: false },
  ...{ timeZone: 'Europe/London', reviews: 'off' as const, key: 'main GBP' },
});
const context = () => ({ cache, pool: pools.app, now: () => now });
const of = () => ({ tenantId: store.tenantId, view: view() });
const list = (limit: number) => pageAnswer(context(), of(), `list ${limit}`, { limit, after: null, category: null });
interface Shown {
  readonly products: { title: string; priceFrom: number; variants: { price: number }[] }[];
}
const shown = (answer: { readonly body: Buffer }) =>
  (JSON.parse(answer.body.toString()) as Shown).products.map(({ title, priceFrom }) => [title, priceFrom]);
/** Which of the goods the database was asked for since */
const read = (): string[] => {
  const said = sent.join('');
  sent = [];
  return titles.filter((_, at) => said.includes(goods[at]?.productId ?? '-'));
};
const done = async (name: string, args: unknown): Promise<void> => {
  const answer = await store.command(name, args);
  expect(answer.body, JSON.stringify(answer.body)).toMatchObject({ status: 'applied' });
};
const variant = (at: number): string => goods[at]?.variantId ?? '';

test('a price that changes has its product read anew, once for all lists that show it, and no other', async () => {
  const all = [
    ['Bowl', 1_200],
    ['Cup', 1_200],
    ['Mug', 1_200],
    ['Plate', 1_200],
  ];
  expect(shown(await list(4))).toEqual(all);
  expect(read()).toEqual(['Bowl', 'Cup', 'Mug', 'Plate']);
  // What another list shows as well is not read for it.
  expect(shown(await list(3))).toEqual(all.slice(0, 3));
  expect(shown(await foundAnswer(context(), of(), goods.map(({ productId }) => productId).reverse(), 2))).toEqual([
    ['Plate', 1_200],
    ['Mug', 1_200],
  ]);
  expect(read()).toEqual([]);
  await done('pricing.setPrice', {
    ...{ priceListId: null, changes: [{ variantId: variant(1), base: 1_200, value: 990 }] },
  });
  cache.dropVariants(store.tenantId, [variant(1)]);
  const after = all.map(([title, price]) => [title, title === 'Cup' ? 990 : price]);
  expect(shown(await list(4))).toEqual(after);
  expect(read()).toEqual(['Cup']);
  expect(shown(await list(3))).toEqual(after.slice(0, 3));
  expect(read()).toEqual([]);
});

test('a list that is kept leaves with a change of any variant that it shows', async () => {
  const answer = await list(4);
  expect([...answer.variantIds].sort()).toEqual(goods.map(({ variantId }) => variantId).sort());
});

test('a product that leaves the sale leaves the lists', async () => {
  await list(4);
  await done('catalog.editProduct', {
    ...{ productId: goods[3]?.productId, patch: { status: { base: 'active', value: 'archived' } } },
  });
  cache.dropTenant(store.tenantId);
  expect(shown(await list(4)).map(([title]) => title)).toEqual(['Bowl', 'Cup', 'Mug']);
  // Also one that still names it: what was found before it left.
  const ids = goods.map(({ productId }) => productId);
  expect(shown(await foundAnswer(context(), of(), ids, 4)).map(([title]) => title)).toEqual(['Bowl', 'Cup', 'Mug']);
});

test('a list is kept no longer than what it is made of', async () => {
  const began = now;
  await list(2);
  now += 50_000;
  const late = await list(3);
  // Two of its products were read fifty seconds ago.
  expect(late.until).toBe(began + MINUTE);
  now = began + MINUTE;
  cache.dropVariants(
    store.tenantId,
    goods.map(({ variantId }) => variantId),
  );
  // Which products it holds was found out ten seconds ago, and what they look like just now.
  expect((await list(3)).until).toBe(began + 50_000 + MINUTE);
});
