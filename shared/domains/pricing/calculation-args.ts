import * as z from 'zod/mini';
import { deliveryRules } from './delivery-tax-law.ts';
import { promotion } from './promotion-args.ts';

/**
 * What the one calculation is given. Amounts are integers of minor units, quantities integers × 10^−scale of the unit, rates
 * exact fractions such as `20/100`, instants epoch milliseconds. The rules refuse what is none of these and say where.
 */

const id = z.string().check(z.minLength(1), z.maxLength(200));
const ids = z.array(id).check(z.maxLength(1_000));
const amount = z.number();
const rate = z.string().check(z.maxLength(40));
const day = z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/));

export const taxPart = z.strictObject({
  name: z.string().check(z.maxLength(100)),
  rate: z.optional(rate),
  /** Minor units a unit, whatever its price */
  perUnit: z.optional(amount),
  /** A tax on a tax: counts on the net and the taxes before it */
  compound: z.optional(z.boolean()),
});

export const taxTableRate = z.strictObject({
  /** A country, `CA`, or a part of it, `CA-QC` */
  jurisdiction: z.string().check(z.minLength(2), z.maxLength(10)),
  /** Wins over a category, which wins over the rate without either */
  productId: z.optional(z.nullable(id)),
  category: z.optional(z.nullable(id)),
  ...taxPart.shape,
  /** Of a part of a country: comes on top of the country's instead of in its place */
  adds: z.optional(z.boolean()),
  /** First and last day on which it holds */
  from: day,
  to: z.optional(z.nullable(day)),
});
export type TaxTableRate = z.infer<typeof taxTableRate>;

export const pricePoint = z.strictObject({
  list: z.string().check(z.minLength(1), z.maxLength(200)),
  /** `override` counts for whom it is made, higher or lower; of `base` and `sale` the lowest counts */
  kind: z.optional(z.enum(['base', 'sale', 'override'])),
  priority: z.optional(z.number().check(z.int())),
  currency: z.optional(z.string()),
  amount,
  compareAt: z.optional(z.nullable(amount)),
  /** Whole units from which it holds */
  minQuantity: z.optional(z.number()),
  groups: z.optional(ids),
  channels: z.optional(ids),
  locations: z.optional(ids),
  startsAt: z.optional(z.nullable(z.number())),
  endsAt: z.optional(z.nullable(z.number())),
});
export type PricePoint = z.infer<typeof pricePoint>;

const taxes = {
  /** The rate that the buyer pays; else `taxes`, else the tax table, else 0 */
  taxRate: z.optional(rate),
  taxes: z.optional(z.array(taxPart).check(z.maxLength(10))),
  taxCategory: z.optional(id),
  /** The rate inside an included price where it is not the one paid: sold into another zone */
  includedRate: z.optional(rate),
  keepGross: z.optional(z.boolean()),
  /** What each of `taxes` comes to, as a provider says it */
  taxGiven: z.optional(z.array(amount).check(z.maxLength(10))),
};

export const calculationLine = z.strictObject({
  key: id,
  variantId: z.optional(z.nullable(id)),
  productId: z.optional(z.nullable(id)),
  sku: z.optional(id),
  title: z.optional(z.string().check(z.maxLength(300))),
  categories: z.optional(ids),
  tags: z.optional(ids),
  giftCard: z.optional(z.boolean()),
  reduced: z.optional(z.boolean()),
  quantity: z.number(),
  /** 0 to 6; 0 when left out */
  scale: z.optional(z.number().check(z.int(), z.gte(0), z.lte(6))),
  /** UN/CEFACT code; H87, a piece, when left out and the scale is 0 */
  unit: z.optional(z.string().check(z.minLength(1), z.maxLength(3))),
  /** Minor units of one unit, tax in it or not as the settings say */
  unitPrice: z.optional(amount),
  prices: z.optional(z.array(pricePoint).check(z.maxLength(200))),
  /** A price that a person gave at the till; it counts before every other */
  given: z.optional(z.strictObject({ unitPrice: amount, reason: z.optional(z.string().check(z.maxLength(200))) })),
  /** Off the whole line by a person, before any promotion */
  discount: z.optional(amount),
  ...taxes,
});
export type CalculationLine = z.infer<typeof calculationLine>;

export const calculationArgs = z.strictObject({
  currency: z.string(),
  settings: z.strictObject({
    pricesIncludeTax: z.boolean(),
    taxRounding: z.optional(z.enum(['line', 'document'])),
    cashRounding: z.optional(
      z.strictObject({ increment: z.number().check(z.int(), z.gte(0)), mode: z.enum(['half-up', 'down', 'up']) }),
    ),
    /** Charge included prices as shown in every zone, and let the net differ */
    keepGrossAcrossZones: z.optional(z.boolean()),
    timeZone: z.optional(z.string().check(z.maxLength(60))),
    /** Where included prices are at home, `GB` or `CA-QC` */
    homeZone: z.optional(z.string().check(z.maxLength(10))),
  }),
  /** When it is sold */
  at: z.number(),
  /** Where it is taxed, `GB` or `CA-QC`; the home zone when left out */
  zone: z.optional(z.string().check(z.maxLength(10))),
  taxTable: z.optional(z.array(taxTableRate).check(z.maxLength(5_000))),
  channel: z.optional(id),
  locationId: z.optional(id),
  customer: z.optional(
    z.strictObject({
      /** False: nobody knows who buys, so what a customer may have only so often is not given */
      known: z.optional(z.boolean()),
      groups: z.optional(ids),
      segments: z.optional(ids),
      firstOrder: z.optional(z.boolean()),
      /** Pays no tax: `certificate` or the VAT id that says why */
      relief: z.optional(
        z.strictObject({
          kind: z.enum(['exempt', 'reverse-charge', 'export']),
          evidence: z.string().check(z.maxLength(100)),
        }),
      ),
    }),
  ),
  lines: z.array(calculationLine).check(z.maxLength(1_000)),
  /** `taxedAs`: `goods` as what is delivered, by its value; `standard` by what is said here; `untaxed`. Left out: `standard` */
  shipping: z.optional(z.strictObject({ amount, taxedAs: z.optional(z.enum(deliveryRules)), ...taxes })),
  promotions: z.optional(z.array(promotion).check(z.maxLength(1_000))),
  coupons: z.optional(z.array(z.string()).check(z.maxLength(50))),
  /** Leave one amount out and it settles the rest; `given` is the cash handed over */
  tenders: z.optional(
    z
      .array(
        z.strictObject({
          kind: z.enum(['cash', 'card', 'gift-card', 'store-credit', 'other']),
          amount: z.optional(amount),
          given: z.optional(amount),
        }),
      )
      .check(z.maxLength(20)),
  ),
});
export type CalculationArgs = z.infer<typeof calculationArgs>;

/** The same with what a store says itself left out: its currency, how it counts, now; and a line may name a variant alone. */
export const calculationRequest = z.partial(calculationArgs, { currency: true, settings: true, at: true });
export type CalculationRequest = z.infer<typeof calculationRequest>;
