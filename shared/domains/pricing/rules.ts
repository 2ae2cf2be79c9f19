import { type Fraction, type MinorUnits, sum, toMinorUnits } from '../../kernel/money.ts';
import { extend, type Quantity } from '../../kernel/quantity.ts';
import { fraction, minus, over, plus, rounded, settle, times } from './fractions.ts';
import { netIn, type TaxPart, taxLine, taxLines, taxOn, totalOf } from './tax-parts.ts';

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
  /** The same where they are several taxes */
  readonly includedTaxes?: readonly TaxPart[];
  /** Charge the shown price in every zone, and let the net differ. */
  readonly keepGross?: boolean;
  /** Several taxes, fixed or compound, instead of the one rate; `taxRate` is then the name they are summed under. */
  readonly taxes?: readonly TaxPart[];
  /** The buyer pays no tax: exempt, accounts for it themselves, or has it sent abroad. Tax inside an included price is taken off. */
  readonly relief?: 'exempt' | 'reverse-charge' | 'export';
  /** What each of `taxes` comes to, as a provider says it: nothing is worked out from their rates then */
  readonly taxGiven?: readonly MinorUnits[];
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
  /** Each of several taxes; they sum to `tax` */
  readonly taxes?: readonly { readonly name: string; readonly amount: MinorUnits }[];
  /** Net and tax before anything was rounded */
  readonly exact: { readonly net: Fraction; readonly tax: Fraction };
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
  /** Each of several taxes, exactly */
  readonly parts: readonly Fraction[];
  /** An included price that is charged as shown: net and tax must add up to it. */
  readonly fixedTotal: bigint | undefined;
}

function exactLine(input: LineInput, includesTax: boolean): Exact {
  const amount = extend(input.unitPrice, input.quantity, input.scale);
  const asked = input.discount ?? 0;
  const discount = amount >= 0 ? Math.min(asked, amount) : Math.max(asked, amount);
  const charged = fraction(BigInt(amount) - BigInt(discount));
  const units = fraction(BigInt(input.quantity), 10n ** BigInt(input.scale));
  const rules = input.taxes ? taxLines(input.taxes, units) : taxLine(input.taxRate);
  const [paid, inside] = [totalOf(input.relief ? [] : rules), totalOf(rules)];
  const line = { input, amount, discount };
  if (input.taxGiven) {
    const tax = fraction(BigInt(sum(input.taxGiven)));
    const parts = input.taxGiven.map((each) => fraction(BigInt(each)));
    const fixedTotal = includesTax ? charged.n / charged.d : undefined;
    return { ...line, net: includesTax ? minus(charged, tax) : charged, tax, parts, fixedTotal };
  }
  const withTax = (given: Fraction, fixedTotal?: bigint): Exact => {
    // A fixed tax inside a price that was discounted below it: what is paid is tax, and goods are never less than nothing.
    const swallowed = given.n < 0n && charged.n >= 0n;
    const net = swallowed ? fraction(0n) : given;
    const tax = fixedTotal === undefined ? taxOn(net, paid) : minus(charged, net);
    const own = input.relief ? [] : rules.map((rule) => taxOn(net, rule));
    const whole = own.reduce(plus, fraction(0n));
    const parts = swallowed && whole.n > 0n ? own.map((part) => over(times(part, tax), whole)) : own;
    return { ...line, net, tax, parts, fixedTotal };
  };
  if (!includesTax) return withTax(charged);
  const home = input.includedTaxes ?? (input.includedRate ? [{ name: '', rate: input.includedRate }] : undefined);
  const included = home ? totalOf(taxLines(home, units)) : inside;
  const stays = input.keepGross === true || sameTax(included, paid);
  return stays ? withTax(netIn(charged, paid), charged.n / charged.d) : withTax(netIn(charged, included));
}

const sameTax = (a: { slope: Fraction; fixed: Fraction }, b: { slope: Fraction; fixed: Fraction }) =>
  minus(a.slope, b.slope).n === 0n && minus(a.fixed, b.fixed).n === 0n;

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
    const together = `${line.input.relief ? '0' : line.input.taxRate}|${line.fixedTotal !== undefined}`;
    const name = settings.taxRounding === 'document' ? together : String(index);
    groups.set(name, [...(groups.get(name) ?? []), index]);
  });
  const lines: PricedLine[] = [];
  for (const indexes of groups.values()) {
    const frozen = freeze(indexes.map((index) => exact[index] as Exact));
    indexes.forEach((index, i) => {
      const { input, amount, discount, parts, ...before } = exact[index] as Exact;
      const { net: wholeNet = 0n, tax: wholeTax = 0n } = frozen[i] ?? {};
      const [net, tax] = [toMinorUnits(wholeNet), toMinorUnits(wholeTax)];
      const taxRate = input.relief ? '0' : input.taxRate;
      const kept = { net: before.net, tax: before.tax };
      const line = { key: input.key, amount, discount, net, tax, total: sum([net, tax]), taxRate, exact: kept };
      lines[index] = input.taxes ? { ...line, taxes: splitTax(input.taxes, parts, wholeTax) } : line;
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

/** Several taxes of a line as whole amounts; what rounding moves stays within one unit of each. */
function splitTax(taxes: readonly TaxPart[], parts: readonly Fraction[], tax: bigint) {
  if (parts.length === 0) return taxes.map(({ name }) => ({ name, amount: 0 }));
  // Rounding the whole document may give a line one unit more or less than its own taxes: the largest one carries it.
  const exact = parts.reduce(plus);
  const own = rounded(exact);
  const amounts = settle(parts, own);
  const largest = amounts.reduce((best, amount, index) => (amount > (amounts[best] as bigint) ? index : best), 0);
  amounts[largest] = (amounts[largest] as bigint) + (tax - own);
  return taxes.map(({ name }, index) => ({ name, amount: toMinorUnits(amounts[index] as bigint) }));
}

/** The tax summary: per rate in the order of first appearance; its sums equal the totals. */
export function taxByRate(lines: readonly { taxRate: string; net: MinorUnits; tax: MinorUnits }[]): TaxOfRate[] {
  const rates = [...new Set(lines.map((line) => line.taxRate))];
  return rates.map((rate) => {
    const same = lines.filter((line) => line.taxRate === rate);
    return { rate, net: sum(same.map((line) => line.net)), tax: sum(same.map((line) => line.tax)) };
  });
}
