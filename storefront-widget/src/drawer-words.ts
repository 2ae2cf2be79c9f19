import { saidIn } from './languages.ts';

/** The words of the button and the drawer of the basket. */
export interface DrawerWords {
  readonly basket: string;
  readonly openBasket: Readonly<Record<string, string>>;
  readonly close: string;
  readonly keepLooking: string;
  readonly checkout: string;
  readonly closeCheckout: string;
  readonly order: string;
  readonly closeOrder: string;
}

export const en: DrawerWords = {
  basket: 'Basket',
  openBasket: { one: 'Basket, {count} item', other: 'Basket, {count} items' },
  close: 'Close the basket',
  keepLooking: 'Keep looking',
  checkout: 'Checkout',
  closeCheckout: 'Close the checkout; what you typed is kept',
  order: 'Your order',
  closeOrder: 'Close the order',
};

export const drawerWordsFor = saidIn<DrawerWords>('drawer', en);
