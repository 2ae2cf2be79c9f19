import * as z from 'zod/mini';
import { id, instant, mailAddress, text, words } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { type EditedField, noteEdits } from '../catalog/field-edits.ts';
import { refuseUnseen } from './contact.ts';
import { customerChanged } from './errors.ts';
import { customerSaved } from './events.ts';
import { type Customer, customers } from './schema.ts';

/** What a person writes down about a customer */
export const customerFields = {
  name: words(200),
  email: z.nullable(mailAddress),
  phone: z.nullable(text(40)),
  city: z.nullable(text(120)),
  country: z.nullable(z.string().check(z.regex(/^[A-Z]{2}$/, 'not an ISO 3166 country code'))),
  note: text(2_000),
  externalRef: z.nullable(words(200)),
  status: z.enum(['active', 'archived']),
};

const customer = z.strictObject({
  id,
  ...customerFields,
  /** updatedAt that the editor saw; left out: last write wins */
  seen: z.optional(instant),
});

const fieldNames = Object.keys(customerFields) as (keyof typeof customerFields)[];

/** Who wrote a field is kept, what it said before is not: a person who asks to be forgotten is. */
export const customerEdits = (subjectId: string, fields: readonly string[]): EditedField[] =>
  fields.map((field) => ({ subject: 'customer', subjectId, field, before: null }));

/** Terms are set apart, by whoever may set prices */
const blank = { street: '', postalCode: '', vatId: null, taxRelief: null, groups: [] };

export const save = defineMutator({
  name: 'customers.save',
  version: 1,
  kind: 'intent',
  permission: 'customers.edit',
  doc: 'Adds or changes up to 500 customers. With `seen` it is refused when somebody else changed one since.',
  args: z.strictObject({ customers: z.array(customer).check(z.minLength(1), z.maxLength(500)) }),
  run: async (tx, args, ctx) => {
    const at = ctx.occurredAt;
    const known = new Map(
      (
        await tx.getForUpdate(
          customers,
          args.customers.map(({ id }) => ({ id })),
        )
      ).map((row) => [row.id, row]),
    );
    const fresh = new Map<string, Customer>();
    for (const { seen, ...row } of args.customers) {
      const before = known.get(row.id);
      if (!before) {
        fresh.set(row.id, { ...blank, ...row, createdAt: at, updatedAt: at });
        continue;
      }
      refuseUnseen(ctx, 'customers.save', before, row);
      if (seen !== undefined && before.updatedAt !== seen && before.updatedAt !== at)
        throw customerChanged({ customerId: row.id });
      await tx.update(customers, { id: row.id }, { ...row, updatedAt: at });
    }
    await tx.insertMany(customers, [...fresh.values()]);
    // Of one that stands twice the last counts.
    const last = new Map(args.customers.map((row) => [row.id, row]));
    const edits = [...known.values()].flatMap((before) =>
      customerEdits(
        before.id,
        fieldNames.filter((field) => last.get(before.id)?.[field] !== before[field]),
      ),
    );
    await noteEdits(tx, ctx, edits);
    for (const { id: customerId } of args.customers) await tx.emit(customerSaved, { customerId });
  },
});
