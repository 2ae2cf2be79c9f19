import { expect, test } from 'vitest';
import type { OrderPage } from '../../../bridge/order-page.ts';
import { canClaim, emptyClaim, previewClaim } from './claim-draft.ts';

const line = (id: string, more: object) => ({
  id,
  quantity: 3,
  total: 1_000,
  sent: 3,
  returned: 0,
  replaced: 0,
  ...more,
});
const order = {
  ...{ kind: 'sale', status: 'closed', historical: false, due: 0, shippingTotal: 500, returns: [] },
  lines: [line('a', {}), line('b', { returned: 1, replaced: 1 }), line('c', { sent: 1, returned: 1 })],
  refundable: [
    { tenderId: 'card', kind: 'online', paid: 300, left: 300 },
    { tenderId: 'cash', kind: 'cash', paid: 5_000, left: 5_000 },
  ],
} as unknown as OrderPage;

test('what was given back or replaced is not claimed again, and each unit has its part of what was paid', () => {
  expect(canClaim(order)).toBe(true);
  expect(canClaim({ ...order, lines: order.lines.slice(2) })).toBe(false);
  expect(canClaim({ ...order, status: 'cancelled' })).toBe(false);
  expect(previewClaim(order, emptyClaim)).toBeNull();
  const units = { a: 2, b: 3, c: 1 };
  expect(previewClaim(order, { ...emptyClaim, units, shipping: true })).toEqual({
    lines: [
      { lineId: 'a', quantity: 2 },
      { lineId: 'b', quantity: 1 },
    ],
    ...{ shipping: 0, worth: 667 + 334, against: 0, refunds: [], stuck: 0 },
  });
});

test('money goes to what paid without a drawer, what is open is set against first, and what is stuck is said', () => {
  const asked = { ...emptyClaim, units: { a: 2 }, remedy: 'refund' as const, shipping: true };
  expect(previewClaim(order, asked)).toMatchObject({
    ...{ worth: 1_167, shipping: 500, against: 0, stuck: 867 },
    refunds: [{ tenderId: 'card', amount: 300 }],
  });
  const open = { ...order, due: 1_000 };
  expect(previewClaim(open, asked)).toMatchObject({ against: 1_000, stuck: 0, refunds: [{ amount: 167 }] });
  expect(previewClaim(open, { ...asked, remedy: 'store-credit' })).toMatchObject({ against: 1_000, refunds: [] });
});
