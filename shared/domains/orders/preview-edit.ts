import type { MutationContext } from '../../kernel/define-mutator.ts';
import { type MinorUnits, sum } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/tx.ts';
import { availableOf, perVariant } from '../inventory/rules.ts';
import { locations, stockLevels } from '../inventory/schema.ts';
import type { EditArgs } from './edit-args.ts';
import { orderUnknown } from './errors.ts';
import { invoiceTakenBack, planEdit } from './plan-edit.ts';
import { type Order, orders } from './schema.ts';

type Sums = Pick<
  Order,
  'subtotal' | 'discountTotal' | 'shippingTotal' | 'shippingTax' | 'taxTotal' | 'total' | 'paid' | 'due' | 'units'
>;

/** What an edit would do, before it is done: amounts in minor units of the order's currency. */
export interface EditPreview {
  readonly version: number;
  readonly currency: string;
  readonly pricesIncludeTax: boolean;
  readonly before: Sums;
  readonly after: Sums;
  readonly lines: readonly {
    readonly lineId: string;
    readonly variantId: string | null;
    readonly title: string;
    readonly variantTitle: string;
    readonly sku: string;
    readonly scale: number;
    readonly unitPrice: MinorUnits;
    readonly quantityBefore: number;
    readonly quantity: number;
    readonly totalBefore: MinorUnits;
    readonly total: MinorUnits;
  }[];
  /** What promotions take more or, negative, less than before, by name */
  readonly promotions: readonly { readonly name: string; readonly more: MinorUnits }[];
  /** To the total of before */
  readonly difference: MinorUnits;
  /** Open before anything is settled: positive to be paid, negative to be paid back */
  readonly open: MinorUnits;
  /** What the provider takes, and pays back, if it is settled now */
  readonly collect: MinorUnits;
  readonly back: MinorUnits;
  readonly stock: readonly {
    readonly variantId: string;
    readonly title: string;
    /** Units more (positive) or fewer that are committed */
    readonly delta: number;
    readonly scale: number;
    readonly locationName: string;
    /** What may be promised there now, before this */
    readonly available: number;
    /** There is not enough: the edit would be refused */
    readonly short: boolean;
  }[];
  /** What is sent besides, of an order of which all had left: it is open again until that goes out as a parcel of its own */
  readonly reopens: readonly { readonly lineId: string; readonly quantity: number }[] | null;
  /** Number of the invoice that a credit note takes back, before another is issued; null: none was, or it stays */
  readonly invoiceTakenBack: string | null;
}

const sumsOf = (order: Sums): Sums => {
  const { subtotal, discountTotal, shippingTotal, shippingTax, taxTotal, total, paid, due, units } = order;
  return { subtotal, discountTotal, shippingTotal, shippingTax, taxTotal, total, paid, due, units };
};

/**
 * The dry run of `orders.edit`, by the same text; it locks and writes nothing.
 * @throws DomainError for whatever the command would be refused for; too little stock is told in `stock`
 */
export async function previewEdit(
  tx: Tx,
  ctx: Pick<MutationContext, 'idFor' | 'occurredAt' | 'store'>,
  args: EditArgs,
): Promise<EditPreview> {
  const order = await tx.get(orders, { id: args.orderId });
  if (!order) throw orderUnknown({ orderId: args.orderId });
  const plan = await planEdit(tx, ctx, order, args, false);
  const wanted = perVariant(plan.stock.map(({ variantId, delta: quantity }) => ({ variantId, quantity })));
  const moves = wanted.filter(({ quantity }) => quantity !== 0);
  const levels = await tx.getMany(
    stockLevels,
    moves.map(({ variantId }) => ({ variantId, locationId: order.locationId })),
  );
  const place = await tx.get(locations, { id: order.locationId });
  const byName = new Map<string, MinorUnits>();
  for (const { name, amount } of plan.discounts) byName.set(name, sum([byName.get(name) ?? 0, amount]));
  return {
    ...{ version: order.version, currency: order.currency, pricesIncludeTax: order.pricesIncludeTax },
    before: sumsOf(order),
    after: sumsOf({ ...order, ...plan.now }),
    lines: plan.lines.map(({ before, after }) => {
      const { id: lineId, variantId, title, variantTitle, sku, scale, unitPrice, quantity, total } = after;
      const was = { quantityBefore: before?.quantity ?? 0, totalBefore: before?.total ?? 0 };
      return { lineId, variantId, title, variantTitle, sku, scale, unitPrice, quantity, total, ...was };
    }),
    promotions: [...byName].flatMap(([name, more]) => (more === 0 ? [] : [{ name, more }])),
    difference: plan.difference,
    open: sum([plan.now.total ?? order.total, -order.paid]),
    collect: plan.collect,
    back: sum(plan.back.map(({ amount }) => amount)),
    stock: moves.map(({ variantId, quantity: delta }) => {
      const line = plan.lines.find(({ after }) => after.variantId === variantId)?.after;
      const level = levels.find((row) => row.variantId === variantId);
      const available = level ? Math.max(0, availableOf(level)) : 0;
      return {
        ...{ variantId, delta, available, short: delta > available, locationName: place?.name ?? '' },
        ...{ title: [line?.title, line?.variantTitle].filter(Boolean).join(', '), scale: line?.scale ?? 0 },
      };
    }),
    reopens: plan.reopened,
    invoiceTakenBack: await invoiceTakenBack(tx, plan),
  };
}
