import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { mailbox } from '../../platform/mail/mailer.ts';
import { openStore, publishableKey, startTestCloud, type TestCloud, type TestStore } from '../../testing/test-cloud.ts';

let cloud: TestCloud;
let store: TestStore;
const letters = mailbox();

beforeAll(async () => {
  cloud = await startTestCloud({ mailer: letters });
  store = await openStore(cloud, 'reckoner');
});
afterAll(() => cloud?.close());

const calculate = (body: unknown, token = store.token) => cloud.call('POST', '/v1/pricing/calculate', { token, body });
const net = { currency: 'GBP', settings: { pricesIncludeTax: false } };

test('a whole order by what the request says, with every reason', async () => {
  const { status, body } = await calculate({
    ...net,
    lines: [{ key: 'a', quantity: 1, unitPrice: 2499, taxRate: '1075/10000' }],
    shipping: { amount: 644 },
    promotions: [{ id: 'x', name: 'Tens', action: { kind: 'percent', rate: '10/100' }, codes: [{ code: 'TEN' }] }],
  });
  expect(status).toBe(200);
  expect(body).toMatchObject({ taxTotal: 269, shippingTotal: 644, total: 3412, currency: 'GBP', decimals: 2 });
  expect(body.promotions).toMatchObject([{ id: 'x', outcome: 'not-applied', code: 'code-not-entered' }]);
  expect(body.lines[0].steps.map(({ code }: { code: string }) => code)).toEqual(['price.chosen', 'tax', 'rounding']);
});

test('a variant alone takes the store’s price, tax and settings', async () => {
  const mug = await store.product('Mug', 0);
  const { body } = await calculate({
    lines: [{ key: 'a', variantId: mug.variantId, quantity: 2 }],
    tenders: [{ kind: 'cash', given: 3000 }],
  });
  expect(body).toMatchObject({ total: 2400, taxTotal: 400, netTotal: 2000, due: 0, tenders: [{ change: 600 }] });
  expect(body.lines[0].steps[0].text).toBe('12.00 of “Retail”');
});

test('the store’s live promotions count, unless the request brings its own', async () => {
  const id = randomUUID();
  const rule = { id, name: 'Tens', action: { kind: 'percent', rate: '10/100' } };
  const { status } = await store.command('pricing.savePromotion', { promotion: rule, status: 'live' });
  expect(status).toBe(200);
  const lines = [{ key: 'a', quantity: 1, unitPrice: 1000, taxRate: '0' }];
  expect((await calculate({ lines })).body).toMatchObject({
    total: 900,
    promotions: [{ id, outcome: 'applied', cost: 100 }],
  });
  expect((await calculate({ lines, promotions: [] })).body.total).toBe(1000);
  await store.command('pricing.setPromotionStatus', { promotionId: id, status: 'ended' });
  expect((await calculate({ lines })).body.total).toBe(1000);
});

test('what it refuses is a problem with its code, and nobody without a key is answered', async () => {
  const line = { key: 'a', quantity: 1, unitPrice: 100 };
  const codes = await Promise.all(
    [
      { ...net, lines: [{ ...line, unitPrice: 2 ** 53 }] },
      { ...net, lines: [{ ...line, quantity: -1 }] },
      { ...net, lines: [{ ...line, quantity: 0.5 }] },
      { ...net, currency: 'ZZZ', lines: [line] },
      { ...net, lines: [line], coupons: ['x'.repeat(300)] },
      { lines: [{ key: 'a', variantId: 'none', quantity: 1 }] },
      { ...net, lines: [{ ...line, colour: 'red' }] },
    ].map(async (body) => {
      const answer = await calculate(body);
      return [answer.status, answer.body.code];
    }),
  );
  expect(codes).toEqual([
    [422, 'pricing.amount-too-large'],
    [422, 'pricing.quantity-negative'],
    [422, 'pricing.quantity-fractional'],
    [422, 'pricing.currency-unknown'],
    [422, 'pricing.coupon-too-long'],
    [404, 'pricing.variant-unknown'],
    [422, 'request.invalid'],
  ]);
  expect((await cloud.call('POST', '/v1/pricing/calculate', { body: { lines: [] } })).status).toBe(401);
  expect((await calculate({ lines: [] }, await publishableKey(cloud, store))).status).toBe(401);
});

