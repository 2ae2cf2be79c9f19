import type { Pools } from '../../platform/db/pools.ts';
import { refreshStatistics } from '../../platform/db/statistics.ts';
import { type Repeating, repeating } from '../../platform/repeating.ts';
import type { CommerceContext } from './context.ts';
import { expireCredit } from './expire-credit.ts';
import type { Payments } from '../../platform/payments/payments.ts';
import { expireReservations } from './expire-reservations.ts';
import { payBackDue } from './pay-back.ts';

const SWEEP_MS = 15_000;
const EXPIRE_MS = 600_000;
const PAY_BACK_MS = 2_000;
const STATISTICS_MS = 1_000;

/**
 * Lets go of stock that nobody bought in time, expires gift cards, has providers pay back what orders say,
 * and keeps the planner's statistics near what is there.
 */
export function startCommerceWork(
  pools: Pools,
  { log, now, onCommitted }: CommerceContext,
  payments: Payments,
): Repeating[] {
  const sweep = async (): Promise<boolean> => {
    if ((await expireReservations(pools, now())) > 0) onCommitted();
    return false;
  };
  const expire = async (): Promise<boolean> => {
    if ((await expireCredit(pools, now())) > 0) onCommitted();
    return false;
  };
  const payBack = (): Promise<boolean> => payBackDue(pools, { payments, now, onCommitted }, log);
  const look = async (): Promise<boolean> => {
    await refreshStatistics(pools.system);
    return false;
  };
  return [
    repeating(SWEEP_MS, sweep, (error) => log.warn({ err: error }, 'reservations were not swept')),
    repeating(EXPIRE_MS, expire, (error) => log.warn({ err: error }, 'gift cards were not expired')),
    repeating(PAY_BACK_MS, payBack, (error) => log.warn({ err: error }, 'refunds were not asked for')),
    repeating(STATISTICS_MS, look, (error) => log.debug({ err: error }, 'statistics were not read')),
  ];
}
