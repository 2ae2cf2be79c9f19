import { describe, expect, test } from 'vitest';
import type { Condition, Leaf, Promotion, Target } from './promotion-args.ts';
import { askConditions, type Situation } from './promotion-conditions.ts';
import { finderOf, type Good } from './promotion-goods.ts';

const good = (key: string, amount: number, quantity: number, tags: string[] = []): Good => ({
  ...{ key, variantId: key, productId: null, sku: key, title: key, categories: [], tags },
  ...{ giftCard: false, reduced: false, quantity, scale: 0, pieces: quantity, amount },
});
const goods = [good('mug', 1_200, 2, ['home']), good('tea', 300, 1)];
const shelf = { goods, find: finderOf(goods) };
/** Friday, 27 November 2026, noon in London. */
const noon = Date.UTC(2026, 10, 27, 12);
const now: Situation = {
  ...{ at: noon, timeZone: 'Europe/London', channel: 'till', locationId: 'bath', groups: ['staff', 'friends'] },
  ...{ segments: ['lapsed'], firstOrder: false, money: (amount) => `£${amount / 100}` },
};
type Of = NonNullable<Promotion['conditions']>['of'];
const ask = (match: 'all' | 'any', of: Of, more: Partial<Situation> = {}, target?: Target) =>
  askConditions({ id: 'p', name: 'P', action: { kind: 'free-shipping' }, target, conditions: { match, of } }, shelf, {
    ...now,
    ...more,
  });
const one = (leaf: Leaf, more: Partial<Situation> = {}, target?: Target) => ask('all', [leaf], more, target);
const said = ({ reasons }: { reasons: readonly { text: string }[] }) => reasons.map(({ text }) => text);

describe('what is in the basket', () => {
  test('spend: of its own goods, or of those that the condition names; what is missing is said', () => {
    expect(one({ kind: 'spend', atLeast: 1_500 })).toEqual({
      ...{ met: true, near: false },
      reasons: [{ code: 'condition.spend', text: '£15 of goods qualify, £15 needed' }],
    });
    expect(one({ kind: 'spend', atLeast: 1_501 })).toEqual({
      ...{ met: false, near: true },
      reasons: [
        {
          ...{ code: 'condition.spend', text: '£15 of goods qualify, £15.01 needed' },
          details: { got: 1_500, needed: 1_501, missing: 1 },
        },
      ],
    });
    expect(one({ kind: 'spend', atLeast: 1_300 }, {}, { tags: ['home'] }).met).toBe(false);
    expect(one({ kind: 'spend', atLeast: 300, of: { skus: ['tea'] } }, {}, { tags: ['none'] }).met).toBe(true);
  });

  test('quantity: pieces of the goods', () => {
    expect(one({ kind: 'quantity', atLeast: 3 })).toEqual({
      ...{ met: true, near: false },
      reasons: [{ code: 'condition.quantity', text: '3 of the goods qualify, 3 needed' }],
    });
    expect(one({ kind: 'quantity', atLeast: 5, of: { tags: ['home'] } })).toEqual({
      ...{ met: false, near: true },
      reasons: [
        {
          ...{ code: 'condition.quantity', text: '2 of the goods qualify, 5 needed' },
          details: { got: 2, needed: 5, missing: 3 },
        },
      ],
    });
  });
});

describe('who buys, and where', () => {
  const yes: readonly [Leaf, string, string][] = [
    [
      { kind: 'customer-group', in: ['friends', 'press'] },
      'condition.customer-group',
      'The customer group is friends, press',
    ],
    [{ kind: 'segment', in: ['lapsed'] }, 'condition.segment', 'The segment is lapsed'],
    [{ kind: 'channel', in: ['till'] }, 'condition.channel', 'The channel is till'],
    [{ kind: 'location', in: ['bath'] }, 'condition.location', 'The location is bath'],
  ];
  test.each(yes)('%o', (leaf, code, text) => {
    expect(one(leaf)).toEqual({ met: true, near: false, reasons: [{ code, text }] });
    const other = { groups: ['staff'], segments: [], channel: 'online', locationId: 'york' };
    const wanted = 'in' in leaf ? leaf.in : [];
    expect(one(leaf, other)).toEqual({
      ...{ met: false, near: false },
      reasons: [{ code, text: text.replace(' is ', ' is not '), details: { wanted } }],
    });
  });

  test('a first order', () => {
    expect(one({ kind: 'first-order' }, { firstOrder: true })).toEqual({
      ...{ met: true, near: false },
      reasons: [{ code: 'condition.first-order', text: 'It is the first order' }],
    });
    expect(one({ kind: 'first-order' })).toEqual({
      ...{ met: false, near: false },
      reasons: [{ code: 'condition.first-order', text: 'It is for a first order' }],
    });
  });
});

