/** The words of the elements. `count` and `name` are filled in; plural forms follow Intl.PluralRules. */
export interface Words {
  readonly from: string;
  readonly inStock: string;
  readonly countInStock: Readonly<Record<string, string>>;
  readonly countLeft: Readonly<Record<string, string>>;
  readonly soldOut: string;
  readonly percentOff: string;
  readonly add: string;
  readonly addNamed: string;
  readonly choose: string;
  readonly added: string;
  readonly allTaken: string;
  readonly inBasket: string;
  readonly quantity: string;
  readonly fewer: string;
  readonly more: string;
  readonly was: string;
  readonly prior: string;
  readonly perUnit: string;
  /** One of what is counted, as in a price for each */
  readonly piece: string;
  readonly showMore: string;
  readonly loading: string;
  readonly none: string;
  readonly back: string;
  readonly notOffered: string;
  readonly away: string;
  readonly key: string;
  readonly missing: string;
  readonly retry: string;
}

const en: Words = {
  from: 'from {price}',
  inStock: 'In stock',
  countInStock: { other: '{count} in stock' },
  countLeft: { other: '{count} left' },
  soldOut: 'Sold out',
  percentOff: '{count} % off',
  add: 'Add to basket',
  addNamed: 'Add {name} to basket',
  choose: 'Choose options of {name}',
  added: '{name} is in your basket: {count}.',
  allTaken: 'That is all there is: {count} in your basket.',
  inBasket: '{count} in your basket',
  quantity: 'Quantity',
  fewer: 'One fewer',
  more: 'One more',
  was: 'was',
  prior: 'Lowest price in 30 days: {price}',
  perUnit: '{price} / {unit}',
  piece: 'piece',
  showMore: 'Show more',
  loading: 'Loading products',
  none: 'There is nothing here at the moment. Please look in again.',
  back: 'All products',
  notOffered: 'not offered',
  away: 'The shop does not answer. Nothing is lost; please try again.',
  key: 'This page is not allowed to show the shop. Its owner should check the publishable key of the script tag.',
  missing: 'This product is not on sale any more.',
  retry: 'Try again',
};

const ar: Words = {
  from: 'من {price}',
  inStock: 'متوفر',
  countInStock: { other: '{count} متوفرة' },
  countLeft: { one: 'بقيت قطعة واحدة', two: 'بقيت قطعتان', other: 'بقي {count}' },
  soldOut: 'نفد',
  percentOff: 'خصم {count} ٪',
  add: 'أضف إلى السلة',
  addNamed: 'أضف {name} إلى السلة',
  choose: 'اختر خيارات {name}',
  added: '{name} في سلتك: {count}.',
  allTaken: 'هذا كل المتوفر: {count} في سلتك.',
  inBasket: '{count} في سلتك',
  quantity: 'الكمية',
  fewer: 'أقل بواحدة',
  more: 'أكثر بواحدة',
  was: 'كان',
  prior: 'أدنى سعر في 30 يومًا: {price}',
  perUnit: '{price} / {unit}',
  piece: 'قطعة',
  showMore: 'عرض المزيد',
  loading: 'جارٍ تحميل المنتجات',
  none: 'لا يوجد شيء هنا الآن. عد لاحقًا من فضلك.',
  back: 'كل المنتجات',
  notOffered: 'غير معروض',
  away: 'المتجر لا يجيب. لم يضع شيء؛ حاول مرة أخرى.',
  key: 'لا يُسمح لهذه الصفحة بعرض المتجر. على صاحبها التحقق من المفتاح.',
  missing: 'هذا المنتج لم يعد معروضًا للبيع.',
  retry: 'حاول مرة أخرى',
};

const known: Readonly<Record<string, Words>> = { en, ar };

/** The words of a language, English where there are none. */
export function wordsFor(locale: string): Words {
  return known[locale.toLowerCase().split('-')[0] ?? ''] ?? en;
}

export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** Picks the plural form for `count` and fills it in. */
export function counted(forms: Readonly<Record<string, string>>, count: number, locale: string): string {
  const form = forms[new Intl.PluralRules(locale).select(count)] ?? forms.other ?? '';
  return fill(form, { count: new Intl.NumberFormat(locale).format(count) });
}
