import * as z from 'zod';
import { askedCurrency, basketLines, couponCodes } from '../shop-schemas.ts';
import { couponAnswers } from '../coupon-answers.ts';

const amount = z.number().int().describe('Minor units');
const line = (most: number) => z.string().trim().max(most);

export const newCheckout = z.strictObject({ currency: askedCurrency, lines: basketLines, coupons: couponCodes });

/** An address as a shopper fills it in. */
export const addressForm = z.strictObject({
  name: line(200),
  line1: line(200),
  line2: line(200).default(''),
  city: line(100),
  region: line(10).default('').describe('Behind the dash of ISO 3166-2, `NY`; where the country has none, empty'),
  postcode: line(20).default(''),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .describe('ISO 3166 alpha-2'),
});

/** Of a firm that buys, on its invoice and its order. */
export const businessForm = z.strictObject({
  company: line(200).default(''),
  vatId: line(20)
    .default('')
    .describe(
      'Form and check digits are checked. It is printed; where the store has it so, one of another member of the EU that the goods go to takes the tax off (`taxNote`)',
    ),
  reference: line(60).default('').describe('What the buyer calls it in their own books, as `PO-4711`'),
});

export const checkoutChange = z.strictObject({
  lines: basketLines.optional(),
  coupons: couponCodes,
  giftCards: z
    .array(z.uuid())
    .max(5)
    .optional()
    .describe('Ids of those in `giftCards` that stay on it; the others are taken off'),
  contact: z
    .strictObject({ email: z.email().max(254), name: line(200).min(1), phone: line(40).default('') })
    .optional(),
  delivery: addressForm.optional(),
  business: businessForm.nullable().optional().describe('422 `checkout.vat-id` where no such VAT number can be'),
  shippingOptionId: z.string().max(80).nullable().optional(),
  letters: z
    .url()
    .max(2_000)
    .nullable()
    .optional()
    .describe(
      'The shopper agrees to be reminded by letter, should they leave it: the page to lead them back to, of an origin that the key allows. Null: they do not, or not any more. Said of the `contact` that it is sent with or stands there',
    ),
});

export const payAsked = z.strictObject({
  expectedTotal: z.number().int().min(0).describe('What the shopper saw, minor units; another total refuses'),
  expectedToPay: z
    .number()
    .int()
    .min(0)
    .optional()
    .describe('`toPay` as the shopper saw it, where gift cards pay a part; left out: the total'),
  methodId: z.string().min(1).max(80),
  returnUrl: z.url().max(2_000).describe('Of an origin that the key allows; where the browser comes back to'),
});

const nullableText = z.string().nullable();
const priced = z.object({
  variantId: z.uuid(),
  handle: z.string(),
  title: z.string(),
  variantTitle: z.string(),
  image: nullableText,
  quantity: z.number().int(),
  scale: z.number().int(),
  unitPrice: amount,
  compareAt: amount.nullable(),
  amount: amount.describe('Before discounts'),
  discounts: z.array(z.object({ name: z.string(), amount })),
  total: amount,
});

export const notice = z.object({
  code: z.enum(['price-changed', 'less-stock', 'sold-out', 'not-on-sale', 'coupon-refused', 'shipping-changed']),
  variantId: z.uuid().optional(),
  title: z.string().optional(),
  before: z.number().int().optional(),
  now: z.number().int().optional(),
});
export type Notice = z.infer<typeof notice>;

export const taxNote = z.object({
  kind: z.enum([
    ...(['there', 'export', 'state-only', 'provider', 'own-rates'] as const),
    ...(['reverse-charge', 'vat-elsewhere', 'vat-unknown', 'vat-unanswered'] as const),
  ]),
  place: z.string().describe('`FR`, `US-NY`'),
});
export type TaxNote = z.infer<typeof taxNote>;

