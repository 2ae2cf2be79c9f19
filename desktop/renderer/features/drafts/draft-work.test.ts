import { expect, test } from 'vitest';
import type { DraftView } from '../../../bridge/draft-queries.ts';
import { demoFrozen } from '../../testing/demo/drafts.ts';
import { quoteDocument } from '@tillhouse/shared/domains/invoices/quote-document.ts';
import { withWrong } from '../orders/edit-draft.ts';
import { argsOf, emptyWork, withCode, withLine, withQuantity, workOf } from './draft-work.ts';

const mug = { variantId: 'v', title: 'Mug', sku: 'MUG', scale: 0 };

test('nothing is saved without goods, or a discount without its reason', () => {
  expect(argsOf('d', 0, emptyWork)).toBeNull();
  const one = withLine(withLine(emptyWork, mug, 'a'), mug, 'b');
  expect(argsOf('d', 0, one)).toMatchObject({ lines: [{ key: 'a', quantity: 2 }], delivery: null, validUntil: null });
  expect(argsOf('d', 0, { ...one, discount: 100 })).toBeNull();
  expect(argsOf('d', 0, { ...one, discount: 100, reason: 'Regular' })).toMatchObject({ discount: { amount: 100 } });
  expect(withQuantity(one, 'a', 0).lines).toEqual([]);
  // An amount that cannot be read is refused, and is not taken for none.
  expect(argsOf('d', 0, withWrong({ ...one, shipping: 0 }, 'shipping', true))).toBeNull();
  expect(argsOf('d', 0, one)).not.toHaveProperty('coupons');
  expect(argsOf('d', 0, withCode(withCode(one, 'Snow'), 'SNOW '))).toMatchObject({ coupons: ['Snow'] });
});

test('what was saved is written on as it was, and its paper adds up', () => {
  const view: DraftView = {
    ...{
      id: 'd',
      number: 'D-1',
      status: 'open',
      storeId: null,
      customerId: null,
      customerName: 'Lime',
      currency: 'GBP',
    },
    ...{ validUntil: '2026-12-24', total: 52_600, orderId: null, actorName: '', updatedAt: 0, lapsed: false },
    ...{ discount: null, coupons: ['SNOW'], note: '', frozen: demoFrozen, version: 1 },
    ...{ mailTo: null, mailAt: null, mailedAt: null, customerEmail: null, customerCountry: null },
  };
  expect(argsOf('d', 1, workOf(view))).toMatchObject({
    shipping: 1_200,
    validUntil: '2026-12-24',
    version: 1,
    coupons: ['SNOW'],
  });
  const { language, net, tax, total, shipping, delivery } = quoteDocument(view, 'DE', undefined, '2026-11-23');
  expect(net + tax + shipping).toBe(total);
  expect([delivery?.length, language]).toEqual([1, 'de']);
});
