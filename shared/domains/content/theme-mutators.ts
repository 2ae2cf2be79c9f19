import * as z from 'zod/mini';
import { count, id, instant, text, words } from '../../kernel/args.ts';
import { defineMutator, type MutationContext } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import { storeChange } from '../access/events.ts';
import { type StoreSettings, storeSettings } from '../access/schema.ts';
import { storeUnknown } from '../access/store-errors.ts';
import { themeFilesMissing, themeUnknown, themeValueNotTaken, tooManyThemes } from './errors.ts';
import { fits, themeFileList, themeSettings, themeValues } from './theme-parts.ts';
import { themeFaults, themeFiles, type ThemeVersion, themeVersions } from './theme-schema.ts';

/** Of one store. */
const MOST_VERSIONS = 300;

/** With the row of its store locked, at which all that is done to themes of a store waits. */
async function theStore(tx: Tx, storeId: string): Promise<StoreSettings> {
  const [store] = await tx.getForUpdate(storeSettings, [{ id: storeId }]);
  if (!store) throw storeUnknown({ storeId });
  return store;
}

async function addVersion(
  tx: Tx,
  ctx: MutationContext,
  version: Pick<ThemeVersion, 'id' | 'storeId' | 'name' | 'release' | 'files' | 'settings' | 'choices'>,
): Promise<void> {
  const versions = await tx.list(themeVersions, { storeId: version.storeId });
  if (versions.some((one) => one.id === version.id)) return;
  if (versions.length >= MOST_VERSIONS) throw tooManyThemes({ most: MOST_VERSIONS });
  await tx.insert(themeVersions, {
    ...version,
    ...{ number: Math.max(0, ...versions.map((one) => one.number)) + 1, publishAt: null, publishedAt: null },
    ...{ createdAt: ctx.occurredAt, actorId: ctx.actor.id, actorName: ctx.actor.name },
  });
}

export const keepTheme = defineMutator({
  name: 'content.keepTheme',
  version: 1,
  kind: 'intent',
  permission: 'content.themes',
  doc: 'Keeps a version of a theme for a shop on the web, of files that were sent before; `POST /v1/themes` takes the files, checks them and does this. Shoppers see none of it before it is published. Refused where a file is not there.',
  args: z.strictObject({
    version: z.strictObject({
      ...{ id, storeId: id, name: words(60), release: text(20) },
      ...{ files: themeFileList, settings: themeSettings, choices: themeValues },
    }),
  }),
  run: async (tx, { version }, ctx) => {
    await theStore(tx, version.storeId);
    const hashes = [...new Set(version.files.map(({ hash }) => hash))];
    const there = await tx.getMany(
      themeFiles,
      hashes.map((hash) => ({ hash })),
    );
    const missing = hashes.find((hash) => !there.some((one) => one.hash === hash));
    if (missing !== undefined)
      throw themeFilesMissing({ path: version.files.find(({ hash }) => hash === missing)?.path ?? '' });
    await addVersion(tx, ctx, version);
  },
});

export const setThemeChoices = defineMutator({
  name: 'content.setThemeChoices',
  version: 1,
  kind: 'intent',
  permission: 'content.themes',
  doc: 'Keeps the same theme with other settings as a version of its own, a draft. `choices`: by the id of a setting; what is left out is as the theme comes. Refused with a value that its setting does not take.',
  args: z.strictObject({ versionId: id, id, choices: themeValues }),
  run: async (tx, { versionId, id: newId, choices }, ctx) => {
    const known = await tx.get(themeVersions, { id: versionId });
    if (!known) throw themeUnknown({ versionId });
    await theStore(tx, known.storeId);
    for (const [name, given] of Object.entries(choices)) {
      const setting = known.settings.find((one) => one.id === name);
      if (!setting || !fits(setting, given)) throw themeValueNotTaken({ setting: setting?.label ?? name });
    }
    const { storeId, name, release, files, settings } = known;
    await addVersion(tx, ctx, { id: newId, storeId, name, release, files, settings, choices });
  },
});

