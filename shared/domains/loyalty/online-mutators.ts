import * as z from 'zod/mini';
import { count, id } from '../../kernel/args.ts';
import { decimalsOf } from '../../kernel/currencies.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { sum } from '../../kernel/money.ts';
import { creditBlocked, creditInOtherCurrency } from '../credit/errors.ts';
import { moveCredit } from '../credit/move-credit.ts';
import { creditAccounts } from '../credit/schema.ts';
import { momentOf } from '../ledger/post-entry.ts';
import { orderLines, orders } from '../orders/schema.ts';
import { noProgramme, pointsOfNobody, pointsShort, tooFewPoints } from './errors.ts';
import { flagBelowNothing } from './flag-below-nothing.ts';
import { movePoints } from './move-points.ts';
import { earnedLately, pointsBack, pointsFor, PROGRAMME_ID, tierOf, worthOf } from './rules.ts';
import { loyaltyProgrammes, pointAccounts, pointMovements } from './schema.ts';

export const earnOnline = defineMutator({
  name: 'loyalty.earnOnline',
  version: 1,
  kind: 'intent',
  permission: 'credit.issue',
  doc: 'Gives the customer of an online order the points that its goods earn, once all of it left; less those of what is back already. The cloud does it; what comes back later takes them back with its return. Nothing where no programme runs in its currency, or nobody in particular bought.',
  args: z.strictObject({ orderId: id }),
  run: async (tx, { orderId }, ctx) => {
    const [order] = await tx.getForUpdate(orders, [{ id: orderId }]);
    if (order?.kind !== 'sale' || order.channel !== 'online' || order.status === 'cancelled') return;
    const { customerId, currency, fulfilmentStatus } = order;
    const left = fulfilmentStatus === 'shipped' || fulfilmentStatus === 'handed-over';
    if (customerId === null || !left) return;
    const programme = await tx.get(loyaltyProgrammes, { id: PROGRAMME_ID });
    if (programme?.status !== 'running' || programme.currency !== currency) return;
    const movements = await tx.list(pointMovements, { customerId });
    if (movements.some((one) => one.orderId === orderId && one.kind === 'earned')) return;
    const rate = tierOf(programme, earnedLately(movements, ctx.occurredAt))?.pointsPerUnit ?? programme.pointsPerUnit;
    // What was put on a gift card earns none, as at a till.
    const goods = (await tx.list(orderLines, { orderId })).filter(({ taxClass }) => taxClass !== 'gift-card');
    const points = pointsFor(sum(goods.map(({ total }) => total)), rate, decimalsOf(currency) ?? 2);
    if (points === 0) return;
    const [of, when] = [{ customerId, orderId }, momentOf(ctx)];
    await movePoints(tx, ctx, programme, { ...of, id: ctx.idFor('points'), kind: 'earned', points }, when);
    const returns = (await tx.list(orders, { originalOrderId: orderId })).filter(({ kind }) => kind === 'return');
    const came = await tx.listMany(
      orderLines,
      returns.map((one) => ({ orderId: one.id })),
    );
    const units = (lineId: string) =>
      sum(came.map(({ originalLineId, quantity }) => (originalLineId === lineId ? Math.abs(quantity) : 0)));
    const taken = pointsBack(
      points,
      0,
      goods.map(({ id: lineId, total, quantity }) => ({ total, quantity, back: units(lineId) })),
    );
    const last = returns.at(-1);
    if (taken === 0 || !last) return;
    // With a return, as tills write it: the next one asks what returns took back before it.
    const back = { customerId, orderId: last.id, id: ctx.idFor('points-back') };
    await movePoints(tx, ctx, programme, { ...back, kind: 'taken-back', points: -taken }, when);
    await flagBelowNothing(tx, ctx, of, taken);
  },
});

export const turnIntoCredit = defineMutator({
  name: 'loyalty.turnIntoCredit',
  version: 1,
  kind: 'intent',
  permission: 'till.sell',
  doc: 'Makes store credit of a customer’s points, at what they are worth: shoppers do it in their account, to pay with at the checkout. Never more than are there, and not fewer than the programme lets be used at a time.',
  args: z.strictObject({ customerId: id, points: count.check(z.gte(1), z.lte(1_000_000)) }),
  run: async (tx, { customerId, points }, ctx) => {
    const movementId = ctx.idFor('points');
    if (await tx.get(pointMovements, { id: movementId })) return;
    const programme = await tx.get(loyaltyProgrammes, { id: PROGRAMME_ID });
    if (programme?.status !== 'running') throw noProgramme({ currency: '' });
    const { currency, redeemFrom: least } = programme;
    if (points < least) throw tooFewPoints({ least, wanted: points });
    const [account] = await tx.getForUpdate(pointAccounts, [{ id: customerId }]);
    if (!account) throw pointsOfNobody({ customerId });
    if (account.balance < points) throw pointsShort({ customerId, balance: account.balance, wanted: points });
    const [credit] = await tx.getForUpdate(creditAccounts, [{ id: customerId }]);
    if (credit && credit.currency !== currency)
      throw creditInOtherCurrency({ creditId: customerId, currency: credit.currency, wanted: currency });
    if (credit?.status === 'blocked') throw creditBlocked({ creditId: customerId });
    const when = momentOf(ctx);
    const used = { id: movementId, customerId, kind: 'redeemed' as const, points: -points };
    await movePoints(tx, ctx, programme, used, when);
    const named = credit ?? { kind: 'store-credit' as const, customerId, currency };
    const amount = worthOf(programme, points);
    const made = { id: ctx.idFor('credit'), accountId: customerId, kind: 'from-points' as const, amount };
    await moveCredit(tx, ctx, named, made, when);
  },
});
