import * as z from 'zod';

const word = z.enum(['in-stock', 'low', 'out']);
const variant = z.object({
  id: z.uuid(),
  title: z.string(),
  optionValues: z.array(z.string()),
  sku: z.string(),
  price: z.number().int().describe('Minor units'),
  compareAt: z.number().int().nullable(),
  image: z.string().nullable(),
  available: z.number().int().describe('Whole units that can still be sold online; 999 where they are not counted'),
  availability: word,
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
  available: z.number().int(),
  availability: word,
  options: z.array(z.object({ name: z.string(), values: z.array(z.string()) })),
  variants: z.array(variant),
});
export const productPage = z.object({ products: z.array(shopProduct), nextCursor: z.string().nullable() });
export const availabilityAnswer = z.object({
  availability: z.array(
    z.object({ variantId: z.uuid(), productId: z.uuid(), available: z.number().int(), availability: word }),
  ),
});

export const newOrder = z.strictObject({
  lines: z
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
    .min(1)
    .max(50),
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
