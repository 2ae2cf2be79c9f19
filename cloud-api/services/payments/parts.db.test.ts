import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addAccount } from './accounts/accounts.ts';
import { HOLD_MS } from './providers/test/scripts.ts';
import { openPaymentShop, type PaymentShop } from './testing/shop.ts';

let shop: PaymentShop;
beforeAll(async () => {
  shop = await openPaymentShop();
  const by = { tenantId: shop.tenantId, id: randomUUID(), name: 'Ada' };
  const rules = { taken: 'sent', runsOut: 'task' } as const;
  await addAccount(shop.context, by, { provider: 'test', name: 'Test', settings: {}, secrets: {}, rules });
});
afterAll(() => shop?.close());

async function kept(method = 'test') {
  const asked = shop.asked({ method });
  await shop.payments.begin(asked);
  await shop.payments.keep(shop.tenantId, asked.attemptId);
  return asked.attemptId;
}
const take = (attemptId: string, upTo: number, last = false, again = false) =>
  shop.payments.capture(shop.tenantId, attemptId, { upTo, last, again });

test('ways to pay say when they are charged', async () => {
  const methods = await shop.payments.methods(shop.tenantId, { currency: 'GBP', amount: 1, country: null });
  expect(methods.map(({ id, charged }) => [id, charged])).toEqual([
    ['test', 'sent'],
    ['test-card', 'sent'],
  ]);
});

test('what is kept for its goods is let go by nobody, and taken in parts up to what was authorised', async () => {
  const asked = shop.asked();
  const { attemptId } = asked;
  const begun = await shop.payments.begin(asked);
  expect(begun).toMatchObject({ state: 'authorised', hold: { inParts: true, takesInTime: false, problem: null } });
  await shop.payments.keep(shop.tenantId, attemptId);
  shop.pass(shop.context.heldMs * 3);
  await shop.sweep();
  expect(await shop.payments.look(shop.tenantId, attemptId)).toMatchObject({ state: 'authorised', captured: 0 });
  expect(await take(attemptId, 500)).toMatchObject({ state: 'authorised', captured: 500 });
  expect(await take(attemptId, 500)).toMatchObject({ state: 'authorised', captured: 500 });
  await expect(take(attemptId, 1_201)).rejects.toMatchObject({ code: 'payments.capture-over-authorised' });
  // What was taken can be paid back while the rest is still held, and no more than that.
  const refund = { refundId: 'part', amount: 300 };
  expect(await shop.payments.refund(shop.tenantId, attemptId, refund)).toMatchObject({
    ...{ state: 'authorised', captured: 500, refunded: 300 },
  });
  await expect(shop.payments.refund(shop.tenantId, attemptId, { refundId: 'more', amount: 201 })).rejects.toMatchObject(
    { code: 'payments.refund-over-captured' },
  );
  expect(await take(attemptId, 900)).toMatchObject({ captured: 900 });
  // The last of it: what is left goes back to the shopper's card with it.
  expect(await take(attemptId, 1_000, true)).toMatchObject({ state: 'captured', captured: 1_000 });
  expect((await shop.entries(attemptId)).sort()).toEqual([
    ...['authorised 1200', 'captured 100', 'captured 400', 'captured 500', 'refunded 300', 'voided 200'],
  ]);
  expect(await shop.differences()).toEqual([]);
});

test('the rest is let go where nothing more is wanted of it, before anything was taken too', async () => {
  const some = await kept();
  await take(some, 700);
  expect(await take(some, 700, true)).toMatchObject({ state: 'captured', captured: 700 });
  const none = await kept();
  expect(await take(none, 0, true)).toMatchObject({ state: 'released', captured: 0 });
  expect(await shop.differences()).toEqual([]);
});

test('what can be taken once is over with that', async () => {
  const id = await kept('test.single-capture');
  expect((await shop.payments.look(shop.tenantId, id))?.hold).toMatchObject({ inParts: false });
  expect(await take(id, 500)).toMatchObject({ state: 'captured', captured: 500 });
  expect(await shop.differences()).toEqual([]);
});

test('an answer that is lost, a request that is lost and one that comes twice each take a part once', async () => {
  for (const method of ['test.capture-lost', 'test.capture-never', 'test.twice', 'test.webhook-only']) {
    const id = await kept(method);
    for (const [upTo, last] of [
      [400, false],
      [750, false],
      [1_200, true],
    ] as const) {
      await take(id, upTo, last);
      await take(id, upTo, last);
      shop.pass(60_000);
      await shop.sweep();
      shop.pass(60_000);
      await shop.sweep();
      expect(await take(id, upTo, last), `${method} ${upTo}`).toMatchObject({ captured: upTo });
    }
    const taken = (await shop.entries(id)).filter((entry) => entry.startsWith('captured')).sort();
    expect(taken, method).toEqual(['captured 350', 'captured 400', 'captured 450']);
  }
  expect(await shop.differences()).toEqual([]);
});

test('what has run out is not taken: it says so, and what was taken before stays', async () => {
  const [none, some] = [await kept(), await kept()];
  await take(some, 500);
  const until = (await shop.payments.look(shop.tenantId, none))?.hold?.until ?? 0;
  shop.pass(HOLD_MS);
  expect(until).toBeLessThanOrEqual(shop.context.now());
  expect(await take(none, 500)).toMatchObject({ state: 'released', captured: 0 });
  // Nobody asks, and the provider tells nothing: the sweeper finds it.
  await shop.settle();
  expect(await shop.payments.look(shop.tenantId, some)).toMatchObject({ state: 'captured', captured: 500 });
  expect(await shop.differences()).toEqual([]);
});

test('what the provider refuses to take is asked again by nobody but a person', async () => {
  const id = await kept('test.capture-refused');
  expect((await take(id, 500)).hold?.problem?.code).toBe('test.refused');
  await take(id, 500);
  const asked = () =>
    shop.rows<{ key: string }>(
      `SELECT key FROM payments.operations WHERE tenant_id = $1 AND attempt_id = $2 AND kind = 'capture' ORDER BY key`,
      [shop.tenantId, id],
    );
  expect((await asked()).map(({ key }) => key)).toEqual(['part']);
  await take(id, 500, false, true);
  expect((await asked()).map(({ key }) => key)).toEqual(['part', 'part#2']);
  // Given up, it is let go all the same.
  expect(await take(id, 0, true)).toMatchObject({ state: 'released' });
});