describe('when', () => {
  const at = (day: number, hour: number, minute = 0) => ({ at: Date.UTC(2026, 10, day, hour, minute) });
  const time = (days?: number[], from?: string, to?: string): Leaf => ({
    ...{ kind: 'time', ...(days && { days }) },
    ...{ ...(from !== undefined && { from }), ...(to !== undefined && { to }) },
  });

  test('on a day, from an hour until before another', () => {
    expect(one(time([5]))).toEqual({
      ...{ met: true, near: false },
      reasons: [{ code: 'condition.time', text: 'It holds at this hour' }],
    });
    expect(one(time([4]))).toEqual({
      ...{ met: false, near: false },
      reasons: [{ code: 'condition.time', text: 'It does not hold on this day', details: { days: [4] } }],
    });
    const lunch = time(undefined, '12:00', '14:00');
    expect([at(27, 11, 59), at(27, 12), at(27, 13, 59), at(27, 14)].map((when) => one(lunch, when).met)).toEqual([
      ...[false, true, true, false],
    ]);
    expect(one(lunch, at(27, 14)).reasons).toEqual([
      {
        ...{ code: 'condition.time', text: 'It holds from 12:00 to 14:00' },
        details: { from: '12:00', to: '14:00' },
      },
    ]);
  });

  test('with one end alone the day is the other', () => {
    const late = time(undefined, '18:00');
    expect([at(27, 17, 59), at(27, 18), at(27, 23, 59), at(28, 0)].map((when) => one(late, when).met)).toEqual([
      ...[false, true, true, false],
    ]);
    expect(said(one(late))).toEqual(['It holds from 18:00 to 24:00']);
    const early = time(undefined, undefined, '09:00');
    expect([at(27, 0), at(27, 8, 59), at(27, 9)].map((when) => one(early, when).met)).toEqual([true, true, false]);
    expect(said(one(early))).toEqual(['It holds from 00:00 to 09:00']);
    expect(one(time()).met).toBe(true);
  });

  test('past midnight it still belongs to the day on which it began, Sunday into Monday too', () => {
    const night = time([7], '22:00', '02:00');
    // The 29th is a Sunday.
    expect([at(29, 22), at(30, 1, 59), at(30, 2), at(29, 1), at(30, 22)].map((when) => one(night, when).met)).toEqual([
      ...[true, true, false, false, false],
    ]);
    const anyNight = time(undefined, '22:00', '02:00');
    expect([at(27, 2), at(27, 12), at(27, 21, 59), at(27, 22)].map((when) => one(anyNight, when).met)).toEqual([
      ...[false, false, false, true],
    ]);
    const allDay = time([5], '10:00', '10:00');
    expect([at(27, 9, 59), at(27, 10), at(28, 9, 59), at(28, 10)].map((when) => one(allDay, when).met)).toEqual([
      ...[false, true, true, false],
    ]);
  });
});

describe('together', () => {
  const yes: Leaf = { kind: 'channel', in: ['till'] };
  const no: Leaf = { kind: 'location', in: ['york'] };
  const near: Leaf = { kind: 'spend', atLeast: 9_000 };
  const group = (match: 'all' | 'any' | 'none', ...of: Leaf[]): Condition => ({ kind: 'group', match, of });
  const brief = ({ met, near: isNear, reasons }: ReturnType<typeof ask>) => [
    met,
    isNear,
    reasons.map(({ code }) => code.replace('condition.', '')),
  ];

  test('nothing asked for holds without a word', () => {
    const plain: Promotion = { id: 'p', name: 'P', action: { kind: 'free-shipping' } };
    expect(askConditions(plain, shelf, now)).toEqual({ met: true, near: false, reasons: [] });
    expect(brief(ask('all', []))).toEqual([true, false, []]);
    expect(brief(ask('any', []))).toEqual([true, false, []]);
  });

  test('all: what is missing is said, and near where only goods are', () => {
    expect(brief(ask('all', [yes, yes]))).toEqual([true, false, ['channel', 'channel']]);
    expect(brief(ask('all', [yes, no]))).toEqual([false, false, ['location']]);
    expect(brief(ask('all', [yes, near]))).toEqual([false, true, ['spend']]);
    expect(brief(ask('all', [near, no]))).toEqual([false, false, ['spend', 'location']]);
  });

  test('any: what holds is said; where nothing does, all that is missing', () => {
    expect(brief(ask('any', [no, yes]))).toEqual([true, false, ['channel']]);
    expect(brief(ask('any', [no, near]))).toEqual([false, true, ['location', 'spend']]);
    expect(brief(ask('any', [no, no]))).toEqual([false, false, ['location', 'location']]);
    expect(brief(ask('any', [near, yes]))).toEqual([true, false, ['channel']]);
  });

  test('groups: one of them, none of them, all of them', () => {
    expect(brief(ask('all', [group('any', no, yes), yes]))).toEqual([true, false, ['channel', 'channel']]);
    expect(brief(ask('all', [group('none', no, near)]))).toEqual([true, false, []]);
    expect(brief(ask('all', [group('none', no, yes)]))).toEqual([false, false, ['channel']]);
    expect(brief(ask('any', [group('all', yes, near), no]))).toEqual([false, true, ['spend', 'location']]);
    expect(brief(ask('all', [group('any', near), group('none')]))).toEqual([false, true, ['spend']]);
  });
});
