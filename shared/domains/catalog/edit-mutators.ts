import * as z from 'zod/mini';
import { id } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { productPatch, variantPatch } from './args.ts';
import { gtinOrRefuse, linkCodes, refuseTakenSkus } from './codes.ts';
import { handleTaken, productUnknown, variantUnknown } from './errors.ts';
import { productChanged } from './events.ts';
import { mergeEdits } from './merge-edits.ts';
import { barcodes, products, variants } from './schema.ts';
import { editCost, refuseUnfitDeposit, refuseUnitInUse } from './variant-rules.ts';

export const editProduct = defineMutator({
  name: 'catalog.editProduct',
  version: 1,
  kind: 'intent',
  permission: 'products.edit',
  doc: 'Changes fields of a product. Edits of different fields merge; of the same field the last to reach the server wins and the other is kept in field_conflicts; a tax class that was changed meanwhile is refused.',
  args: z.strictObject({ productId: id, patch: productPatch }),
  run: async (tx, { productId, patch }, ctx) => {
    const [product] = await tx.getForUpdate(products, [{ id: productId }]);
    if (!product) throw productUnknown({ productId });
    const changes = await mergeEdits(tx, ctx, {
      subject: 'product',
      subjectId: productId,
      row: product,
      lastEditor: product.updatedBy,
      patch,
      guarded: ['taxClass'],
    });
    const fields = Object.keys(changes);
    if (fields.length === 0) return;
    if (typeof changes.handle === 'string') {
      const [other] = await tx.list(products, { handle: changes.handle });
      if (other && other.id !== productId) throw handleTaken({ handle: changes.handle, productId: other.id });
    }
    const patched = { ...changes, updatedAt: ctx.occurredAt, updatedBy: ctx.actor.name };
    await tx.update(products, { id: productId }, patched);
    await tx.emit(productChanged, { productId, variantIds: [], fields });
  },
});

export const editVariant = defineMutator({
  name: 'catalog.editVariant',
  version: 1,
  kind: 'intent',
  permission: 'products.edit',
  doc: 'Changes fields of a variant as editProduct does; a SKU or cost that was changed meanwhile is refused. Cost needs products.cost; prices are set by pricing.setPrice.',
  args: z.strictObject({ variantId: id, patch: variantPatch }),
  run: async (tx, { variantId, patch: { cost, ...patch } }, ctx) => {
    const [variant] = await tx.getForUpdate(variants, [{ id: variantId }]);
    if (!variant) throw variantUnknown({ variantId });
    const changes = await mergeEdits(tx, ctx, {
      subject: 'variant',
      subjectId: variantId,
      row: variant,
      lastEditor: variant.updatedBy,
      patch,
      guarded: ['sku'],
    });
    if (typeof changes.sku === 'string') await refuseTakenSkus(tx, [{ id: variantId, sku: changes.sku }]);
    if (changes.scale !== undefined || changes.unit !== undefined) await refuseUnitInUse(tx, variantId);
    if (typeof changes.depositId === 'string') await refuseUnfitDeposit(tx, variantId, changes.depositId);
    if (changes.gtin !== undefined) {
      const before = variant.gtin === null ? null : gtinOrRefuse(variant.gtin);
      const after = changes.gtin === null ? null : gtinOrRefuse(changes.gtin as string);
      if (before !== null && before !== after) await tx.delete(barcodes, { code: before });
      if (after !== null) await linkCodes(tx, [{ code: after, variantId }], ctx.occurredAt);
    }
    const costChanged = cost === undefined ? false : await editCost(tx, ctx, variantId, cost);
    const fields = [...Object.keys(changes), ...(costChanged ? ['cost'] : [])];
    if (fields.length === 0) return;
    await tx.update(variants, { id: variantId }, { ...changes, updatedAt: ctx.occurredAt, updatedBy: ctx.actor.name });
    await tx.emit(productChanged, { productId: variant.productId, variantIds: [variantId], fields });
  },
});
