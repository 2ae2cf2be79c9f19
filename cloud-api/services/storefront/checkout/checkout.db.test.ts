import { randomUUID } from 'node:crypto';
import { isSealed } from '@tillhouse/shared/sealing/seal.ts';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Mailbox, mailbox } from '../../../platform/mail/mailer.ts';
import {
  type Answer,
  openStore,
  publishableKey,
  startTestCloud,
  type TestCloud,
  type TestStore,
} from '../../../testing/test-cloud.ts';

let cloud: TestCloud;
let store: TestStore;
let key: string;
let admin: pg.Client;
const letters: Mailbox = mailbox();

beforeAll(async () => {
  cloud = await startTestCloud({ mailer: letters });
  store = await openStore(cloud, 'larkhall');
  key = await publishableKey(cloud, store, ['https://shop.example']);
  admin = new pg.Client(cloud.database.url);
  await admin.connect();
  await done('shipping.saveZone', {
    zone: {
      ...{ id: randomUUID(), revision: 0, storeId: null, name: 'Home', active: true },
      places: ['AT', 'GB'].map((country) => ({ country, regions: [] })),
      rates: [
        {
          ...{ id: STANDARD, name: 'Standard', days: { least: 2, most: 4 } },
          prices: [{ currency: 'GBP', amount: 395, freeFrom: 5_000 }],
        },
      ],
    },
  });
  await done('shipping.savePickUp', { locationId: store.locationId, hint: 'Every day', readyIn: 1, active: true });
});
afterAll(async () => {
  await admin?.end();
  await cloud?.close();
});

const STANDARD = randomUUID();
const done = async (name: string, args: unknown): Promise<void> => {
  const answer = await store.command(name, args);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
};

interface Begun {
  readonly id: string;
  readonly secret: string;
}
const begin = (lines: unknown, more: object = {}, id: string = randomUUID()) =>
  cloud.call('POST', '/shop/v1/checkouts', {
    token: key,
    headers: { 'idempotency-key': id },
    body: { lines, ...more },
  });
const at = ({ id, secret }: Begun, method: string, body?: unknown, path = '', headers: Record<string, string> = {}) =>
  cloud.call(method, `/shop/v1/checkouts/${id}${path}`, {
    token: key,
    headers: { 'checkout-secret': secret, ...headers },
    ...(body === undefined ? {} : { body }),
  });
const pay = (checkout: Begun, expectedTotal: number, id: string = randomUUID(), methodId = 'test') =>
  at(checkout, 'POST', { expectedTotal, methodId, returnUrl: 'https://shop.example/thanks' }, '/pay', {
    'idempotency-key': id,
  });

/** As a page does it on a busy day: asks again where nothing was kept, and looks until the payment is decided. */
async function decided(checkout: Begun, total: number): Promise<Answer> {
  const id = randomUUID();
  let answer = await pay(checkout, total, id);
  while (answer.status === 503 || answer.status === 429) answer = await pay(checkout, total, id);
  while (answer.body.status === 'paying') answer = await at(checkout, 'GET');
  return answer;
}

const contact = { email: 'bo@shopper.example', name: 'Bo Field' };
const delivery = { name: 'Bo Field', line1: '4 Mill Lane', city: 'Bath', postcode: 'ba1 1aa', country: 'GB' };

/** Filled in and ready to be paid. */
async function ready(lines: unknown): Promise<{ checkout: Begun; total: number }> {
  const checkout: Begun = (await begin(lines)).body;
  const { body } = await at(checkout, 'PATCH', { contact, delivery, shippingOptionId: STANDARD });
  return { checkout, total: body.total };
}

const number = async (sql: string, values: unknown[]): Promise<number> =>
  Number((await admin.query(sql, values)).rows[0].n);
/** What the payment service says of a checkout. */
const paid = async (checkoutId: string) =>
  (
    await admin.query<{ state: string; captured: string; refunded: string; order_id: string }>(
      'SELECT state, captured, refunded, order_id FROM payments.attempts WHERE checkout_id = $1',
      [checkoutId],
    )
  ).rows;
