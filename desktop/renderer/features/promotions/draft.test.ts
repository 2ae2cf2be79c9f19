import type { Promotion } from '@tillhouse/shared/domains/pricing/promotion-args.ts';
import { describe, expect, test } from 'vitest';
import { percentText } from '../../data/percent.ts';
import { changesOf, type Draft, draftOf } from './draft.ts';
import { readDraft } from './draft-rule.ts';
import { localText, parseLocal, parsePercent } from './draft-text.ts';
import { offerText } from './promotion-words.ts';
import { copyOf, ruleFrom, startingPoints } from './starting-points.ts';

const place = { currency: 'GBP', timeZone: 'Europe/London' };
const rule = (action: Promotion['action'], more: Partial<Promotion> = {}): Promotion => ({
  id: 'one',
  name: 'One',
  action,
  ...more,
});
const percent = { kind: 'percent', rate: '10/100', on: 'goods' } as const;
const read = (patch: Partial<Draft>, from = rule(percent)) => readDraft({ ...draftOf(from, place), ...patch }, place);

describe('a rule through the fields and back', () => {
  const rules: Promotion[] = [
    rule(percent, { target: { tags: ['a'], leaveOut: { weighed: true } }, excludes: ['two'], priority: -2 }),
    rule({ kind: 'fixed', amount: 500, spread: 'each', maxUnits: 3, on: 'order' }, { combines: 'never', atMost: 900 }),
    rule({ kind: 'fixed-price', amount: 999 }),
    rule({
      kind: 'buy-get',
      buy: { quantity: 2, of: { skus: ['A'] } },
      get: { quantity: 1 },
      off: '50/100',
      take: 'dearest',
      maxTimes: 2,
    }),
    rule(
      { kind: 'bundle', components: [{ quantity: 3, of: { tags: ['a'] } }], price: 1_000 },
      { target: { tags: ['a'] } },
    ),
    rule({ kind: 'bundle', components: [{ quantity: 1 }, { bundle: 'b', quantity: 1 }], off: '1/2' }),
    rule({ kind: 'tiers', by: 'spend', tiers: [{ from: 5_000, rate: '5/100' }], on: 'order' }),
    rule({ kind: 'tiers', by: 'quantity', tiers: [{ from: 2, amount: 100 }] }),
    rule({ kind: 'free-shipping', atMost: 500 }),
    rule({ kind: 'gift', of: { skus: ['A'] }, quantity: 1 }),
    rule(percent, {
      conditions: {
        match: 'any',
        of: [
          { kind: 'spend', atLeast: 5_000, of: { tags: ['b'] } },
          { kind: 'quantity', atLeast: 3 },
          { kind: 'channel', in: ['till'] },
          { kind: 'first-order' },
          { kind: 'time', days: [1, 5], from: '09:00', to: '11:30' },
          { kind: 'group', match: 'none', of: [{ kind: 'segment', in: ['new'] }] },
        ],
      },
      codes: [{ code: 'A1', limit: 5, used: 2 }, { code: 'B' }],
      startsAt: Date.UTC(2026, 10, 16),
      endsAt: Date.UTC(2026, 6, 1, 8, 30) + 365 * 86_400_000,
      budget: { id: 'shared', kind: 'spend', limit: 10_000, used: 70 },
      perCustomer: { limit: 1, used: 0 },
    }),
  ];
  test.each(rules.map((one, index) => [`${index} ${one.action.kind}`, one] as const))('%s stays itself', (_, one) => {
    expect(readDraft(draftOf(one, place), place)).toEqual({ rule: one, problems: {} });
  });

  test('every starting point is whole, and a copy leaves codes and what was used behind', () => {
    for (const { id } of startingPoints)
      expect(readDraft(draftOf(ruleFrom(id, 'x'), place), place).problems).toEqual({});
    const last = rules.at(-1) as Promotion;
    const copy = copyOf(last, 'new');
    expect(copy).toMatchObject({ id: 'new', name: 'One 2', budget: { kind: 'spend', limit: 10_000, used: 0 } });
    expect(copy.codes).toBeUndefined();
    expect(copy.budget).not.toHaveProperty('id');
  });

  test('units got are the dearest where a rule says nothing, as the calculation takes them', () => {
    const silent = rule({ kind: 'buy-get', buy: { quantity: 2 }, get: { quantity: 1 } });
    expect(readDraft(draftOf(silent, place), place).rule?.action).toMatchObject({ take: 'dearest', off: '100/100' });
  });

  test('only what differs counts as a change', () => {
    const saved = draftOf(rule(percent), place);
    expect(changesOf({ ...saved, percent: '12', priority: '3' }, saved)).toBe(2);
    expect(changesOf({ ...saved, percent: '10' }, saved)).toBe(0);
  });
});

