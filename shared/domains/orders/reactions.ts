import { defineReaction } from '../../kernel/define-reaction.ts';
import { stockOversold } from '../inventory/events.ts';
import { raiseFlag } from './flags.ts';

defineReaction({
  name: 'orders.flag-oversold',
  on: stockOversold,
  run: (tx, { orderId, variantId, locationId, onHand, promised }, ctx) =>
    raiseFlag(tx, ctx, {
      orderId,
      code: 'oversold',
      about: variantId,
      details: { variantId, locationId, onHand, promised },
    }),
});
