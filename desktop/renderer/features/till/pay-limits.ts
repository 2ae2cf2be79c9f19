import type { Basket } from '../../../bridge/views.ts';
import { inHand } from './pay-card.tsx';
import { beyondAccount, givenOf, type Payment } from './payment.ts';
import { mustChoose } from './split.ts';

/** It is being chosen what one person pays. */
export const isChoosing = ({ way }: Payment, basket: Basket): boolean => way === 'items' || mustChoose(basket);

/** What keeps the money from being taken as it stands on the sheet. */
export function cannotTake(payment: Payment, basket: Basket): boolean {
  const { way, tip } = payment;
  const { remaining } = basket;
  const whole = (basket.legs.length > 0 || basket.exchange !== null) && remaining === 0;
  return (
    inHand(basket) !== null ||
    (way === 'cash' && !whole && givenOf(payment, basket) < basket.cashTotal + tip) ||
    isChoosing(payment, basket) ||
    remaining < 0 ||
    (way === 'credit' && remaining > 0) ||
    (way === 'account' && !whole && beyondAccount(basket))
  );
}
