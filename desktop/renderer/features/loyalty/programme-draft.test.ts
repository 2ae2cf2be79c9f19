import { expect, test } from 'vitest';
import { draftOf, programmeOf } from './programme-draft.ts';

test('what stands there comes back as it was, and what is wrong is said where it is', () => {
  const whole = {
    ...{ status: 'running' as const, currency: 'GBP', pointValue: 2, pointsPerUnit: 5, redeemFrom: 10, monthsGood: 12 },
    ...{ offlinePoints: 500, updatedAt: 7, tiers: [{ name: 'Gold', from: 100, pointsPerUnit: 10 }] },
  };
  const { updatedAt: _, ...saved } = whole;
  const draft = draftOf(whole, 'GBP');
  expect(programmeOf(draft, 'GBP')).toEqual({ programme: saved, problems: {} });
  const [gold] = draft.tiers;
  if (!gold) throw new Error('no tier');
  const wrong = { ...draft, pointValue: '0', redeemFrom: '0', tiers: [gold, { ...gold, name: 'More', from: '100' }] };
  expect(Object.keys(programmeOf(wrong, 'GBP').problems)).toEqual(['pointValue', 'redeemFrom', 'tiers']);
  expect(draftOf(null, 'JPY').pointValue).toBe('1');
});