const reserved = (variantId: string) =>
  number('SELECT coalesce(sum(reserved), 0) AS n FROM stock_levels WHERE variant_id = $1', [variantId]);

test('a basket is filled in step by step, told what it lacks, and bought at the total that was shown', async () => {
  const mug = await store.product('Stoneware mug', 9);
  const begun = await begin([{ variantId: mug.variantId, quantity: 2 }]);
  expect(begun).toMatchObject({
    status: 201,
    body: { status: 'open', total: 2_400, shippingTotal: 0, countries: ['GB', 'AT'], notices: [], order: null },
  });
  expect(begun.body.shippingOptions).toMatchObject([{ kind: 'pick-up', amount: 0, hint: 'Every day' }]);
  const checkout: Begun = begun.body;
  expect(await pay(checkout, 2_400)).toMatchObject({
    ...{ status: 422, body: { code: 'checkout.incomplete' } },
    body: { details: { lacks: ['contact.email', 'contact.name', 'delivery'] } },
  });
  const wrong = await at(checkout, 'PATCH', { contact, delivery: { ...delivery, postcode: '123' } });
  expect(wrong.body.shippingOptions).toMatchObject([{ name: 'Standard', amount: 395, kind: 'ship' }, {}]);
  const chosen = await at(checkout, 'PATCH', { shippingOptionId: STANDARD });
  expect(chosen.body).toMatchObject({ shippingOptionId: STANDARD, shippingTotal: 395, total: 2_795, notices: [] });
  expect((await pay(checkout, 2_795)).body.details).toEqual({ lacks: ['delivery.postcode'] });
  await at(checkout, 'PATCH', { delivery });
  const placed = await pay(checkout, 2_795);
  expect(placed, JSON.stringify(placed.body)).toMatchObject({
    ...{ status: 200, body: { status: 'placed', total: 2_795, problem: null, methods: [] } },
  });
  const { order } = placed.body;
  const rows = (await cloud.call('GET', `/v1/orders/${order.id}`, { token: store.token })).body;
  expect(rows).toMatchObject({ number: order.number, total: 2_795, paid: 2_795, due: 0, paymentStatus: 'paid' });
  expect(rows).toMatchObject({ shippingTotal: 395, customerName: 'Bo Field', fulfilmentStatus: 'to-pick' });
  expect(await reserved(mug.variantId)).toBe(0);
  expect(await paid(checkout.id)).toMatchObject([{ order_id: order.id, captured: '2795', refunded: '0' }]);

  const status = await cloud.call('GET', `/shop/v1/orders/${order.id}`, {
    ...{ token: key, headers: { 'order-token': order.token } },
  });
  expect(status.body).toMatchObject({
    ...{ number: order.number, paymentStatus: 'paid', fulfilmentStatus: 'to-pick', parcels: [], refunds: [] },
    delivery: { recipient: 'Bo Field', address: '4 Mill Lane\nBath BA1 1AA\nGB', method: 'Standard' },
  });
  const [invoice] = status.body.invoices;
  expect(invoice).toMatchObject({
    kind: 'invoice',
    number: expect.stringMatching(/^INV-\d{4}-WEB-1-\d{5}$/),
    total: 2_795,
  });
  const inLanguage = async (language: string) => {
    const headers = { 'order-token': order.token, 'accept-language': language };
    return (await cloud.call('GET', `/shop/v1/orders/${order.id}`, { token: key, headers })).body.invoices[0].title;
  };
  expect([invoice.title, await inLanguage('ar'), await inLanguage('pt-BR,en;q=0.5')]).toEqual([
    ...[`Invoice ${invoice.number}`, `فاتورة \u2068${invoice.number}\u2069`, `Fatura ${invoice.number}`],
  ]);
  const paper = await cloud.call('GET', invoice.href, {});
  expect([paper.status, paper.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  expect(paper.body).toMatch(/^%PDF-/);
  const later = invoice.href.replace(
    /until=\d+/,
    (until: string) => `${until.slice(0, -1)}${until.endsWith('0') ? 1 : 0}`,
  );
  expect(await cloud.call('GET', later, {})).toMatchObject({ status: 404 });
  const [issued] = (await cloud.call('GET', `/v1/invoices?orderId=${order.id}`, { token: store.token })).body.rows;
  const own = await cloud.call('GET', `/v1/invoices/${issued.id}.pdf`, { token: store.token });
  expect([own.status, own.headers.get('content-type'), issued.number]).toEqual([
    200,
    'application/pdf',
    invoice.number,
  ]);
  const foreign = await cloud.call('GET', `/shop/v1/orders/${order.id}`, {
    ...{ token: key, headers: { 'order-token': checkout.secret } },
  });
  expect(foreign).toMatchObject({ status: 404, body: { code: 'shop.order-unknown' } });

  await expect
    .poll(() => letters.letters.map(({ subject }) => subject))
    .toContain(`Your order ${order.number} at larkhall`);
  const letter = letters.letters.find(({ subject }) => subject.includes(order.number));
  expect(letter).toMatchObject({ to: contact.email });
  expect(letter?.text).toContain('2 × Stoneware mug   £24.00');
  const token = /#th-order=[^&]+&th-token=(\S+)/.exec(letter?.text ?? '')?.[1] ?? '';
  const byLetter = await cloud.call('GET', `/shop/v1/orders/${order.id}`, {
    token: key,
    headers: { 'order-token': token },
  });
  expect(byLetter.status).toBe(200);
});

test('whoever has no secret of it learns and changes nothing, and pages of others are no way back', async () => {
  const cup = await store.product('Cup', 3);
  const { checkout, total } = await ready([{ variantId: cup.variantId, quantity: 1 }]);
  for (const secret of ['', 'x'.repeat(43), `${checkout.secret}x`])
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['PATCH', '', { contact }],
      ['POST', '/pay', { expectedTotal: total, methodId: 'test', returnUrl: 'https://shop.example/' }],
    ] as const) {
      const answer = await at({ ...checkout, secret }, method, body, path, { 'idempotency-key': randomUUID() });
      expect([answer.status, answer.body.code]).toEqual([404, 'checkout.unknown']);
    }
  const elsewhere = { expectedTotal: total, methodId: 'test', returnUrl: 'https://evil.example/' };
  const foreign = await at(checkout, 'POST', elsewhere, '/pay', { 'idempotency-key': randomUUID() });
  expect([foreign.status, foreign.body.code]).toEqual([422, 'checkout.return-url']);
  const other = await pay(checkout, total, randomUUID(), 'none');
  expect(other.body).toMatchObject({ status: 'open', problem: { code: 'payments.method-unknown' } });
  expect(JSON.stringify((await admin.query('SELECT c::text FROM checkouts c')).rows)).not.toContain(checkout.secret);
});

