import type { MutationContext } from '../../kernel/define-mutator.ts';
import { sum } from '../../kernel/money.ts';
import type { Tx } from '../../kernel/tx.ts';
import { paymentAttempts } from '../orders/payment-attempt-schema.ts';
import { providerRefunds } from '../orders/provider-refund-schema.ts';
import type { Order } from '../orders/schema.ts';
import type { Trade } from './write-trade.ts';

const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/**
 * What a payment provider took at a reader of this till, or paid back to a card of one, beside the order as its tries to pay are: so that
 * what the provider pays out later is held against it. By the key that the till and the provider know it by.
 */
export async function noteByProvider(
  tx: Tx,
  { authority, occurredAt: at }: Pick<MutationContext, 'authority' | 'occurredAt'>,
  { id: orderId, currency, month }: Pick<Order, 'id' | 'currency' | 'month'>,
  { tenders, tips = [], originalOrderId }: Pick<Trade, 'tenders' | 'tips' | 'originalOrderId'>,
): Promise<void> {
  for (const { key, amount, card, reference } of tenders) {
    if (!card?.provider || !isUuid(card.key)) continue;
    if (amount > 0) {
      const captured = sum([amount, ...tips.filter((tip) => tip.key === key).map((tip) => tip.amount)]);
      await tx.insertOnce(paymentAttempts, {
        ...{ id: card.key, orderId, provider: card.provider, method: 'card-present', state: 'captured' as const },
        ...{ amount: captured, captured, refunded: 0, currency, reference, problem: '', instructions: '' },
        ...{ takes: 'placed' as const, heldUntil: null, inParts: false, startedAt: at, changedAt: at, month },
      });
    } else if (authority) {
      await tx.insertOnce(providerRefunds, {
        ...{
          id: card.key,
          orderId,
          saleId: originalOrderId ?? orderId,
          amount: -amount,
          currency,
          status: 'done' as const,
        },
        ...{ problem: '', tries: 1, nextAt: null, createdAt: at, updatedAt: at },
      });
    }
  }
}
