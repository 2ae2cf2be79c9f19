import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openAccount, saveAccount, sealSecrets } from '../accounts/account-rows.ts';
import { type FakeStripe, startFakeStripe } from '../providers/stripe/testing/fake-stripe.ts';
import type { ReaderFault } from '../providers/stripe/testing/fake-terminal.ts';
import { stripeProvider } from '../providers/stripe/stripe-provider.ts';
import { openPaymentShop, type PaymentShop } from '../testing/shop.ts';
import { takeWebhook } from '../webhooks/webhooks.ts';
import { readPayouts } from '../payouts/read-payouts.ts';
import { type KeyState, type Terminal, terminalService } from './terminal-service.ts';

const KEY = 'sk_test_of_this_test';
const SIGNING = 'whsec_of_this_test';
const accountId = randomUUID();
const deviceId = randomUUID();
let shop: PaymentShop;
let stripe: FakeStripe;
let terminal: Terminal;
let reader: string;

beforeAll(async () => {
  shop = await openPaymentShop(async (needs) => {
    stripe = await startFakeStripe(KEY, needs.now);
    const open = (tenantId: string, id: string) => openAccount(needs, tenantId, id);
    return [stripeProvider({ now: needs.now, openAccount: open }, { api: stripe.url })];
  });
  const { context, tenantId, payments } = shop;
  const sealed = await sealSecrets(context, tenantId, accountId, { secretKey: KEY, webhookSecret: SIGNING });
  const account = { id: accountId, provider: 'stripe', name: 'Cards', status: 'active' as const };
  await context.inTenant(tenantId, (db) =>
    saveAccount(db, tenantId, { ...account, settings: {}, rules: {} }, sealed, context.now()),
  );
  reader = stripe.terminal.add('Counter').id;
  terminal = terminalService(context, payments);
});
afterAll(async () => {
  await shop?.close();
  await stripe?.close();
});
afterEach(() => {
  stripe.faults.splice(0);
  stripe.terminal.faults.splice(0);
  Object.assign(stripe.terminal.readers.get(reader) ?? {}, { action: null, status: 'online' });
});

const sale = (of: object = {}) => ({
  ...{ tenantId: shop.tenantId, deviceId, staffId: randomUUID(), key: randomUUID(), orderId: randomUUID() },
  ...{ amount: 2_000, currency: 'GBP', reader, asksTip: false, description: 'Till', ...of },
});
const of = ({ key }: { key: string }) => ({ tenantId: shop.tenantId, deviceId, key });

/** Asks as a till does, until it is over: time passes where nothing moves. */
async function ended(key: string, passing = 5_000): Promise<KeyState> {
  for (let round = 0; round < 60; round += 1) {
    const state = await terminal.ask(of({ key })).catch((error: unknown) => {
      if ((error as { status?: number }).status === 503) return null;
      throw error;
    });
    if (state && state.state !== 'running') return state;
    shop.pass(passing);
  }
  throw new Error('it does not come to an end');
}