test('what changed since it was shown is told until the shopper acts, and another total buys nothing', async () => {
  const tray = await store.product('Tray', 5);
  const { checkout, total } = await ready([{ variantId: tray.variantId, quantity: 4 }]);
  await done('pricing.setPrice', {
    priceListId: null,
    changes: [{ variantId: tray.variantId, base: 1_200, value: 1_300 }],
  });
  await done('inventory.adjust', {
    ...{ lines: [{ locationId: store.locationId, variantId: tray.variantId, delta: -3 }], reason: 'damaged', note: '' },
  });
  const changed = [
    { code: 'price-changed', variantId: tray.variantId, title: 'Tray', before: 1_200, now: 1_300 },
    { code: 'less-stock', variantId: tray.variantId, title: 'Tray', before: 4, now: 2 },
    { code: 'shipping-changed', title: 'Standard', before: 395, now: 0 },
  ];
  for (const _twice of [1, 2]) expect((await at(checkout, 'GET')).body.notices).toEqual(changed);
  const refused = await pay(checkout, total);
  expect(refused).toMatchObject({ status: 409, body: { code: 'checkout.total-changed' } });
  expect(refused.body.details.checkout).toMatchObject({ total: 5_200, notices: changed });
  const short = await pay(checkout, 5_200);
  expect(short).toMatchObject({ status: 409, body: { code: 'checkout.not-enough-stock' } });
  const fewer = await at(checkout, 'PATCH', { lines: [{ variantId: tray.variantId, quantity: 2 }] });
  expect(fewer.body).toMatchObject({ total: 2_995 });
  expect((await at(checkout, 'GET')).body.notices).toEqual([]);
  expect((await pay(checkout, 2_995)).body.status).toBe('placed');
  expect(await paid(checkout.id)).toHaveLength(1);
});

