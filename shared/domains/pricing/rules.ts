import { type Fraction, type MinorUnits, parseFraction, sum, toMinorUnits } from '../../kernel/money.ts';
import { extend, type Quantity } from '../../kernel/quantity.ts';
import { fraction, minus, over, plus, rounded, settle, times } from './fractions.ts';

/** How the store counts; both are settings (acceptance: money and tax). */
export interface PricingSettings {
  readonly pricesIncludeTax: boolean;
  readonly taxRounding: 'line' | 'document';
}

export interface LineInput {
  readonly key: string;
  readonly quantity: Quantity;
  readonly scale: number;
  /** Minor units of one unit, tax in it or not as the store says. */
  readonly unitPrice: MinorUnits;
  /** Off the whole line, in the same terms; more than the line is worth counts as the line. */
  readonly discount?: MinorUnits;
  /** Exact fraction that the buyer pays, `20/100`. */
  readonly taxRate: string;
  /** The rate inside an included price when it is not the one paid: selling into another zone. */
  readonly includedRate?: string;
  /** Charge the shown price in every zone, and let the net differ. */
  readonly keepGross?: boolean;
}

export interface PricedLine {
  readonly key: string;
  /** Before discount, as shown */
  readonly amount: MinorUnits;
  readonly discount: MinorUnits;
  readonly net: MinorUnits;
  readonly tax: MinorUnits;
  /** net + tax */
  readonly total: MinorUnits;
  readonly taxRate: string;
}

export interface TaxOfRate {
  readonly rate: string;
  readonly net: MinorUnits;
  readonly tax: MinorUnits;
}

export interface Totals {
  readonly lines: readonly PricedLine[];
  readonly subtotal: MinorUnits;
  readonly discountTotal: MinorUnits;
  readonly netTotal: MinorUnits;
  readonly taxTotal: MinorUnits;
  readonly shippingTotal: MinorUnits;
  /** Σ lines.total + shipping */
  readonly total: MinorUnits;
  readonly taxByRate: readonly TaxOfRate[];
}

interface Exact {
  readonly input: LineInput;
  readonly amount: MinorUnits;
  readonly discount: MinorUnits;
  readonly net: Fraction;
  readonly tax: Fraction;
  /** An included price that is charged as shown: net and tax must add up to it. */
  readonly fixedTotal: bigint | undefined;
}

function exactLine(input: LineInput, includesTax: boolean): Exact {
  const amount = extend(input.unitPrice, input.quantity, input.scale);
  const asked = input.discount ?? 0;
  const discount = amount >= 0 ? Math.min(asked, amount) : Math.max(asked, amount);
  const charged = fraction(BigInt(amount) - BigInt(discount));
  const rate = parseFraction(input.taxRate);
  const whole = plus(fraction(1n), rate);
  if (!includesTax) {
    return { input, amount, discount, net: charged, tax: times(charged, rate), fixedTotal: undefined };
  }
  const included = parseFraction(input.includedRate ?? input.taxRate);
  const stays = input.keepGross === true || included.n * rate.d === rate.n * included.d;
  const net = over(charged, stays ? whole : plus(fraction(1n), included));
  const tax = stays ? minus(charged, net) : times(net, rate);
  return { input, amount, discount, net, tax, fixedTotal: stays ? charged.n / charged.d : undefined };
}

/** Net and tax of lines that are rounded together; sums are rounded once and split by largest remainder. */
function freeze(lines: readonly Exact[]): { net: bigint; tax: bigint }[] {
  const exactNet = lines.reduce((a, line) => plus(a, line.net), fraction(0n));
  const netParts = settle(
    lines.map(({ net }) => net),
    rounded(exactNet),
  );
  if (lines.every(({ fixedTotal }) => fixedTotal !== undefined)) {
    return lines.map(({ fixedTotal }, i) => {
      const net = netParts[i] as bigint;
      return { net, tax: (fixedTotal as bigint) - net };
    });
  }
  const exactTax = lines.reduce((a, line) => plus(a, line.tax), fraction(0n));
  const taxParts = settle(
    lines.map(({ tax }) => tax),
    rounded(exactTax),
  );
  return lines.map((_, i) => ({ net: netParts[i] as bigint, tax: taxParts[i] as bigint }));
}

/**
 * Totals of an order, the same at till, checkout and cloud. Rounded per line, or once per rate of the document.
 * Throws RangeError for a rate that is no fraction or an amount beyond 2^53 − 1.
 */
export function priceOrder(settings: PricingSettings, inputs: readonly LineInput[], shipping: MinorUnits = 0): Totals {
  const exact = inputs.map((input) => exactLine(input, settings.pricesIncludeTax));
  const groups = new Map<string, number[]>();
  exact.forEach((line, index) => {
    const together = `${line.input.taxRate}|${line.fixedTotal !== undefined}`;
    const name = settings.taxRounding === 'document' ? together : String(index);
    groups.set(name, [...(groups.get(name) ?? []), index]);
  });
  const lines: PricedLine[] = [];
  for (const indexes of groups.values()) {
    const frozen = freeze(indexes.map((index) => exact[index] as Exact));
    indexes.forEach((index, i) => {
      const { input, amount, discount } = exact[index] as Exact;
      const net = toMinorUnits(frozen[i]?.net ?? 0n);
      const tax = toMinorUnits(frozen[i]?.tax ?? 0n);
      lines[index] = { key: input.key, amount, discount, net, tax, total: sum([net, tax]), taxRate: input.taxRate };
    });
  }
  return {
    lines,
    subtotal: sum(lines.map((line) => line.amount)),
    discountTotal: sum(lines.map((line) => line.discount)),
    netTotal: sum(lines.map((line) => line.net)),
    taxTotal: sum(lines.map((line) => line.tax)),
    shippingTotal: shipping,
    total: sum([...lines.map((line) => line.total), shipping]),
    taxByRate: taxByRate(lines),
  };
}

/** The tax summary: per rate in the order of first appearance; its sums equal the totals. */
export function taxByRate(lines: readonly { taxRate: string; net: MinorUnits; tax: MinorUnits }[]): TaxOfRate[] {
  const rates = [...new Set(lines.map((line) => line.taxRate))];
  return rates.map((rate) => {
    const same = lines.filter((line) => line.taxRate === rate);
    return { rate, net: sum(same.map((line) => line.net)), tax: sum(same.map((line) => line.tax)) };
  });
}
