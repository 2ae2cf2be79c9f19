import * as z from 'zod/mini';
import { type MinorUnits, sum } from '../../kernel/money.ts';
import { wholeRate } from './store-taxes.ts';

/** What a provider of taxes is asked about one basket, and what it answers. Amounts are minor units of its currency. */

const whole = z.number().check(z.int());
const said = (most: number) => z.string().check(z.maxLength(most));

/** Where goods go, as a shopper filled it in. */
export const taxAddress = z.strictObject({
  line1: said(200),
  line2: said(200),
  city: said(100),
  /** Behind the dash of ISO 3166-2 */
  region: said(10),
  postcode: said(20),
  country: said(2),
});
export type TaxAddress = z.infer<typeof taxAddress>;

/** The same basket makes the same text of it: by that an answer is found again. */
export const taxAsk = z.strictObject({
  accountId: z.string(),
  currency: z.string(),
  /** Whether tax is in the amounts */
  included: z.boolean(),
  to: taxAddress,
  lines: z.array(
    z.strictObject({
      key: z.string(),
      /** After discounts, as prices are shown */
      amount: whole,
      quantity: whole,
      scale: whole,
      /** What it is in the provider's list of goods; empty: as the provider has it without one */
      code: z.string(),
    }),
  ),
  shipping: z.strictObject({ amount: whole, code: z.string() }),
  /** The VAT number of a firm that buys, by which it may account for the tax itself; left out: none was given */
  taxId: z.optional(said(20)),
});
export type TaxAsk = z.infer<typeof taxAsk>;

/** What one jurisdiction takes of one line. */
export const jurisdictionTax = z.strictObject({
  /** `New York City Sales Tax` */
  name: said(100),
  /** Exact fraction, `45/1000` */
  rate: said(40),
  amount: whole,
});
export type JurisdictionTax = z.infer<typeof jurisdictionTax>;

export const taxAnswer = z.strictObject({
  /** By which the provider knows this calculation; empty where it keeps none */
  reference: said(200),
  lines: z.array(z.strictObject({ key: z.string(), taxes: z.array(jurisdictionTax) })),
  shipping: z.array(jurisdictionTax),
});
export type TaxAnswer = z.infer<typeof taxAnswer>;

/** What was asked for a checkout last; null: the provider did not answer in its time. */
export const taxQuote = z.strictObject({ ask: z.string(), at: whole, answer: z.nullable(taxAnswer) });
export type TaxQuote = z.infer<typeof taxQuote>;

/** By whom an order was taxed, and what recording it needs; it lies with the frozen order. */
export const taxing = z.strictObject({
  accountId: z.string(),
  provider: z.string(),
  /** `own-rates`: the provider did not answer; `exempt`: the buyer pays none, so it was not asked */
  by: z.enum(['provider', 'own-rates', 'exempt']),
  reference: said(200),
  to: taxAddress,
  /** By tax class */
  codes: z.record(z.string(), z.string()),
  shippingCode: z.string(),
});
export type Taxing = z.infer<typeof taxing>;

/** What each jurisdiction takes of several lines together, in the order that they come. */
export function taxesByName(
  of: readonly { readonly taxes?: readonly Pick<JurisdictionTax, 'name' | 'amount'>[] | null | undefined }[],
): Pick<JurisdictionTax, 'name' | 'amount'>[] {
  const sums = new Map<string, MinorUnits>();
  for (const { name, amount } of of.flatMap(({ taxes }) => taxes ?? []))
    sums.set(name, sum([sums.get(name) ?? 0, amount]));
  return [...sums].map(([name, amount]) => ({ name, amount }));
}

/** What goods of a tax class are in a provider's list. */
export const codeOf = (codes: Readonly<Record<string, string>>, taxClass: string): string =>
  codes[taxClass] ?? codes['standard'] ?? '';

/** Whether a provider counts where goods go: `US` is all of it, `US-NY` that part. */
export const countsFor = (places: readonly string[], { country, region }: TaxAddress): boolean =>
  places.includes(country) || places.includes(`${country}-${region}`);

/** More than these are summed under one name, since a line of an order keeps no more. */
const MOST_TAXES = 10;
export const OTHERS = 'Other districts';

/** Of one line, in the order that the provider has them; the sum stays what it is. */
export function fewTaxes(taxes: readonly JurisdictionTax[]): JurisdictionTax[] {
  const due = taxes.filter(({ amount }) => amount !== 0);
  if (due.length <= MOST_TAXES) return due;
  const rest = due.slice(MOST_TAXES - 1);
  return [
    ...due.slice(0, MOST_TAXES - 1),
    { name: OTHERS, rate: wholeRate(rest), amount: sum(rest.map(({ amount }) => amount)) },
  ];
}

/**
 * Why an answer is none: a line that was not asked for or has no tax said, an amount that no tax can be.
 * @returns null where it holds
 */
export function whyNoAnswer(ask: TaxAsk, { lines, shipping }: TaxAnswer): string | null {
  const keys = lines.map(({ key }) => key).sort();
  const wanted = ask.lines.map(({ key }) => key).sort();
  if (JSON.stringify(keys) !== JSON.stringify(wanted)) return 'it is about other lines';
  const fits = (amount: MinorUnits, taxes: readonly JurisdictionTax[]): boolean => {
    const tax = sum(taxes.map((each) => each.amount));
    return taxes.every((each) => each.amount >= 0) && tax <= amount;
  };
  const amounts = new Map(ask.lines.map(({ key, amount }) => [key, amount]));
  const wrong = lines.find(({ key, taxes }) => !fits(amounts.get(key) ?? 0, taxes));
  if (wrong) return 'the tax of a line is no tax of it';
  return fits(ask.shipping.amount, shipping) ? null : 'the tax of delivery is no tax of it';
}
