import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Asked, FakeCheckout } from '../testing/fake-checkout.ts';
import { larkhallProducts } from '../testing/fake-products.ts';
import { type Sent, ShopError } from './api.ts';
import { CheckoutFlow } from './checkout-flow.ts';
import type { Store } from './store.ts';

const address = { name: 'Hannah', line1: '18 Daniel Street', line2: '', city: 'Bath', region: '', postcode: 'BA2 6ND' };
const contact = { email: 'hannah@whitcombe.example', name: 'Hannah', phone: '' };
const filled = { contact, delivery: { ...address, country: 'GB' }, shippingOptionId: 'tracked' };

let fake: FakeCheckout;
let asked: Asked[];
let wanted: { variantId: string; quantity: number }[];
/** Answers of these requests are lost on their way; the shop has done what they asked. */
let lose: (request: Asked) => boolean;
let location: { href: string; search: string; assign(url: string): void };
let went: string[];
let bought: unknown[];
const flows: CheckoutFlow[] = [];

function memory(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  } as unknown as Storage;
}

beforeEach(() => {
  vi.useFakeTimers();
  fake = new FakeCheckout(larkhallProducts());
  asked = [];
  went = [];
  bought = [];
  wanted = [{ variantId: 'mug', quantity: 2 }];
  lose = () => false;
  location = { href: 'https://shop.example/page', search: '', assign: (url) => went.push(url) };
  for (const [name, value] of Object.entries({
    ...{ localStorage: memory(), sessionStorage: memory(), addEventListener: () => {}, removeEventListener: () => {} },
    document: { addEventListener: () => {}, removeEventListener: () => {}, visibilityState: 'visible' },
    history: { state: null, replaceState: (_state: unknown, _title: string, url: string) => visit(url) },
    location,
  }))
    vi.stubGlobal(name, value);
});
afterEach(() => {
  for (const flow of flows.splice(0)) flow.end();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function visit(url: string): void {
  Object.assign(location, { href: url, search: new URL(url).search });
}

async function ask(path: string, { method = 'GET', headers = {}, body }: Sent = {}): Promise<unknown> {
  const request = { method, path, headers, body };
  asked.push(request);
  const [status, answer] = structuredClone(fake.answer(request));
  if (lose(request)) throw new ShopError('away');
  if (status < 400) return answer;
  const { code, detail, details = {} } = answer as { code: string; detail: string; details?: Record<string, unknown> };
  throw new ShopError(status === 404 ? 'missing' : 'refused', '', { status, code, detail, details });
}

/** A page is opened: nothing is left of the one before but what the browser keeps. */
async function openPage(): Promise<CheckoutFlow> {
  const shop = {
    options: { api: 'https://cloud.example', key: 'pk' },
    api: { ask },
    signIn: { known: { ask } },
    cart: {
      refresh: async () => {},
      get wanted() {
        return wanted;
      },
    },
    basket: { coupons: [], takeBought: (lines: unknown) => bought.push(lines) },
  };
  const flow = new CheckoutFlow(
    shop as unknown as Store,
    () => {},
    () => {},
  );
  flows.push(flow);
  await flow.start();
  return flow;
}

const sent = (method: string, end: string) => asked.filter((one) => one.method === method && one.path.endsWith(end));
const keys = () => new Set(sent('POST', '/pay').map(({ headers }) => headers['idempotency-key']));

test('from the basket to the order; what was bought leaves the basket, and the next visit begins anew', async () => {
  const flow = await openPage();
  await flow.change(filled);
  await flow.pay('card');
  expect(flow.state).toBe('placed');
  expect(bought).toMatchObject([[{ variantId: 'mug', quantity: 2 }]]);
  expect(flow.kept.order).toMatchObject({ number: 'L-1001', token: 'token-1' });
  expect(fake.charged).toHaveLength(1);
  wanted = [];
  expect((await openPage()).state).toBe('empty');
});

test('two presses are one payment', async () => {
  const flow = await openPage();
  await flow.change(filled);
  await Promise.all([flow.pay('card'), flow.pay('card')]);
  expect(sent('POST', '/pay')).toHaveLength(1);
  expect(fake.charged).toHaveLength(1);
});

test('an answer that was lost after the payment is found again, and nothing is paid twice', async () => {
  const flow = await openPage();
  await flow.change(filled);
  lose = ({ path }) => path.endsWith('/pay');
  await flow.pay('card');
  expect(flow.state).toBe('placed');
  expect(fake.charged).toHaveLength(1);
});

test('a payment that never arrived may be pressed again, also after a reload, and is the same one', async () => {
  const flow = await openPage();
  await flow.change(filled);
  const answer = fake.answer.bind(fake);
  fake.answer = (request) => (request.path.endsWith('/pay') ? [503, {}] : answer(request));
  lose = ({ path }) => path.endsWith('/pay');
  await flow.pay('card');
  expect(flow).toMatchObject({ state: 'open', unheard: true });
  const after = await openPage();
  await after.pay('card');
  expect(keys().size).toBe(1);
  fake.answer = answer;
  lose = () => false;
  await after.pay('card');
  expect(after.state).toBe('placed');
  expect(keys().size).toBe(1);
});

test('after a decline the reason is told, and the next try is a payment of its own', async () => {
  const flow = await openPage();
  await flow.change(filled);
  fake.payments.push('declined');
  await flow.pay('card');
  expect(flow).toMatchObject({ state: 'open', problem: 'The bank said no.' });
  await flow.change({ contact });
  expect(flow.problem).toBeNull();
  await flow.pay('card');
  expect(flow.state).toBe('placed');
  expect(keys().size).toBe(2);
});

test('a challenge sends the browser away; back again it is asked until the order is there', async () => {
  const flow = await openPage();
  await flow.change(filled);
  fake.payments.push('challenge');
  await flow.pay('card');
  expect(went).toEqual([fake.actionUrl]);
  expect(sent('POST', '/pay')[0]?.body).toMatchObject({ returnUrl: 'https://shop.example/page' });

  const id = flow.checkout?.id ?? '';
  visit(`https://shop.example/page?th-checkout=${id}`);
  const after = await openPage();
  expect(location.href).toBe('https://shop.example/page');
  expect(after.state).toBe('action');
  fake.confirm();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(after.state).toBe('placed');
  expect(bought).toHaveLength(1);
});

test('another total refuses: the difference is shown, and only the next press pays it', async () => {
  const products = larkhallProducts();
  fake = new FakeCheckout(products);
  const flow = await openPage();
  await flow.change(filled);
  const [mug] = products[0]?.variants ?? [];
  if (mug) mug.price = 1_500;
  const [row] = fake.rows.values();
  if (row) row.notices = [{ code: 'price-changed', variantId: 'mug', title: 'Mug', before: 1_400, now: 1_500 }];
  await flow.pay('card');
  expect(flow).toMatchObject({ state: 'open', totalBefore: 3_200, checkout: { total: 3_400 } });
  expect(fake.charged).toEqual([]);
  await flow.pay('card');
  expect(sent('POST', '/pay').map(({ body }) => (body as { expectedTotal: number }).expectedTotal)).toEqual([
    3_200, 3_400,
  ]);
  expect(keys().size).toBe(2);
});

test('less than was asked for is taken when the shopper says so; nothing left is an empty checkout', async () => {
  wanted.push({ variantId: 'jug', quantity: 1 });
  const flow = await openPage();
  const [row] = fake.rows.values();
  if (!row) throw new Error('no checkout was begun');
  row.notices = [
    { code: 'less-stock', variantId: 'mug', title: 'Mug', before: 2, now: 1 },
    { code: 'sold-out', variantId: 'jug', title: 'Jug', before: 1, now: 0 },
  ];
  await flow.refresh();
  await flow.accept();
  expect(row.lines).toEqual([{ variantId: 'mug', quantity: 1 }]);
  row.notices = [{ code: 'not-on-sale', variantId: 'mug', title: 'Mug' }];
  await flow.refresh();
  await flow.accept();
  expect(flow.state).toBe('empty');
});

test('begun without an answer it is begun once; a change waits for the connection, and the later one wins', async () => {
  lose = ({ path }) => path === '/shop/v1/checkouts';
  void openPage();
  await vi.advanceTimersByTimeAsync(10_000);
  // The page is left and opened again.
  for (const left of flows.splice(0)) left.end();
  lose = () => false;
  const flow = await openPage();
  expect(sent('POST', '/checkouts').length).toBeGreaterThan(2);
  expect(fake.rows.size).toBe(1);
  let away = true;
  lose = ({ method }) => method === 'PATCH' && away;
  const first = flow.change({ contact });
  const second = flow.change({ contact: { ...contact, phone: '07700 900 233' } });
  await vi.advanceTimersByTimeAsync(1);
  expect(flow.offline).toBe(true);
  away = false;
  await vi.advanceTimersByTimeAsync(5_000);
  await Promise.all([first, second]);
  expect([...fake.rows.values()][0]?.contact).toMatchObject({ phone: '07700 900 233' });
  expect(flow.offline).toBe(false);
});

test('a checkout that is over is said to be, and begun anew from the basket', async () => {
  const flow = await openPage();
  const [row] = fake.rows.values();
  if (row) row.status = 'ended';
  await flow.refresh();
  expect(flow.state).toBe('ended');
  await flow.restart();
  expect(flow.state).toBe('open');
  expect(fake.rows.size).toBe(2);
});
