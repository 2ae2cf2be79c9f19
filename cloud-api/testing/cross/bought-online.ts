import { randomUUID } from 'node:crypto';
import { themed } from '../small-theme.ts';
import { claimSomething } from './claimed.ts';
import { sayOfGoods } from './said-of-goods.ts';
import { leaveBasket } from './leave-basket.ts';
import { openShopper } from '../shopper.ts';
import { newProduct, publishableKey, type TestCloud, type TestStore } from '../test-cloud.ts';

/** Somebody bought online and was to have their money back; somebody else has begun to. */
export async function buyOnline(
  test: TestCloud,
  { tenantId, token, canary }: { tenantId: string; token: string; canary: string },
  locationId: string,
): Promise<void> {
  const key = await publishableKey(test, { tenantId, token } as TestStore);
  const ask = async (method: string, path: string, body: unknown, more: Record<string, string> = {}, as = key) => {
    const headers = { 'idempotency-key': randomUUID(), ...more };
    const answer = await test.call(method, path, { token: as, body, headers });
    if (answer.status > 202) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  await themed(test, token, canary);
  const command = (name: string, args: unknown) => ask('POST', `/v1/commands/${name}`, args, {}, token);
  const [productId, variantId, rateId] = [randomUUID(), randomUUID(), randomUUID()];
  await command('catalog.createProduct', newProduct(productId, variantId, `${canary} online`));
  const facts = [{ variantId: null, hsCode: '691110', origin: 'PT', grams: 380 }];
  await command('catalog.setCustoms', { productId, facts });
  const box = { id: randomUUID(), name: canary, length: 140, width: 120, height: 120, wall: 3, ownGrams: 60 };
  await command('shipping.saveBox', { box: { ...box, mostGrams: null, active: true } });
  await command('inventory.adjust', { lines: [{ locationId, variantId, delta: 9 }], reason: 'found', note: canary });
  const prices = [{ currency: 'GBP', amount: 395, freeFrom: null }];
  const zone = { id: randomUUID(), revision: 0, storeId: null, name: canary, active: true };
  const rates = [{ id: rateId, name: canary, prices, days: null }];
  await command('shipping.saveZone', { zone: { ...zone, places: [{ country: 'GB', regions: [] }], rates } });
  await command('shipping.savePickUp', { locationId, hint: canary, readyIn: 1, active: true });
  const contact = { email: `buyer@${canary}.example`, name: canary, phone: canary };
  const delivery = { name: canary, line1: canary, line2: canary, city: canary, postcode: 'BA1 1AA', country: 'GB' };
  const lines = [{ variantId, quantity: 1 }];
  const buy = async () => {
    const begun = await ask('POST', '/shop/v1/checkouts', { lines });
    const secret = { 'checkout-secret': begun.secret };
    const at = `/shop/v1/checkouts/${begun.id}`;
    const filled = await ask('PATCH', at, { contact, delivery, shippingOptionId: rateId, coupons: [canary] }, secret);
    const [method] = filled.methods;
    const returnUrl = `https://shop.example/${canary}`;
    const body = { expectedTotal: filled.total, methodId: method.id, returnUrl };
    const answer = await ask('POST', `${at}/pay`, body, secret);
    if (answer.status !== 'placed') throw new Error(JSON.stringify(answer));
    return answer;
  };
  const paid = await buy();
  // From then on the store takes money when it sends.
  const account = { provider: 'test', name: canary, rules: { taken: 'sent', express: true } };
  await ask('POST', '/v1/payment-accounts', account, {}, token);
  const told = await buy();
  const keys = {
    p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  };
  const browser = { endpoint: `https://push.example/${canary}`, keys, locale: 'en-GB' };
  await ask('POST', `/shop/v1/orders/${told.order.id}/push`, browser, { 'order-token': told.order.token });
  const shopper = await openShopper(test, tenantId, `signed-in@${canary.toLowerCase()}.example`);
  await shopAs(shopper, ask, { key, canary });
  await leaveBasket(test, ask, { token, canary, variantId });
  const [soldOut, soldOutId] = [randomUUID(), randomUUID()];
  await command('catalog.createProduct', newProduct(soldOutId, soldOut, `${canary} sold out`));
  const waits = { variantId: soldOut, email: `waits@${canary}.example`, page: `https://shop.example/${canary}` };
  await ask('POST', '/shop/v1/stock-notices', waits);
  // Somebody is led to the provider to say where it goes.
  const begun = await ask('POST', '/shop/v1/checkouts', { lines });
  const express = { methodId: 'test-express', returnUrl: `https://shop.example/${canary}` };
  await ask('POST', `/shop/v1/checkouts/${begun.id}/express`, express, { 'checkout-secret': begun.secret });
  await oweMore(test, ask, { token, canary });
  await sayOfGoods(ask, { token, key, shopper, canary }, [productId, soldOutId]);
  const rows = async (path: string) => (await ask('GET', path, undefined, {}, token)).rows;
  await claimSomething(command, rows, { variantId, text: canary, databaseUrl: test.database.url });
  await command('orders.cancel', { orderId: paid.order.id, reason: canary });
}

/** Of the order that its provider holds, more became due: its buyer is asked for that and pays it. */
async function oweMore(
  test: TestCloud,
  ask: AskShop,
  { token, canary }: { token: string; canary: string },
): Promise<void> {
  const get = async (path: string) => (await test.call('GET', path, { token })).body;
  const orders = (await get('/v1/orders?channel=online')).rows as { id: string; version: number; due: number }[];
  const of = orders.find(({ due }) => due > 0);
  if (!of) throw new Error('nothing is due of what was bought');
  const lines = (await get(`/v1/order-lines?orderId=${of.id}`)).rows as { id: string }[];
  const more = [{ lineId: lines[0]?.id, quantity: 2 }];
  const edit = { orderId: of.id, version: of.version, settle: 'later', reason: canary, lines: more };
  await ask('POST', '/v1/commands/orders.edit', edit, {}, token);
  await ask('POST', '/v1/commands/orders.askToPay', { orderId: of.id, to: `pays@${canary}.example` }, {}, token);
  const { url } = await get(`/v1/orders/${of.id}/pay-link`);
  const page = await (await fetch(url)).text();
  const expected = /name="expected" value="(\d+)"/.exec(page)?.[1] ?? '';
  const body = new URLSearchParams({ method: 'test', expected, id: randomUUID() });
  const answer = await fetch(url, { method: 'POST', body, redirect: 'manual' });
  if (answer.status !== 303) throw new Error(`${url}: ${answer.status}`);
}

type AskShop = (
  method: string,
  path: string,
  body: unknown,
  more: Record<string, string>,
  as: string,
) => Promise<unknown>;

/** Somebody who is signed in at the shop keeps an address there. */
async function shopAs(token: string, ask: AskShop, { key, canary }: { key: string; canary: string }): Promise<void> {
  const more = { 'x-publishable-key': key };
  await ask('PATCH', '/shop/v1/account', { name: canary, phone: canary }, more, token);
  const address = { name: canary, line1: canary, line2: canary, city: canary, postcode: 'BA1 1AA', country: 'GB' };
  await ask('POST', '/shop/v1/account/addresses', { address, usual: true }, more, token);
  await ask('PUT', '/shop/v1/account/cart', { revision: 0, lines: [], coupons: [canary] }, more, token);
}
