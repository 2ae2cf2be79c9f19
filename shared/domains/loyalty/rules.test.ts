import fc from 'fast-check';
import { expect, test } from 'vitest';
import { earnedLately, mostFor, overAt, pointsBack, pointsFor, tierOf, TIER_MS } from './rules.ts';

test('whole points for whole units, in any currency; a part of one is none', () => {
  expect([pointsFor(1_999, 1, 2), pointsFor(1_999, 5, 2), pointsFor(1_999, 1, 0), pointsFor(-5, 1, 2)]).toEqual([
    19, 99, 1_999, 0,
  ]);
  expect([mostFor({ pointValue: 3 }, 100), mostFor({ pointValue: 3 }, -1)]).toEqual([33, 0]);
});

test('a tier is the highest that the points of twelve months reach; used and given ones count for none', () => {
  const tiers = [
    { name: 'Silver', from: 100, pointsPerUnit: 2 },
    { name: 'Gold', from: 500, pointsPerUnit: 3 },
  ];
  expect([99, 100, 499, 500].map((earned) => tierOf({ tiers }, earned)?.name)).toEqual([
    undefined,
    'Silver',
    'Silver',
    'Gold',
  ]);
  const at = 2 * TIER_MS;
  const moved = (kind: 'earned' | 'taken-back' | 'redeemed' | 'given', points: number, ago: number) => ({
    ...{ kind, points, occurredAt: at - ago },
  });
  expect(
    earnedLately(
      [
        moved('earned', 90, 1),
        moved('taken-back', -20, 1),
        moved('redeemed', -50, 1),
        moved('given', 500, 1),
        moved('earned', 7, TIER_MS),
      ],
      at,
    ),
  ).toBe(70);
  expect([overAt({ monthsGood: 0 }, 5), overAt({ monthsGood: 12 }, 5)]).toEqual([null, 5 + TIER_MS]);
});

test('however goods come back, the last of them takes the last of the points, and none before it too many', () => {
  const line = fc.record({ total: fc.integer({ min: 0, max: 99_999 }), quantity: fc.integer({ min: 1, max: 5 }) });
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 4 }),
      fc.nat(5_000),
      fc.infiniteStream(fc.nat()),
      (lines, earned, order) => {
        const left = lines.map(({ quantity }) => quantity);
        let takenBack = 0;
        while (left.some((units) => units > 0)) {
          const at = (order.next().value ?? 0) % lines.length;
          if ((left[at] ?? 0) === 0) continue;
          left[at] = (left[at] ?? 0) - 1;
          const back = lines.map((one, index) => ({ ...one, back: one.quantity - (left[index] ?? 0) }));
          takenBack += pointsBack(earned, takenBack, back);
          expect(takenBack).toBeLessThanOrEqual(earned);
        }
        expect(takenBack).toBe(earned);
      },
    ),
    { numRuns: 50 },
  );
});
