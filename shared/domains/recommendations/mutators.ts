import * as z from 'zod/mini';
import { count, id } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { canonicalJson } from '../access/canonical.ts';
import { productUnknown } from '../catalog/errors.ts';
import { products } from '../catalog/schema.ts';
import { suggestionsChanged, suggestsItself } from './errors.ts';
import { suggestionsChange } from './events.ts';
import { excludedProducts, pinnedProducts, productSuggestions } from './schema.ts';

export const suggest = defineMutator({
  name: 'recommendations.suggest',
  version: 1,
  kind: 'intent',
  permission: 'products.edit',
  doc: 'What the shop shows with a product before all that was bought with it (`pinned`, in this order, at most 8), and what it never shows with it (`excluded`, at most 50). `revision` as its editor saw it, 0 where nobody chose yet. Refused when somebody else changed it meanwhile, or for the product itself.',
  args: z.strictObject({ productId: id, revision: count, pinned: pinnedProducts, excluded: excludedProducts }),
  run: async (tx, { productId, revision, pinned, excluded }, ctx) => {
    if ([...pinned, ...excluded].includes(productId) || pinned.some((one) => excluded.includes(one)))
      throw suggestsItself({ productId });
    const [known] = await tx.getForUpdate(productSuggestions, [{ productId }]);
    const wanted = { pinned, excluded };
    if (canonicalJson({ pinned: known?.pinned ?? [], excluded: known?.excluded ?? [] }) === canonicalJson(wanted))
      return;
    if ((known?.revision ?? 0) !== revision) throw suggestionsChanged({ productId, revision: known?.revision ?? 0 });
    const ids = [productId, ...pinned, ...excluded];
    const there = new Set(
      (
        await tx.getMany(
          products,
          ids.map((one) => ({ id: one })),
        )
      ).map((product) => product.id),
    );
    const missing = ids.find((one) => !there.has(one));
    if (missing) throw productUnknown({ productId: missing });
    const row = { ...wanted, revision: revision + 1, updatedAt: ctx.occurredAt };
    if (known) await tx.update(productSuggestions, { productId }, row);
    else await tx.insert(productSuggestions, { productId, ...row });
    await tx.emit(suggestionsChange, { productId });
  },
});
