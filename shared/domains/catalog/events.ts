import * as z from 'zod/mini';
import { defineEvent } from '../../kernel/define-event.ts';

export const productCreated = defineEvent({
  name: 'catalog.product-created',
  version: 1,
  aggregate: 'productId',
  payload: z.object({ productId: z.string(), variantIds: z.array(z.string()) }),
  doc: 'A product came into the catalogue.',
});

export const productChanged = defineEvent({
  name: 'catalog.product-changed',
  version: 1,
  aggregate: 'productId',
  payload: z.object({ productId: z.string(), variantIds: z.array(z.string()), fields: z.array(z.string()) }),
  doc: 'Fields of a product or of its variants changed; readers read the rows.',
});
