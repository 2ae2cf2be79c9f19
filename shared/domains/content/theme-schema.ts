import { instant, integer, json, nullable, personal, text, uuid } from '../../kernel/columns.ts';
import { defineTable, type Row } from '../../kernel/define-table.ts';
import { themeFileList, themeSettings, themeValues } from './theme-parts.ts';

export const themeVersions = defineTable('content.theme_versions', {
  doc: 'Every version of a theme that was sent for a shop on the web, and every choice of its settings: rows that never change but for when shoppers saw it, and go once nothing refers to them any more. Which one shoppers see now stands with the store.',
  columns: {
    id: uuid(),
    storeId: uuid(),
    /** From 1, of its store */
    number: integer(),
    name: text(),
    /** The developer's own count, `1.4.0` */
    release: text(),
    /** By path, each named by its content (`theme_files`) */
    files: json(themeFileList),
    /** What the theme lets a shop choose */
    settings: json(themeSettings),
    /** What the shop chose; what is left out is as the theme comes */
    choices: json(themeValues),
    /** When it goes live by itself; null: it does not */
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
export type ThemeVersion = Row<typeof themeVersions>;

export const themeFiles = defineTable('content.theme_files', {
  doc: 'Files of themes by their content, each once for all versions that have it. They stay in the cloud, never change, and go with the last version that has them.',
  columns: {
    /** SHA-256 of the file, hex digits */
    hash: text(),
    /** Bytes */
    size: integer(),
    /** base64 */
    body: text(),
  },
  key: ['hash'],
  group: 'catalogue',
  replication: { rows: 'none' },
});

export const themeFaults = defineTable('content.theme_faults', {
  doc: 'What went wrong in a template of a theme while shoppers looked: they were shown the built-in page instead. One row for each template of a version, counted.',
  columns: {
    id: uuid(),
    storeId: uuid(),
    versionId: uuid(),
    /** `templates/product.liquid` */
    template: text(),
    /** Of the last one; 0: of no line, as a limit */
    line: integer(),
    message: text(),
    /** Pages that were written so; each is kept a while and may have been seen by many */
    times: integer(),
    firstAt: instant(),
    lastAt: instant(),
  },
  key: ['id'],
  indexes: [['versionId']],
  group: 'catalogue',
});
export type ThemeFault = Row<typeof themeFaults>;
