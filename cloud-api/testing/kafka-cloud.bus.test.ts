import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { testKms } from './test-kms.ts';
import { bootCloud, type Cloud } from '../boot.ts';
import {
  call,
  openStore,
  publishableKey,
  quiet,
  startTestCloud,
  type TestCloud,
  type TestStore,
} from './test-cloud.ts';

const kafka = inject('kafka');
if ('brokers' in kafka) overKafka(kafka.brokers);
else test.skip(`the cloud cut apart over Kafka: ${kafka.reason}`, () => {});

function overKafka(kafkaBrokers: string[]): void {
  let core: TestCloud;
  let shop: Cloud;
  let store: TestStore;

  beforeAll(async () => {
    core = await startTestCloud({ services: ['identity', 'commerce'], bus: 'kafka', kafkaBrokers });
    const rest = { services: ['storefront'], bus: 'kafka', kafkaBrokers, log: quiet, kms: testKms() } as const;
    shop = await bootCloud({ databaseUrl: core.database.url, ...rest });
    store = await openStore(core, 'larkhall');
  });
  afterAll(async () => {
    await shop?.close();
    await core?.close();
  });

  test('what is done in one process empties the cache of the other', async () => {
    const mug = await store.product('Mug', 5);
    const token = await publishableKey(core, store);
    const available = async () =>
      (await call(shop.url, 'GET', `/shop/v1/products/${mug.handle}`, { token })).body.available;
    expect(await available()).toBe(5);
    const lines = [{ locationId: store.locationId, variantId: mug.variantId, delta: -2 }];
    expect((await store.command('inventory.adjust', { lines, reason: 'broken', note: '' })).status).toBe(200);
    await expect.poll(available).toBe(3);
  });

  test('a purchase in the shop process is relayed by the other', async () => {
    const jug = await store.product('Jug', 4);
    const token = await publishableKey(core, store);
    const heard: string[] = [];
    await core.cloud.bus.subscribe({
      consumer: 'test',
      names: ['orders.order-placed'],
      handle: async ({ payload }) => void heard.push((payload as { orderId: string }).orderId),
    });
    const bought = await call(shop.url, 'POST', '/shop/v1/orders', {
      token,
      headers: { 'idempotency-key': crypto.randomUUID() },
      body: { lines: [{ variantId: jug.variantId, quantity: 1 }], customerName: 'Bo' },
    });
    expect(bought.status).toBe(201);
    await expect.poll(() => heard).toContain(bought.body.orderId);
  });
}
