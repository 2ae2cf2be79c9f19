import type { PromotionOutcome } from '@tillhouse/shared/domains/pricing/apply-promotions.ts';
import { LONGEST_COUPON } from '@tillhouse/shared/domains/pricing/check-calculation.ts';
import { type Coupon, couponsOf } from '@tillhouse/shared/domains/pricing/coupons.ts';
import { couponTooLong } from '@tillhouse/shared/domains/pricing/errors-calculation.ts';
import type { Promotion } from '@tillhouse/shared/domains/pricing/promotion-args.ts';
import { couponKey } from '@tillhouse/shared/domains/pricing/promotion-uses.ts';
import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import type { Reader } from '../database/reader.ts';
import { couponUnknown, tooManyCoupons } from './problems.ts';
import { readPromotions } from './read-promotions.ts';

/** A desk that heard from the cloud within this knows of the codes that others gave. */
const AWAY_MS = 120_000;
const OFFLINE_USES = 10;
const MOST = 20;

/** What a promotion took by a code, or why it took nothing. */
export interface EnteredCoupon extends Coupon {
  /** What its promotion takes off this basket */
  readonly saved: number;
}

export interface Entered {
  /** Those that go with the sale */
  readonly counted: readonly string[];
  /** By `couponKey`: why this desk may not give a code now */
  readonly held: ReadonlyMap<string, string>;
}

/**
 * The codes that may count here and now. A desk that does not hear from the cloud cannot know what other tills gave, so it gives
 * codes with a limit only as often as their promotion allows.
 */
export function enteredCoupons(
  reader: Reader,
  coupons: readonly string[],
  live: readonly Promotion[],
  now: number,
): Entered {
  const held = new Map<string, string>();
  if (coupons.length === 0) return { counted: [], held };
  const row = reader.get<{ value: string }>("SELECT value FROM sync_meta WHERE name = 'last_synced_at'");
  const heardAt = Number(row?.value ?? 0);
  if (now - heardAt < AWAY_MS) return { counted: coupons, held };
  for (const key of coupons.map(couponKey)) {
    for (const { id, codes = [], offlineUses = OFFLINE_USES } of live) {
      if (!codes.some(({ code, limit }) => limit !== undefined && couponKey(code) === key)) continue;
      // Since it last heard, all that were given were given here.
      const given = reader.get<{ n: number }>(
        "SELECT count(*) AS n FROM promotion_uses WHERE promotion_id = ? AND code <> '' AND placed_at > ?",
        [id, heardAt],
      );
      if ((given?.n ?? 0) < offlineUses) continue;
      held.set(key, `This desk is offline and may give ${offlineUses} such codes until it is back, which it has`);
    }
  }
  return { counted: coupons.filter((each) => !held.has(couponKey(each))), held };
}

export function couponsShown(
  coupons: readonly string[],
  live: readonly Promotion[],
  outcomes: readonly PromotionOutcome[],
  { held }: Entered,
): EnteredCoupon[] {
  return couponsOf(coupons, live, outcomes).map((coupon) => {
    const reason = held.get(couponKey(coupon.code));
    if (reason) return { ...coupon, status: 'not-applied', reason, saved: 0 };
    const saved = outcomes.find(({ id }) => id === coupon.promotionId)?.cost ?? 0;
    return { ...coupon, saved: coupon.status === 'applied' ? saved : 0 };
  });
}

/** Whether some live promotion has this code; a scan that finds no item asks. */
export function isCoupon(reader: Reader, code: string): boolean {
  const key = couponKey(code);
  return readPromotions(reader).some(({ codes }) => codes?.some((each) => couponKey(each.code) === key));
}

function kept(connection: DeskConnection, basketId: string): string[] {
  const [row] = connection.allNow('SELECT coupons FROM desk_baskets WHERE id = ?', [basketId]);
  return JSON.parse(String(row?.coupons ?? '[]')) as string[];
}

function keep(connection: DeskConnection, basketId: string, coupons: readonly string[]): void {
  connection.runNow('UPDATE desk_baskets SET coupons = ? WHERE id = ?', [JSON.stringify(coupons), basketId]);
}

/** @throws DomainError `pricing.coupon-too-long`; HostProblem `basket.coupon-unknown`, `basket.too-many-coupons` */
export function addCoupon(connection: DeskConnection, reader: Reader, basketId: string, typed: string): void {
  const code = typed.trim();
  if (code.length > LONGEST_COUPON) throw couponTooLong({ length: code.length, longest: LONGEST_COUPON });
  const before = kept(connection, basketId);
  if (before.some((each) => couponKey(each) === couponKey(code))) return;
  if (!isCoupon(reader, code)) throw couponUnknown(code);
  if (before.length >= MOST) throw tooManyCoupons(MOST);
  keep(connection, basketId, [...before, code]);
}

export function removeCoupon(connection: DeskConnection, basketId: string, code: string): void {
  const left = kept(connection, basketId).filter((each) => couponKey(each) !== couponKey(code));
  keep(connection, basketId, left);
}
