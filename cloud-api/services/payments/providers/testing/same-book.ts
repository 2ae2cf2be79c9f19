import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect } from 'vitest';
import { changeAccount, shownAccounts } from '../../accounts/accounts.ts';
import { Crash, type PaymentShop } from '../../testing/shop.ts';
import type { Fault } from '../../../../testing/faulty-api.ts';

/** What a provider that goes wrong as it is told says of itself. */
export interface FakeProvider {
  readonly faults: (Fault | null)[];
  /** What the shopper does at its page */
  pay(attemptId: string, how: 'pays' | 'challenged' | 'confirms' | 'leaves'): void;
  /** Somebody pays back in the provider's own office. */
  refundThere(attemptId: string, amount: number): void;
  /** What it holds of an attempt runs out. */
  runOut?(attemptId: string): void;
  /** Its own book of an attempt, over all payments that were made for it */
  book(attemptId: string): FakeBook;
}

export interface FakeBook {
  readonly payments: number;
  readonly captures: number;
  readonly captured: number;
  readonly refunded: number;
  readonly held: number;
}

const faults: readonly (Fault | null)[] = [
  ...[null, null, 'lost-before', 'lost-after', '500-before', '500-after'],
  ...['429', '409', 'twice'],
] as (Fault | null)[];

/** One way of things to go, of all that a contract has to hold in. */
const runs = (methods: readonly string[]) =>
  fc.record({
    method: fc.constantFrom(...methods),
    faults: fc.array(fc.constantFrom(...faults), { minLength: 4, maxLength: 8 }),
    shopper: fc.constantFrom('pays', 'challenged', 'leaves' as const),
    confirms: fc.boolean(),
    ends: fc.nat({ max: 40 }),
    comesBack: fc.boolean(),
    goal: fc.constantFrom('captures', 'releases', 'pays back', 'captures, releases', 'goes away' as const),
    officeRefunds: fc.boolean(),
  });

const isKnown = (error: unknown): boolean =>
  error instanceof Crash || String((error as { code?: unknown }).code).startsWith('payments.');

/**
 * The contract of every provider: whatever is lost, repeated or broken, and wherever the process ends, its book is ours,
 * nothing is taken twice, and nothing stays held.
 */
export function keepsTheSameBook(
  shop: PaymentShop,
  fake: FakeProvider,
  methods: readonly string[],
  numRuns: number,
): Promise<void> {
  const { tenantId } = shop;
  return fc.assert(
    fc.asyncProperty(runs(methods), async (way) => {
      const ask = shop.asked({ method: way.method, currency: 'EUR' });
      const { attemptId } = ask;
      fake.faults.splice(0, fake.faults.length, ...way.faults);
      const go = async (payments: PaymentShop['payments']): Promise<void> => {
        await payments.begin(ask);
        fake.pay(attemptId, way.shopper as 'pays');
        if (way.confirms) fake.pay(attemptId, 'confirms');
        await payments.look(tenantId, attemptId);
        if (way.goal.startsWith('captures') || way.goal === 'pays back') await payments.capture(tenantId, attemptId);
        if (way.goal === 'pays back') await payments.refund(tenantId, attemptId, { refundId: 'one', amount: 500 });
        if (way.goal.endsWith('releases')) await payments.release(tenantId, attemptId, 'no order');
      };
      const went = (payments: PaymentShop['payments']) =>
        go(payments).catch((error: unknown) => expect(isKnown(error), String(error)).toBe(true));
      await went(shop.running({ places: 0, at: way.ends }).payments);
      if (way.comesBack) await went(shop.payments);
      if (way.officeRefunds) fake.refundThere(attemptId, 200);
      fake.faults.splice(0);
      await shop.settle();
      const found = await shop.payments.look(tenantId, attemptId);
      const there = fake.book(attemptId);
      expect(there.payments).toBeLessThanOrEqual(1);
      expect(there.captures).toBeLessThanOrEqual(1);
      if (!found) {
        expect(there.payments).toBe(0);
        return;
      }
      // What its office did is told by a webhook, or found at the next look.
      if (way.officeRefunds) return;
      expect([found.captured, found.refunded]).toEqual([there.captured, there.refunded]);
      expect(there.held).toBe(found.state === 'authorised' ? 1 : 0);
      expect(['captured', 'refunded', 'released', 'declined']).toContain(found.state);
    }),
    { numRuns },
  );
}

