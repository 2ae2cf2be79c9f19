import { allocate, type MinorUnits, sum } from '../../kernel/money.ts';
import type { Calculation } from '../pricing/calculate.ts';
import type { CalculationArgs } from '../pricing/calculation-args.ts';
import { partOf } from '../register/rules.ts';
import type { Order, OrderLine } from './schema.ts';

type Taxed = Pick<OrderLine, 'tax' | 'taxes'>;

/** The taxes that a provider said, of what is now worth something else: in proportion, each with its part. */
function given({ tax, taxes }: Taxed, had: MinorUnits, worth: MinorUnits) {
  if (!taxes || taxes.length === 0 || had === 0) return { taxRate: '0' };
  const parts = taxes.map(({ amount }) => amount);
  const now = had === worth ? parts : allocate(partOf(tax, had, 0, worth), parts);
  return { taxes: taxes.map(({ name }) => ({ name, rate: '0' })), taxGiven: now };
}

/**
 * An edit of an order that a provider taxed asks nobody: what stays keeps the tax it has, what is worth more or less has its part of it,
 * and what is new is taxed by the store's own rates.
 * @param first the same, by the rates of the store: what each line is worth now
 */
export function asProviderSaid(
  args: CalculationArgs,
  first: Calculation,
  { order, before }: { readonly order: Order; readonly before: ReadonlyMap<string, OrderLine> },
): CalculationArgs {
  const shown = (net: MinorUnits, tax: MinorUnits) => (order.pricesIncludeTax ? sum([net, tax]) : net);
  const lines = args.lines.map((line, at) => {
    const had = before.get(line.key);
    const now = first.lines[at];
    if (!had || !now) return line;
    const { taxRate: _rate, taxes: _taxes, ...rest } = line;
    return { ...rest, ...given(had, shown(had.net, had.tax), sum([now.amount, -now.discount])) };
  });
  const [part] = order.shippingTaxed?.parts ?? [];
  if (!args.shipping || !part) return { ...args, lines };
  const { amount, taxedAs } = args.shipping;
  const worth = sum([first.shipping.amount, -first.shipping.discount]);
  const shipping = { amount, ...(taxedAs && { taxedAs }), ...given(part, shown(part.net, part.tax), worth) };
  return { ...args, lines, shipping };
}