export const publishTheme = defineMutator({
  name: 'content.publishTheme',
  version: 1,
  kind: 'intent',
  permission: 'content.themes',
  doc: 'Shows the pages of a shop on the web in a version of a theme from now on, an older one as well as a new one; `versionId` null: in the pages that Tillhouse comes with. `due`: only where it still goes live at that time, as the cloud does it by itself.',
  args: z.strictObject({ storeId: id, versionId: z.nullable(id), due: z.optional(instant) }),
  run: async (tx, { storeId, versionId, due }, ctx) => {
    const store = await theStore(tx, storeId);
    if (versionId !== null) {
      const version = await tx.get(themeVersions, { id: versionId });
      if (version?.storeId !== storeId) throw themeUnknown({ versionId });
      if (due !== undefined && version.publishAt !== due) return;
      await tx.update(themeVersions, { id: versionId }, { publishAt: null, publishedAt: ctx.occurredAt });
    }
    const { themeId = null, ...rest } = store.hosted ?? {
      ...{ open: false, domain: null, fonts: 'classic' as const, headline: '', intro: '' },
    };
    if (themeId === versionId) return;
    const hosted = versionId === null ? rest : { ...rest, themeId: versionId };
    const next = { revision: store.revision + 1, updatedAt: ctx.occurredAt };
    await tx.update(storeSettings, { id: storeId }, { hosted, ...next });
    await tx.emit(storeChange, { storeId, open: store.closedAt === null });
  },
});

export const scheduleTheme = defineMutator({
  name: 'content.scheduleTheme',
  version: 1,
  kind: 'intent',
  permission: 'content.themes',
  doc: 'Lets a version of a theme go live by itself at a time (epoch milliseconds), within half a minute of it; null: not any more. A time that is past counts as now.',
  args: z.strictObject({ versionId: id, publishAt: z.nullable(instant) }),
  run: async (tx, { versionId, publishAt }) => {
    const known = await tx.get(themeVersions, { id: versionId });
    if (!known) throw themeUnknown({ versionId });
    await theStore(tx, known.storeId);
    if (known.publishAt !== publishAt) await tx.update(themeVersions, { id: versionId }, { publishAt });
  },
});

/** Of the versions of one store, newest first, those that nobody goes back to. */
function nobodysAnyMore(
  versions: readonly ThemeVersion[],
  live: string | undefined,
  { before, keep, keepShown }: { readonly before: number; readonly keep: number; readonly keepShown: number },
): ThemeVersion[] {
  const shown = versions.filter((one) => one.publishedAt !== null);
  const kept = new Set([
    ...versions.toSorted((a, b) => b.number - a.number).slice(0, keep),
    ...shown.toSorted((a, b) => (b.publishedAt ?? 0) - (a.publishedAt ?? 0)).slice(0, keepShown),
  ]);
  return versions.filter(
    (one) =>
      one.id !== live &&
      one.publishAt === null &&
      Math.max(one.createdAt, one.publishedAt ?? 0) < before &&
      !kept.has(one),
  );
}

export const clearThemes = defineMutator({
  name: 'content.clearThemes',
  version: 1,
  kind: 'intent',
  permission: 'content.themes',
  doc: 'Takes out versions of themes that nothing refers to any more, with their faults: made and shown before a moment, not live, not scheduled, not among the newest of their store (`keep`) or those that shoppers saw last (`keepShown`). The cloud does this by itself.',
  args: z.strictObject({ before: instant, keep: count, keepShown: count }),
  run: async (tx, rule) => {
    const stores = (await tx.list(storeSettings, {})).sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const { id: storeId } of stores) {
      const { hosted } = await theStore(tx, storeId);
      const versions = await tx.list(themeVersions, { storeId });
      for (const { id } of nobodysAnyMore(versions, hosted?.themeId, rule)) {
        for (const fault of await tx.list(themeFaults, { versionId: id }))
          await tx.delete(themeFaults, { id: fault.id });
        await tx.delete(themeVersions, { id });
      }
    }
  },
});

export const noteThemeFault = defineMutator({
  name: 'content.noteThemeFault',
  version: 1,
  kind: 'intent',
  permission: 'content.themes',
  doc: 'Counts pages that a template of a theme could not write, so that shoppers were shown the built-in ones. The cloud does this by itself.',
  args: z.strictObject({
    ...{ id, versionId: id, template: words(120), line: count, message: words(500) },
    times: z.number().check(z.int(), z.gte(1), z.lte(1_000_000)),
  }),
  run: async (tx, { times, ...fault }, ctx) => {
    const version = await tx.get(themeVersions, { id: fault.versionId });
    if (!version) throw themeUnknown({ versionId: fault.versionId });
    await theStore(tx, version.storeId);
    const { line, message } = fault;
    const last = { line, message, lastAt: ctx.occurredAt };
    const [known] = (await tx.list(themeFaults, { versionId: fault.versionId })).filter(
      (one) => one.template === fault.template,
    );
    if (known) {
      // Told before, or told late.
      if (known.lastAt >= ctx.occurredAt) return;
      await tx.update(themeFaults, { id: known.id }, { ...last, times: known.times + times });
      return;
    }
    const { storeId } = version;
    await tx.insertOnce(themeFaults, { ...fault, ...last, storeId, times, firstAt: ctx.occurredAt });
  },
});
