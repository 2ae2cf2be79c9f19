import { sum } from '../../kernel/money.ts';
import { type Calculation, calculate } from '../pricing/calculate.ts';
import type { CalculationArgs, CalculationLine } from '../pricing/calculation-args.ts';
import {
  codeOf,
  fewTaxes,
  type JurisdictionTax,
  type TaxAddress,
  type TaxAnswer,
  type TaxAsk,
  type Taxing,
} from '../pricing/provider-tax.ts';
import { wholeRate } from '../pricing/store-taxes.ts';
import type { TaxAccount } from '../pricing/tax-account-schema.ts';

/** A provider that taxes what goes to an address, with what it said so far. */
export interface AskedProvider {
  readonly account: Pick<TaxAccount, 'id' | 'provider' | 'codes' | 'shippingCode'>;
  readonly to: TaxAddress;
  /** The VAT number of a firm that buys */
  readonly taxId?: string;
  /** Undefined: it was not asked this yet; null: it was, and did not answer */
  readonly answerTo: (ask: TaxAsk) => TaxAnswer | null | undefined;
}

export interface TaxedByProvider {
  readonly taxing: Taxing;
  /** What it is to be asked; null: it has answered, or did not in its time, or has nothing to say */
  readonly ask: TaxAsk | null;
  /** As it answered; undefined: the store's own rates hold */
  readonly answered?: { readonly totals: Calculation; readonly rates: readonly string[] };
}

/** Of all of several taxes that are due; a share of the goods that is not taxed makes the rate no smaller. */
function rateOf(taxes: readonly JurisdictionTax[]): string {
  if (taxes.length === 0) return '0';
  return wholeRate(taxes.map(({ name, rate }) => ({ name, rate })));
}

const given = (taxes: readonly JurisdictionTax[]): Pick<CalculationLine, 'taxRate' | 'taxes' | 'taxGiven'> => {
  if (taxes.length === 0) return { taxRate: '0' };
  return { taxes: taxes.map(({ name, rate }) => ({ name, rate })), taxGiven: taxes.map(({ amount }) => amount) };
};

interface Priced {
  /** As the store itself taxes it: discounts and delivery are the same */
  readonly own: Calculation;
  /** What it was worked out from, with the relief of its buyer alone */
  readonly args: CalculationArgs;
  readonly taxClasses: readonly string[];
}

/**
 * The same basket, taxed by a provider: amounts after discounts are what it is asked about, and what it says of each line and of
 * delivery is taken as it is, so that lines, jurisdictions and total add up to its answer.
 */
export function taxedByProvider(
  { account, to, taxId, answerTo }: AskedProvider,
  { own, args, taxClasses }: Priced,
): TaxedByProvider {
  const { provider, id: accountId, codes, shippingCode } = account;
  const about = {
    ...{ accountId, provider, to, shippingCode, reference: '' },
    codes: Object.fromEntries(taxClasses.map((each) => [each, codeOf(codes, each)])),
  };
  if (args.customer?.relief) return { taxing: { ...about, by: 'exempt' }, ask: null };
  if (own.lines.length === 0) return { taxing: { ...about, by: 'own-rates' }, ask: null };
  const ask: TaxAsk = {
    ...{ accountId, currency: own.currency, included: args.settings.pricesIncludeTax, to },
    lines: own.lines.map(({ key, amount, discount }, at) => ({
      ...{ key, amount: sum([amount, -discount]), code: codeOf(codes, taxClasses[at] ?? '') },
      ...{ quantity: args.lines[at]?.quantity ?? 1, scale: args.lines[at]?.scale ?? 0 },
    })),
    shipping: { amount: sum([own.shipping.amount, -own.shipping.discount]), code: shippingCode },
    ...(taxId && { taxId }),
  };
  const answer = answerTo(ask);
  if (!answer) return { taxing: { ...about, by: 'own-rates' }, ask: answer === undefined ? ask : null };
  const said = new Map(answer.lines.map(({ key, taxes }) => [key, fewTaxes(taxes)]));
  const totals = calculate({
    ...args,
    lines: args.lines.map(({ taxRate: _rate, taxes: _taxes, ...line }) => ({
      ...line,
      ...given(said.get(line.key) ?? []),
    })),
    shipping: { amount: own.shipping.amount, taxedAs: 'standard', ...given(fewTaxes(answer.shipping)) },
  });
  return {
    taxing: { ...about, by: 'provider', reference: answer.reference },
    ask: null,
    answered: { totals, rates: own.lines.map(({ key }) => rateOf(said.get(key) ?? [])) },
  };
}
