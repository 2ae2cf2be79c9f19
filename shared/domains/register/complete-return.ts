import { type Instant, localDayAndHour } from '../../kernel/instant.ts';
import { allocate, type MinorUnits, sum, toMinorUnits } from '../../kernel/money.ts';
import type { StoreSettings } from '../access/schema.ts';
import { deliveryBack, taxOfDelivery } from '../orders/delivery-taxed.ts';
import type { Refundable } from '../orders/plan-refunds.ts';
import type { Order, OrderLine } from '../orders/schema.ts';
import { roundCash } from '../pricing/cash-rounding.ts';
import { feeTooHigh, lineUnknown, moreThanPaid, moreThanSold, refundsExceed, stillOpen } from './errors.ts';
import { partOf, receiptNumber } from './rules.ts';
import type { Decided, ReturnArgs } from './sale-args.ts';
import type { Register } from './schema.ts';

type Settings = Pick<StoreSettings, 'timeZone' | 'cashRoundingIncrement' | 'cashRoundingMode'>;

export interface ReturnFacts {
  readonly sale: Order;
  readonly soldLines: readonly OrderLine[];
  /** Units that came back before, positive, by sold line */
  readonly returnedBefore: ReadonlyMap<string, number>;
  /** The returns of the sale before this one */
  readonly earlier: readonly (Pick<Order, 'shippingTotal' | 'feeTotal' | 'total'> &
    Partial<Pick<Order, 'shippingTaxed' | 'due'>>)[];
  /** What of each payment of the sale can still be given back */
  readonly payments: readonly Refundable[];
  readonly tracked: ReadonlyMap<string, boolean>;
  readonly register: Pick<Register, 'code' | 'generation' | 'locationId'>;
  readonly sequence: number;
  readonly settings: Settings;
  readonly occurredAt: Instant;
}

const minus = (amount: MinorUnits): MinorUnits => toMinorUnits(-BigInt(amount));

/**
 * Each returned unit carries its part of what was paid, so that all parts sum to the sale. The return that brings back
 * the last of it gives back what is left, to the penny, and none before it more than that. Throws DomainError when more comes back than was sold, or
 * more is paid back than was paid: of a sale that is still open, what comes back is set against that first.
 */
export function completeReturn(args: ReturnArgs, facts: ReturnFacts): ReturnArgs & { decided: Decided } {
  const { sale, register, settings } = facts;
  const taken = new Map(facts.returnedBefore);
  const lines = returnedParts(args, facts, taken);
  const goods = sum(lines.map(({ snapshot }) => snapshot.total));
  const discountTotal = sum(lines.map(({ snapshot }) => snapshot.discount));
  const shown = sale.pricesIncludeTax ? goods : sum(lines.map(({ snapshot }) => snapshot.net));

  const shippingLeft = sum([sale.shippingTotal, ...facts.earlier.map(({ shippingTotal }) => shippingTotal)]);
  const shipping = args.shipping ?? 0;
  if (shipping > shippingLeft) throw moreThanPaid({ orderId: sale.id, left: shippingLeft, wanted: shipping });
  const delivery = deliveryBack(sale, facts.earlier, shipping);
  const taxTotal = sum([...lines.map(({ snapshot }) => snapshot.tax), taxOfDelivery(delivery)]);
  const fee = args.fee ?? 0;
  const before = sum([goods, -shipping]);
  if (fee > -before) throw feeTooHigh({ fee, goods: -before });

  const complete =
    shipping === shippingLeft && facts.soldLines.every(({ id, quantity }) => (taken.get(id) ?? 0) >= quantity);
  const base = sum([before, fee]);
  const left = sum([sale.total, ...facts.earlier.flatMap(({ total, feeTotal }) => [total, -feeTotal]), -fee]);
  const most = Math.max(0, left);
  const elsewhere = sum([...(args.refunds ?? []).map(({ amount }) => amount), args.owed ?? 0]);
  const wanted = complete ? most : Math.min(most, -base);
  const out =
    args.payBack?.kind === 'cash' ? elsewhere + coins(wanted - elsewhere, most - elsewhere, settings) : wanted;
  const total = minus(out);
  const rounding = sum([total, -base]);
  checkRefunds(args, facts, total, elsewhere);
  checkOpen(args, facts, -total);

  const day = localDayAndHour(facts.occurredAt, settings.timeZone);
  const { code, generation, locationId } = register;
  return {
    ...args,
    customerId: sale.customerId,
    lines,
    decided: {
      generation,
      sequence: facts.sequence,
      number: receiptNumber(code, generation, facts.sequence),
      locationId,
      customerName: sale.customerName,
      currency: sale.currency,
      pricesIncludeTax: sale.pricesIncludeTax,
      businessDate: day.date,
      businessHour: day.hour,
      subtotal: sum([shown, discountTotal]),
      discountTotal,
      taxTotal,
      ...(shipping > 0 && { shipping: -shipping }),
      ...(delivery && { shippingTaxed: delivery }),
      ...(fee > 0 && { fee }),
      rounding,
      total,
    },
  };
}

