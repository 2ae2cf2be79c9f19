/** The words of the button and the drawer of the basket. */
export interface DrawerWords {
  readonly basket: string;
  readonly openBasket: Readonly<Record<string, string>>;
  readonly close: string;
  readonly keepLooking: string;
}

const en: DrawerWords = {
  basket: 'Basket',
  openBasket: { one: 'Basket, {count} item', other: 'Basket, {count} items' },
  close: 'Close the basket',
  keepLooking: 'Keep looking',
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
};

const known: Readonly<Record<string, DrawerWords>> = { en, ar };

export const drawerWordsFor = (locale: string): DrawerWords => known[locale.toLowerCase().split('-')[0] ?? ''] ?? en;
