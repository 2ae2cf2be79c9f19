import { type Fraction, type MinorUnits, parseFraction } from '../../kernel/money.ts';
import { fraction, minus, over, plus, times } from './fractions.ts';

/** One tax of several on a line: a rate, a fixed sum a unit, or both. */
export interface TaxPart {
  readonly name: string;
  /** Exact fraction, `5/100` */
  readonly rate?: string;
  /** Minor units for one unit, whatever its price: a deposit, a levy */
  readonly perUnit?: MinorUnits;
  /** A tax on a tax: its rate applies to the net and the taxes before it */
  readonly compound?: boolean;
}

/** Tax as a function of the net: tax = slope × net + fixed, exactly. */
export interface TaxLine {
  readonly slope: Fraction;
  readonly fixed: Fraction;
}

const one = fraction(1n);
const none = fraction(0n);

/** How each part grows with the net, in the order given. `units` is the quantity as a fraction of one unit. */
export function taxLines(parts: readonly TaxPart[], units: Fraction): TaxLine[] {
  let soFar: TaxLine = { slope: none, fixed: none };
  return parts.map(({ rate = '0', perUnit = 0, compound = false }) => {
    const share = parseFraction(rate);
    const base = compound ? { slope: plus(one, soFar.slope), fixed: soFar.fixed } : { slope: one, fixed: none };
    const line = {
      slope: times(share, base.slope),
      fixed: plus(times(share, base.fixed), times(fraction(BigInt(perUnit)), units)),
    };
    soFar = { slope: plus(soFar.slope, line.slope), fixed: plus(soFar.fixed, line.fixed) };
    return line;
  });
}

const ofRate = new Map<string, readonly TaxLine[]>();

/** One rate and nothing else, as on most lines: the same for every quantity. */
export function taxLine(rate: string): readonly TaxLine[] {
  const known = ofRate.get(rate);
  if (known) return known;
  const lines = taxLines([{ name: '', rate }], one);
  if (ofRate.size < 1_000) ofRate.set(rate, lines);
  return lines;
}

export function totalOf(lines: readonly TaxLine[]): TaxLine {
  const [only] = lines;
  if (only && lines.length === 1) return only;
  return lines.reduce((sum, line) => ({ slope: plus(sum.slope, line.slope), fixed: plus(sum.fixed, line.fixed) }), {
    slope: none,
    fixed: none,
  });
}

export const taxOn = (net: Fraction, { slope, fixed }: TaxLine): Fraction => plus(times(net, slope), fixed);

/** The net inside an amount that includes the tax. */
export const netIn = (gross: Fraction, { slope, fixed }: TaxLine): Fraction =>
  over(minus(gross, fixed), plus(one, slope));
