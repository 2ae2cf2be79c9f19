import * as z from 'zod/mini';
import { id, instant, words } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import { storeChange } from '../access/events.ts';
import { type StoreSettings, storeSettings } from '../access/schema.ts';
import { storeUnknown } from '../access/store-errors.ts';
import { checkText } from './check-text.ts';
import { lookUnknown, tooManyLooks } from './errors.ts';
import { keepLook, sameLook } from './keep-look.ts';
import { lookNow, shopLook, withLook } from './look-parts.ts';
import { type LookVersion, lookVersions } from './schema.ts';

/** Of one store; each is small. */
const MOST_VERSIONS = 1_000;

async function theStore(tx: Tx, storeId: string): Promise<StoreSettings> {
  const [store] = await tx.getForUpdate(storeSettings, [{ id: storeId }]);
  if (!store) throw storeUnknown({ storeId });
  return store;
}

/** With its store's row locked, at which all that is done to looks of a store waits. */
async function theVersion(tx: Tx, versionId: string): Promise<{ version: LookVersion; store: StoreSettings }> {
  const found = await tx.get(lookVersions, { id: versionId });
  if (!found) throw lookUnknown({ versionId });
  const store = await theStore(tx, found.storeId);
  return { version: (await tx.get(lookVersions, { id: versionId })) ?? found, store };
}

export const saveLook = defineMutator({
  name: 'content.saveLook',
  version: 1,
  kind: 'intent',
  permission: 'content.edit',
  doc: 'Keeps a look of a shop on the web as a version of its own, with a name. Shoppers see none of it before it is published. The look that they see now is kept as well, where no version is like it. `sections`: what the first page is made of, in order; left out: as it comes. Refused with HTML in the words of one, or a link or picture that is none.',
  args: z.strictObject({ version: z.strictObject({ id, storeId: id, name: words(80), look: shopLook }) }),
  run: async (tx, { version }, ctx) => {
    const store = await theStore(tx, version.storeId);
    for (const section of version.look.sections ?? [])
      if (section.kind === 'words' || section.kind === 'shops') checkText(store.locale, section.text);
    const versions = await keepLook(tx, ctx, store);
    if (versions.some((one) => one.id === version.id)) return;
    if (versions.length >= MOST_VERSIONS) throw tooManyLooks({ most: MOST_VERSIONS });
    await tx.insert(lookVersions, {
      ...version,
      ...{ number: (versions.at(-1)?.number ?? 0) + 1, publishAt: null, publishedAt: null },
      ...{ createdAt: ctx.occurredAt, actorId: ctx.actor.id, actorName: ctx.actor.name },
    });
  },
});

export const publishLook = defineMutator({
  name: 'content.publishLook',
  version: 1,
  kind: 'intent',
  permission: 'content.edit',
  doc: 'Shows a version of the look to shoppers from now on, on hosted pages and widgets; an older one as well as a new one. `due`: the time it was to go live by itself, null where a person publishes it; at another time than is set it does nothing.',
  args: z.strictObject({ versionId: id, due: z.nullable(instant) }),
  run: async (tx, { versionId, due }, ctx) => {
    const { version, store } = await theVersion(tx, versionId);
    if (due !== null && version.publishAt !== due) return;
    await keepLook(tx, ctx, store);
    const isLive = sameLook(lookNow(store), version.look);
    if (isLive && version.publishAt === null && version.publishedAt !== null) return;
    await tx.update(lookVersions, { id: versionId }, { publishAt: null, publishedAt: ctx.occurredAt });
    if (isLive) return;
    const next = { revision: store.revision + 1, updatedAt: ctx.occurredAt };
    await tx.update(storeSettings, { id: store.id }, { ...withLook(store, version.look), ...next });
    await tx.emit(storeChange, { storeId: store.id, open: store.closedAt === null });
  },
});

export const scheduleLook = defineMutator({
  name: 'content.scheduleLook',
  version: 1,
  kind: 'intent',
  permission: 'content.edit',
  doc: 'Lets a version of the look go live by itself at a time (epoch milliseconds), within half a minute of it; null: not any more. A time that is past counts as now.',
  args: z.strictObject({ versionId: id, publishAt: z.nullable(instant) }),
  run: async (tx, { versionId, publishAt }) => {
    const { version } = await theVersion(tx, versionId);
    if (version.publishAt !== publishAt) await tx.update(lookVersions, { id: versionId }, { publishAt });
  },
});
