import type { CustomsQueries } from '../../../bridge/customs-views.ts';
import { mugVariants } from './catalog.ts';
import { boxes } from './delivery.ts';

const mug = { length: 120, width: 95, height: 100 };
const lamp = { length: 280, width: 280, height: 320 };

/** Of each product of the sample by turns a mug, a lamp and something that nobody measured. */
const packingFacts = Object.fromEntries(
  Array.from({ length: 200 }, (_, index) => {
    const kind = index % 5;
    const large = kind === 2;
    const size = kind === 4 ? null : large ? lamp : mug;
    return [`p-${index}`, { hsCode: '', origin: '', grams: large ? 1_450 : 380, size }];
  }),
);

/** What customs ask of the sample's goods. */
export const customsAnswers: {
  [N in Exclude<keyof CustomsQueries, 'orders.carriers'>]: () => CustomsQueries[N]['result'];
} = {
  'products.customs': () => ({
    product: { hsCode: '691110', origin: 'PT', grams: 380, size: mug },
    variants: mugVariants.slice(0, 3).map(({ id: variantId, title, sku }, at) => ({
      ...{ variantId, title, sku, facts: at === 1 ? { hsCode: '', origin: 'CN', grams: null, size: null } : null },
    })),
  }),
  'orders.customs': () => ({
    from: 'AT',
    seller: { name: 'Larkhall', street: 'Walcot St, Bath', vatNumber: 'GB 123 4567 89' },
    facts: { 'p-7': { hsCode: '940521', origin: 'PT', grams: 1_450, size: lamp } },
  }),
  'orders.packing': () => ({ boxes, facts: packingFacts }),
};