describe('a card at a reader', () => {
  test('is taken once, with what a receipt says of it; paid back to it; and no other device may ask', async () => {
    const asked = sale();
    expect(await terminal.charge(asked)).toEqual({ state: 'running', progress: 'present-card' });
    expect(await terminal.charge(asked)).toEqual({ state: 'running', progress: 'present-card' });
    expect(await terminal.ask(of(asked))).toEqual({ state: 'running', progress: 'present-card' });
    stripe.terminal.present(reader);
    const approved = await terminal.ask(of(asked));
    expect(approved).toMatchObject({
      ...{ state: 'approved', amount: 2_000, tip: 0, provider: 'stripe', reference: expect.stringMatching(/^pi_/) },
      card: { brand: 'Visa', last4: '4242', entry: 'contactless', aid: 'A0000000031010', reader },
    });
    expect(await terminal.ask(of(asked))).toEqual(approved);
    expect(stripe.book(asked.key)).toMatchObject({ payments: 1, captured: 2_000, refunded: 0 });

    const back = { ...sale({ amount: 500 }), charge: asked.key };
    expect(await terminal.refund(back)).toMatchObject({ state: 'approved', amount: 500, card: { last4: '4242' } });
    expect(await terminal.refund(back)).toMatchObject({ state: 'approved', amount: 500 });
    expect(await terminal.refund({ ...sale({ amount: 1_600 }), charge: asked.key })).toMatchObject({
      ...{ state: 'declined', reason: expect.stringContaining('more than is left') },
    });
    expect(stripe.book(asked.key)).toMatchObject({ captured: 2_000, refunded: 500 });
    await expect(terminal.ask({ ...of(asked), deviceId: randomUUID() })).rejects.toMatchObject({ status: 404 });
    await expect(terminal.refund({ ...sale(), charge: randomUUID() })).rejects.toMatchObject({ status: 404 });
  });

  test.each([
    ['declined by the bank', '4000000000000002', 'declined', 'The bank declined the card'],
    ['without money', '4000000000009995', 'declined', 'There is not enough money on the card'],
  ])('%s: nothing is charged, and no card can pay it any more', async (_how, number, state, reason) => {
    const asked = sale();
    await terminal.charge(asked);
    stripe.terminal.present(reader, number);
    expect(await terminal.ask(of(asked))).toEqual({ state, reason });
    expect(stripe.terminal.present(reader).status).toBe(400);
    await shop.settle();
    expect(stripe.book(asked.key)).toMatchObject({ captured: 0, held: 0 });
  });

  test('is cancelled by the customer, or by the till, but not once it was paid', async () => {
    const walked = sale();
    await terminal.charge(walked);
    stripe.terminal.walkAway(reader);
    expect(await terminal.ask(of(walked))).toMatchObject({
      state: 'cancelled',
      reason: expect.stringContaining('Cancel'),
    });
    const stopped = sale();
    await terminal.charge(stopped);
    expect(await terminal.cancel(of(stopped))).toMatchObject({ state: 'cancelled' });
    expect(stripe.terminal.present(reader).status).toBe(400);
    const paid = sale();
    await terminal.charge(paid);
    stripe.terminal.present(reader);
    expect(await terminal.cancel(of(paid))).toMatchObject({ state: 'approved' });
    expect(stripe.book(paid.key)).toMatchObject({ captured: 2_000, refunded: 0 });
  });

  test('with a tip, where the reader asks for one: taken on top, and given back as a whole', async () => {
    const asked = sale({ asksTip: true });
    await terminal.charge(asked);
    stripe.terminal.present(reader, undefined, 300);
    expect(await terminal.ask(of(asked))).toMatchObject({ state: 'approved', amount: 2_300, tip: 300 });
    const back = { ...sale({ amount: 300 }), charge: asked.key };
    expect(await terminal.refund(back)).toMatchObject({ state: 'approved', amount: 300 });
    expect(await terminal.reverse(of(asked))).toMatchObject({ done: true });
    expect(stripe.book(asked.key)).toMatchObject({ captured: 2_300, refunded: 2_300 });
    const plain = sale();
    await terminal.charge(plain);
    stripe.terminal.present(reader, undefined, 300);
    expect(await terminal.ask(of(plain))).toMatchObject({ state: 'approved', amount: 2_000, tip: 0 });
  });

  test('that its till does not want any more is given back, once; one never asked for is refused for ever', async () => {
    const asked = sale();
    await terminal.charge(asked);
    stripe.terminal.present(reader);
    await ended(asked.key);
    expect(await terminal.reverse(of(asked))).toEqual({ done: true, reason: '' });
    expect(await terminal.reverse(of(asked))).toEqual({ done: true, reason: '' });
    expect(await terminal.ask(of(asked))).toEqual({ state: 'reversed' });
    expect(stripe.book(asked.key)).toMatchObject({ captured: 2_000, refunded: 2_000 });

    const late = sale();
    expect(await terminal.ask(of(late))).toMatchObject({ state: 'never' });
    expect(await terminal.charge(late)).toMatchObject({ state: 'never' });
    expect(stripe.book(late.key).payments).toBe(0);
    expect(await terminal.reverse(of(late))).toEqual({ done: true, reason: '' });
  });

  test.each<[ReaderFault, string]>([
    ['offline', 'has no network'],
    ['busy', 'is busy'],
  ])('where the reader is %s: nothing is charged, and the till is told why', async (fault, words) => {
    stripe.terminal.faults.push(fault);
    const asked = sale();
    expect(await terminal.charge(asked)).toMatchObject({ state: 'never', reason: expect.stringContaining(words) });
    expect(await terminal.charge(sale())).toMatchObject({ state: 'running' });
    await shop.settle();
    expect(stripe.book(asked.key)).toMatchObject({ captured: 0, held: 0 });
  });
});

