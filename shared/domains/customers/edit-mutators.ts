import * as z from 'zod/mini';
import { id } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { noteEdits } from '../catalog/field-edits.ts';
import { fateOfEdit } from '../catalog/rules.ts';
import { refuseUnseen } from './contact.ts';
import { customerFieldChanged, customerUnknown } from './errors.ts';
import { customerSaved } from './events.ts';
import { customerEdits, customerFields as of } from './mutators.ts';
import { type Customer, customers } from './schema.ts';

/** One field of a patch: what its editor saw and what they want. */
const edit = <T extends z.ZodMiniType>(value: T) => z.optional(z.strictObject({ base: value, value }));

const patch = z.strictObject({
  name: edit(of.name),
  email: edit(of.email),
  phone: edit(of.phone),
  city: edit(of.city),
  country: edit(of.country),
  note: edit(of.note),
  externalRef: edit(of.externalRef),
  status: edit(of.status),
});

export const editCustomer = defineMutator({
  name: 'customers.edit',
  version: 1,
  kind: 'intent',
  permission: 'customers.edit',
  doc: 'Changes fields of a customer. Edits of different fields merge; a field that somebody else changed meanwhile is refused, and the refused values wait for their editor with what stands now.',
  args: z.strictObject({ customerId: id, patch }),
  run: async (tx, { customerId, patch }, ctx) => {
    const [row] = await tx.getForUpdate(customers, [{ id: customerId }]);
    if (!row) throw customerUnknown({ customerId });
    const fates = Object.entries(patch).flatMap(([name, edit]) => {
      const field = name as keyof typeof patch;
      return edit ? [{ field, value: edit.value, fate: fateOfEdit(row[field], edit.base, edit.value) }] : [];
    });
    const lost = fates.filter(({ fate }) => fate === 'lost-race').map(({ field }) => field);
    const wanted: Partial<Customer> = Object.fromEntries(
      fates.filter(({ fate }) => fate !== 'same').map(({ field, value }) => [field, value]),
    );
    refuseUnseen(ctx, 'customers.edit', row, wanted);
    if (lost.length > 0) throw customerFieldChanged({ customerId, fields: lost });
    if (Object.keys(wanted).length === 0) return;
    await tx.update(customers, { id: customerId }, { ...wanted, updatedAt: ctx.occurredAt });
    await noteEdits(tx, ctx, customerEdits(customerId, Object.keys(wanted)));
    await tx.emit(customerSaved, { customerId });
  },
});
