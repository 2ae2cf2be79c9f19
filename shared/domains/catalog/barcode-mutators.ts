import * as z from 'zod/mini';
import { id } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { readPattern } from './in-store-code.ts';
import { barcodeRules } from './schema.ts';

export const saveBarcodeRules = defineMutator({
  name: 'catalog.saveBarcodeRules',
  version: 1,
  kind: 'intent',
  permission: 'settings.manage',
  doc: 'Says what the digits of codes mean that the store prints itself, all rules at once; the first that matches counts.',
  args: z.strictObject({
    rules: z
      .array(
        z.strictObject({
          id,
          pattern: z.string().check(z.maxLength(40)),
          means: z.enum(['weight', 'price', 'count']),
        }),
      )
      .check(z.maxLength(50)),
  }),
  run: async (tx, { rules }, ctx) => {
    for (const { pattern } of rules) readPattern(pattern);
    const kept = new Set(rules.map((rule) => rule.id));
    for (const row of await tx.list(barcodeRules, {})) {
      if (!kept.has(row.id)) await tx.delete(barcodeRules, { id: row.id });
    }
    for (const [position, rule] of rules.entries()) {
      const row = { ...rule, position, updatedAt: ctx.occurredAt };
      if (!(await tx.insertOnce(barcodeRules, row))) await tx.update(barcodeRules, { id: rule.id }, row);
    }
  },
});
