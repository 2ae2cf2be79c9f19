import * as z from 'zod/mini';
import { id } from '../../kernel/args.ts';
import { defineMutator, type MutationContext } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import { productUnknown } from './errors.ts';
import { productChanged } from './events.ts';
import { products } from './schema.ts';

type Status = 'active' | 'draft' | 'archived';

async function setAll(tx: Tx, ctx: MutationContext, productIds: readonly string[], status: Status): Promise<void> {
  const found = await tx.getForUpdate(
    products,
    productIds.map((id) => ({ id })),
  );
  const known = new Set(found.map((row) => row.id));
  const missing = productIds.find((productId) => !known.has(productId));
  if (missing) throw productUnknown({ productId: missing });
  for (const { id, status: before } of found) {
    if (before === status) continue;
    await tx.update(products, { id }, { status, updatedAt: ctx.occurredAt, updatedBy: ctx.actor.name });
    await tx.emit(productChanged, { productId: id, variantIds: [], fields: ['status'] });
  }
}

export const setStatus = defineMutator({
  name: 'catalog.setStatus',
  version: 1,
  kind: 'intent',
  permission: 'products.edit',
  doc: 'Sets the status of up to 500 products: all of them, or none when one does not exist.',
  args: z.strictObject({
    productIds: z.array(id).check(z.minLength(1), z.maxLength(500)),
    status: z.enum(['active', 'draft', 'archived']),
  }),
  run: (tx, { productIds, status }, ctx) => setAll(tx, ctx, productIds, status),
});

export const archiveProduct = defineMutator({
  name: 'catalog.archiveProduct',
  version: 1,
  kind: 'intent',
  permission: 'products.edit',
  doc: 'Takes a product out of sale. Nothing is deleted: orders and movements still name it.',
  args: z.strictObject({ productId: id }),
  run: (tx, { productId }, ctx) => setAll(tx, ctx, [productId], 'archived'),
});
