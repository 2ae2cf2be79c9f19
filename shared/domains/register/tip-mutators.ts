import * as z from 'zod/mini';
import { amount, id } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { sum } from '../../kernel/money.ts';
import { staff } from '../access/schema.ts';
import { momentOf } from '../ledger/post-entry.ts';
import { tenders } from '../orders/schema.ts';
import { tipBeyond, tipIncomplete, tipUnknown } from './errors.ts';
import { tips } from './schema.ts';
import { currencyIn, openOne } from './session-mutators.ts';
import { registerNeed } from './trade-needs.ts';
import { writeTip } from './tips.ts';

export const payTips = defineMutator({
  name: 'register.payTips',
  version: 1,
  kind: 'fact',
  permission: 'till.cash',
  doc: 'Tips were paid out in cash to whom they were given, from an open drawer. `amount` in minor units of the drawer; refused at the desk beyond what is owed.',
  args: z.strictObject({ sessionId: id, registerId: id, staffId: id, amount: amount.check(z.gte(1)) }),
  needs: async (tx, { registerId, amount }) => [await registerNeed(tx, 'till.cash', registerId, amount)],
  bound: (args) => args,
  prepare: async (tx, args) => {
    const { currency } = await openOne(tx, args.sessionId);
    const mine = (await tx.list(tips, { staffId: args.staffId })).filter((tip) => tip.currency === currency);
    const owed = sum(mine.map((tip) => tip.amount));
    if (args.amount > owed) throw tipBeyond({ wanted: args.amount, owed });
    return args;
  },
  run: async (tx, { staffId, amount, ...place }, ctx) => {
    const person = await tx.get(staff, { id: staffId });
    const tip = {
      ...{ id: ctx.idFor('tip'), kind: 'paid-out' as const, amount: -amount, way: 'cash' as const, staffId, ...place },
      ...{ currency: await currencyIn(tx, ctx, place), staffName: person?.name ?? '', orderId: null, tenderId: null },
    };
    await writeTip(tx, ctx, tip, { day: momentOf(ctx).businessDate });
  },
});

export const giveTipBack = defineMutator({
  name: 'register.giveTipBack',
  version: 1,
  kind: 'fact',
  permission: 'till.return',
  doc: 'A tip was given back to the customer along with goods, in cash from an open drawer or at a card terminal. Refused at the desk where it was given back before.',
  args: z.strictObject({
    tipId: id,
    sessionId: id,
    registerId: id,
    way: z.enum(['cash', 'card']),
    /** What was given; put in at the desk */
    given: z.optional(z.strictObject({ amount, staffId: id, orderId: z.nullable(id), tenderId: z.nullable(id) })),
  }),
  needs: async (tx, { registerId, given }) => [await registerNeed(tx, 'till.return', registerId, given?.amount ?? 0)],
  bound: ({ tipId, sessionId, registerId, way }) => ({ tipId, sessionId, registerId, way }),
  prepare: async (tx, args) => {
    await openOne(tx, args.sessionId);
    const tip = await tx.get(tips, { id: args.tipId });
    if (tip?.kind !== 'given' || tip.orderId === null) throw tipUnknown({ tipId: args.tipId });
    const of = await tx.list(tips, { orderId: tip.orderId });
    if (of.some((one) => one.kind === 'given-back' && one.tenderId === tip.tenderId))
      throw tipUnknown({ tipId: args.tipId });
    const { amount, staffId, orderId, tenderId } = tip;
    return { ...args, given: { amount, staffId, orderId, tenderId } };
  },
  run: async (tx, { tipId, way, given, sessionId, registerId }, ctx) => {
    if (!given) throw tipIncomplete({ tipId });
    const person = await tx.get(staff, { id: given.staffId });
    const place = { sessionId, registerId };
    const tip = {
      ...{ id: ctx.idFor('tip'), kind: 'given-back' as const, way, ...place, ...given, amount: -given.amount },
      ...{ currency: await currencyIn(tx, ctx, place), staffName: person?.name ?? '' },
    };
    const paid = given.tenderId === null || way === 'cash' ? null : await tx.get(tenders, { id: given.tenderId });
    await writeTip(tx, ctx, tip, { day: momentOf(ctx).businessDate, card: paid?.card });
  },
});
