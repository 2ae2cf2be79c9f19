import { expect, test } from 'vitest';
import { lineDiscounts, type SellingLine, type SellingMoment } from './line-discounts.ts';
import type { Promotion } from './promotion-args.ts';

const line = (more: Partial<SellingLine> = {}): SellingLine => ({
  ...{ key: 'a', variantId: 'v', productId: 'p', sku: 'S', title: 'Tea', category: 'Tea', tags: [] },
  ...{ quantity: 2, scale: 0, unitPrice: 1_000, reduced: false, discount: 0 },
  ...more,
});
const moment: SellingMoment = {
  ...{ at: 0, timeZone: 'UTC', currency: 'GBP', channel: 'till', locationId: 'bath' },
  ...{ coupons: [], customerKnown: false, groups: [] },
};
const tenth: Promotion = { id: 'ten', name: 'Tens', action: { kind: 'percent', rate: '10/100' } };
const taken = (rule: Partial<Promotion>, lines = [line()], more: Partial<SellingMoment> = {}) =>
  lineDiscounts([{ ...tenth, ...rule } as Promotion], lines, { ...moment, ...more }).byLine.map((offs) =>
    offs.reduce((all, { amount }) => all + amount, 0),
  );

test('without promotions nothing is taken off any line', () => {
  const none = { promotions: [], byLine: [[], []], shippingOff: [] };
  expect(lineDiscounts([], [line(), line({ key: 'b' })], moment)).toEqual(none);
});

test('what is left of a line after a person’s discount counts, and never less than nothing', () => {
  expect(taken({}, [line(), line({ key: 'b', discount: 500 }), line({ key: 'c', discount: 9_999 })])).toEqual([
    200, 150, 0,
  ]);
});

test('the goods of a sale have a category and are no gift cards', () => {
  expect(taken({ target: { categories: ['Tea'] } })).toEqual([200]);
  expect(taken({ target: { categories: ['Coffee'] } })).toEqual([0]);
  expect(taken({ target: { leaveOut: { giftCards: true } } })).toEqual([200]);
});

test('what is weighed is no piece', () => {
  const twoForOne = { action: { kind: 'buy-get' as const, buy: { quantity: 1 }, get: { quantity: 1 } } };
  expect(taken(twoForOne)).toEqual([1_000]);
  expect(taken(twoForOne, [line({ quantity: 2_000, scale: 3 })])).toEqual([0]);
});

test('a code counts as it was typed, and nobody is in a segment or here for the first time', () => {
  const coded = { codes: [{ code: 'TEN' }] };
  expect([taken(coded), taken(coded, [line()], { coupons: [' ten '] })]).toEqual([[0], [200]]);
  const asks = (of: NonNullable<Promotion['conditions']>['of']) => taken({ conditions: { match: 'all', of } });
  expect(asks([{ kind: 'segment', in: ['regulars'] }])).toEqual([0]);
  expect(asks([{ kind: 'first-order' }])).toEqual([0]);
});

test('its reasons are in the decimals of the currency', () => {
  const spend = { kind: 'spend' as const, atLeast: 3_000 };
  const said = (currency: string) =>
    JSON.stringify(
      lineDiscounts([{ ...tenth, conditions: { match: 'all', of: [spend] } }], [line()], { ...moment, currency }),
    );
  expect(said('KWD')).toContain('3.000');
  expect(said('JPY')).toContain('3000');
  expect(said('GBP')).toContain('30.00');
});