test('a quote goes out as a letter with its paper, in the language of its buyer, and is told as sent then', async () => {
  const mug = await store.product('Jug', 0);
  const [draftId, customerId] = [randomUUID(), randomUUID()];
  const bo = { id: customerId, name: 'Bo', email: 'bo@lime.example', phone: null, city: null, country: 'DE' };
  await store.command('customers.save', { customers: [{ ...bo, note: '', externalRef: null, status: 'active' }] });
  const draft = {
    draftId,
    version: 0,
    customerId,
    customerName: 'Bo',
    shipping: 500,
    delivery: null,
    note: 'ours alone',
  };
  const lines = [{ key: 'a', variantId: mug.variantId, quantity: 2 }];
  const saved = await store.command('orders.saveDraft', { ...draft, lines, validUntil: '2099-12-24' });
  expect(saved).toMatchObject({ status: 200 });
  await store.command('orders.mailDraft', { draftId, version: 1, to: 'bo@lime.example' });
  const listed = async () => (await cloud.call('GET', `/v1/drafts/${draftId}`, { token: store.token })).body;
  await vi.waitFor(async () => expect((await listed()).mailedAt).not.toBeNull(), { timeout: 60_000, interval: 50 });
  expect(await listed()).toMatchObject({ mailAt: null, mailTries: 1, version: 2, status: 'open' });
  const sent = letters.letters.filter(({ to }) => to === 'bo@lime.example');
  expect(sent).toHaveLength(1);
  const [{ subject, text, attachments } = { subject: '', text: '' }] = sent;
  expect(subject).toMatch(/^Angebot D-[0-9A-F]{6} – /);
  expect(text).toContain('2 × Jug');
  expect(text).toContain('Gültig bis: 24. Dezember 2099');
  expect(text).not.toContain('ours alone');
  expect(attachments).toMatchObject([{ contentType: 'application/pdf' }]);
  expect(attachments?.[0]?.content.subarray(0, 5).toString()).toBe('%PDF-');
});

test('a receipt goes out as a letter with its paper, and is told as sent then', async () => {
  const mug = await store.product('Ewer', 5);
  const [draftId, orderId] = [randomUUID(), randomUUID()];
  const draft = { draftId, version: 0, customerId: null, customerName: 'Cy', shipping: 0, delivery: null, note: '' };
  const lines = [{ key: 'a', variantId: mug.variantId, quantity: 2 }];
  await store.command('orders.saveDraft', { ...draft, lines, validUntil: null });
  const placed = { draftId, orderId, version: 1, expectedTotal: 2_400 };
  expect(await store.command('orders.placeDraft', placed)).toMatchObject({ status: 200 });
  expect(await store.command('orders.mailReceipt', { orderId, to: 'cy@lime.example' })).toMatchObject({ status: 200 });
  const kept = async () =>
    (await cloud.call('GET', `/v1/receipt-letters?orderId=${orderId}`, { token: store.token })).body.rows;
  await vi.waitFor(async () => expect(await kept()).toMatchObject([{ status: 'sent' }]), {
    timeout: 60_000,
    interval: 50,
  });
  expect(await kept()).toMatchObject([{ nextAt: null, tries: 1, actorName: expect.any(String) }]);
  const [letter, ...more] = letters.letters.filter(({ to }) => to === 'cy@lime.example');
  expect(more).toEqual([]);
  expect(letter?.subject).toMatch(/^Receipt #\d+ – /);
  expect(letter?.text).toContain('2 × Ewer');
  expect(letter?.attachments?.[0]?.content.subarray(0, 5).toString()).toBe('%PDF-');
});
