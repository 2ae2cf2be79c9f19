import * as z from 'zod/mini';
import { amount, flag, id, mailAddress, words } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import { cloudItselfOnly, cloudOnly } from '../access/errors.ts';
import { firmBuyers } from './buyer-schema.ts';
import { buyerKnown, customerUnknown } from './errors.ts';
import { customers } from './schema.ts';

export const saveBuyer = defineMutator({
  name: 'customers.saveBuyer',
  version: 1,
  kind: 'intent',
  permission: 'prices.edit',
  doc: 'Lets somebody buy on the web for a customer that is a firm, with a limit per order, changes that, or ends it. They sign in with their own address. An address buys for one firm alone. What they ordered stays.',
  args: z.strictObject({
    buyer: z.strictObject({
      id,
      customerId: id,
      name: words(200),
      email: mailAddress,
      /** Minor units of the store’s own currency; null: no limit */
      orderLimit: z.nullable(amount),
      alwaysAsks: flag,
      approves: flag,
      /** They buy for the firm no more */
      ended: flag,
    }),
  }),
  run: async (tx, { buyer: { ended, ...wanted } }, ctx) => {
    const [firm] = await tx.getForUpdate(customers, [{ id: wanted.customerId }]);
    if (!firm) throw customerUnknown({ customerId: wanted.customerId });
    const email = wanted.email.toLowerCase();
    const known = await tx.get(firmBuyers, { id: wanted.id });
    if (known && known.customerId !== wanted.customerId) throw buyerKnown({ customerId: wanted.customerId });
    const others = [
      ...(await tx.list(firmBuyers, { status: 'invited' })),
      ...(await tx.list(firmBuyers, { status: 'active' })),
    ];
    if (!ended && others.some((each) => each.id !== wanted.id && each.email === email))
      throw buyerKnown({ customerId: wanted.customerId });
    // With another address it is somebody else who signs in.
    const stays = known?.email === email;
    const shopperId = stays ? known.shopperId : null;
    const status = ended ? ('ended' as const) : shopperId === null ? ('invited' as const) : ('active' as const);
    const row = { ...wanted, email, status, shopperId, updatedAt: ctx.occurredAt };
    if (!known) await tx.insertOnce(firmBuyers, row);
    else await tx.update(firmBuyers, { id: wanted.id }, row);
  },
});

export const claimBuyer = defineMutator({
  name: 'customers.claimBuyer',
  version: 1,
  kind: 'intent',
  permission: 'orders.place',
  doc: 'Somebody who signed in on the web with the address of a firm’s buyer is that buyer from now on. By the cloud itself.',
  args: z.strictObject({ buyerId: id, shopperId: id }),
  run: async (tx, { buyerId, shopperId }, ctx) => {
    if (!ctx.authority) throw cloudOnly({ command: 'customers.claimBuyer' });
    if (!ctx.actor.system) throw cloudItselfOnly({ command: 'customers.claimBuyer' });
    const [buyer] = await tx.getForUpdate(firmBuyers, [{ id: buyerId }]);
    if (buyer?.status !== 'invited') return;
    await tx.update(firmBuyers, { id: buyerId }, { shopperId, status: 'active', updatedAt: ctx.occurredAt });
  },
});
