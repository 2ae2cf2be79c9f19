import type { MutationContext } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import { type ProviderRefund, providerRefunds } from './provider-refund-schema.ts';

type ToPayBack = Pick<ProviderRefund, 'id' | 'orderId' | 'saleId' | 'amount' | 'currency'>;

/**
 * Leaves it to the cloud to have a provider pay back what a tender of this transaction says: it is done behind it, as often
 * as it takes. In the cloud alone; a desk's own copy of the tender waits for the outcome as the rest of it does.
 */
export async function askProvider(
  tx: Tx,
  { authority, occurredAt }: Pick<MutationContext, 'authority' | 'occurredAt'>,
  refund: ToPayBack,
): Promise<void> {
  if (!authority) return;
  await tx.insertOnce(providerRefunds, {
    ...refund,
    ...{ status: 'asked', problem: '', tries: 0, nextAt: occurredAt, createdAt: occurredAt, updatedAt: occurredAt },
  });
}
