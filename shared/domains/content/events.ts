import * as z from 'zod/mini';
import { defineEvent } from '../../kernel/define-event.ts';

export const pageChange = defineEvent({
  name: 'content.page-changed',
  version: 1,
  aggregate: 'pageId',
  payload: z.object({ pageId: z.string(), publishAt: z.nullable(z.number()) }),
  doc: 'A page of the shop on the web was written, changed, published or taken out; `publishAt` null: shoppers do not find it.',
});

export const menuChange = defineEvent({
  name: 'content.menu-changed',
  version: 1,
  aggregate: 'place',
  payload: z.object({ place: z.string() }),
  doc: 'The menu in the head or at the foot of the shop on the web was changed.',
});
