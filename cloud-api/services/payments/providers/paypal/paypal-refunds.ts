import { fromDecimal } from '../../../../platform/decimal-money.ts';
import type { ProviderCall } from '../provider.ts';
import { capturesOf, markOf, type PaypalOrder, partsOf } from './paypal-words.ts';

type Asked = Pick<ProviderCall, 'attemptId' | 'currency'> & { readonly key: string; readonly refund: number };

/**
 * PayPal pays back of one capture at a time: a refund goes to the captures that have room for it, the fullest first. What was done of this
 * very refund is not taken off, so that asked again it is split as before. Empty: there is no room for all of it.
 */
export function splitRefund(asked: Asked, order: PaypalOrder): { captureId: string; amount: number }[] {
  const minor = (amount: { readonly value: string } | undefined): number =>
    amount ? fromDecimal(amount.value, asked.currency) : 0;
  const mark = markOf(asked.attemptId, asked.key);
  const others = partsOf(order).refunds.filter(({ custom_id: of }) => of !== mark);
  const rooms = capturesOf(order).map(({ id, amount }) => {
    const back = others.filter(({ links }) => links.some(({ rel, href }) => rel === 'up' && href.endsWith(`/${id}`)));
    return { captureId: id, room: back.reduce((left, each) => left - minor(each.amount), minor(amount)) };
  });
  const fits = rooms.toSorted((a, b) => a.room - b.room).find(({ room }) => room >= asked.refund);
  if (fits) return [{ captureId: fits.captureId, amount: asked.refund }];
  let left = asked.refund;
  const parts = rooms
    .toSorted((a, b) => b.room - a.room)
    .flatMap(({ captureId, room }) => {
      const amount = Math.min(left, room);
      left -= amount;
      return amount > 0 ? [{ captureId, amount }] : [];
    });
  return left > 0 ? [] : parts;
}
