import { type Instant, localDayAndHour } from '../../kernel/instant.ts';
import { type MinorUnits, sum, toMinorUnits } from '../../kernel/money.ts';
import type { StoreSettings } from '../access/schema.ts';
import type { Order, OrderLine } from '../orders/schema.ts';
import { settleInCash } from '../pricing/cash-rounding.ts';
import { lineUnknown, moreThanSold } from './errors.ts';
import { partOf, receiptNumber } from './rules.ts';
import type { Decided, ReturnArgs } from './sale-args.ts';
import type { Register } from './schema.ts';

export interface ReturnFacts {
  readonly sale: Order;
  readonly soldLines: readonly OrderLine[];
  /** Units that came back before, positive, by sold line */
  readonly returnedBefore: ReadonlyMap<string, number>;
  readonly tracked: ReadonlyMap<string, boolean>;
  readonly register: Pick<Register, 'code' | 'generation' | 'locationId'>;
  readonly sequence: number;
  readonly settings: Pick<StoreSettings, 'timeZone' | 'cashRoundingIncrement' | 'cashRoundingMode'>;
  readonly occurredAt: Instant;
}

const minus = (amount: MinorUnits): MinorUnits => toMinorUnits(-BigInt(amount));

/**
 * Each returned unit carries its part of what was paid, so that all parts sum to the sale. Throws DomainError when more
 * comes back than was sold.
 */
export function completeReturn(args: ReturnArgs, facts: ReturnFacts): ReturnArgs & { decided: Decided } {
  const { sale, register, settings } = facts;
  const sold = new Map(facts.soldLines.map((line) => [line.id, line]));
  const taken = new Map(facts.returnedBefore);
  const lines = args.lines.map((line) => {
    const original = sold.get(line.originalLineId);
    if (!original) throw lineUnknown({ lineId: line.originalLineId });
    const before = taken.get(original.id) ?? 0;
    const left = original.quantity - before;
    if (line.quantity > left) throw moreThanSold({ lineId: original.id, left, wanted: line.quantity });
    taken.set(original.id, before + line.quantity);
    const part = (amount: MinorUnits) => minus(partOf(amount, original.quantity, before, line.quantity));
    const [net, tax] = [part(original.net), part(original.tax)];
    const { title, variantTitle, sku, scale, unitPrice, taxClass, taxRate, variantId } = original;
    return {
      ...line,
      snapshot: {
        ...{ title, variantTitle, sku, scale, unitPrice, taxClass, taxRate, variantId },
        tracked: variantId !== null && (facts.tracked.get(variantId) ?? true),
        ownPrice: true,
        discount: part(original.discount),
        net,
        tax,
        total: sum([net, tax]),
      },
    };
  });
  const taxTotal = sum(lines.map(({ snapshot }) => snapshot.tax));
  const goods = sum(lines.map(({ snapshot }) => snapshot.total));
  const discountTotal = sum(lines.map(({ snapshot }) => snapshot.discount));
  const shown = sale.pricesIncludeTax ? goods : sum(lines.map(({ snapshot }) => snapshot.net));
  const rounding =
    args.payBack.kind === 'cash'
      ? settleInCash(goods, 0, { increment: settings.cashRoundingIncrement, mode: settings.cashRoundingMode }).rounding
      : 0;
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
      rounding,
      total: sum([goods, rounding]),
    },
  };
}
