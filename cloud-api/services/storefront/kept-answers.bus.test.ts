import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { bootCloud, type Cloud } from '../../boot.ts';
import { testKms } from '../../testing/test-kms.ts';
import {
  type Answer,
  call,
  newProduct,
  openStore,
  publishableKey,
  quiet,
  startTestCloud,
  type TestCloud,
  type TestStore,
} from '../../testing/test-cloud.ts';

const kafka = inject('kafka');
if ('brokers' in kafka) overKafka(kafka.brokers);
else test.skip(`what two processes keep, over Kafka: ${kafka.reason}`, () => {});

/** Half of the shortest time for which anything is believed without an event: what is seen by then was heard of. */
const HEARD_MS = 5_000;

function overKafka(kafkaBrokers: string[]): void {
  let first: TestCloud;
  let second: Cloud;
  let store: TestStore;
  let key: string;
  let mug: Awaited<ReturnType<TestStore['product']>>;
  let bowl: Awaited<ReturnType<TestStore['product']>>;

  beforeAll(async () => {
    first = await startTestCloud({ bus: 'kafka', kafkaBrokers });
    const same = { bus: 'kafka', kafkaBrokers, log: quiet, kms: testKms() } as const;
    second = await bootCloud({ databaseUrl: first.database.url, ...same });
    store = await openStore(first, 'larkhall');
    key = await publishableKey(first, store);
    mug = await store.product('Mug', 5);
    bowl = await store.product('Bowl', 5);
    await saved({ slug: 'larkhall', hosted: { ...hosted, headline: 'Winter' } });
    await done('shipping.savePickUp', { locationId: store.locationId, hint: '', readyIn: 1, active: true });
  });
  afterAll(async () => {
    await second?.close();
    await first?.close();
  });

  const hosted = { open: true, domain: null, fonts: 'classic', headline: '', intro: '' };

  async function done(name: string, args: unknown): Promise<void> {
    const answer = await store.command(name, args);
    expect(answer.body, JSON.stringify(answer.body)).toMatchObject({ status: 'applied' });
  }

  async function saved(patch: object): Promise<void> {
    const { body } = await first.call('GET', '/v1/stores', { token: store.token });
    const { main: _main, closedAt: _closed, updatedAt: _updated, ...row } = body.rows[0];
    await done('access.saveStore', { store: { domains: [], ...row, ...patch } });
  }

  const shown = async (path: string, token = key): Promise<Answer> => call(second.url, 'GET', path, { token });
  const product = async (field: string) => (await shown(`/shop/v1/products/${mug.handle}`)).body[field];
  const listed = async () =>
    (await shown('/shop/v1/products')).body.products.map(({ title }: { title: string }) => title).sort();
  const found = async (words: string) => (await shown(`/shop/v1/search?q=${words}`)).body.products.length;
  const page = async () => (await fetch(`${second.url}/s/larkhall`)).text();

  /** Read there until it is kept, done here, and seen there. */
  async function seen<T>(read: () => Promise<T>, act: () => Promise<void>, expected: T): Promise<void> {
    for (let times = 0; times < 3; times += 1) expect(await read()).not.toEqual(expected);
    await act();
    await vi.waitFor(async () => expect(await read()).toEqual(expected), { timeout: HEARD_MS, interval: 10 });
  }

  test('what shoppers of one process are shown follows what is done through another', async () => {
    const setPrice = (base: number, value: number) =>
      done('pricing.setPrice', { priceListId: null, changes: [{ variantId: mug.variantId, base, value }] });
    await seen(
      () => product('priceFrom'),
      () => setPrice(1_200, 1_350),
      1_350,
    );
    const title = { base: 'Mug', value: 'Beaker' };
    await seen(
      () => product('title'),
      () => done('catalog.editProduct', { productId: mug.productId, patch: { title } }),
      'Beaker',
    );
    const lines = [{ locationId: store.locationId, variantId: mug.variantId, delta: -2 }];
    await seen(
      () => product('available'),
      () => done('inventory.adjust', { lines, reason: 'broken', note: '' }),
      3,
    );
    const [plate, variant] = [randomUUID(), randomUUID()];
    await seen(listed, () => done('catalog.createProduct', newProduct(plate, variant, 'Plate')), [
      ...['Beaker', 'Bowl', 'Plate'],
    ]);
    const status = { base: 'active', value: 'archived' };
    await seen(
      () => found('bowl'),
      () => done('catalog.editProduct', { productId: bowl.productId, patch: { status } }),
      0,
    );
    await seen(
      async () => (await shown('/shop/v1/store')).body.name,
      () => saved({ name: 'Larkhall & Daughters' }),
      'Larkhall & Daughters',
    );
    await seen(
      async () => (await page()).includes('Spring'),
      () => saved({ hosted: { ...hosted, headline: 'Spring' } }),
      true,
    );
    const items = [{ kind: 'address', target: 'https://journal.example/', labels: [{ lang: 'en', label: 'Journal' }] }];
    const menu = { place: 'header', revision: 0, items: items.map((item) => ({ ...item, items: [] })) };
    await seen(
      async () => (await page()).includes('Journal'),
      () => done('content.saveMenu', { menu }),
      true,
    );
    await seen(
      async () => (await fetch(`${second.url}/s/larkhall`)).status,
      () => saved({ hosted: { ...hosted, open: false } }),
      404,
    );
  });

  test('a basket is priced and bought by the rules of now, in whichever process they were changed', async () => {
    const ask = async (method: string, path: string, body: unknown, secret = '') => {
      const headers = { 'idempotency-key': randomUUID(), 'checkout-secret': secret };
      return (await call(second.url, method, `/shop/v1/checkouts${path}`, { token: key, body, headers })).body;
    };
    const begun = () => ask('POST', '', { lines: [{ variantId: mug.variantId, quantity: 1 }] });
    const taxed = async () => (await begun()).taxTotal;
    // Its rules are kept there by now.
    const before = [await taxed(), await taxed()];
    await done('pricing.saveTaxRate', { taxClass: 'standard', name: 'Standard', rate: '10/100' });
    // At once: they are asked for each time, not heard of.
    expect([...before, await taxed()]).toEqual([225, 225, 123]);
    const { id, secret } = await begun();
    await done('inventory.saveLocation', {
      location: {
        id: store.locationId,
        name: 'Shop',
        street: '1 High Street',
        kind: 'shop',
        sellsOnline: 'no',
        status: 'active',
      },
    });
    const contact = { email: 'bo@shopper.example', name: 'Bo Field' };
    const after = await ask('PATCH', `/${id}`, { contact }, secret);
    expect(after.shippingOptions ?? []).toEqual([]);
  });

  test('a key that is revoked in one process is none in the other soon, and a new one is good there', async () => {
    const body = { kind: 'secret', name: 'Export', scopes: ['products.view'] };
    const { body: made } = await first.call('POST', '/auth/api-keys', { token: store.token, body });
    const status = async () => (await shown('/v1/products', made.key)).status;
    expect([await status(), await status()]).toEqual([200, 200]);
    expect((await first.call('DELETE', `/auth/api-keys/${made.id}`, { token: store.token })).status).toBe(204);
    await vi.waitFor(async () => expect(await status()).toBe(401), { timeout: 2 * HEARD_MS, interval: 50 });
  });
}
