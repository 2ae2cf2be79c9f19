import * as z from 'zod/mini';
import { amount, flag, id } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { accountTerms } from './account-schema.ts';
import { customerChanged, customerUnknown } from './errors.ts';
import { customers } from './schema.ts';

const account = z.strictObject({
  open: flag,
  /** Minor units of the store’s own currency; null: no limit */
  creditLimit: z.nullable(amount),
  days: z.number().check(z.int(), z.gte(0), z.lte(365)),
  /** What is ordered on the web above this waits for a yes of the shop; null: nothing does. Left out: as it is */
  askAbove: z.optional(z.nullable(amount)),
});
type Account = z.infer<typeof account>;

const same = (a: Account | null, b: Account | null): boolean =>
  (a?.open ?? false) === (b?.open ?? false) &&
  a?.creditLimit === b?.creditLimit &&
  a?.days === b?.days &&
  (a?.askAbove ?? null) === (b?.askAbove ?? null);

export const saveAccount = defineMutator({
  name: 'customers.saveAccount',
  version: 1,
  kind: 'intent',
  permission: 'prices.edit',
  doc: 'Lets a customer buy on account, or ends it: how much may be open at once, and in how many days it is to be paid. What was sold before keeps the day by which it is to be paid. `before` is what its editor saw, null for none; changed since, it is refused.',
  args: z.strictObject({ customerId: id, account, before: z.nullable(account) }),
  run: async (tx, { customerId, account: given, before: seen }, ctx) => {
    const [customer] = await tx.getForUpdate(customers, [{ id: customerId }]);
    if (!customer) throw customerUnknown({ customerId });
    const row = await tx.get(accountTerms, { customerId });
    const { askAbove = null } = row ?? {};
    const now = row ? { open: row.open, creditLimit: row.creditLimit, days: row.days, askAbove } : null;
    const wanted = { ...given, askAbove: given.askAbove === undefined ? askAbove : given.askAbove };
    // Who does not know of it has seen all else.
    const before = seen && { ...seen, askAbove: seen.askAbove === undefined ? askAbove : seen.askAbove };
    if (same(now, wanted)) return;
    if (!same(now, before)) throw customerChanged({ customerId });
    const next = { ...wanted, updatedAt: ctx.occurredAt };
    if (!(await tx.insertOnce(accountTerms, { customerId, ...next })))
      await tx.update(accountTerms, { customerId }, next);
  },
});
