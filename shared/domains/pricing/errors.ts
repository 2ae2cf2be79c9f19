import { defineError } from '../../kernel/errors.ts';

export const priceListUnknown = defineError<{ priceListId: string | null }>(
  'pricing.price-list-unknown',
  'not-found',
  () => 'There is no such price list. Nothing was changed; make one first.',
);

export const priceListNameTaken = defineError<{ name: string }>(
  'pricing.price-list-name-taken',
  'conflict',
  ({ name }) => `There is a price list called “${name}” already. Nothing was changed.`,
);

export const priceListCurrency = defineError<{ priceListId: string; currency: string }>(
  'pricing.price-list-currency',
  'refused',
  () => 'The currency of a price list with prices cannot change. Make a new list for another currency.',
);

export const priceListSells = defineError<{ priceListId: string; name: string }>(
  'pricing.price-list-sells',
  'refused',
  ({ name }) =>
    `“${name}” is what a store sells from, so it cannot be for some buyers or days alone. Nothing was changed. Make a list of its own for them.`,
);

export const priceListTermed = defineError<{ priceListId: string; name: string }>(
  'pricing.price-list-termed',
  'refused',
  ({ name }) =>
    `“${name}” is for some buyers, places or days, so no store can sell from it. Nothing was changed. Choose a list without terms.`,
);

export const priceListDates = defineError<{ name: string }>(
  'pricing.price-list-dates',
  'invalid',
  ({ name }) => `“${name}” would be over before it begins. Nothing was changed. Correct one of the two.`,
);

export const breaksRepeated = defineError<{ variantId: string; sku: string }>(
  'pricing.breaks-repeated',
  'invalid',
  ({ sku }) => `Two prices of ${sku} hold from the same quantity. Nothing was changed. Keep one of them.`,
);

export const priceChanged = defineError<{
  variantId: string;
  sku: string;
  field: 'amount' | 'compareAt';
  base: number | null;
  current: number | null;
  value: number | null;
}>(
  'pricing.price-changed',
  'conflict',
  ({ sku }) =>
    `The price of ${sku} was changed by somebody else meanwhile. Your price was not set; compare the two and choose.`,
);

export const variantUnknown = defineError<{ variantId: string }>(
  'pricing.variant-unknown',
  'not-found',
  () => 'This variant does not exist. No price was set.',
);

export const promotionUnknown = defineError<{ promotionId: string }>(
  'pricing.promotion-unknown',
  'not-found',
  () => 'There is no such promotion. Nothing was changed.',
);

export const taxRuleEmpty = defineError<{ name: string }>(
  'pricing.tax-rule-empty',
  'invalid',
  ({ name }) => `“${name}” has neither a rate nor a fixed sum. Nothing was changed. Give it one; 0 is a rate.`,
);

export const taxRuleDates = defineError<{ name: string; fromDay: string; toDay: string }>(
  'pricing.tax-rule-dates',
  'invalid',
  ({ name, fromDay, toDay }) =>
    `“${name}” would end on ${toDay}, before it begins on ${fromDay}. Nothing was changed. Correct one of the two.`,
);

export const taxZoneMissing = defineError<{ place: string }>(
  'pricing.tax-zone-missing',
  'refused',
  () =>
    'Nobody has said where this store itself is taxed, so it is not known what leaves it. Nothing was changed. Choose its place first.',
);

export const taxCollectedTwice = defineError<{ jurisdiction: string }>(
  'pricing.tax-collected-twice',
  'invalid',
  ({ jurisdiction }) => `${jurisdiction} is named twice. Nothing was changed. Take one of the two out.`,
);

export const reverseChargeOutside = defineError<{ zone: string }>(
  'pricing.reverse-charge-outside',
  'refused',
  ({ zone }) =>
    `This store is taxed in ${zone}, which is no member of the EU: firms elsewhere account for no tax of it. Nothing was changed.`,
);

export const reverseChargeUnnumbered = defineError<{ place: string }>(
  'pricing.reverse-charge-unnumbered',
  'refused',
  () =>
    'This store has no VAT number of its own, and an invoice without tax has to name both. Nothing was changed. Put it in under Organisation first.',
);
