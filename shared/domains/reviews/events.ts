import * as z from 'zod/mini';
import { defineEvent } from '../../kernel/define-event.ts';

export const reviewChange = defineEvent({
  name: 'reviews.review-changed',
  version: 1,
  aggregate: 'productId',
  payload: z.object({ productId: z.string() }),
  doc: 'What shoppers see of the reviews of a product changed: one was shown, hidden, answered, written anew or taken back. Readers read the row, so that nobody’s words lie in events.',
});

export const reviewSettingChange = defineEvent({
  name: 'reviews.setting-changed',
  version: 1,
  aggregate: 'storeId',
  payload: z.object({ storeId: z.string() }),
  doc: 'A store shows reviews from now on, or does not, or lets them be looked at in another way.',
});
