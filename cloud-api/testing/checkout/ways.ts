import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { Purchases } from './purchases.ts';

/** Ways that a provider can behave, and where an attempt then ends, killed or not. */
export const ways: readonly (readonly [how: string, method: string, end: string])[] = [
  ['says yes', 'test', 'done'],
  ['takes the money at once', 'test.captured-at-once', 'done'],
  ['authorises and does not answer', 'test.authorise-lost', 'done'],
  ['captures and does not answer', 'test.capture-lost', 'done'],
  ['loses the request to capture', 'test.capture-never', 'done'],
  ['gets every request twice', 'test.twice', 'done'],
  ['authorises long after everybody has given up', 'test.authorise-too-late', 'declined'],
  ['takes its word back at capture', 'test.capture-refused', 'returned'],
  ['says no', 'test.declined', 'declined'],
  ['waits for a shopper who never comes', 'test.challenge', 'returned'],
];

/**
 * Buys again and again, dying at one await more each time.
 * @param stride how many awaits further each time; @param first the first one, from 1
 */
export async function killEverywhere(
  purchases: Purchases,
  [, method, end]: (typeof ways)[number],
  { stride, first }: { readonly stride: number; readonly first: number },
): Promise<void> {
  const { variantId } = await purchases.store.product(`Mug ${randomUUID().slice(0, 8)}`, 60);
  let killed = true;
  for (let killAt = first; killed; killAt += stride) {
    const bought = await purchases.buy(variantId, { method, killAt });
    killed = bought.awaits >= killAt;
    if (!killed) expect(bought.awaits).toBeGreaterThan(6);
    const what = `${method} killed at ${killAt}`;
    const { state, orders, fulfilment, tenders, ledger, reserved, kept, captures, authorised } =
      await purchases.outcome(bought);
    const refused = method === 'test.capture-refused';
    // The provider's book, the tenders and the ledger say the same, and it is all or nothing.
    expect([tenders, ledger, reserved], what).toEqual([kept, kept, 0]);
    expect([kept, fulfilment], what).toEqual(
      orders === 0 ? [0, null] : refused ? [0, 'held'] : [bought.total, 'to-pick'],
    );
    expect(captures, what).toBeLessThanOrEqual(1);
    expect(authorised, what).toBe(0);
    // Killed before its first transaction was there it never was; afterwards it is as if nobody had died.
    if (state !== null) expect(state, what).toBe(end);
  }
  const { rows } = await purchases.admin.query(
    `SELECT on_hand, reserved, committed = (SELECT coalesce(sum(quantity), 0) FROM order_lines l WHERE l.variant_id = s.variant_id)
       AS as_ordered FROM stock_levels s WHERE variant_id = $1`,
    [variantId],
  );
  expect(rows).toEqual([{ on_hand: '60', reserved: '0', as_ordered: true }]);
}
