import type { Pools } from '../../platform/db/pools.ts';
import { refreshStatistics } from '../../platform/db/statistics.ts';
import { sealOldRows } from '../../platform/keys/seal-old-rows.ts';
import { type Repeating, repeating } from '../../platform/repeating.ts';
import type { CommerceContext } from './context.ts';
import { startFollowing } from './carriers/start-following.ts';
import { expireCredit } from './expire-credit.ts';
import { expirePoints } from './expire-points.ts';
import type { Payments } from '../../platform/payments/payments.ts';
import { expireReservations } from './expire-reservations.ts';
import { giveToWaiting } from './give-to-waiting.ts';
import { holdBackForSilentTills } from './hold-back.ts';
import { payBackDue } from './pay-back.ts';
import { takeMoneyDue } from './take-money.ts';
import { type RecordTaxes, recordTaxesDue } from './taxes/record-taxes.ts';
import { layawayMail } from './send-layaways.ts';
import { sendLetters } from './send-letters.ts';
import { quoteLetters } from './send-quotes.ts';
import { receiptMail } from './send-receipts.ts';

const SWEEP_MS = 15_000;
const EXPIRE_MS = 600_000;
const HOLD_BACK_MS = 30_000;
const PAY_BACK_MS = 2_000;
const TAKE_MS = 2_000;
const TAXES_MS = 2_000;
const MAIL_MS = 2_000;
const STATISTICS_MS = 1_000;
const SEAL_MS = 600_000;

/**
 * Lets go of stock that nobody bought in time, keeps from shoppers what silent tills are likely to have sold, expires gift cards, sets aside what special orders wait for, has providers pay back what orders say, take what is held for goods that left, and keep the taxes of orders in their books, asks carriers where parcels are, mails quotes and receipts,
 * keeps the planner's statistics near what is there, and seals what is from before there were keys.
 */
export function startCommerceWork(
  pools: Pools,
  context: CommerceContext,
  { payments, taxing }: { readonly payments: Payments; readonly taxing: RecordTaxes },
): Repeating[] {
  const { log, now, onCommitted, mailer } = context;
  const sweep = async (): Promise<boolean> => {
    if ((await expireReservations(pools, now())) > 0) onCommitted();
    return false;
  };
  const give = async (): Promise<boolean> => {
    if ((await giveToWaiting(pools, now())) > 0) onCommitted();
    return false;
  };
  const expire = async (): Promise<boolean> => {
    if ((await expireCredit(pools, now())) + (await expirePoints(pools, now())) > 0) onCommitted();
    return false;
  };
  const holdBackOnce = holdBackForSilentTills(pools, now);
  const holdBack = async (): Promise<boolean> => {
    if ((await holdBackOnce()) > 0) onCommitted();
    return false;
  };
  const payBack = (): Promise<boolean> => payBackDue(pools, { payments, now, onCommitted }, log);
  const takeMoney = (): Promise<boolean> => takeMoneyDue(pools, { payments, now, onCommitted }, log);
  const recordTaxes = (): Promise<boolean> => recordTaxesDue(pools.system, taxing, log);
  const letters = [quoteLetters(pools), receiptMail(pools), layawayMail(pools)];
  const mail = async (): Promise<boolean> => {
    let more = false;
    for (const kind of letters) more = (await sendLetters(kind, { mailer, now }, log)) || more;
    return more;
  };
  const look = async (): Promise<boolean> => {
    await refreshStatistics(pools.system);
    return false;
  };
  const sealing = repeating(
    SEAL_MS,
    async () => (await sealOldRows(pools)) > 0,
    (error) => log.warn({ err: error }, 'old rows were not sealed'),
  );
  sealing.wake();
  return [
    sealing,
    ...startFollowing(pools, context),
    repeating(SWEEP_MS, sweep, (error) => log.warn({ err: error }, 'reservations were not swept')),
    repeating(SWEEP_MS, give, (error) => log.warn({ err: error }, 'special orders were not looked at')),
    repeating(EXPIRE_MS, expire, (error) => log.warn({ err: error }, 'gift cards and points were not expired')),
    repeating(HOLD_BACK_MS, holdBack, (error) => log.warn({ err: error }, 'nothing was held back for silent tills')),
    repeating(PAY_BACK_MS, payBack, (error) => log.warn({ err: error }, 'refunds were not asked for')),
    repeating(TAKE_MS, takeMoney, (error) => log.warn({ err: error }, 'what is held for orders was not taken')),
    repeating(TAXES_MS, recordTaxes, (error) => log.warn({ err: error }, 'taxes were not recorded')),
    repeating(MAIL_MS, mail, (error) => log.warn({ err: error }, 'quotes and receipts were not mailed')),
    repeating(STATISTICS_MS, look, (error) => log.debug({ err: error }, 'statistics were not read')),
  ];
}
