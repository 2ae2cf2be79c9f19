import type { CustomsQueries } from '../../../bridge/customs-views.ts';
import { mugVariants } from './catalog.ts';

/** What customs ask of the sample's goods. */
export const customsAnswers: { [N in keyof CustomsQueries]: () => CustomsQueries[N]['result'] } = {
  'products.customs': () => ({
    product: { hsCode: '691110', origin: 'PT', grams: 380 },
    variants: mugVariants.slice(0, 3).map(({ id: variantId, title, sku }, at) => ({
      ...{ variantId, title, sku, facts: at === 1 ? { hsCode: '', origin: 'CN', grams: null } : null },
    })),
  }),
  'orders.customs': () => ({
    from: 'AT',
    seller: { name: 'Larkhall', street: 'Walcot St, Bath', vatNumber: 'GB 123 4567 89' },
    facts: { 'p-7': { hsCode: '940521', origin: 'PT', grams: 1_450 } },
  }),
};
