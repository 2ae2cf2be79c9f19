import * as z from 'zod/mini';
import { count, id, instant } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { DomainError } from '../../kernel/errors.ts';
import type { Tx } from '../../kernel/tx.ts';
import { canonicalJson } from '../access/canonical.ts';
import { storeSettings } from '../access/schema.ts';
import { storeUnknown } from '../access/store-errors.ts';
import { checkText } from './check-text.ts';
import { pageAddressTaken, pageChanged, tooManyPages } from './errors.ts';
import { pageChange } from './events.ts';
import { type PageText, pageStores, pageTexts } from './page-parts.ts';
import { contentPages, pageAddresses } from './schema.ts';

/** So that a list of them is read at once. */
const MOST_PAGES = 500;

export const savePage = defineMutator({
  name: 'content.savePage',
  version: 1,
  kind: 'intent',
  permission: 'content.edit',
  doc: 'Writes a page of the shop on the web, in all its languages at once. `publishAt` (epoch milliseconds) in the past shows it, in the future shows it then, null makes it a draft. Refused with HTML in a text, a link or picture that is none, an address that another page has in that language, or when somebody else changed it meanwhile.',
  args: z.strictObject({
    page: z.strictObject({
      id,
      /** As its editor saw it; 0 for a new one */
      revision: count,
      texts: pageTexts,
      storeIds: pageStores,
      publishAt: z.nullable(instant),
    }),
  }),
  run: async (tx, { page: { revision, ...page } }, ctx) => {
    const [known] = await tx.getForUpdate(contentPages, [{ id: page.id }]);
    if (known) {
      const { revision: _revision, updatedAt: _at, ...kept } = known;
      // What is as wished already is nobody's conflict.
      if (canonicalJson(kept) === canonicalJson(page)) return;
    }
    if ((known?.revision ?? 0) !== revision) throw pageChanged({ pageId: page.id, revision: known?.revision ?? 0 });
    for (const { lang, body } of page.texts) checkText(lang, body);
    for (const storeId of page.storeIds)
      if (!(await tx.get(storeSettings, { id: storeId }))) throw storeUnknown({ storeId });
    const row = { ...page, revision: revision + 1, updatedAt: ctx.occurredAt };
    if (known) await tx.update(contentPages, { id: page.id }, row);
    else {
      if ((await tx.list(contentPages, {})).length >= MOST_PAGES) throw tooManyPages({ most: MOST_PAGES });
      await tx.insert(contentPages, row);
    }
    await takeAddresses(tx, page.id, page.texts);
    await tx.emit(pageChange, { pageId: page.id, publishAt: page.publishAt });
  },
});

/** Each address is one row, by whose key the engines keep it from a second page. */
async function takeAddresses(tx: Tx, pageId: string, texts: readonly PageText[]): Promise<void> {
  const before = await tx.list(pageAddresses, { pageId });
  const isIn = (of: readonly { lang: string; slug: string }[], { lang, slug }: { lang: string; slug: string }) =>
    of.some((one) => one.lang === lang && one.slug === slug);
  for (const { lang, slug } of before) if (!isIn(texts, { lang, slug })) await tx.delete(pageAddresses, { lang, slug });
  for (const { lang, slug } of texts) {
    if (isIn(before, { lang, slug })) continue;
    try {
      await tx.insert(pageAddresses, { lang, slug, pageId });
    } catch (error) {
      if (error instanceof DomainError && error.code === 'data.duplicate') throw pageAddressTaken({ lang, slug });
      throw error;
    }
  }
}

export const removePage = defineMutator({
  name: 'content.removePage',
  version: 1,
  kind: 'intent',
  permission: 'content.edit',
  doc: 'Takes a page out, in every language; its addresses are free then. Refused when somebody else changed it meanwhile.',
  args: z.strictObject({ pageId: id, revision: count }),
  run: async (tx, { pageId, revision }) => {
    const [known] = await tx.getForUpdate(contentPages, [{ id: pageId }]);
    // Gone already, as is wished.
    if (!known) return;
    if (known.revision !== revision) throw pageChanged({ pageId, revision: known.revision });
    for (const { lang, slug } of await tx.list(pageAddresses, { pageId }))
      await tx.delete(pageAddresses, { lang, slug });
    await tx.delete(contentPages, { id: pageId });
    await tx.emit(pageChange, { pageId, publishAt: null });
  },
});