describe('one charge or none, and the till knows which', () => {
  const lost = ['lost-before', 'lost-after', '500-before', '500-after', '429', '409', 'twice'] as const;
  const cases = lost.flatMap((fault) => [
    [fault, 'as it is made', [fault]] as const,
    [fault, 'as it is handed to the reader', [null, fault]] as const,
  ]);
  test.each(cases)('%s %s', async (_fault, _when, faults) => {
    for (const presents of [true, false]) {
      stripe.faults.splice(0, stripe.faults.length, ...faults);
      const asked = sale();
      await terminal.charge(asked).catch(() => {});
      stripe.faults.splice(0);
      if (presents) stripe.terminal.present(reader);
      else stripe.terminal.walkAway(reader);
      const known = await ended(asked.key);
      const there = stripe.book(asked.key);
      expect(there.captured === 2_000, JSON.stringify([known, there])).toBe(known.state === 'approved');
      expect(there.captured).toBeLessThanOrEqual(2_000);
      Object.assign(stripe.terminal.readers.get(reader) ?? {}, { action: null });
      // Whatever is left of it can be paid by no card any more.
      await shop.settle();
      expect(stripe.book(asked.key)).toMatchObject(there);
    }
  });

  test.each(['timeout-before', 'timeout-after'] as const)('the reader does not answer Stripe (%s)', async (fault) => {
    stripe.terminal.faults.push(fault);
    const asked = sale();
    await terminal.charge(asked);
    const took = stripe.terminal.present(reader).status === 200;
    expect((await ended(asked.key)).state).toBe(took ? 'approved' : 'cancelled');
    expect(took).toBe(fault === 'timeout-after');
    expect(stripe.book(asked.key).captured).toBe(took ? 2_000 : 0);
  });

  test('wherever the process ends between two steps', async () => {
    for (let at = 0; at < 16; at += 1) {
      const asked = sale();
      const running = shop.running({ places: 0, at });
      const dying = terminalService(running.context, running.payments);
      await dying.charge(asked).catch(() => {});
      await dying.ask(of(asked)).catch(() => {});
      const soon = stripe.terminal.present(reader).status === 200;
      await terminal.ask(of(asked)).catch(() => {});
      const presented = soon || stripe.terminal.present(reader).status === 200;
      const known = await ended(asked.key);
      const { captured } = stripe.book(asked.key);
      const where = `ended at place ${at}: ${JSON.stringify(known)}, ${captured}`;
      expect(captured, where).toBe(presented ? 2_000 : 0);
      expect(known.state === 'approved', where).toBe(presented);
      Object.assign(stripe.terminal.readers.get(reader) ?? {}, { action: null });
    }
  });

  test('an answer that is lost when it is given back or paid back', async () => {
    for (const fault of ['lost-after', 'lost-before', '500-after', 'twice'] as const) {
      const asked = sale();
      await terminal.charge(asked);
      stripe.terminal.present(reader);
      await ended(asked.key);
      const back = { ...sale({ amount: 700 }), charge: asked.key };
      stripe.faults.push(fault);
      await terminal.refund(back).catch(() => {});
      expect(await ended(back.key, 60_000)).toMatchObject({ state: 'approved', amount: 700 });
      stripe.faults.push(fault);
      await terminal.reverse(of(asked)).catch(() => {});
      await shop.settle();
      expect(await terminal.reverse(of(asked))).toMatchObject({ done: true });
      expect(stripe.book(asked.key), fault).toMatchObject({ captured: 2_000, refunded: 2_000 });
    }
  });
});

test('a webhook of the reader settles it before the till asks, and payouts name the payment', async () => {
  const asked = sale();
  await terminal.charge(asked);
  stripe.terminal.present(reader);
  const { header, body } = stripe.readerEvent(reader, 'terminal.reader.action_succeeded', SIGNING);
  const delivered = { provider: 'stripe', accountId, headers: { 'stripe-signature': header }, raw: Buffer.from(body) };
  await takeWebhook(shop.context, delivered);
  const [row] = await shop.rows<{ state: string; captured: number }>(
    'SELECT state, captured FROM payments.attempts WHERE tenant_id = $1 AND id = $2',
    [shop.tenantId, asked.key],
  );
  expect(row).toMatchObject({ state: 'captured', captured: 2_000 });
  stripe.payOut([asked.key], 'paid');
  expect(await readPayouts(shop.context, shop.tenantId, accountId)).toBe(1);
});
