import { defineMutator, type MutationContext } from '../../kernel/define-mutator.ts';
import { addDays, monthOf } from '../../kernel/instant.ts';
import { sum } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/tx.ts';
import { tillOf } from '../access/store-parts.ts';
import { customers } from '../customers/schema.ts';
import { raiseFlag } from '../orders/flags.ts';
import { type Order, orderChanges, orders } from '../orders/schema.ts';
import { roundCash } from '../pricing/cash-rounding.ts';
import { compareTrade } from './compare-trade.ts';
import { cashWithoutReceipt, saleIncomplete } from './errors.ts';
import { goodsReturned } from './events.ts';
import { flagLacks } from './flag-lacks.ts';
import { inspectTrade } from './inspect-trade.ts';
import { payBackOf } from './move-credits.ts';
import { type NoReceiptArgs, noReceiptArgs } from './no-receipt-args.ts';
import { priceGoodsBack } from './price-goods-back.ts';
import { isWithoutReceipt, receiptNumber } from './rules.ts';
import { paidBack } from './return-tenders.ts';
import { settingsOf } from './till-reads.ts';
import { type Trade, writeTrade } from './write-trade.ts';

/** More than so many in so many days, and somebody looks: of one customer, and by one person at the counter. */
const MANY = { customer: { most: 2, days: 30 }, staff: { most: 4, days: 7 } } as const;

export function tradeOf(args: NoReceiptArgs): Trade {
  const { decided, payBack, lines, note, ...rest } = args;
  if (!decided) throw saleIncomplete({ orderId: args.orderId, missing: 'its receipt number' });
  return {
    ...rest,
    kind: 'return',
    originalOrderId: null,
    decided,
    reason: note,
    lines: lines.map(({ key, quantity, snapshot, reason, condition, restock }) => {
      if (!snapshot) throw saleIncomplete({ orderId: args.orderId, missing: 'the amount of a line' });
      const { variantId, ...kept } = snapshot;
      const back = { reason, condition, restock };
      return { key, variantId, originalLineId: null, quantity: -quantity, snapshot: kept, back };
    }),
    tenders: [paidBack({ ...payBack, reference: '' }, -decided.total)],
  };
}

