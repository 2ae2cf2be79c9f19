import type { BasketPoints } from '../../../bridge/loyalty-views.ts';
import type { Basket } from '../../../bridge/views.ts';
import { customers } from './known-customers.ts';

/** Beside the sample's basket. */
const pointsOf = (remaining: number): BasketPoints => ({
  ...{ balance: 1_240, tier: 'Silver', pointValue: 1, redeemFrom: 100 },
  ...{ usable: Math.max(0, Math.min(1_240, remaining)), earns: Math.floor((remaining * 3) / 100) },
});

/** Who buys, and their points. */
export const buyerOf = (id: string | null, remaining: number): Pick<Basket, 'customer' | 'points' | 'account'> => ({
  customer: customers.find((one) => one.id === id) ?? null,
  account: id === null ? null : { days: 30, dueOn: '2026-12-23', owes: 68_340, left: 181_660 },
  points: id === null ? null : pointsOf(remaining),
});
