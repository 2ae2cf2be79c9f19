import { decimalsOf } from '../../kernel/currencies.ts';
import type { MutationContext } from '../../kernel/define-mutator.ts';
import { sum } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/tx.ts';
import { creditBlocked, creditInOtherCurrency } from '../credit/errors.ts';
import { creditAccounts } from '../credit/schema.ts';
import { noProgramme, pointsOfNobody, pointsShort, tooFewPoints } from '../loyalty/errors.ts';
import { flagBelowNothing } from '../loyalty/flag-below-nothing.ts';
import { movePoints } from '../loyalty/move-points.ts';
import { bestRate, earnedLately, pointsBack, pointsFor, PROGRAMME_ID, tierOf, worthOf } from '../loyalty/rules.ts';
import { loyaltyProgrammes, pointAccounts, pointMovements } from '../loyalty/schema.ts';
import { raiseFlag } from '../orders/flags.ts';
import type { Order, OrderLine } from '../orders/schema.ts';
import type { Decided, ReturnArgs, SaleArgs } from './sale-args.ts';
import type { Trade } from './write-trade.ts';

const used = (tenders: readonly { readonly points?: number | undefined }[]): number =>
  sum(tenders.map(({ points = 0 }) => points));

/** Points are earned with goods, and not with what points paid for. */
function earningAmount(
  lines: readonly { readonly loads?: unknown; readonly snapshot?: { readonly total: number } | undefined }[],
  tenders: readonly { readonly amount: number; readonly points?: number | undefined }[],
): number {
  const goods = lines.flatMap(({ loads, snapshot }) => (loads === undefined && snapshot ? [snapshot.total] : []));
  return sum([...goods, ...tenders.map(({ amount, points }) => (points === undefined ? 0 : -amount))]);
}

/**
 * At the desk, before a sale: whether its customer has the points that pay it, as far as this desk knows.
 * @throws DomainError `loyalty.no-programme`, `loyalty.of-nobody`, `loyalty.too-few`, `loyalty.short`, `credit.other-currency`, `credit.blocked`
 */
export async function checkPoints(
  tx: Tx,
  { tenders, customerId }: Pick<SaleArgs, 'tenders' | 'customerId'>,
  { currency }: { readonly currency: string },
): Promise<void> {
  const wanted = used(tenders);
  if (wanted === 0) return;
  if (customerId === null) throw pointsOfNobody({ customerId: '' });
  const programme = await tx.get(loyaltyProgrammes, { id: PROGRAMME_ID });
  if (programme?.status !== 'running' || programme.currency !== currency) throw noProgramme({ currency });
  if (wanted < programme.redeemFrom) throw tooFewPoints({ least: programme.redeemFrom, wanted });
  const balance = (await tx.get(pointAccounts, { id: customerId }))?.balance ?? 0;
  if (wanted > balance) throw pointsShort({ customerId, balance, wanted });
  const credit = await tx.get(creditAccounts, { id: customerId });
  if (credit && credit.currency !== currency)
    throw creditInOtherCurrency({ creditId: customerId, currency: credit.currency, wanted: currency });
  if (credit?.status === 'blocked') throw creditBlocked({ creditId: customerId });
}

/** What a sale earns its customer by the tier that this desk knows. */
export async function pointsEarned(
  tx: Tx,
  { customerId, lines, tenders, decided: { currency } }: SaleArgs & { readonly decided: Decided },
  at: number,
): Promise<number> {
  if (customerId === null) return 0;
  const programme = await tx.get(loyaltyProgrammes, { id: PROGRAMME_ID });
  if (programme?.status !== 'running' || programme.currency !== currency) return 0;
  const lately = programme.tiers.length === 0 ? 0 : earnedLately(await tx.list(pointMovements, { customerId }), at);
  const rate = tierOf(programme, lately)?.pointsPerUnit ?? programme.pointsPerUnit;
  return pointsFor(earningAmount(lines, tenders), rate, decimalsOf(currency) ?? 2);
}

interface Returning {
  readonly sale: Pick<Order, 'id' | 'customerId'>;
  readonly soldLines: readonly Pick<OrderLine, 'id' | 'total' | 'quantity' | 'taxClass'>[];
  readonly returnedBefore: ReadonlyMap<string, number>;
  readonly earlier: readonly Pick<Order, 'id'>[];
}

