import { unitReferences } from '@tillhouse/shared/domains/catalog/measure.ts';
import * as z from 'zod';
import { couponAnswers } from './coupon-answers.ts';

const word = z.enum(['in-stock', 'low', 'out']);
const priorPrice = z
  .number()
  .int()
  .nullable()
  .describe(
    'Lowest price of the 30 days before a reduction that is shown; null where there is none, or the store does not name it',
  );
const unitPrice = z
  .object({ amount: z.number().int().describe('Minor units, rounded to be shown'), per: z.enum(unitReferences) })
  .nullable()
  .describe('Price of a kilogram, litre or what else `per` says of what is in it; null where nobody said what is');
const variant = z.object({
  id: z.uuid(),
  title: z.string(),
  optionValues: z.array(z.string()),
  sku: z.string(),
  price: z.number().int().describe('Minor units'),
  compareAt: z.number().int().nullable(),
  priorPrice,
  unitPrice,
  image: z.string().nullable(),
  available: z.number().int().describe('Whole units that can still be sold online; 999 where they are not counted'),
  availability: word,
  scale: z
    .number()
    .int()
    .describe('Digits of its unit: 3 where kilograms are sold by the gram; lines are ordered in grams'),
});
export const shopProduct = z.object({
  id: z.uuid(),
  handle: z.string(),
  title: z.string(),
  description: z.string(),
  category: z.string(),
  supplier: z.string(),
  image: z.string().nullable(),
  currency: z.string(),
  priceFrom: z.number().int(),
  priceTo: z.number().int(),
  compareAt: z.number().int().nullable(),
  priorPrice,
  unitPrice: unitPrice.describe('Of the cheapest variant'),
  available: z.number().int(),
  availability: word,
  rating: z
    .object({
      average: z.number().int().describe('Hundredths of a star: 467 is 4.67 of 5'),
      count: z.number().int(),
    })
    .nullable()
    .describe('Of the reviews that are shown; null where there are none, or the store shows none'),
  options: z.array(z.object({ name: z.string(), values: z.array(z.string()) })),
  variants: z.array(variant),
});
export const productPage = z.object({ products: z.array(shopProduct), nextCursor: z.string().nullable() });
export const availabilityAnswer = z.object({
  availability: z.array(
    z.object({ variantId: z.uuid(), productId: z.uuid(), available: z.number().int(), availability: word }),
  ),
});

export const askedCurrency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .optional()
  .describe('One that the store sells in; left out, that of the header `shop-currency` where it does, else its own');

export const shopStore = z.object({
  name: z.string(),
  locale: z.string().describe('BCP 47: how amounts and dates are written'),
  currency: z
    .string()
    .describe('What prices are told in where a request names none: the one of `shop-currency`, else its own'),
  currencies: z.array(z.string()).describe('All that it sells in, its own first'),
  logo: z.string().nullable(),
  look: z
    .record(z.string(), z.string())
    .nullable()
    .describe('Custom properties of the widgets by name, colours and lengths; null: as they come'),
  express: z
    .array(
      z.object({
        id: z.string(),
        name: z.string(),
        least: z.number().int().nullable().describe('Smallest sum that it is offered for, minor units; null: any'),
        most: z.number().int().nullable().describe('Largest one'),
      }),
    )
    .describe(
      'Ways to pay that need no form: the provider says who pays and where it goes (`rules.express` of its account)',
    ),
});

const lines = z
  .array(
    z.strictObject({
      variantId: z.uuid(),
      quantity: z
        .number()
        .int()
        .min(1)
        .max(10_000)
        .describe('In the smallest step of the variant’s unit; pieces of what is sold by the piece'),
    }),
  )
  .max(50);
export const basketLines = lines.min(1);
/** Of a basket that may be empty */
export const cartLines = lines;
export const couponCodes = z
  .array(z.string().trim().min(1).max(64))
  .max(20)
  .optional()
  .describe('Codes for offers, as the shopper typed them');

export const basketToPrice = z.strictObject({ currency: askedCurrency, lines: basketLines, coupons: couponCodes });
const amount = z.number().int().describe('Minor units');
export const pricedBasket = z.object({
  currency: z.string(),
  pricesIncludeTax: z.boolean(),
  lines: z.array(
    z.object({
      variantId: z.uuid(),
      title: z.string(),
      variantTitle: z.string(),
      quantity: z.number().int(),
      scale: z.number().int(),
      unitPrice: amount,
      compareAt: amount.nullable().describe('What it is reduced from'),
      amount: amount.describe('Before discounts'),
      discounts: z.array(z.object({ name: z.string(), amount })),
      total: amount,
    }),
  ),
  coupons: couponAnswers,
  subtotal: amount,
  discountTotal: amount,
  taxTotal: amount,
  shippingTotal: amount.describe(
    'Delivery as prices are: with its tax where they have theirs; all tax is in `taxTotal`',
  ),
  total: amount.describe('Give it as `expectedTotal` when buying'),
});

export const newOrder = z.strictObject({
  currency: askedCurrency,
  lines: basketLines,
  coupons: couponCodes,
  customerName: z.string().trim().min(1).max(200),
  expectedTotal: z
    .number()
    .int()
    .min(0)
    .optional()
    .describe('What the shopper saw, minor units; another total refuses'),
  payment: z.enum(['test']).default('test').describe('`test`: the built-in provider, which says yes'),
});
export const placedOrder = z.object({
  orderId: z.uuid(),
  number: z.string(),
  total: z.number().int(),
  currency: z.string(),
  paymentStatus: z.string(),
  repeated: z.boolean(),
});
