import * as z from 'zod/mini';
import { count } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import { canonicalJson } from '../access/canonical.ts';
import { products } from '../catalog/schema.ts';
import { linkNotTaken, menuChanged, menuEntryUnlabelled, menuTargetUnknown } from './errors.ts';
import { menuChange } from './events.ts';
import { isId, type MenuLeaf, menuItems, menuPlaces } from './menu-parts.ts';
import { linkOf } from './rich-text.ts';
import { contentMenus, contentPages } from './schema.ts';

export const saveMenu = defineMutator({
  name: 'content.saveMenu',
  version: 1,
  kind: 'intent',
  permission: 'content.edit',
  doc: 'Writes the menu in the head or at the foot of the shop on the web, all entries at once, in order, each with at most one level below it. `items` null: as it comes. Refused with an address that leads nowhere a shop may lead to, a page or product that is not there, or when somebody else changed it meanwhile.',
  args: z.strictObject({
    menu: z.strictObject({
      place: z.enum(menuPlaces),
      /** As its editor saw it; 0 where it was never written */
      revision: count,
      items: z.nullable(menuItems),
    }),
  }),
  run: async (tx, { menu: { place, revision, items } }, ctx) => {
    const [known] = await tx.getForUpdate(contentMenus, [{ place }]);
    if (known && canonicalJson(known.items) === canonicalJson(items)) return;
    if ((known?.revision ?? 0) !== revision) throw menuChanged({ place, revision: known?.revision ?? 0 });
    for (const entry of items ?? []) for (const leaf of [entry, ...entry.items]) await checkLeaf(tx, leaf);
    const row = { place, items, revision: revision + 1, updatedAt: ctx.occurredAt };
    if (known) await tx.update(contentMenus, { place }, row);
    // Somebody else may write the first one at the same moment: then this one is the later.
    else if (!(await tx.insertOnce(contentMenus, row))) throw menuChanged({ place, revision: 1 });
    await tx.emit(menuChange, { place });
  },
});

async function checkLeaf(tx: Tx, { kind, target, labels }: MenuLeaf): Promise<void> {
  const unknown = () => menuTargetUnknown({ kind, target: target.slice(0, 60) });
  if ((kind === 'address' || kind === 'heading') && labels.length === 0) throw menuEntryUnlabelled({ kind });
  if (kind === 'address' && linkOf(target) === null) throw linkNotTaken({ line: 1, found: target.slice(0, 40) });
  if (kind === 'category' && target.trim() === '') throw unknown();
  if (kind === 'page' && !(isId(target) && (await tx.get(contentPages, { id: target })))) throw unknown();
  if (kind === 'product' && !(isId(target) && (await tx.get(products, { id: target })))) throw unknown();
}
