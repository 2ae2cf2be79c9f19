import { nextBack } from './exchange-backs.tsx';
import type { Basket } from '../../../bridge/views.ts';
import { roundCash } from '@tillhouse/shared/domains/pricing/cash-rounding.ts';
import { worthOf } from '@tillhouse/shared/domains/register/foreign-cash.ts';
import { minorDigits, moneyText } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { typedAmount } from './cash-notes.ts';
import { cardAmount, inHand, type TerminalNow } from './pay-card.tsx';
import { dueNow, mustChoose, openPart } from './split.ts';

/** `items`: it is being chosen what one person pays */
export type Way = 'cash' | 'card' | 'credit' | 'account' | 'items';

export interface Payment {
  readonly way: Way;
  /** What was typed or tapped as given; empty means exactly what is due. */
  readonly typed: string;
  /** The slip number of the card terminal. */
  readonly reference: string;
  /** The cashier keys the amount into a terminal by hand though one could be sent it */
  readonly keyed: boolean;
  /** The code of a gift card that was scanned while paying */
  readonly code: string;
  /** To give back to whoever paid the part before in cash */
  readonly change: number;
  /** What the customer gives to who sells, beside what is paid now */
  readonly tip: number;
  /** The customer is being asked for it */
  readonly askingTip: boolean;
  /** Cash is given in this currency, and `typed` is of it; empty: in the store's */
  readonly foreign: string;
}

export const startPayment: Payment = {
  way: 'cash',
  typed: '',
  reference: '',
  keyed: false,
  code: '',
  change: 0,
  tip: 0,
  askingTip: false,
  foreign: '',
};

/** An amount of it is typed, and a tip may come with it. */
export const isTyped = ({ way }: Payment): boolean => way !== 'credit' && way !== 'account';

/** More would be left open than the customer's terms allow, or there are none. */
export const beyondAccount = ({ account, remaining, split }: Basket): boolean =>
  !account || split !== undefined || remaining <= 0 || (account.left !== null && remaining > account.left);

/** A tip in cash is made of coins: the nearest, the larger of two. */
export const tipOnCoins = (tip: number, coin: number): number => roundCash(tip, { increment: coin, mode: 'half-up' });

/** As it is taken: by card a tip is to the cent. */
export const asTaken = (payment: Payment, { coin }: Pick<Basket, 'coin'>): Payment =>
  payment.way === 'cash' && payment.tip > 0 ? { ...payment, tip: tipOnCoins(payment.tip, coin) } : payment;

/** What a card could still pay of what was handed over too little; 0 where cash covers all of it. */
export function restForCard(payment: Payment, basket: Basket): number {
  const given = givenOf(payment, basket);
  const due = dueNow(basket);
  // A part in cash carries no tip: who pays the rest is asked for it.
  return payment.way === 'cash' && payment.tip === 0 && !foreignOf(payment, basket) && given > 0 && given < due
    ? due - given
    : 0;
}

/** The other currency that cash is given in; undefined: the store's. */
export const foreignOf = ({ way, foreign }: Payment, basket: Basket): Basket['foreign'][number] | undefined =>
  way === 'cash' && !basket.split ? basket.foreign.find(({ currency }) => currency === foreign) : undefined;

/** What is handed over of it, in its minor units. */
export const foreignGiven = ({ typed }: Payment, { currency }: { readonly currency: string }): number =>
  typedAmount(typed, minorDigits(currency));

/** What was handed over counts for, in minor units of the store. */
export function givenOf(payment: Payment, basket: Basket): number {
  const foreign = foreignOf(payment, basket);
  if (foreign) return worthOf(foreignGiven(payment, foreign), foreign, basket.currency, basket.coin);
  return payment.typed === ''
    ? basket.cashTotal + payment.tip
    : typedAmount(payment.typed, minorDigits(basket.currency));
}

/** What the button says that takes the money: how much is still to take, or to give. */
export function finishText(payment: Payment, basket: Basket, terminal: TerminalNow): string {
  const { currency } = basket;
  if (inHand(basket)) return t('The terminal has it in hand');
  if (basket.remaining < 0) return t('Too much was taken');
  const card = payment.keyed ? undefined : nextBack(basket);
  if (card && basket.remaining === 0)
    return t('Pay {amount} back to the card', { amount: moneyText({ amount: card.amount, currency }) });
  if (basket.exchange && basket.exchange.back > 0)
    return t('Finish, give {amount} back', { amount: moneyText({ amount: basket.exchange.back, currency }) });
  if ((basket.legs.length > 0 || basket.exchange) && basket.remaining === 0) return t('Finish the sale');
  if (payment.way === 'items' || mustChoose(basket)) return t('Choose what is paid now');
  if (payment.way === 'credit')
    return t('{amount} still to take', { amount: moneyText({ amount: dueNow(basket), currency }) });
  if (payment.way === 'account')
    return t('Sell on account, {amount}', { amount: moneyText({ amount: basket.remaining, currency }) });
  if (payment.way === 'card') {
    const taken = cardAmount(payment, basket);
    const amount = moneyText({ amount: taken + payment.tip, currency });
    if (terminal.there && !payment.keyed) return t('Charge {amount}', { amount });
    return taken < basket.remaining || basket.split
      ? t('Take {amount}, card approved', { amount })
      : t('Finish, card approved');
  }
  const change = givenOf(payment, basket) - basket.cashTotal - payment.tip;
  if (change < 0) return t('{amount} still to take', { amount: moneyText({ amount: -change, currency }) });
  const part = openPart(basket);
  if (part && change > 0)
    return t('Part {n} paid, give {amount} change', {
      n: part.number,
      amount: moneyText({ amount: change, currency }),
    });
  if (part) return t('Part {n} paid, exact cash', { n: part.number });
  if (change > 0) return t('Finish, give {amount} change', { amount: moneyText({ amount: change, currency }) });
  return t('Finish, exact cash');
}

/** Cash is asked for; asked again, in the next currency that is taken. */
export function nextCash(payment: Payment, { foreign, split }: Pick<Basket, 'foreign' | 'split'>): Payment {
  if (payment.way !== 'cash' || split) return startPayment;
  const all = ['', ...foreign.map(({ currency }) => currency)];
  return { ...startPayment, foreign: all[(all.indexOf(payment.foreign) + 1) % all.length] ?? '' };
}