test('the rules of a shop that another process changed hold at the next step, and nothing is bought by those before', async () => {
  const cup = await store.product('Ruled cup', 5);
  const { checkout, total } = await ready([{ variantId: cup.variantId, quantity: 1 }]);
  const dearer = (amount: number) =>
    // By nobody that this process hears of.
    admin.query(`UPDATE shipping_zones SET rates = jsonb_set(rates, '{0,prices,0,amount}', $1::text::jsonb)`, [amount]);
  await dearer(495);
  const refused = await pay(checkout, total);
  expect(refused).toMatchObject({ status: 409, body: { code: 'checkout.total-changed' } });
  expect(refused.body.details.checkout).toMatchObject({ total: total + 100 });
  await dearer(395);
  expect((await at(checkout, 'GET')).body).toMatchObject({ total, notices: [] });
  expect((await pay(checkout, total)).body.status).toBe('placed');
});

test('sent again it is one checkout, and one purchase, also from two tabs at once', async () => {
  const jug = await store.product('Jug', 9);
  const id = randomUUID();
  const lines = [{ variantId: jug.variantId, quantity: 1 }];
  const [first, second] = [(await begin(lines, {}, id)).body, (await begin(lines, {}, id)).body];
  expect(second.id).toBe(first.id);
  const both = await Promise.all([first, second].map((each) => at(each, 'PATCH', { contact, delivery })));
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
  const { total } = (await at(first, 'PATCH', { shippingOptionId: STANDARD })).body;
  const key_ = randomUUID();
  const answers = await Promise.all([
    pay(first, total),
    pay(second, total),
    pay(first, total, key_),
    pay(first, total, key_),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  await expect.poll(async () => (await at(first, 'GET')).body.status).toBe('placed');
  expect(await paid(first.id)).toHaveLength(1);
  expect((await pay(first, total)).body.order.number).toBe((await at(second, 'GET')).body.order.number);
});

test('a page that looks at its order takes nothing from the letter that is written at this moment', async () => {
  const dish = await store.product('Dish', 2);
  const { checkout, total } = await ready([{ variantId: dish.variantId, quantity: 1 }]);
  expect((await decided(checkout, total)).body.status).toBe('placed');
  await expect
    .poll(() => number('SELECT count(*) AS n FROM checkouts WHERE id = $1 AND letter_at IS NOT NULL', [checkout.id]))
    .toBe(0);
  await admin.query("UPDATE checkouts SET token_hashes = '[]' WHERE id = $1", [checkout.id]);
  await admin.query('BEGIN');
  await admin.query(`UPDATE checkouts SET token_hashes = '["of the letter"]' WHERE id = $1`, [checkout.id]);
  const looking = at(checkout, 'GET');
  const waits = `SELECT count(*) AS n FROM pg_stat_activity
    WHERE wait_event_type = 'Lock' AND datname = current_database()`;
  await expect.poll(() => number(waits, [])).toBeGreaterThan(0);
  await admin.query('COMMIT');
  expect((await looking).body.order.token).toEqual(expect.any(String));
  const { rows } = await admin.query('SELECT token_hashes AS kept FROM checkouts WHERE id = $1', [checkout.id]);
  expect(rows[0].kept).toEqual(['of the letter', expect.any(String)]);
});

test('a payment that is declined lets the units go and says why; another one buys', async () => {
  const bowl = await store.product('Bowl', 1);
  const { checkout, total } = await ready([{ variantId: bowl.variantId, quantity: 1 }]);
  const declined = await pay(checkout, total, randomUUID(), 'test.declined');
  expect(declined.body).toMatchObject({
    status: 'open',
    problem: { code: 'payments.declined' },
    order: null,
  });
  expect(await reserved(bowl.variantId)).toBe(0);
  const { body } = await pay(checkout, total);
  expect(body).toMatchObject({ status: 'placed', problem: null });
  // The shop sees both tries beside the order, and what it promised.
  const tries = async () =>
    (
      await admin.query(
        'SELECT state, provider, captured::int FROM payment_attempts WHERE order_id = $1 ORDER BY started_at',
        [body.order.id],
      )
    ).rows;
  const first = { state: 'declined', provider: '', captured: 0 };
  await expect.poll(tries).toEqual([first, { state: 'captured', provider: 'test', captured: total }]);
  const [goes] = (await admin.query('SELECT * FROM order_deliveries WHERE order_id = $1', [body.order.id])).rows;
  expect(goes).toMatchObject({ kind: 'ship', earliest: expect.anything(), latest: expect.anything(), phone: null });
  // Where it goes and who gets it lies sealed there.
  for (const kept of [goes.recipient, goes.address, goes.email]) expect(isSealed(kept)).toBe(true);
  const paid = await admin.query('SELECT frozen FROM checkout_attempts WHERE order_id = $1', [body.order.id]);
  for (const { frozen } of paid.rows) expect(isSealed(frozen)).toBe(true);
  const issued = await admin.query('SELECT document FROM invoices WHERE order_id = $1', [body.order.id]);
  expect(issued.rows.map(({ document }) => isSealed(document))).toEqual([true]);
});

test('who has to show who they are is sent there, the units stay held, and coming back finds the order', async () => {
  const vase = await store.product('Vase', 1);
  const { checkout, total } = await ready([{ variantId: vase.variantId, quantity: 1 }]);
  const sent = await pay(checkout, total, randomUUID(), 'test.challenge');
  expect(sent.body).toMatchObject({
    status: 'action',
    action: { url: expect.stringContaining('/pay/') },
  });
  expect(sent.body.heldUntil).toBeGreaterThan(Date.now());
  expect(await reserved(vase.variantId)).toBe(1);
  expect(await at(checkout, 'PATCH', { contact })).toMatchObject({ status: 409, body: { code: 'checkout.ended' } });
  const page = new URL(sent.body.action.url);
  const form = { method: 'POST', body: new URLSearchParams({ do: 'confirm' }), redirect: 'manual' } as const;
  const back = await fetch(page, { ...form, headers: { origin: page.origin } });
  expect(back.headers.get('location')).toBe(`https://shop.example/thanks?th-checkout=${checkout.id}`);
  await expect.poll(async () => (await at(checkout, 'GET')).body.status).toBe('placed');
});

test('fifty shoppers of five units: five orders, the others told, nobody charged for nothing', async () => {
  const plate = await store.product('Plate', 5);
  const many = await Promise.all(
    Array.from({ length: 50 }, () => ready([{ variantId: plate.variantId, quantity: 1 }])),
  );
  const answers: Answer[] = await Promise.all(many.map(({ checkout, total }) => decided(checkout, total)));
  expect(answers.filter(({ body }) => body.status === 'placed')).toHaveLength(5);
  const refused = answers.filter(({ status }) => status !== 200);
  expect(new Set(refused.map(({ status, body }) => `${status} ${body.code}`))).toEqual(
    new Set(['409 checkout.not-enough-stock']),
  );
  const book = [];
  for (const { checkout } of many) book.push(...(await paid(checkout.id)));
  expect(book.map(({ captured }) => captured)).toEqual(Array(5).fill('1595'));
  expect(
    await number('SELECT on_hand - committed - reserved AS n FROM stock_levels WHERE variant_id = $1', [
      plate.variantId,
    ]),
  ).toBe(0);
});

test('who pays by bank transfer is told how, in the letter and on the status page, until the money is there', async () => {
  const jug = await store.product('Carafe', 3);
  const settings = { holder: 'Larkhall', iban: 'GB33BUKB', bank: 'Bank' };
  const rules = { instructions: 'Send {amount} to {iban} with {reference}.' };
  const body = { provider: 'transfer', name: 'Bank', settings, rules };
  const made = await cloud.call('POST', '/v1/payment-accounts', { token: store.token, body });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const { checkout, total } = await ready([{ variantId: jug.variantId, quantity: 1 }]);
  const { order } = (await pay(checkout, total, randomUUID(), 'transfer')).body;
  const status = async () =>
    (await cloud.call('GET', `/shop/v1/orders/${order.id}`, { token: key, headers: { 'order-token': order.token } }))
      .body;
  const told = /^Send 15\.95 GBP to GB33BUKB with RF-[\d-]+\.$/;
  expect(await status()).toMatchObject({ paymentStatus: 'unpaid', instructions: expect.stringMatching(told) });
  const { instructions } = await status();
  await expect.poll(() => letters.letters.filter(({ text }) => text.includes(instructions)).length).toBe(1);
  const [attempt] = (await admin.query('SELECT id FROM payments.attempts WHERE order_id = $1', [order.id])).rows;
  const noted = await cloud.call('POST', `/v1/payments/${attempt.id}/received`, { token: store.token });
  expect(noted.status).toBe(200);
  await expect.poll(async () => (await status()).paymentStatus).toBe('paid');
  expect((await status()).instructions).toBe('');
});

test('what is sent abroad leaves without tax, and says so, from the checkout to the order; where tax is collected it is taxed there', async () => {
  const vase = await store.product('Tall vase', 9);
  const rate = { category: 'standard', productId: null, name: 'VAT', perUnit: null, compound: false, adds: false };
  const dated = { ...rate, fromDay: '2020-01-01', toDay: null, source: '' };
  await done('pricing.saveTaxRules', {
    rules: [
      { ...dated, id: randomUUID(), jurisdiction: 'GB', rate: '20/100' },
      { ...dated, id: randomUUID(), jurisdiction: 'AT', rate: '1/5' },
    ],
  });
  await done('pricing.setTaxZone', { place: 'store', zone: 'GB' });
  await done('pricing.setTaxCollection', { place: 'store', collects: [] });
  const lines = [{ variantId: vase.variantId, quantity: 1 }];
  const abroad = { ...delivery, city: 'Wien', postcode: '1010', country: 'AT' };
  const checkout: Begun = (await begin(lines)).body;
  const home = await at(checkout, 'PATCH', { contact, delivery, shippingOptionId: STANDARD });
  expect(home.body).toMatchObject({ total: 1_595, taxTotal: 266, taxNote: null });
  const sent = await at(checkout, 'PATCH', { delivery: abroad });
  // 12.00 and 3.95 without the 20 % in them
  expect(sent.body).toMatchObject({ total: 1_329, taxTotal: 0, taxNote: { kind: 'export', place: 'AT' } });
  // What is shown adds up: the goods without the tax they hold, and their delivery.
  expect(sent.body).toMatchObject({ subtotal: 1_000, shippingTotal: 329, lines: [{ amount: 1_000, total: 1_000 }] });
  // Collected at the shop, it is sold there whatever address is known.
  const collected = await at(checkout, 'PATCH', { shippingOptionId: store.locationId });
  expect(collected.body).toMatchObject({ total: 1_200, taxTotal: 200, taxNote: null });
  await at(checkout, 'PATCH', { shippingOptionId: STANDARD });
  const placed = await pay(checkout, 1_329, randomUUID(), 'transfer');
  const shown = { status: 'placed', subtotal: 1_000, shippingTotal: 329, total: 1_329, taxTotal: 0 };
  expect(placed.body, JSON.stringify(placed.body)).toMatchObject(shown);
  const order = (await cloud.call('GET', `/v1/orders/${placed.body.order.id}`, { token: store.token })).body;
  expect(order).toMatchObject({ total: 1_329, taxTotal: 0, taxRelief: { kind: 'export', evidence: 'AT' } });

  await done('pricing.setTaxCollection', { place: 'store', collects: [{ jurisdiction: 'AT', number: 'ATU37675002' }] });
  const other: Begun = (await begin(lines)).body;
  const there = await at(other, 'PATCH', { contact, delivery: abroad, shippingOptionId: STANDARD });
  expect(there.body).toMatchObject({ total: 1_595, taxTotal: 266, taxNote: { kind: 'there', place: 'AT' } });
});
