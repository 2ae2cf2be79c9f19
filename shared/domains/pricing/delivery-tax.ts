import { allocate, type MinorUnits, sum } from '../../kernel/money.ts';
import type { DeliveryRule } from './delivery-tax-law.ts';
import { fraction, plus } from './fractions.ts';
import type { LineInput, PricedLine } from './rules.ts';
import { wholeRate } from './store-taxes.ts';

type Taxes = Pick<
  LineInput,
  'taxRate' | 'taxes' | 'taxGiven' | 'includedRate' | 'includedTaxes' | 'keepGross' | 'relief'
>;

/** What is delivered, as its line says it: `worth` after discounts, with tax in it or not as prices are. */
export interface DeliveredGood {
  readonly worth: MinorUnits;
  readonly taxes: Taxes;
}

export interface Delivery {
  readonly amount: MinorUnits;
  /** What promotions take off it */
  readonly discount: MinorUnits;
  /** How it is taxed for itself; of goods that are worth nothing it is taxed so too */
  readonly own: Taxes;
}

/** Taxes of a rate alone: what is due for each unit of the goods, a deposit, is not due for bringing them. */
function ofRate({ taxes, includedTaxes, ...rest }: Taxes): Taxes {
  const rated = (parts: NonNullable<Taxes['taxes']>) =>
    parts.flatMap(({ perUnit: _perUnit, ...part }) => (part.rate === undefined ? [] : [part]));
  const included = includedTaxes && { includedTaxes: rated(includedTaxes) };
  if (!taxes?.some(({ perUnit }) => perUnit !== undefined && perUnit !== 0))
    return { ...rest, ...(taxes && { taxes }), ...included };
  const left = rated(taxes);
  return { ...rest, ...included, taxRate: wholeRate(left), ...(left.length > 0 && { taxes: left }) };
}

/**
 * Delivery as lines to be taxed, one for each way in which it is: under `goods` its price is shared out over the ways in which the
 * goods are taxed, by what they cost as it is shown, so that a store with tax in its prices and one without come to the same.
 */
export function deliveryLines(
  rule: DeliveryRule | undefined,
  { amount, discount, own }: Delivery,
  goods: readonly DeliveredGood[],
  key: string,
): LineInput[] {
  const line = { key, quantity: 1, scale: 0 };
  const whole = [{ ...line, unitPrice: amount, discount }];
  if (rule === 'untaxed') return whole.map((each) => ({ ...each, taxRate: '0' }));
  const ways = new Map<string, { worth: MinorUnits; taxes: Taxes }>();
  if (rule === 'goods')
    for (const { worth, taxes } of goods) {
      if (worth <= 0) continue;
      const way = ofRate(taxes);
      const name = JSON.stringify(way);
      ways.set(name, { worth: sum([ways.get(name)?.worth ?? 0, worth]), taxes: way });
    }
  if (ways.size === 0) return whole.map((each) => ({ ...each, ...own }));
  const all = [...ways.values()];
  const amounts = allocate(
    amount,
    all.map(({ worth }) => worth),
  );
  // By the amounts, so that no part is asked for more than it has.
  const off = discount === 0 ? [] : allocate(discount, amounts);
  return all.map(({ taxes }, at) => ({
    ...line,
    ...taxes,
    key: `${key}${at}`,
    unitPrice: amounts[at] ?? 0,
    discount: off[at] ?? 0,
  }));
}

/** The parts of a delivery as the one that is shown. */
export function wholeDelivery(parts: readonly PricedLine[]): PricedLine {
  const [only, ...more] = parts;
  if (!only) throw new Error('a delivery has a part');
  if (more.length === 0) return only;
  const of = (name: 'amount' | 'discount' | 'net' | 'tax' | 'total') => sum(parts.map((part) => part[name]));
  const exact = (name: 'net' | 'tax') => parts.map((part) => part.exact[name]).reduce(plus, fraction(0n));
  return {
    key: only.key,
    ...{ amount: of('amount'), discount: of('discount'), net: of('net'), tax: of('tax'), total: of('total') },
    taxRate: [...new Set(parts.map(({ taxRate }) => taxRate))].join(' + '),
    exact: { net: exact('net'), tax: exact('tax') },
  };
}
