import * as z from 'zod/mini';
import { id } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { noteEdits } from '../catalog/field-edits.ts';
import { customerUnknown } from './errors.ts';
import { customerForgotten, customerSaved } from './events.ts';
import { customerEdits } from './mutators.ts';
import { type Customer, customers } from './schema.ts';
import { refuseUnseen } from './contact.ts';

/** What stands where a name stood. */
export const FORGOTTEN = '—';

export const forget = defineMutator({
  name: 'customers.forget',
  version: 1,
  kind: 'intent',
  permission: 'customers.edit',
  doc: 'A customer who asked for it keeps no name, no address and no way to be reached, and belongs to no group. Their orders and invoices stay, as the law asks the shop to keep them.',
  args: z.strictObject({ customerId: id }),
  run: async (tx, { customerId }, ctx) => {
    const [row] = await tx.getForUpdate(customers, [{ id: customerId }]);
    if (!row) throw customerUnknown({ customerId });
    const blank: Partial<Customer> = {
      ...{
        name: FORGOTTEN,
        email: null,
        phone: null,
        city: null,
        street: '',
        postalCode: '',
        vatId: null,
        taxRelief: null,
      },
      ...{ groups: [], note: '', externalRef: null, status: 'archived' },
    };
    if (row.status === 'archived' && row.name === FORGOTTEN && row.email === null) return;
    refuseUnseen(ctx, 'customers.forget', row, blank);
    await tx.update(customers, { id: customerId }, { ...blank, updatedAt: ctx.occurredAt });
    await noteEdits(
      tx,
      ctx,
      customerEdits(customerId, ['name', 'email', 'phone', 'city', 'note', 'externalRef', 'status']),
    );
    await tx.emit(customerSaved, { customerId });
    await tx.emit(customerForgotten, { customerId });
  },
});
