import { describe, expect, test } from 'vitest';
import type { Promotion } from './promotion-args.ts';
import { couponKey, usesToCount, whyNotUsable } from './promotion-uses.ts';

const promotion = (more: Partial<Promotion> = {}): Promotion => ({
  ...{ id: 'p', name: 'Winter', action: { kind: 'free-shipping' } },
  ...more,
});
const why = (more: Partial<Promotion>, codes: string[] = [], customerKnown?: boolean) =>
  whyNotUsable(promotion(more), {
    coupons: new Set(codes),
    situation: { at: 1_000, ...(customerKnown !== undefined && { customerKnown }) },
  });

test('codes are compared without spaces around them and in one case', () => {
  expect(couponKey(' win ter ')).toBe('WIN TER');
});

describe('why a promotion cannot be used now', () => {
  test('it has not begun, or is over', () => {
    const notBegun = { code: 'not-begun', text: 'It has not begun', details: { startsAt: 1_001 } };
    expect(why({ startsAt: 1_001 })).toEqual(notBegun);
    expect(why({ startsAt: 1_000, endsAt: 1_001 })).toBeUndefined();
    expect(why({ endsAt: 1_000 })).toEqual({ code: 'over', text: 'It is over', details: { endsAt: 1_000 } });
    expect(why({ startsAt: null, endsAt: null })).toBeUndefined();
  });

  test('its code was not entered, or was had as often as it may be', () => {
    expect(why({ codes: [] })).toBeUndefined();
    const missing = { code: 'code-not-entered', text: 'Its code was not entered' };
    expect(why({ codes: [{ code: 'Snow' }] })).toEqual(missing);
    expect(why({ codes: [{ code: 'Snow' }] }, ['ICE'])).toEqual(missing);
    expect(why({ codes: [{ code: 'Snow' }] }, ['SNOW'])).toBeUndefined();
    const usedUp = { code: 'code-used-up', text: 'The code has been used as often as it may be' };
    const once = { code: 'Once', limit: 1 };
    expect(why({ codes: [{ ...once, used: 1 }] }, ['ONCE'])).toEqual(usedUp);
    expect(why({ codes: [{ ...once, used: 0 }] }, ['ONCE'])).toBeUndefined();
    expect(why({ codes: [once] }, ['ONCE'])).toBeUndefined();
    // Of two that were entered one may still be had.
    expect(why({ codes: [{ ...once, used: 1 }, { code: 'Snow' }] }, ['ONCE', 'SNOW'])).toBeUndefined();
  });

  test('a customer may have it only so often, and has to be known', () => {
    const unknown = 'A customer may have it only so often, so it needs to know who buys';
    expect(why({ perCustomer: { limit: 2, used: 0 } }, [], false)).toEqual({ code: 'customer-unknown', text: unknown });
    expect(why({ perCustomer: { limit: 2, used: 1 } }, [], true)).toBeUndefined();
    expect(why({ perCustomer: { limit: 2, used: 1 } })).toBeUndefined();
    expect(why({ perCustomer: { limit: 2, used: 2 } }, [], true)).toEqual({
      code: 'customer-limit',
      text: 'This customer has had it 2 times, as often as it may be had',
    });
    expect(why({}, [], false)).toBeUndefined();
  });
});

describe('what has to be remembered of a sale', () => {
  const count = (more: Partial<Promotion>, entered: string[] = [], outcome = 'applied') =>
    usesToCount([promotion(more)], [{ id: 'p', outcome }], entered);

  test('a promotion with codes by the one that opened it, one per customer without', () => {
    expect(count({ codes: [{ code: 'Snow' }] }, [' snow'])).toEqual([{ promotionId: 'p', code: 'SNOW' }]);
    expect(count({ perCustomer: { limit: 1, used: 0 } })).toEqual([{ promotionId: 'p', code: '' }]);
    const both = { codes: [{ code: 'Snow' }], perCustomer: { limit: 1, used: 0 } };
    expect(count(both, ['SNOW'])).toEqual([{ promotionId: 'p', code: 'SNOW' }]);
    // It counted by something else: no code of it was entered.
    expect(count({ codes: [{ code: 'Snow' }] }, ['ICE'])).toEqual([{ promotionId: 'p', code: '' }]);
  });

  test('of several codes the first that may still be had', () => {
    const codes = [{ code: 'A', limit: 1, used: 1 }, { code: 'B', limit: 2, used: 1 }, { code: 'C' }];
    expect(count({ codes }, ['a', 'b', 'c'])).toEqual([{ promotionId: 'p', code: 'B' }]);
    expect(count({ codes }, ['a', 'c'])).toEqual([{ promotionId: 'p', code: 'C' }]);
    expect(count({ codes: [{ code: 'A', limit: 1 }] }, ['a'])).toEqual([{ promotionId: 'p', code: 'A' }]);
  });

  test('nothing of one that did not count, or that nobody counts', () => {
    expect(count({ codes: [{ code: 'Snow' }] }, ['SNOW'], 'near-miss')).toEqual([]);
    expect(
      usesToCount([promotion({ codes: [{ code: 'Snow' }] })], [{ id: 'q', outcome: 'applied' }], ['SNOW']),
    ).toEqual([]);
    expect(count({}, ['SNOW'])).toEqual([]);
    expect(count({ codes: [] })).toEqual([]);
  });
});
