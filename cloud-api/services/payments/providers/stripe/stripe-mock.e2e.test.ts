import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startStripeMock, whyNoStripeMock } from '../../../../../tools/parts/stripe-mock.ts';
import type { OpenAccount } from '../../accounts/account-rows.ts';
import type { Asked } from '../provider.ts';
import { CARD_PRESENT } from '../terminal.ts';
import { stripeProvider } from './stripe-provider.ts';

const leftOut = whyNoStripeMock();

/** Stripe's own simulator refuses what its description does not know; it keeps nothing, so it says nothing of states. */
describe.skipIf(leftOut)(
  `Stripe's description of its API, by stripe-mock${leftOut ? ` (left out: ${leftOut})` : ''}`,
  () => {
    let mock: Awaited<ReturnType<typeof startStripeMock>>;
    beforeAll(async () => {
      mock = await startStripeMock();
    }, 90_000);
    afterAll(() => mock?.stop());

    const account: OpenAccount = {
      ...{ id: 'a', provider: 'stripe', name: 'Cards', status: 'active', settings: {}, rules: {} },
      secrets: { secretKey: 'sk_test_123', webhookSecret: 'whsec_1' },
    };
    const asked = (reference: string | null): Asked => ({
      ...{ tenantId: 't', accountId: 'a', attemptId: 'b', checkoutId: 'c', orderId: 'd', method: 'stripe' },
      ...{ amount: 1_200, currency: 'GBP', description: 'A jug', createdAt: Date.now(), reference, agreement: null },
      ...{ pageUrl: 'http://127.0.0.1/pay/b?token=x', idempotencyKey: `b:${reference}` },
    });

    test('every request is one that Stripe describes', async () => {
      const provider = stripeProvider({ now: Date.now, openAccount: async () => account }, { api: mock.url });
      const begun = await provider.authorise({ ...asked(null), email: 'a@people.example', payer: null, inParts: true });
      expect(begun.reference).toMatch(/^cs_/);
      expect((await provider.look(asked('pi_1')))?.reference).toMatch(/^pi_/);
      expect((await provider.look(asked('cs_1')))?.reference).toMatch(/^(cs|pi)_/);
      expect((await provider.capture({ ...asked('pi_1'), take: 1_200, last: true })).reference).toMatch(/^pi_/);
      const part = { ...asked('pi_1'), idempotencyKey: 'b:part', take: 500, last: false };
      expect((await provider.capture(part)).reference).toMatch(/^pi_/);
      expect((await provider.release(asked('pi_1'))).reference).toMatch(/^pi_/);
      expect((await provider.release(asked('cs_1'))).reference).toMatch(/^(cs|pi)_/);
      expect((await provider.refund({ ...asked('pi_1'), key: 'refund:1', refund: 100 })).reference).toMatch(/^pi_/);
      expect(await provider.look(asked(null))).toBeNull();
    });

    test('and so is every request about readers', async () => {
      const provider = stripeProvider({ now: Date.now, openAccount: async () => account }, { api: mock.url });
      const { terminal } = provider;
      if (!terminal) throw new Error('it drives readers');
      const atReader = { ...asked(null), method: CARD_PRESENT, email: '', payer: null, inParts: false };
      const reader = { reader: 'tmr_1', asksTip: true };
      expect((await provider.authorise({ ...atReader, atReader: reader })).reference).toMatch(/^pi_/);
      const paid = { ...asked('pi_1'), method: CARD_PRESENT };
      expect((await provider.look(paid))?.reference).toMatch(/^pi_/);
      await provider.cancel?.(paid);
      await terminal.atIt(paid, 'tmr_1');
      await terminal.card(paid);
      expect((await terminal.readers(account))[0]?.id).toMatch(/^tmr_/);
      expect((await terminal.reader(account, 'tmr_1'))?.id).toMatch(/^tmr_/);
      expect((await terminal.places(account))[0]?.id).toMatch(/^tml_/);
      const place = {
        name: 'Bath',
        line1: '1 Milsom Street',
        city: 'Bath',
        postcode: 'BA1 1AA',
        country: 'GB',
        region: '',
      };
      expect((await terminal.addPlace(account, place)).id).toMatch(/^tml_/);
      const made = await terminal.register(account, { code: 'simulated-wpe', label: 'Counter', place: 'tml_1' });
      expect(made.id).toMatch(/^tmr_/);
      for (const how of ['approve', 'cancel'] as const) await terminal.present(account, 'tmr_1', how);
    });
  },
);
