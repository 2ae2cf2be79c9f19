import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, inject, test, vi } from 'vitest';
import { bootCloud, type Cloud } from '../../../boot.ts';
import { testKms } from '../../../testing/test-kms.ts';
import {
  call,
  openStore,
  publishableKey,
  quiet,
  startTestCloud,
  type TestCloud,
  type TestStore,
} from '../../../testing/test-cloud.ts';

const kafka = inject('kafka');
if ('brokers' in kafka) overKafka(kafka.brokers);
else test.skip(`streams of two processes over Kafka: ${kafka.reason}`, () => {});

function overKafka(kafkaBrokers: string[]): void {
  let first: TestCloud;
  let second: Cloud;
  let store: TestStore;
  let key: string;
  let mug: string;
  const open = new Set<AbortController>();

  beforeAll(async () => {
    // Two of the same, as behind one balancer: each has a shop, and takes commands.
    first = await startTestCloud({ bus: 'kafka', kafkaBrokers });
    const same = { bus: 'kafka', kafkaBrokers, log: quiet, kms: testKms() } as const;
    second = await bootCloud({ databaseUrl: first.database.url, ...same });
    store = await openStore(first, 'larkhall');
    key = await publishableKey(first, store);
    await done('shipping.savePickUp', { locationId: store.locationId, hint: '', readyIn: 1, active: true });
    mug = (await store.product('Mug', 500)).variantId;
  });
  afterEach(() => {
    for (const each of open) each.abort();
    open.clear();
  });
  afterAll(async () => {
    await second?.close();
    await first?.close();
  });

  async function done(name: string, args: unknown, url = first.cloud.url): Promise<void> {
    const headers = { 'idempotency-key': randomUUID() };
    const answer = await call(url, 'POST', `/v1/commands/${name}`, { token: store.token, body: args, headers });
    expect(answer.body, JSON.stringify(answer.body)).toMatchObject({ status: 'applied' });
  }

  async function buy(url: string): Promise<{ id: string; token: string }> {
    const ask = (method: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
      call(url, method, `/shop/v1/checkouts${path}`, {
        ...{ token: key, body, headers: { 'idempotency-key': randomUUID(), ...headers } },
      });
    const { id, secret, shippingOptions } = (await ask('POST', '', { lines: [{ variantId: mug, quantity: 1 }] })).body;
    const of = { 'checkout-secret': secret };
    const contact = { email: 'bo@shopper.example', name: 'Bo Field' };
    const filled = await ask('PATCH', `/${id}`, { contact, shippingOptionId: shippingOptions[0].id }, of);
    const { total: expectedTotal, methods } = filled.body;
    const pay = { expectedTotal, methodId: methods[0].id, returnUrl: 'https://shop.example/' };
    const paid = await ask('POST', `/${id}/pay`, pay, of);
    expect(paid.body, JSON.stringify(paid.body)).toMatchObject({ status: 'placed' });
    return paid.body.order;
  }

  /** A page of this process that shows the order. */
  async function watch(url: string, order: { id: string; token: string }) {
    const ended = new AbortController();
    open.add(ended);
    const headers = { authorization: `Bearer ${key}`, 'order-token': order.token };
    const answer = await fetch(`${url}/shop/v1/orders/${order.id}/events`, { headers, signal: ended.signal });
    expect(answer.status).toBe(200);
    const page = { text: '', over: false, events: () => page.text.split('event: order\n').length - 1 };
    void (async () => {
      for await (const chunk of answer.body ?? []) page.text += Buffer.from(chunk).toString();
    })()
      .catch(() => {})
      .finally(() => {
        page.over = true;
      });
    await until(() => expect(page.text).toContain(': open'));
    return page;
  }

  const until = (check: () => Promise<void> | void) => vi.waitFor(check, { timeout: 15_000, interval: 5 });

  test('pages of either process hear of each change of an order, made through whichever of them', async () => {
    for (const by of [first.cloud.url, second.url]) {
      const order = await buy(by);
      const pages = [await watch(first.cloud.url, order), await watch(second.url, order)];
      const hear = async (name: string, args: object) => {
        const before = pages.map((page) => page.events());
        await done(name, { orderId: order.id, ...args }, by);
        await until(() => expect(pages.every((page, at) => page.events() > (before[at] ?? 0))).toBe(true));
      };
      // What buying it told may still be on its way as the first of them is done, and not as the others are.
      await hear('orders.hold', { reason: 'a look' });
      await hear('orders.release', { note: '' });
      await hear('orders.readyToCollect', {});
    }
  });

  test('the process that ends tells its pages so, and the other goes on telling its own', async () => {
    const third = await bootCloud({
      ...{ databaseUrl: first.database.url, services: ['storefront'] as const, bus: 'kafka' as const, kafkaBrokers },
      ...{ log: quiet, kms: testKms() },
    });
    const order = await buy(first.cloud.url);
    const [kept, left] = [await watch(second.url, order), await watch(third.url, order)];
    const closing = third.close();
    await until(() => expect(left.over).toBe(true));
    await closing;
    const before = kept.events();
    await done('orders.hold', { orderId: order.id, reason: 'a look' });
    await until(() => expect(kept.events()).toBeGreaterThan(before));
    expect(kept.over).toBe(false);
  });
}
