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

const en: DrawerWords = {
  basket: 'Basket',
  openBasket: { one: 'Basket, {count} item', other: 'Basket, {count} items' },
  close: 'Close the basket',
  keepLooking: 'Keep looking',
  checkout: 'Checkout',
  closeCheckout: 'Close the checkout; what you typed is kept',
  order: 'Your order',
  closeOrder: 'Close the order',
};

const ar: DrawerWords = {
  basket: 'السلة',
  openBasket: {
    zero: 'السلة فارغة',
    one: 'السلة، قطعة واحدة',
    two: 'السلة، قطعتان',
    few: 'السلة، {count} قطع',
    other: 'السلة، {count} قطعة',
  },
  close: 'أغلق السلة',
  keepLooking: 'تابع التصفح',
  checkout: 'إتمام الشراء',
  closeCheckout: 'أغلق صفحة الشراء؛ ما كتبته محفوظ',
  order: 'طلبك',
  closeOrder: 'أغلق الطلب',
};

const known: Readonly<Record<string, DrawerWords>> = { en, ar };

export const drawerWordsFor = (locale: string): DrawerWords => known[locale.toLowerCase().split('-')[0] ?? ''] ?? en;
