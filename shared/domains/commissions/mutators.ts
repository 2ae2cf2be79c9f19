import * as z from 'zod/mini';
import { id, rate, words } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { parseFraction } from '../../kernel/money.ts';
import { rateTooHigh, rateTwice } from './errors.ts';
import { commissionRates } from './schema.ts';

export const saveRates = defineMutator({
  name: 'commissions.saveRates',
  version: 1,
  kind: 'intent',
  permission: 'staff.manage',
  doc: 'What people get of what they sell, all rates at once. `rate` a fraction such as 5/100 of what was sold without tax; null for a person, role or category: for all of them. Earlier days keep the rate that held then.',
  args: z.strictObject({
    rates: z
      .array(
        z.strictObject({
          id,
          staffId: z.nullable(id),
          roleId: z.nullable(id),
          category: z.nullable(words(120)),
          rate,
          fromDay: z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/, 'not a day such as 2026-11-30')),
        }),
      )
      .check(z.maxLength(500)),
  }),
  run: async (tx, { rates }, ctx) => {
    const seen = new Set<string>();
    for (const { staffId, roleId, category, fromDay, rate: share } of rates) {
      const { n, d } = parseFraction(share);
      if (n > d) throw rateTooHigh({ rate: share });
      const scope = JSON.stringify([staffId, roleId, category, fromDay]);
      if (seen.has(scope)) throw rateTwice({ fromDay });
      seen.add(scope);
    }
    const kept = new Set(rates.map((one) => one.id));
    for (const row of await tx.list(commissionRates, {})) {
      if (!kept.has(row.id)) await tx.delete(commissionRates, { id: row.id });
    }
    for (const one of rates) {
      const row = { ...one, updatedAt: ctx.occurredAt };
      if (!(await tx.insertOnce(commissionRates, row))) await tx.update(commissionRates, { id: one.id }, row);
    }
  },
});