const sends = fc.record({
  faults: fc.array(fc.constantFrom(...faults), { minLength: 4, maxLength: 10 }),
  /** What is wanted in all, by parcel; what is less than before is what was wanted before */
  parts: fc.array(fc.integer({ min: 1, max: 1_200 }), { minLength: 1, maxLength: 4 }),
  /** Of what was taken by then, in hundredths */
  back: fc.option(fc.integer({ min: 1, max: 100 })),
  ends: fc.nat({ max: 60 }),
  goes: fc.constantFrom('is sent whole', 'is cancelled', 'runs out' as const),
});

/**
 * The contract of every provider that holds in parts: whatever is lost, repeated or broken, and wherever the process ends, its book is
 * ours, never more is taken than is wanted and was authorised, and nothing stays held of what is over.
 */
export async function takesInParts(
  shop: PaymentShop,
  fake: FakeProvider,
  { method, currency = 'EUR' }: { readonly method: string; readonly currency?: string },
  numRuns: number,
): Promise<void> {
  const { tenantId, context } = shop;
  const by = { tenantId, id: randomUUID(), name: 'Ada' };
  for (const { id } of await shownAccounts(context, tenantId))
    await changeAccount(context, by, id, { rules: { taken: 'sent' } });
  const parts: number[] = [];
  await fc.assert(
    fc.asyncProperty(sends, async (way) => {
      const ask = shop.asked({ method, currency });
      const { attemptId, amount } = ask;
      await shop.payments.begin(ask);
      fake.pay(attemptId, 'pays');
      await shop.payments.look(tenantId, attemptId);
      expect((await shop.payments.keep(tenantId, attemptId)).hold).toMatchObject({ inParts: true, problem: null });
      fake.faults.splice(0, fake.faults.length, ...way.faults);
      let upTo = 0;
      const running = shop.running({ places: 0, at: way.ends }).payments;
      const go = async (): Promise<void> => {
        for (const part of way.parts) {
          upTo = Math.max(upTo, part);
          await running.capture(tenantId, attemptId, { upTo, last: false });
        }
      };
      await go().catch((error: unknown) => expect(isKnown(error), String(error)).toBe(true));
      fake.faults.splice(0);
      await shop.settleHeld();
      const taken = fake.book(attemptId).captured;
      expect(taken).toBeLessThanOrEqual(upTo);
      if (taken > 0) parts.push(fake.book(attemptId).captures);
      const refund = Math.floor((taken * (way.back ?? 0)) / 100);
      if (refund > 0) await shop.payments.refund(tenantId, attemptId, { refundId: 'one', amount: refund });
      if (way.goes === 'runs out') fake.runOut?.(attemptId);
      const last = way.goes === 'is cancelled' ? taken : amount;
      await shop.payments.capture(tenantId, attemptId, { upTo: last, last: true });
      await shop.settle();
      const found = await shop.payments.look(tenantId, attemptId);
      const there = fake.book(attemptId);
      expect([found?.captured, found?.refunded]).toEqual([there.captured, there.refunded]);
      expect(there.held).toBe(0);
      expect(there.captured).toBe(way.goes === 'is sent whole' ? amount : taken);
      expect(there.payments).toBe(1);
    }),
    { numRuns },
  );
  // It was worth its while: more than one part was taken of some.
  expect(Math.max(...parts)).toBeGreaterThan(1);
}
