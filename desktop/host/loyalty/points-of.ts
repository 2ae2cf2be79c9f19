import {
  mostFor,
  overAt,
  pointsFor,
  PROGRAMME_ID,
  TIER_MS,
  tierOf,
  worthOf,
} from '@tillhouse/shared/domains/loyalty/rules.ts';
import type { LoyaltyProgramme } from '@tillhouse/shared/domains/loyalty/schema.ts';
import { decimalsOf } from '@tillhouse/shared/kernel/currencies.ts';
import { sum } from '@tillhouse/shared/kernel/money.ts';
import type { BasketPoints, PointsShown } from '../../bridge/loyalty-views.ts';
import type { PricedBasket } from '../basket/price-basket.ts';
import type { Reader } from '../database/reader.ts';

export function programmeOf(reader: Reader): LoyaltyProgramme | null {
  const row = reader.get<Omit<LoyaltyProgramme, 'tiers'> & { readonly tiers: string }>(
    `SELECT id, status, currency, point_value AS pointValue, points_per_unit AS pointsPerUnit, redeem_from AS redeemFrom,
       offline_points AS offlinePoints, months_good AS monthsGood, tiers, updated_at AS updatedAt
     FROM loyalty_programmes WHERE id = ?`,
    [PROGRAMME_ID],
  );
  return row ? { ...row, tiers: JSON.parse(row.tiers) as LoyaltyProgramme['tiers'] } : null;
}

/** What a customer has, as far as this desk knows. */
export function pointsOf(reader: Reader, programme: LoyaltyProgramme, customerId: string, at: number): PointsShown {
  const {
    balance = 0,
    earned = 0,
    movedAt = null,
  } = reader.get<{ balance: number; earned: number; movedAt: number | null }>(
    `SELECT coalesce((SELECT balance FROM point_accounts WHERE id = ?), 0) AS balance,
         (SELECT coalesce(sum(points), 0) FROM point_movements WHERE customer_id = ? AND kind IN ('earned', 'taken-back')
           AND occurred_at > ?) AS earned,
         (SELECT max(occurred_at) FROM point_movements WHERE customer_id = ?) AS movedAt`,
    [customerId, customerId, at - TIER_MS, customerId],
  ) ?? {};
  const next = [...programme.tiers].filter(({ from }) => from > earned).sort((a, b) => a.from - b.from)[0];
  return {
    balance,
    value: worthOf(programme, balance),
    tier: tierOf(programme, earned)?.name ?? null,
    earnedLately: earned,
    next: next ? { name: next.name, missing: next.from - earned } : null,
    overAt: movedAt === null || balance <= 0 ? null : overAt(programme, movedAt),
  };
}

/** Beside a basket: what its customer has and may use of it; null where no programme runs in its currency. */
export function shownPoints(
  reader: Reader,
  customerId: string,
  { lines, totals, legs, remaining, split }: PricedBasket,
  { currency, at }: { readonly currency: string; readonly at: number },
): BasketPoints | null {
  const programme = programmeOf(reader);
  if (programme?.status !== 'running' || programme.currency !== currency) return null;
  const { balance, tier, earnedLately } = pointsOf(reader, programme, customerId, at);
  const { pointValue, redeemFrom } = programme;
  const open = sum(legs.map(({ points }) => points ?? 0));
  const most = Math.min(balance - open, mostFor(programme, split?.open?.left ?? remaining));
  const goods = lines.map(({ line }, index) => (line.loads === null ? (totals.lines[index]?.total ?? 0) : 0));
  const rate = tierOf(programme, earnedLately)?.pointsPerUnit ?? programme.pointsPerUnit;
  return {
    ...{ balance, tier, pointValue, redeemFrom },
    usable: most > 0 && most + open >= redeemFrom ? most : 0,
    earns: pointsFor(sum(goods) - worthOf(programme, open), rate, decimalsOf(currency) ?? 2),
  };
}

/** What this desk let a customer use and the cloud has not heard of, in sales that wait and in the basket that is paid. */
export function usedAlone(reader: Reader, customerId: string): number {
  const row = reader.get<{ sold: number; open: number }>(
    `SELECT (SELECT coalesce(-sum(m.points), 0) FROM point_movements m WHERE m.customer_id = ? AND m.kind = 'redeemed'
        AND EXISTS (SELECT 1 FROM sync_inserts i JOIN sync_outbox b ON b.order_no = i.order_no AND b.state = 'queued'
          WHERE i.table_name = 'orders' AND i.row_key = json_array(m.order_id))) AS sold,
       (SELECT coalesce(sum(l.points), 0) FROM desk_basket_legs l WHERE l.credit_id = ?) AS open`,
    [customerId, customerId],
  );
  return (row?.sold ?? 0) + (row?.open ?? 0);
}

/** What was used and earned with an order, and what its customer had after it. */
export function pointsOnReceipt(reader: Reader, orderId: string): { moved: number; left: number } | undefined {
  return reader.get<{ moved: number; left: number }>(
    `SELECT coalesce(sum(m.points) FILTER (WHERE m.kind IN ('earned', 'taken-back')), 0) AS moved,
       (SELECT sum(b.points) FROM point_movements b WHERE b.customer_id = m.customer_id
         AND b.occurred_at <= max(m.occurred_at)) AS "left"
     FROM point_movements m WHERE m.order_id = ? GROUP BY m.customer_id`,
    [orderId],
  );
}