export const recordReturnWithoutReceipt = defineMutator({
  name: 'register.recordReturnWithoutReceipt',
  version: 1,
  kind: 'fact',
  permission: 'till.return-without-receipt',
  doc: 'Goods came back to a till and nobody knows of which sale: worth the lowest they were sold for of late, paid back as store credit, or in cash up to what the store says. Each is marked, counted apart in the Z report, and flagged where a customer or a person at the counter has many.',
  args: noReceiptArgs,
  needs: async (_tx, { decided }) => [
    {
      permission: 'till.return-without-receipt',
      value: Math.max(0, -(decided?.total ?? 0)),
      ...(decided && { locationId: decided.locationId }),
    },
  ],
  bound: ({ orderId, registerId, customerId, lines, payBack: { kind }, note }) => ({
    ...{ orderId, registerId, customerId, payBack: kind, note },
    lines: lines.map(({ variantId, quantity, restock }) => ({ variantId, quantity, restock })),
  }),
  prepare: async (tx, args, ctx) => {
    const priced = await priceGoodsBack(tx, ctx, args);
    const { register, sequence, settings, till, date, hour, lines, worth, subtotal, taxTotal } = priced;
    const { currency, pricesIncludeTax, cashRoundingIncrement: increment, cashRoundingMode: mode } = settings;
    const { customerId } = args;
    const out = args.payBack.kind === 'cash' ? roundCash(worth, { increment, mode }) : worth;
    if (args.payBack.kind === 'cash' && out > till.cashWithoutReceipt)
      throw cashWithoutReceipt({ limit: till.cashWithoutReceipt, wanted: out });
    const payBack = await payBackOf(tx, { ...args.payBack, reference: '' }, { customerId, currency, date });
    const customer = customerId === null ? undefined : await tx.get(customers, { id: customerId });
    const { code, generation, locationId } = register;
    return {
      ...args,
      lines,
      payBack: { kind: args.payBack.kind, ...(payBack.credit && { credit: payBack.credit }) },
      decided: {
        ...{ generation, sequence, locationId, currency, pricesIncludeTax },
        number: receiptNumber(code, generation, sequence),
        customerName: customer?.name ?? '',
        ...{ businessDate: date, businessHour: hour },
        subtotal: sum([0, -subtotal]),
        discountTotal: 0,
        taxTotal: sum([0, -taxTotal]),
        rounding: sum([worth, -out]),
        total: sum([0, -out]),
      },
    };
  },
  inspect: (tx, args, ctx) => inspectTrade(tx, ctx, tradeOf(args)),
  run: async (tx, args, ctx) => {
    const trade = tradeOf(args);
    if (!(await writeTrade(tx, ctx, trade))) return;
    const { number, locationId, total, currency, businessDate } = trade.decided;
    const { orderId, registerId } = trade;
    await tx.insert(orderChanges, {
      id: ctx.idFor('without-receipt'),
      orderId,
      kind: 'note',
      before: {},
      after: {
        withoutReceipt: args.lines.map(({ key, source, snapshot }) => ({
          lineId: ctx.idFor(`line:${key}`),
          unitPrice: snapshot?.unitPrice ?? 0,
          ...source,
        })),
        ...(ctx.approval && { approvedBy: ctx.approval.approver.name }),
      },
      note: args.note,
      actorId: ctx.actor.id,
      actorName: ctx.actor.name,
      occurredAt: ctx.occurredAt,
      month: monthOf(businessDate),
    });
    const lines = args.lines.flatMap(({ key, variantId, quantity, restock, snapshot }) =>
      snapshot?.tracked ? [{ key, variantId, quantity, restock }] : [],
    );
    await tx.emit(goodsReturned, { orderId, number, locationId, registerId, total, currency, lines });
    if (!ctx.authority) return;
    await compareTrade(tx, ctx, trade);
    await flagLacks(tx, ctx, orderId);
    await flagMany(tx, ctx, trade);
    await flagCash(tx, ctx, trade);
  },
});

/** A till had not heard of the limit, or is none of ours: the cash is handed out, and somebody looks. */
async function flagCash(tx: Tx, ctx: MutationContext, { orderId, tenders, decided }: Trade): Promise<void> {
  const cash = sum(tenders.map(({ kind, amount }) => (kind === 'cash' ? -amount : 0)));
  const { cashWithoutReceipt: limit } = tillOf(await settingsOf(tx, ctx, decided.locationId));
  if (cash <= limit) return;
  const details = { withoutReceipt: 'cash', amount: cash, limit };
  await raiseFlag(tx, ctx, { orderId, code: 'over-limit', about: 'without-receipt:cash', details });
}

async function flagMany(tx: Tx, ctx: MutationContext, { orderId, customerId, decided }: Trade): Promise<void> {
  const today = decided.businessDate;
  const flag = async (by: keyof typeof MANY, found: readonly Order[]) => {
    const { most, days } = MANY[by];
    const first = addDays(today, 1 - days);
    const count = found.filter((one) => isWithoutReceipt(one) && one.businessDate >= first).length;
    if (count <= most) return;
    const details = { withoutReceipt: by, count, days };
    await raiseFlag(tx, ctx, { orderId, code: 'over-limit', about: `without-receipt:${by}`, details });
  };
  if (customerId !== null) await flag('customer', await tx.list(orders, { customerId, kind: 'return' }));
  const lately = Array.from({ length: MANY.staff.days }, (_, back) => addDays(today, -back));
  const byStaff = lately.map((businessDate) => ({ businessDate, actorId: ctx.actor.id, kind: 'return' as const }));
  await flag('staff', await tx.listMany(orders, byStaff));
}
