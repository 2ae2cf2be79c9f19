import { DomainError } from '@tillhouse/shared/kernel/errors.ts';
import { expect } from 'vitest';
import { Crash, type Ends, type PaymentShop } from './shop.ts';

export type Way = 'capture' | 'release' | 'refund' | 'capture, then release' | 'refund, then release';

/** What was lost is looked for; until it is found, no money is there to be paid back. */
function refused(error: unknown): void {
  if (!(error instanceof DomainError)) throw error;
}

/**
 * Goes a way once for each place at which the process may end: before and after each transaction of ours and each call
 * to the provider. Some callers come back at once, some after everything came to rest, some never. Whatever is left:
 * at most one authorisation and one capture, and the provider's own book is ours.
 */
export async function endBetweenSteps(shop: PaymentShop, method: string, way: Way): Promise<void> {
  const { tenantId } = shop;
  const run = async (ends: Ends, asked: ReturnType<PaymentShop['asked']>): Promise<void> => {
    const { payments } = shop.running(ends);
    const { attemptId } = asked;
    let attempt = await payments.begin(asked);
    if (attempt.state === 'unknown') attempt = (await payments.look(tenantId, attemptId)) ?? attempt;
    if (way !== 'release' && attempt.state === 'authorised') await payments.capture(tenantId, attemptId);
    if (way.startsWith('refund'))
      await payments.refund(tenantId, attemptId, { refundId: 'one', amount: 300 }).catch(refused);
    if (way.endsWith('release')) await payments.release(tenantId, attemptId, 'no order');
  };
  const whole: Ends = { places: 0, at: -1 };
  await run(whole, shop.asked({ method }));
  expect(whole.places).toBeGreaterThan(6);
  const tried = Array.from({ length: whole.places }, () => shop.asked({ method }));
  // Whoever called comes back at once and asks for the same, or after all came to rest, or never.
  const comesBack = (at: number, asked: ReturnType<PaymentShop['asked']>) =>
    run({ places: 0, at: -1 }, asked).catch((error: unknown) => expect(error, `${at}`).toBeInstanceOf(DomainError));
  for (const [at, asked] of tried.entries()) {
    const ends: Ends = { places: 0, at };
    await run(ends, asked).catch((error: unknown) => expect(error, `${at}`).toBeInstanceOf(Crash));
    expect(ends.ended, `${at}`).toBe(true);
    if (at % 3 === 0) await comesBack(at, asked);
  }
  await shop.settle();
  expect(await shop.differences()).toEqual([]);
  for (const [at, asked] of tried.entries()) if (at % 3 === 1) await comesBack(at, asked);
  await shop.settle();
  expect(await shop.differences()).toEqual([]);
  for (const [at, { attemptId }] of tried.entries()) {
    const entries = await shop.entries(attemptId);
    const of = (kind: string) => entries.filter((entry) => entry.startsWith(kind)).length;
    expect([of('authorised') <= 1, of('captured') <= 1], `${at}: ${entries}`).toEqual([true, true]);
    const found = await shop.payments.look(tenantId, attemptId);
    expect(['captured', 'refunded', 'released', 'declined', undefined], `${at}`).toContain(found?.state);
    // What was asked for is so; the request to authorise itself may have been lost, and then nothing is.
    if (at % 3 === 1 && found?.state === 'captured' && !way.endsWith('release')) {
      expect(found, `${at}`).toMatchObject({ captured: 1_200, refunded: way.startsWith('refund') ? 300 : 0 });
    }
    if (at % 3 !== 2 && way.endsWith('release')) expect(found?.captured, `${at}`).toBe(found?.refunded);
  }
}
