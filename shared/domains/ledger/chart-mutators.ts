import * as z from 'zod/mini';
import { count, instant } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { accountCharts, CHART_ID, chartAccount } from './chart-schema.ts';
import { accountTwice, chartChanged, numberTooLong } from './errors.ts';

const digits = count.check(z.gte(4), z.lte(8));

export const saveChart = defineMutator({
  name: 'ledger.saveChart',
  version: 1,
  kind: 'intent',
  permission: 'settings.manage',
  doc: 'How the books are handed to an accounting program: numbers of accounts, and for whom. `seen`: the `updatedAt` of what was changed; another one by now refuses.',
  args: z.strictObject({
    adviser: count.check(z.gte(1_001), z.lte(9_999_999)),
    client: count.check(z.gte(1), z.lte(99_999)),
    yearStart: z.string().check(z.regex(/^(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$/, 'not a day such as 01-01')),
    digits,
    clearing: z.string().check(z.regex(/^\d{4,9}$/)),
    accounts: z.array(chartAccount).check(z.maxLength(200)),
    seen: z.optional(instant),
  }),
  run: async (tx, { seen, ...chart }, ctx) => {
    const named = new Set<string>();
    for (const { account, detail, number } of chart.accounts) {
      if (number.length > chart.digits) throw numberTooLong({ number, digits: chart.digits });
      const name = `${account} ${detail}`;
      if (named.has(name)) throw accountTwice({ account, detail });
      named.add(name);
    }
    if (chart.clearing.length > chart.digits) throw numberTooLong({ number: chart.clearing, digits: chart.digits });
    const [known] = await tx.getForUpdate(accountCharts, [{ id: CHART_ID }]);
    const row = { ...chart, id: CHART_ID, updatedAt: ctx.occurredAt };
    if (!known) {
      await tx.insertOnce(accountCharts, row);
      return;
    }
    const { updatedAt, id: _id, ...before } = known;
    if (JSON.stringify(before) === JSON.stringify({ ...before, ...chart })) return;
    if (seen !== undefined && seen !== updatedAt) throw chartChanged({});
    await tx.update(accountCharts, { id: CHART_ID }, row);
  },
});
