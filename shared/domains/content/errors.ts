import { defineError } from '../../kernel/errors.ts';

export const pageChanged = defineError<{ pageId: string; revision: number }>(
  'content.page-changed-meanwhile',
  'conflict',
  () => 'Somebody else changed this page meanwhile. Nothing was changed; look at it as it is now and change it again.',
);

export const pageAddressTaken = defineError<{ lang: string; slug: string }>(
  'content.address-taken',
  'conflict',
  ({ lang, slug }) =>
    `Another page has the address “${slug}” in the language ${lang}. Nothing was changed; choose another one.`,
);

export const htmlNotTaken = defineError<{ lang: string; line: number; found: string }>(
  'content.html-not-taken',
  'invalid',
  ({ line, found }) =>
    `Line ${line} holds HTML (“${found}”), which pages do not take. Nothing was changed; write it with the marks that are offered.`,
);

export const linkNotTaken = defineError<{ line: number; found: string }>(
  'content.link-not-taken',
  'invalid',
  ({ line, found }) =>
    `The link in line ${line} (“${found}”) leads nowhere that a page may lead to. Nothing was changed; use an address that begins with https://, /, mailto: or tel:.`,
);

export const pictureNotTaken = defineError<{ line: number; found: string }>(
  'content.picture-not-taken',
  'invalid',
  ({ line, found }) =>
    `The picture in line ${line} (“${found}”) cannot be shown on a page. Nothing was changed; use an address that begins with https:// or /.`,
);

export const tooManyPages = defineError<{ most: number }>(
  'content.too-many-pages',
  'refused',
  ({ most }) => `There are ${most} pages, which is as many as there can be. Nothing was changed; take one out first.`,
);

export const menuChanged = defineError<{ place: string; revision: number }>(
  'content.menu-changed-meanwhile',
  'conflict',
  () => 'Somebody else changed this menu meanwhile. Nothing was changed; look at it as it is now and change it again.',
);

export const menuTargetUnknown = defineError<{ kind: string; target: string }>(
  'content.menu-target-unknown',
  'invalid',
  ({ kind }) =>
    `An entry leads to a ${kind} that is not there. Nothing was changed; choose another one, or take the entry out.`,
);

export const menuEntryUnlabelled = defineError<{ kind: string }>(
  'content.menu-entry-unlabelled',
  'invalid',
  ({ kind }) => `An entry (${kind}) has no words in any language. Nothing was changed; write what shoppers read there.`,
);

export const lookUnknown = defineError<{ versionId: string }>(
  'content.look-unknown',
  'not-found',
  () => 'There is no such version of the look. Nothing was changed; choose one of those listed.',
);

export const tooManyLooks = defineError<{ most: number }>(
  'content.too-many-looks',
  'refused',
  ({ most }) => `There are ${most} versions of this look, which is as many as are kept. Nothing was changed.`,
);

export const themeUnknown = defineError<{ versionId: string }>(
  'content.theme-unknown',
  'not-found',
  () => 'There is no such version of a theme in this shop. Nothing was changed; choose one of those listed.',
);

export const themeFilesMissing = defineError<{ path: string }>(
  'content.theme-files-missing',
  'invalid',
  ({ path }) =>
    `The file ${path} of this theme is not in the cloud. Nothing was kept; send the theme with all of its files.`,
);

export const themeValueNotTaken = defineError<{ setting: string }>(
  'content.theme-value-not-taken',
  'invalid',
  ({ setting }) =>
    `“${setting}” does not take that value, or the theme has no such setting. Nothing was changed; choose another one.`,
);

export const tooManyThemes = defineError<{ most: number }>(
  'content.too-many-themes',
  'refused',
  ({ most }) => `There are ${most} versions of themes, which is as many as are kept for a shop. Nothing was changed.`,
);