/** Lines with their negative amounts; `taken` counts on, so that a line named twice is counted twice. */
function returnedParts(args: ReturnArgs, facts: ReturnFacts, taken: Map<string, number>) {
  const sold = new Map(facts.soldLines.map((line) => [line.id, line]));
  return args.lines.map((line) => {
    const original = sold.get(line.originalLineId);
    if (!original) throw lineUnknown({ lineId: line.originalLineId });
    const before = taken.get(original.id) ?? 0;
    const left = Math.max(0, original.quantity - before);
    if (line.quantity > left) throw moreThanSold({ lineId: original.id, left, wanted: line.quantity });
    taken.set(original.id, before + line.quantity);
    const part = (amount: MinorUnits) => minus(partOf(amount, original.quantity, before, line.quantity));
    // What the buyer paid is what is shared out: net and tax each rounded for themselves would make a penny.
    const [total, tax] = [part(original.total), part(original.tax)];
    const { title, variantTitle, sku, scale, unitPrice, taxClass, taxRate, variantId } = original;
    return {
      ...line,
      snapshot: {
        ...{ title, variantTitle, sku, scale, unitPrice, taxClass, taxRate, variantId },
        tracked: variantId !== null && (facts.tracked.get(variantId) ?? true),
        ownPrice: true,
        discount: part(original.discount),
        net: sum([total, -tax]),
        tax,
        total,
        ...(original.taxes && { taxAmounts: splitTax(original.taxes, tax) }),
      },
    };
  });
}

/** Each tax carries its part of what is given back. */
function splitTax(taxes: NonNullable<OrderLine['taxes']>, tax: MinorUnits) {
  const parts = allocate(
    tax,
    taxes.map(({ amount }) => Math.abs(amount)),
  );
  return taxes.map(({ name }, index) => ({ name, amount: parts[index] ?? 0 }));
}

/** Cash on the coin, and never more than is left of what was paid. */
function coins(wanted: MinorUnits, most: MinorUnits, settings: Settings): MinorUnits {
  if (wanted <= 0) return 0;
  const { cashRoundingIncrement: increment, cashRoundingMode: mode } = settings;
  const rounded = roundCash(wanted, { increment, mode });
  return rounded <= most ? rounded : roundCash(most, { increment, mode: 'down' });
}

/** What is still to be paid of a sale, less what its returns left unpaid. */
export function openOfSale({ due }: Pick<Order, 'due'>, earlier: readonly Partial<Pick<Order, 'due'>>[]): MinorUnits {
  return toMinorUnits(BigInt(Math.max(0, sum([due, ...earlier.map((one) => one.due ?? 0)]))));
}

function checkOpen({ refunds = [], payBack, owed = 0 }: ReturnArgs, { sale, earlier }: ReturnFacts, out: MinorUnits) {
  const open = openOfSale(sale, earlier);
  const left = payBack ? owed : sum([out, ...refunds.map(({ amount }) => -amount)]);
  if (left < Math.min(open, out)) throw stillOpen({ orderId: sale.id, open, owed: left });
}

function checkRefunds(
  { refunds = [] }: ReturnArgs,
  facts: ReturnFacts,
  total: MinorUnits,
  elsewhere: MinorUnits,
): void {
  if (elsewhere > -total) throw refundsExceed({ left: -total, wanted: elsewhere });
  const left = new Map(facts.payments.map((payment) => [payment.tenderId, payment.left]));
  for (const { tenderId, amount } of refunds) {
    if (tenderId === undefined) continue;
    const most = left.get(tenderId) ?? 0;
    if (amount > most) throw moreThanPaid({ orderId: facts.sale.id, left: most, wanted: amount });
    left.set(tenderId, most - amount);
  }
}
