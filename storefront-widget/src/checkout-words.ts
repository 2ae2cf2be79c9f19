import type { FieldProblem } from './address-rules.ts';
import { saidIn } from './languages.ts';

/** The words of the checkout and of an order. */
export interface CheckoutWords {
  readonly checkout: string;
  readonly starting: string;
  readonly held: string;
  readonly minutes: Readonly<Record<string, string>>;
  readonly items: Readonly<Record<string, string>>;
  readonly subtotal: string;
  readonly taxIn: string;
  readonly tax: string;
  readonly total: string;
  readonly free: string;
  readonly delivery: string;
  readonly deliveryAfter: string;
  readonly noDelivery: string;
  readonly send: string;
  readonly collect: string;
  readonly change: string;
  readonly goOn: string;
  readonly saving: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly choose: string;
  readonly optional: string;
  readonly example: string;
  readonly problems: Readonly<Record<FieldProblem, string>>;
  readonly mend: Readonly<Record<string, string>>;
  readonly remind: string;
  readonly giftCard: string;
  readonly business: string;
  readonly payment: string;
  readonly methodSays: Readonly<Record<string, string>>;
  readonly noMethod: string;
  readonly pay: string;
  readonly order: string;
  readonly paying: string;
  readonly leaving: string;
  readonly openPayment: string;
  readonly waiting: string;
  readonly notPaid: string;
  readonly offline: string;
  readonly askedAgain: string;
  readonly ended: string;
  readonly startAgain: string;
  readonly empty: string;
  readonly changed: string;
  readonly noticeOf: Readonly<Record<string, string>>;
  readonly take: string;
  readonly totalWas: string;
  readonly thanks: string;
  readonly orderNumber: string;
  readonly letter: string;
  readonly status: Readonly<Record<string, string>>;
  readonly goesTo: string;
  readonly parcel: string;
  readonly tracking: string;
  readonly refunded: string;
  readonly refundAsked: string;
  readonly due: string;
  readonly noOrder: string;
  readonly orderAway: string;
}

export const en: CheckoutWords = {
  checkout: 'Checkout',
  starting: 'Opening the checkout',
  held: 'Held for you until {time}',
  minutes: { one: '{count} minute', other: '{count} minutes' },
  items: { one: '{count} item', other: '{count} items' },
  subtotal: 'Subtotal',
  taxIn: 'Total, tax of {price} included',
  tax: 'Tax',
  total: 'Total',
  free: 'Free',
  delivery: 'Delivery',
  deliveryAfter: 'after the address',
  noDelivery: 'Nothing is sent there. Choose another address.',
  send: 'Send it to me',
  collect: 'I collect it',
  change: 'Change',
  goOn: 'Go on to delivery',
  saving: 'One moment',
  fields: {
    email: 'E-mail',
    name: 'Name',
    phone: 'Phone',
    country: 'Country',
    line1: 'Street and number',
    line2: 'Flat, floor, company',
    city: 'Town or city',
    region: 'State or province',
    postcode: 'Postcode',
  },
  choose: 'Choose',
  optional: 'optional',
  example: 'for example {example}',
  problems: {
    missing: 'Fill this in.',
    email: 'Write it like name@example.com.',
    postcode: 'No such postcode there. Write it like {example}.',
  },
  mend: { one: 'One thing is missing:', other: '{count} things are missing:' },
  remind: 'Remind me in my inbox should I not finish. I can stop that at any time.',
  giftCard: 'Gift card',
  business: 'Buying for a firm',
  payment: 'Payment',
  methodSays: {
    card: 'You pay at the payment company and come back here.',
    redirect: 'You go there and come back here.',
    offline: 'Nothing is charged now.',
  },
  noMethod: 'No way to pay is offered now. Please write to the shop.',
  pay: 'Pay now',
  order: 'Place the order',
  paying: 'Being paid. Please wait; nothing is charged twice.',
  leaving: 'You go to the payment page now.',
  openPayment: 'Open the payment page',
  waiting: 'We wait for the payment. You may also come back later.',
  notPaid: 'Not paid: {reason}',
  offline: 'No connection. What you typed is kept and nothing is charged twice; we go on when it is back.',
  askedAgain: 'The shop did not get it. Nothing was charged; press once more.',
  ended: 'This checkout is over. Nothing was charged.',
  startAgain: 'Start again from the basket',
  empty: 'There is nothing in your basket to check out.',
  changed: 'Something changed. Nothing was charged.',
  noticeOf: {
    'price-changed': '{title} was {before} and is now {now}.',
    'less-stock': 'Of {title} there are {now} left; you asked for {before}.',
    'sold-out': '{title} is sold out.',
    'not-on-sale': '{title} is not on sale any more.',
    'coupon-refused': 'The code {title} does not count any more.',
    'shipping-changed': 'The delivery was {before} and is now {now}.',
  },
  take: 'Go on with what there is',
  totalWas: 'The total was {before} and is now {now}.',
  thanks: 'Thank you. Your order is placed.',
  orderNumber: 'Order {number}',
  letter: 'A confirmation goes to {email}.',
  status: {
    paid: 'Paid',
    'part-paid': 'Partly paid',
    unpaid: 'Not paid yet',
    authorised: 'Not paid yet',
    refunded: 'Paid back',
    'refund-asked': 'On its way back to you',
    'to-pick': 'Being made ready',
    held: 'On hold',
    'part-shipped': 'Partly sent',
    shipped: 'Sent',
    'handed-over': 'Handed over',
    cancelled: 'Cancelled',
    closed: 'Completed',
  },
  goesTo: 'Goes to',
  parcel: 'Parcel {number}',
  tracking: 'Tracking {number}',
  refunded: 'Paid back on {date}',
  refundAsked: 'On its way back to you since {date}',
  due: 'Still to pay',
  noOrder: 'No order is known in this browser. Follow the link in its letter.',
  orderAway: 'The shop does not answer. Your order is safe; we go on asking.',
};

export const checkoutWords = saidIn<CheckoutWords>('checkout', en);
