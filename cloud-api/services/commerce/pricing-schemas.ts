import * as z from 'zod';

/** What `POST /v1/pricing/calculate` answers with, for its page in the documentation. */

const money = z.number().int().describe('Minor units');
const reason = z.object({
  code: z.string().describe('For programs'),
  text: z.string().describe('For people'),
  details: z.record(z.string(), z.unknown()).optional(),
});
const discount = z.object({ promotionId: z.string(), name: z.string(), amount: money });

const amounts = {
  amount: money.describe('Before any discount, as prices are entered'),
  discounts: z.array(discount).describe('What each promotion took'),
  discount: money.describe('All that came off'),
  net: money,
  tax: money,
  total: money.describe('net + tax'),
  taxRate: z.string().describe('An exact fraction, or the names of several taxes'),
  taxes: z.array(z.object({ name: z.string(), amount: money })).describe('Each of several taxes; they sum to tax'),
  exact: z
    .object({ net: z.string(), tax: z.string() })
    .describe('Fractions of minor units before anything was rounded, `311000/27`'),
  steps: z.array(reason).describe('Every step in order: why this price'),
};

const promotion = z.object({
  id: z.string(),
  name: z.string(),
  outcome: z.enum(['applied', 'near-miss', 'not-applied']),
  code: z.string().describe('`applied`, `condition-unmet`, `does-not-combine`, `budget-exceeded`, …'),
  cost: money.describe('What it took off'),
  wouldSave: money.describe('What it would have taken alone'),
  lines: z.array(z.object({ key: z.string(), amount: money })),
  shipping: money,
  reasons: z.array(reason).describe('Why, or why not'),
  giftsLeft: z.number().int().describe('Units of its gift that may still be taken'),
});

export const calculationAnswer = z.object({
  currency: z.string(),
  decimals: z.number().int(),
  lines: z.array(
    z.object({
      key: z.string(),
      unitPrice: money,
      compareAt: money.nullable(),
      manualDiscount: money.describe('By a person, before promotions'),
      ...amounts,
    }),
  ),
  shipping: z.object({
    ...amounts,
    parts: z
      .array(z.object({ net: money, tax: money, total: money, taxRate: z.string(), taxes: amounts.taxes }))
      .describe('A part for each way in which delivery is taxed; none where it is untaxed'),
  }),
  promotions: z.array(promotion),
  coupons: z.array(
    z.object({
      code: z.string(),
      status: z.enum(['applied', 'not-applied', 'unknown']),
      promotionId: z.string().nullable(),
      reason: z.string(),
    }),
  ),
  subtotal: money.describe('Σ amounts of the lines'),
  discountTotal: money.describe('Off goods and delivery'),
  netTotal: money.describe('netTotal + taxTotal = total; delivery is in all three'),
  taxTotal: money,
  shippingTotal: money,
  total: money,
  taxByRate: z.array(z.object({ rate: z.string(), net: money, tax: money })).describe('Its sums are the totals'),
  tenders: z.array(z.object({ kind: z.string(), amount: money, given: money, change: money })),
  rounding: money.describe('Of cash, its own line: total + rounding = payable = paid + due'),
  payable: money,
  paid: money,
  due: money,
  steps: z.array(reason),
});
