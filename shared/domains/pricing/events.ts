import * as z from 'zod/mini';
import { defineEvent } from '../../kernel/define-event.ts';

export const pricesChanged = defineEvent({
  name: 'pricing.prices-changed',
  version: 1,
  aggregate: 'priceListId',
  payload: z.object({
    priceListId: z.string(),
    changes: z.array(
      z.object({
        variantId: z.string(),
        amount: z.nullable(z.number()),
        before: z.optional(z.nullable(z.number())),
      }),
    ),
  }),
  doc: 'Prices of a list were set or taken away; null: no price. With its first price a product comes on sale.',
});

export const priceListChanged = defineEvent({
  name: 'pricing.price-list-changed',
  version: 1,
  aggregate: 'priceListId',
  payload: z.object({ priceListId: z.string(), isDefault: z.boolean() }),
  doc: 'A price list was added or changed; another one may be the default now.',
});

export const taxRateChanged = defineEvent({
  name: 'pricing.tax-rate-changed',
  version: 1,
  aggregate: 'taxClass',
  payload: z.object({ taxClass: z.string(), rate: z.string() }),
  doc: 'The rate of a tax class was set.',
});

export const promotionChanged = defineEvent({
  name: 'pricing.promotion-changed',
  version: 1,
  aggregate: 'promotionId',
  payload: z.object({ promotionId: z.string(), status: z.string() }),
  doc: 'A promotion was saved, paused or ended.',
});

export const taxRulesChanged = defineEvent({
  name: 'pricing.tax-rules-changed',
  version: 1,
  aggregate: 'place',
  payload: z.object({ place: z.string(), jurisdictions: z.array(z.string()) }),
  doc: 'Dated rates of places, or where the store is taxed, were changed.',
});
