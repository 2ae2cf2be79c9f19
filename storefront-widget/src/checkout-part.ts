import type { Views } from './bring.ts';
import { problemsOf, ruleFor } from './address-rules.ts';
import { checkoutForm, fieldsOf } from './checkout-form.ts';
import { Keeper } from './checkout-kept.ts';
import { checkoutStyles } from './checkout-styles.ts';
import { CheckoutView } from './checkout-view.ts';
import { checkoutWords } from './checkout-words.ts';
import { OrderPanel } from './order-panel.ts';
import { OrderView } from './order-view.ts';

/** The file of buying: brought when a checkout or an order is looked at. */
export const views: Views = {
  checkout: (host) => new CheckoutView(host),
  order: (host) => new OrderView(host),
};

/** For accounts: an address is filled in and an order is shown as they are when buying. */
export const pieces = {
  checkoutForm,
  checkoutStyles,
  checkoutWords,
  fieldsOf,
  Keeper,
  OrderPanel,
  problemsOf,
  ruleFor,
};
export type CheckoutPieces = typeof pieces;
