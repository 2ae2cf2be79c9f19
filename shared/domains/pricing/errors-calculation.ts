import { defineError } from '../../kernel/errors.ts';

/** What the calculation refuses to work with. It writes nothing, so nothing has to be undone. */

export const currencyUnknown = defineError<{ currency: string }>(
  'pricing.currency-unknown',
  'invalid',
  ({ currency }) =>
    `“${currency.slice(0, 12)}” is no currency of ISO 4217. Nothing was calculated or changed. Use a code such as EUR, JPY or KWD.`,
);

export const amountTooLarge = defineError<{ at: string }>(
  'pricing.amount-too-large',
  'invalid',
  ({ at }) =>
    `An amount at ${at} is beyond 9,007,199,254,740,991 minor units and could not be exact. Nothing was calculated. Correct the price or the quantity.`,
);

export const amountNotWhole = defineError<{ at: string; amount: number }>(
  'pricing.amount-not-whole',
  'invalid',
  ({ at }) => `The amount at ${at} is no whole number of minor units. Nothing was calculated. Write 12.50 as 1250.`,
);

export const amountNegative = defineError<{ at: string; amount: number }>(
  'pricing.amount-negative',
  'invalid',
  ({ at }) =>
    `The amount at ${at} is below zero. Nothing was calculated. Give what is taken off as a discount, and money back as a return.`,
);

export const quantityNegative = defineError<{ at: string; quantity: number }>(
  'pricing.quantity-negative',
  'invalid',
  ({ at }) => `The quantity at ${at} is below zero. Nothing was calculated. Goods that come back are a return.`,
);

export const quantityFractional = defineError<{ at: string; quantity: number; unit: string }>(
  'pricing.quantity-fractional',
  'invalid',
  ({ at, unit }) =>
    `The quantity at ${at} is no whole number, and ${unit} is not sold in parts. Nothing was calculated. For goods by weight give a whole number and its scale: 1.240 kg is 1240 at scale 3.`,
);

export const rateInvalid = defineError<{ at: string; rate: string }>(
  'pricing.rate-invalid',
  'invalid',
  ({ at }) =>
    `The rate at ${at} is no fraction, or a discount of more than everything. Nothing was calculated. Write 20 % as 20/100.`,
);

export const priceMissing = defineError<{ at: string; key: string }>(
  'pricing.price-missing',
  'invalid',
  ({ at }) =>
    `The line at ${at} has no price that applies. Nothing was calculated. Give it a unitPrice or a price list.`,
);

export const keyRepeated = defineError<{ at: string; key: string }>(
  'pricing.key-repeated',
  'invalid',
  ({ at, key }) => `“${key}” at ${at} stands twice. Nothing was calculated. Give each its own.`,
);

export const couponTooLong = defineError<{ length: number; longest: number }>(
  'pricing.coupon-too-long',
  'invalid',
  ({ longest }) =>
    `A coupon has at most ${longest} characters. Nothing was calculated. Check what was typed or scanned.`,
);

export const taxRatesOverlap = defineError<{ name: string; jurisdiction: string; category: string; date: string }>(
  'pricing.tax-rates-overlap',
  'conflict',
  ({ name, jurisdiction, date }) =>
    `Two rates of ${name} in ${jurisdiction} hold on ${date}. Nothing was calculated or changed. End the earlier one the day before the later one begins.`,
);

export const bundleCircular = defineError<{ path: readonly string[] }>(
  'pricing.bundle-circular',
  'invalid',
  ({ path }) =>
    `A bundle contains itself: ${path.join(' → ')}. Nothing was calculated. Take one of these out of the other.`,
);

export const bundleUnknown = defineError<{ bundle: string; in: string }>(
  'pricing.bundle-unknown',
  'invalid',
  ({ bundle }) => `There is no bundle “${bundle}” to put into another one. Nothing was calculated.`,
);

export const bundleTooLarge = defineError<{ bundle: string; largest: number }>(
  'pricing.bundle-too-large',
  'invalid',
  ({ bundle, largest }) => `The bundle “${bundle}” has more than ${largest} components. Nothing was calculated.`,
);

export const tendersExceed = defineError<{ total: number; tendered: number }>(
  'pricing.tenders-exceed',
  'invalid',
  () =>
    'The tenders settle more than there is to pay. Nothing was calculated. Give cash as `given`, and the change is worked out.',
);

export const timeZoneUnknown = defineError<{ timeZone: string }>(
  'pricing.time-zone-unknown',
  'invalid',
  () => 'This is no time zone. Nothing was calculated. Use a name such as Europe/London.',
);

export const vatIdWrong = defineError<{ id: string; problem: 'form' | 'digits' | 'country' }>(
  'pricing.vat-id-wrong',
  'invalid',
  ({ id, problem }) =>
    `“${id.slice(0, 40)}” is no VAT number: ${problem === 'digits' ? 'its check digits are wrong' : problem === 'form' ? 'numbers of that country look otherwise' : 'that country has none that we know'}. Nothing was calculated. Ask the buyer for it again, or charge the tax.`,
);

export const exemptionWithoutCertificate = defineError<Record<string, never>>(
  'pricing.exemption-without-certificate',
  'invalid',
  () => 'An exemption needs the number of its certificate. Nothing was calculated. Give the number, or charge the tax.',
);
