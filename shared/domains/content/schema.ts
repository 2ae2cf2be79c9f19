import { instant, integer, json, nullable, oneOf, personal, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';
import { shopLook } from './look-parts.ts';
import { menuItems, menuPlaces } from './menu-parts.ts';
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

export const contentMenus = defineTable('content.content_menus', {
  doc: 'The menus in the head and at the foot of a shop on the web: one of each for all stores, labelled by language. A store leaves out what it does not have.',
  columns: {
    place: oneOf(menuPlaces),
    /** Entries in order, each with those below it; null: as it comes */
    items: nullable(json(menuItems)),
    /** Goes up with each change, so that two who change it at once are told */
    revision: integer(),
    updatedAt: instant(),
  },
  key: ['place'],
  group: 'catalogue',
});
export type ContentMenu = Row<typeof contentMenus>;

export const lookVersions = defineTable('content.look_versions', {
  doc: 'Every look of a shop on the web that was saved: by whom, when, and whether shoppers saw it. What they see now stands with the store.',
  columns: {
    id: uuid(),
    storeId: uuid(),
    /** From 1, of its store */
    number: integer(),
    /** Empty: as it was found, when it was changed elsewhere */
    name: text(),
    look: json(shopLook),
    /** When it goes live by itself; null: not at all */
    publishAt: nullable(instant()),
    /** Since when shoppers saw it the last time; null: never */
    publishedAt: nullable(instant()),
    createdAt: instant(),
    actorId: uuid(),
    actorName: personal('to show who did what', text()),
  },
  key: ['id'],
  indexes: [['storeId']],
  group: 'catalogue',
});
export type LookVersion = Row<typeof lookVersions>;