export const checkoutAnswer = z.object({
  id: z.uuid(),
  secret: z.string().optional().describe('Once, when it is made: show it as `checkout-secret` from then on'),
  status: z
    .enum(['open', 'waiting', 'paying', 'action', 'placed', 'ended'])
    .describe('`waiting`: for a yes of the firm or of the shop'),
  currency: z.string(),
  pricesIncludeTax: z.boolean(),
  lines: z.array(priced),
  coupons: couponAnswers,
  notices: z.array(notice).describe('What changed since it was last changed or paid'),
  contact: z.object({ email: z.string(), name: z.string(), phone: z.string() }).nullable(),
  delivery: z
    .object({
      name: z.string(),
      line1: z.string(),
      line2: z.string(),
      city: z.string(),
      region: z.string(),
      postcode: z.string(),
      country: z.string(),
    })
    .nullable(),
  business: z.object({ company: z.string(), vatId: z.string(), reference: z.string() }).nullable(),
  shippingOptions: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      amount,
      earliest: nullableText,
      latest: nullableText,
      kind: z.enum(['ship', 'pick-up']),
      hint: z.string().describe('When it is open where it is collected; may be empty'),
    }),
  ),
  shippingOptionId: nullableText,
  countries: z.array(z.string()).describe('Where the store sends to, its own country first'),
  subtotal: amount,
  discountTotal: amount,
  shippingTotal: amount.describe(
    'Delivery as prices are: with its tax where they have theirs; all tax is in `taxTotal`',
  ),
  taxTotal: amount,
  taxNote: taxNote
    .nullable()
    .describe(
      'How it is taxed where that is not as at the store: `there` by the rates of where it goes; `export` not at all, and duties may be due on arrival; `state-only` by the rate of the state, to which its counties and cities may add; `provider` by what a provider of taxes says is due there, all of it; `own-rates` by the rates of the store, since that provider did not answer in its time; `reverse-charge` not at all, since the buyer accounts for it by their VAT number. With a VAT number of another member of the EU it is taxed all the same: `vat-elsewhere` as the goods go to another country than that of the number, `vat-unknown` as the register (VIES) does not know the number, `vat-unanswered` as the register did not answer now, so that the shop may take the tax off later',
    ),
  taxes: z
    .array(z.object({ name: z.string(), amount }))
    .describe(
      'What each jurisdiction takes of it, where a provider of taxes says so; they sum to `taxTotal`. Else empty',
    ),
  total: amount.describe('Give it as `expectedTotal` when paying'),
  giftCards: z
    .array(z.object({ id: z.uuid(), kind: z.enum(['gift-card', 'store-credit']), end: z.string(), amount }))
    .describe(
      'Gift cards and store credit it is paid with first: the last four characters of the code, and what it pays now',
    ),
  toPay: amount.describe('What is left to pay by `methodId`; give it as `expectedToPay`'),
  methods: z
    .array(
      z.object({
        id: z.string(),
        kind: z.enum(['card', 'redirect', 'offline']),
        name: z.string(),
        charged: z
          .enum(['placed', 'sent'])
          .describe('When it is charged: with the order or, of `offline`, later; or when its goods are sent'),
        note: z.string().describe('The same for its shopper, in the language of the store; empty: with the order'),
      }),
    )
    .describe('`on-account` where who is signed in may buy so, for what is open and what this comes to'),
  express: z
    .object({ methodId: z.string(), agreed: z.boolean() })
    .nullable()
    .describe(
      'Its shopper was led to agree at a provider; `agreed`: they did, and `methodId` pays without going there again',
    ),
  action: z.object({ url: z.string() }).nullable(),
  problem: z.object({ code: z.string(), message: z.string() }).nullable(),
  approval: z
    .object({
      status: z.enum(['waiting', 'approved']),
      by: z.array(z.enum(['firm', 'shop'])).describe('Who has not answered yet, or said yes'),
      until: z.number().int().describe('Epoch milliseconds: so long the goods are held'),
    })
    .nullable()
    .describe(
      'Of a firm’s order that waits for a yes; `approved`: pay it as it stands, nothing of it changes any more',
    ),
  order: z.object({ id: z.uuid(), number: z.string(), token: z.string() }).nullable(),
  letters: z
    .boolean()
    .nullable()
    .describe('Whether its shopper agreed to be reminded by letter; null where the store writes none: do not ask'),
  heldUntil: z.number().int().nullable().describe('Epoch milliseconds: until then the goods are held for the payment'),
});
export type CheckoutAnswer = z.infer<typeof checkoutAnswer>;
