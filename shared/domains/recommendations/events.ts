import * as z from 'zod/mini';
import { defineEvent } from '../../kernel/define-event.ts';

export const suggestionsChange = defineEvent({
  name: 'recommendations.suggestions-changed',
  version: 1,
  aggregate: 'productId',
  payload: z.object({ productId: z.string() }),
  doc: 'The shop chose other products to show with this one, or to leave out.',
});
