import type { PointMovementRow, PointsShown, ProgrammeView } from '../../../bridge/loyalty-views.ts';
import type { QueryMap } from '../../../bridge/queries.ts';
import { NOW } from './catalog.ts';
import { creditAnswers as cards } from './credit.ts';

const DAY = 86_400_000;
const programme: ProgrammeView = {
  ...{ status: 'running', currency: 'GBP', pointValue: 1, pointsPerUnit: 2, redeemFrom: 100, offlinePoints: 2_000 },
  ...{ monthsGood: 24, updatedAt: NOW - 40 * DAY },
  tiers: [
    { name: 'Silver', from: 500, pointsPerUnit: 3 },
    { name: 'Gold', from: 2_000, pointsPerUnit: 5 },
  ],
};
const shown = (balance: number, earnedLately: number): PointsShown => ({
  ...{ balance, value: balance, earnedLately, overAt: balance > 0 ? NOW + 600 * DAY : null },
  tier: earnedLately >= 2_000 ? 'Gold' : earnedLately >= 500 ? 'Silver' : null,
  next: earnedLately >= 2_000 ? null : { name: earnedLately >= 500 ? 'Gold' : 'Silver', missing: 340 },
});
const line = (id: string, kind: string, points: number, balance: number, ago: number): PointMovementRow => ({
  ...{ id, kind, points, balance, reason: kind === 'given' ? 'birthday' : '', actorName: 'Priya Nair' },
  ...{ order: kind === 'given' ? null : { id: 'o-2', number: 'B2-1166' }, occurredAt: NOW - ago * DAY },
});
const movements = [
  line('p-4', 'earned', 190, 1_240, 3),
  line('p-3', 'redeemed', -500, 1_050, 3),
  line('p-2', 'given', 100, 1_550, 40),
  line('p-1', 'earned', 1_450, 1_450, 90),
];

type Names = 'loyalty.programme' | 'loyalty.members' | 'loyalty.one';

/** Points of the sample desk. */
const loyaltyAnswers: { [N in Names]: (params: QueryMap[N]['params']) => QueryMap[N]['result'] } = {
  'loyalty.programme': () => ({ programme, members: 3, points: 3_180, owed: 3_180 }),
  'loyalty.members': () => ({
    total: 3,
    rows: [2_015, 1_240, -75].map((balance, at) => ({
      customer: { id: `k-${at}`, name: ['Hanna Berg', 'Owen Pritchard', 'Rosalind Okafor'][at] ?? '' },
      ...shown(balance, 2_400 - at * 740),
    })),
  }),
  'loyalty.one': () => ({ ...shown(1_240, 1_660), currency: 'GBP', movements }),
};

/** What customers and holders of cards are owed. */
export const creditAnswers = { ...cards, ...loyaltyAnswers };