describe('what is wrong, in words', () => {
  test.each([
    [{ name: ' ' }, 'name'],
    [{ percent: '0' }, 'percent'],
    [{ percent: '101' }, 'percent'],
    [{ kind: 'fixed', amount: '' }, 'amount'],
    [{ kind: 'fixed', amount: '-3' }, 'amount'],
    [{ kind: 'buy-get', buy: '1.5' }, 'buy'],
    [{ kind: 'tiers', tiers: [] }, 'tiers'],
    [{ kind: 'tiers', tiers: [{ from: '2', percent: 'x' }] }, 'tiers.0'],
    [{ kind: 'gift', gift: {} }, 'gift'],
    [{ conditions: [{ kind: 'spend', atLeast: '' }] }, 'conditions.0'],
    [{ conditions: [{ kind: 'time', days: [], from: '', to: '' }] }, 'conditions.0'],
    [
      {
        codes: [
          { code: 'A', limit: '' },
          { code: 'a', limit: '' },
        ],
      },
      'codes',
    ],
    [{ from: '2026-12-01T00:00', until: '2026-11-01T00:00' }, 'until'],
    [{ priority: 'high' }, 'priority'],
    [{ budgetKind: 'uses', budget: '' }, 'budget'],
  ] as [Partial<Draft>, string][])('%j is told at %s', (patch, field) => {
    const { rule: written, problems } = read(patch);
    expect(written).toBeNull();
    expect(Object.keys(problems)).toEqual([field]);
  });
});

describe('texts', () => {
  test('percentages are exact, with a comma too', () => {
    expect(['20', '12.5', '12,5 %', '100', '1/3'].map(parsePercent)).toEqual([
      '20/100',
      '125/1000',
      '125/1000',
      '100/100',
      '1/3',
    ]);
    expect(['', '0', '100.1', '4/3', '-1', 'x'].map(parsePercent)).toEqual([null, null, null, null, null, null]);
    expect(['20/100', '125/1000', '1', '1/3'].map(percentText)).toEqual(['20', '12.5', '100', '1/3']);
  });

  test('dates are those of the shop, on both sides of a change of the clocks', () => {
    for (const text of ['2026-07-01T00:00', '2026-12-06T23:59', '2026-10-25T03:00', '2026-03-29T02:30'])
      for (const zone of ['Europe/London', 'America/New_York', 'Asia/Kolkata'])
        expect(localText(parseLocal(text, zone), zone)).toBe(text);
    expect(parseLocal('2026-07-01T00:00', 'Europe/London')).toBe(Date.UTC(2026, 5, 30, 23));
  });

  test('an offer is said as one would say it', () => {
    const naming = { currency: 'GBP', name: (id: string) => id };
    expect(offerText(rule(percent, { target: { categories: ['Mugs'] } }), naming)).toBe('10% off Mugs');
    const mugs = rule({ kind: 'buy-get', buy: { quantity: 3 }, get: { quantity: 1 } }, { target: { skus: ['MUG'] } });
    expect(offerText(mugs, naming)).toBe('Buy 3, get 1 free, of MUG');
    expect(offerText(rule({ kind: 'fixed-price', amount: 500 }), naming)).toBe('Everything for £5.00 each');
  });
});
