import * as z from 'zod/mini';
import { count, id } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { customsFacts } from './customs-schema.ts';
import { productUnknown, variantUnknown } from './errors.ts';
import { unitSize } from './measured.ts';
import { products, variants } from './schema.ts';

const hsCode = z.string().check(z.regex(/^(\d{6}|\d{8}|\d{10})?$/, 'not 6, 8 or 10 digits'));
const origin = z.string().check(z.regex(/^([A-Z]{2})?$/, 'not an ISO 3166 code of two letters'));

export const setCustoms = defineMutator({
  name: 'catalog.setCustoms',
  version: 1,
  kind: 'intent',
  permission: 'products.edit',
  doc: 'What customs ask of a product and of those of its variants that differ: HS code, country of origin, net weight, and how large one is. All of the product at once; what is left out of a variant its product says.',
  args: z.strictObject({
    productId: id,
    facts: z
      .array(
        z.strictObject({
          /** Null: of the product itself */
          variantId: z.nullable(id),
          hsCode,
          /** ISO 3166 alpha-2 */
          origin,
          /** Net weight of one unit */
          grams: z.nullable(count),
          /** One unit as it is packed, outside, in millimetres; null: nobody said. Left out: as it was */
          size: z.optional(z.nullable(unitSize)),
        }),
      )
      .check(z.maxLength(501)),
  }),
  run: async (tx, { productId, facts }, ctx) => {
    if (!(await tx.get(products, { id: productId }))) throw productUnknown({ productId });
    const own = new Set((await tx.list(variants, { productId })).map((variant) => variant.id));
    const known = new Map((await tx.list(customsFacts, { productId })).map((row) => [row.subjectId, row]));
    const kept = new Set<string>();
    for (const { variantId, size, ...said } of facts) {
      if (variantId !== null && !own.has(variantId)) throw variantUnknown({ variantId });
      const subjectId = variantId ?? productId;
      const {
        length = null,
        width = null,
        height = null,
      } = size === undefined ? (known.get(subjectId) ?? {}) : (size ?? {});
      if (said.hsCode === '' && said.origin === '' && said.grams === null && length === null) continue;
      kept.add(subjectId);
      const row = { subjectId, productId, ...said, length, width, height, updatedAt: ctx.occurredAt };
      if (!(await tx.insertOnce(customsFacts, row))) await tx.update(customsFacts, { subjectId }, row);
    }
    for (const subjectId of known.keys()) if (!kept.has(subjectId)) await tx.delete(customsFacts, { subjectId });
  },
});
