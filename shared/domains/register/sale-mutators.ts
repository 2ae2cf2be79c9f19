import { defineMutator, type MutationContext } from '../../kernel/define-mutator.ts';
import { monthOf } from '../../kernel/instant.ts';
import type { Tx } from '../../kernel/tx.ts';
import { staff } from '../access/schema.ts';
import { flagOverLimit, termsForMore } from '../orders/on-account.ts';
import { orderChanges } from '../orders/schema.ts';
import { type AgeCheck, refuseUnasked } from './age-check.ts';
import { refuseNoContainers, soldQuantity } from './deposits.ts';
import { compareTrade } from './compare-trade.ts';
import { completeSale } from './complete-sale.ts';
import { saleIncomplete } from './errors.ts';
import { saleRecorded, saleToDeliver } from './events.ts';
import { flagLacks } from './flag-lacks.ts';
import { flagLayaways } from './flag-layaways.ts';
import { inspectTrade } from './inspect-trade.ts';
import { checkCredits, withLastDays } from './move-credits.ts';
import { flagTakenTwice } from './parked-mutators.ts';
import { type SaleArgs, saleArgs } from './sale-args.ts';
import { checkPoints, pointsEarned, withPoints } from './trade-points.ts';
import { saleFacts } from './sale-facts.ts';
import { saleNeeds } from './trade-needs.ts';
import { writeSerials } from './sold-serials.ts';
import { type Trade, writeTrade } from './write-trade.ts';

export function tradeOf(args: SaleArgs): Trade {
  const { decided, lines, coupons: _coupons, buyer: _buyer, age: _age, parkedId: _parkedId, ...rest } = args;
  if (!decided) throw saleIncomplete({ orderId: args.orderId, missing: 'its receipt number' });
  return {
    ...rest,
    kind: 'sale',
    originalOrderId: null,
    decided,
    reason: '',
    lines: lines.map(({ key, variantId, quantity, snapshot, loads, empties, depositOf }) => {
      if (!snapshot) throw saleIncomplete({ orderId: args.orderId, missing: 'the price of a line' });
      const beside = empties ? ('empties' as const) : depositOf === undefined ? null : ('deposit' as const);
      const sold = soldQuantity({ quantity, empties });
      return { key, variantId, originalLineId: null, quantity: sold, snapshot, loads, ...(beside && { beside }) };
    }),
  };
}

/** Who answered for the buyer's age stays with the sale. */
async function noteAge(tx: Tx, ctx: MutationContext, age: AgeCheck, { orderId, decided }: Trade): Promise<void> {
  const { staffId: actorId, at, minimum, answer, how } = age;
  const actorName = (await tx.get(staff, { id: actorId }))?.name ?? '';
  await tx.insert(orderChanges, {
    id: ctx.idFor('age-check'),
    orderId,
    kind: 'note',
    before: {},
    after: { ageCheck: { minimum, answer, how } },
    note: '',
    ...{ actorId, actorName, occurredAt: at, month: monthOf(decided.businessDate) },
  });
}

export const recordSale = defineMutator({
  name: 'register.recordSale',
  version: 1,
  kind: 'fact',
  permission: 'till.sell',
  doc: 'A till sold something: order, lines, tenders, receipt, drawer movement, and by reaction the stock. `prepare` takes the receipt number and freezes names, prices and totals; the cloud flags what differs and refuses nothing.',
  args: saleArgs,
  needs: saleNeeds,
  bound: ({ orderId, registerId, lines }) => ({
    orderId,
    registerId,
    lines: lines.map(({ variantId, quantity, unitPrice, discount }) => ({ variantId, quantity, unitPrice, discount })),
  }),
  prepare: async (tx, args, ctx) => {
    const facts = await saleFacts(tx, args, ctx);
    const { items, settings, date } = facts;
    await refuseNoContainers(tx, args.lines);
    refuseUnasked(
      args.lines.map(({ variantId }) => (variantId === null ? null : items.get(variantId)?.product.minimumAge)),
      args.age,
    );
    await checkCredits(tx, args, { currency: settings.currency, date });
    await checkPoints(tx, args, settings);
    const onAccount = { customerId: args.customerId, currency: settings.currency, amount: args.onAccount ?? 0 };
    const account = onAccount.amount > 0 ? await termsForMore(tx, onAccount) : undefined;
    const lines = await withLastDays(tx, args.lines, date);
    const complete = completeSale({ ...args, lines }, { ...facts, ...(account && { account }) });
    return withPoints(complete, await pointsEarned(tx, complete, ctx.occurredAt));
  },
  inspect: (tx, args, ctx) => inspectTrade(tx, ctx, tradeOf(args)),
  run: async (tx, args, ctx) => {
    const trade = tradeOf(args);
    if (!(await writeTrade(tx, ctx, trade))) return;
    await writeSerials(tx, ctx, args, trade.decided);
    if (args.age) await noteAge(tx, ctx, args.age, trade);
    const { number, locationId, total, currency } = trade.decided;
    const goods = trade.lines.flatMap(({ key, variantId, quantity, snapshot }) =>
      variantId !== null && snapshot.tracked && quantity > 0
        ? [{ key, variantId, quantity, restock: 'none' as const }]
        : [],
    );
    const { orderId, registerId, deliver } = trade;
    const sold = { orderId, number, registerId, total, currency, lines: goods };
    // What leaves later is committed where it leaves from, as of any order.
    if (deliver) await tx.emit(saleToDeliver, { ...sold, locationId: deliver.locationId });
    else await tx.emit(saleRecorded, { ...sold, locationId });
    if (ctx.authority) {
      await compareTrade(tx, ctx, trade);
      await flagLacks(tx, ctx, orderId);
      await flagLayaways(tx, ctx, trade);
      if (args.parkedId !== undefined) await flagTakenTwice(tx, ctx, args.parkedId, orderId);
      const { customerId } = trade;
      if (trade.onAccount !== undefined) await flagOverLimit(tx, ctx, { id: orderId, customerId, currency });
    }
  },
});
