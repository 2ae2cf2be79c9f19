import * as z from 'zod/mini';
import { id } from '../../kernel/args.ts';
import { defineMutator } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import { noteEdits } from '../catalog/field-edits.ts';
import { noLetters } from '../checkout/cart-letters.ts';
import { checkouts } from '../checkout/schema.ts';
import { layaways } from '../register/layaway-schema.ts';
import { purchaseRequests } from '../orders/request-schema.ts';
import { forgetReviews } from '../reviews/sums.ts';
import { orderPushes } from '../shoppers/order-push-schema.ts';
import { firmBuyers } from './buyer-schema.ts';
import { customerUnknown } from './errors.ts';
import { customerForgotten, customerSaved } from './events.ts';
import { customerEdits } from './mutators.ts';
import { type Customer, customers } from './schema.ts';
import { refuseUnseen } from './contact.ts';

/** What they typed while they were signed in; in the cloud, which has it. What is being paid is of an order on its way. */
async function forgetCheckouts(tx: Tx, customerId: string): Promise<void> {
  for (const { id: checkoutId, status, letterAt } of await tx.list(checkouts, { customerId })) {
    if (status === 'paying' || letterAt !== null) continue;
    const over = status === 'open' ? 'ended' : status;
    await tx.update(
      checkouts,
      { id: checkoutId },
      { status: over, contact: null, delivery: null, business: null, ...noLetters },
    );
  }
}

/** Of those that are over: who has goods put aside still comes for them. */
async function forgetLayaways(tx: Tx, customerId: string): Promise<void> {
  for (const { id: layawayId, status } of await tx.list(layaways, { customerId }))
    if (status !== 'open')
      await tx.update(layaways, { id: layawayId }, { customerName: FORGOTTEN, tellTo: null, tellAt: null, note: '' });
}

/** Who bought for a firm that is forgotten buys for nobody, and is named nowhere. */
async function forgetBuyers(tx: Tx, customerId: string): Promise<void> {
  for (const { id: buyerId } of await tx.list(firmBuyers, { customerId }))
    await tx.update(firmBuyers, { id: buyerId }, { name: FORGOTTEN, email: '', status: 'ended', shopperId: null });
  for (const { id: requestId, status } of await tx.list(purchaseRequests, { customerId }))
    if (status !== 'waiting')
      await tx.update(purchaseRequests, { id: requestId }, { buyerName: FORGOTTEN, buyerEmail: '', reason: '' });
}

/** Their browsers are told of no order any more. */
async function forgetPushes(tx: Tx, customerId: string): Promise<void> {
  for (const { id: pushId } of await tx.list(orderPushes, { customerId })) await tx.delete(orderPushes, { id: pushId });
}

/** What stands where a name stood. */
export const FORGOTTEN = '—';

export const forget = defineMutator({
  name: 'customers.forget',
  version: 1,
  kind: 'intent',
  permission: 'customers.edit',
  doc: 'A customer who asked for it keeps no name, no address and no way to be reached, and belongs to no group; what they said of products goes too. Their orders and invoices stay, as the law asks the shop to keep them.',
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
    await forgetCheckouts(tx, customerId);
    await forgetLayaways(tx, customerId);
    await forgetBuyers(tx, customerId);
    await forgetReviews(tx, ctx, customerId);
    await forgetPushes(tx, customerId);
    await tx.emit(customerSaved, { customerId });
    await tx.emit(customerForgotten, { customerId });
  },
});
