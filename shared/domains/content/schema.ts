import { instant, integer, json, nullable, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';
import { pageStores, pageTexts } from './page-parts.ts';

export const contentPages = defineTable('content.content_pages', {
  doc: 'Pages that a shop on the web has beside its goods: about it, delivery, returns, legal notice. Each in any number of languages; a store shows it in its own.',
  columns: {
    id: uuid(),
    /** A language each; text with marks (rich-text.ts) */
    texts: json(pageTexts),
    /** Stores that show it; empty: every one, also those to come */
    storeIds: json(pageStores),
    /** From then on shoppers find it, also in menus and maps; null: a draft */
    publishAt: nullable(instant()),
    /** Goes up with each change, so that two who change it at once are told */
    revision: integer(),
    updatedAt: instant(),
  },
  key: ['id'],
  group: 'catalogue',
});
export type ContentPage = Row<typeof contentPages>;

export const pageAddresses = defineTable('content.page_addresses', {
  doc: 'Where pages are: one page has an address in a language, `/pages/{slug}`.',
  columns: {
    /** `de`, `en-GB` */
    lang: text(),
    slug: text(),
    pageId: uuid(),
  },
  key: ['lang', 'slug'],
  indexes: [['pageId']],
  group: 'catalogue',
});