/** What a return takes back of the points that its sale earned. */
export async function pointsTakenBack(
  tx: Tx,
  { lines }: Pick<ReturnArgs, 'lines'>,
  { sale, soldLines, returnedBefore, earlier }: Returning,
): Promise<number> {
  if (sale.customerId === null) return 0;
  const earned = sum(
    (await tx.list(pointMovements, { orderId: sale.id })).map((one) => (one.kind === 'earned' ? one.points : 0)),
  );
  if (earned === 0) return 0;
  const before = await tx.listMany(
    pointMovements,
    earlier.map(({ id }) => ({ orderId: id })),
  );
  const back = new Map(returnedBefore);
  for (const { originalLineId: id, quantity } of lines) back.set(id, (back.get(id) ?? 0) + quantity);
  // What was put on a gift card earned none.
  const goods = soldLines.filter(({ taxClass }) => taxClass !== 'gift-card');
  const takenBack = -sum(before.map(({ kind, points }) => (kind === 'taken-back' ? points : 0)));
  return pointsBack(
    earned,
    takenBack,
    goods.map(({ id, total, quantity }) => ({ total, quantity, back: back.get(id) ?? 0 })),
  );
}

/** With the points that its desk decided; none are left out. */
export const withPoints = <A extends { readonly decided: Decided }>(args: A, points: number): A =>
  points === 0 ? args : { ...args, decided: { ...args.decided, points } };

/** In the cloud: what no till could have made of points. What a point is worth stands, so that no old till is wrong about it. */
export async function wrongPoints(
  tx: Tx,
  { kind, customerId, tenders, decided: { points = 0 } }: Pick<Trade, 'kind' | 'customerId' | 'tenders' | 'decided'>,
): Promise<string | undefined> {
  const paid = tenders.filter((tender) => tender.points !== undefined);
  if (points === 0 && paid.length === 0) return undefined;
  if (customerId === null) return 'points are nobody’s';
  if (kind === 'sale' ? points < 0 : points > 0)
    return kind === 'sale' ? 'a sale takes points' : 'a return earns points';
  const programme = await tx.get(loyaltyProgrammes, { id: PROGRAMME_ID });
  if (!programme) return 'there are no points here';
  for (const tender of paid) {
    if (kind === 'return' || tender.kind !== 'store-credit' || tender.creditId !== customerId)
      return 'points pay something else than a sale of their customer';
    if (worthOf(programme, tender.points ?? 0) !== tender.amount) return 'points are not worth what was paid with them';
  }
  return undefined;
}

/**
 * What a sale or return moves of its customer’s points. Facts, so nothing is refused: where tills that could not ask used too many, or goods
 * come back whose points are used, the customer is below nothing and somebody is told.
 */
export async function tradePoints(tx: Tx, ctx: MutationContext, trade: Trade): Promise<void> {
  const { customerId, orderId, tenders, decided, reason } = trade;
  const { points = 0, businessDate, currency } = decided;
  const paid = tenders.filter((tender) => tender.points !== undefined);
  if (customerId === null || (points === 0 && paid.length === 0)) return;
  const programme = await tx.get(loyaltyProgrammes, { id: PROGRAMME_ID });
  if (!programme) return;
  const when = { occurredAt: ctx.occurredAt, businessDate };
  const of = { customerId, orderId, reason };
  for (const { key, points: taken = 0 } of paid)
    await movePoints(
      tx,
      ctx,
      programme,
      { ...of, id: ctx.idFor(`points:${key}`), kind: 'redeemed', points: -taken },
      when,
    );
  const kind = points > 0 ? ('earned' as const) : ('taken-back' as const);
  if (points !== 0) await movePoints(tx, ctx, programme, { ...of, id: ctx.idFor('points'), kind, points }, when);
  if (!ctx.authority) return;
  const most = pointsFor(earningAmount(trade.lines, tenders), bestRate(programme), decimalsOf(currency) ?? 2);
  if (trade.kind === 'sale' && points > most)
    await raiseFlag(tx, ctx, {
      orderId,
      code: 'over-limit',
      about: 'points:earned',
      details: { points: 'earned', earned: points, most },
    });
  await flagBelowNothing(tx, ctx, { orderId, customerId }, sum([used(paid), points < 0 ? -points : 0]));
}
