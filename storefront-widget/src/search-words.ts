/** The words of the search. */
export interface SearchWords {
  readonly search: string;
  readonly results: string;
  readonly found: Readonly<Record<string, string>>;
  readonly none: string;
  readonly away: string;
  readonly showAll: string;
  readonly title: string;
  readonly close: string;
  readonly sort: string;
  readonly sorts: Readonly<Record<'best' | 'price' | 'price-down' | 'title', string>>;
  readonly filter: string;
  readonly category: string;
  readonly maker: string;
  readonly price: string;
  readonly priceFrom: string;
  readonly priceTo: string;
  readonly inStock: string;
  readonly clear: string;
  readonly without: string;
  readonly atLeast: string;
  readonly nothingLeft: string;
}

const en: SearchWords = {
  search: 'Search the shop',
  results: 'Products',
  found: { one: '{count} product found', other: '{count} products found' },
  none: 'Nothing is called “{text}” here. Try another word, or the beginning of one.',
  away: 'The shop does not answer. Type on to ask again.',
  showAll: 'Show all for “{text}”',
  title: '“{text}”',
  close: 'Close the search',
  sort: 'Sort by',
  sorts: { best: 'Best match', price: 'Price, low first', 'price-down': 'Price, high first', title: 'Name' },
  filter: 'Filter',
  category: 'Category',
  maker: 'Maker',
  price: 'Price',
  priceFrom: 'From',
  priceTo: 'To',
  inStock: 'In stock only',
  clear: 'Clear all',
  without: 'Without {name}',
  atLeast: '{text} or more',
  nothingLeft: 'Nothing is all of that. Take a choice away.',
};

const ar: SearchWords = {
  search: 'ابحث في المتجر',
  results: 'المنتجات',
  found: { zero: 'لا توجد منتجات', one: 'منتج واحد', two: 'منتجان', few: '{count} منتجات', other: '{count} منتجًا' },
  none: 'لا شيء هنا باسم «{text}». جرّب كلمة أخرى أو بدايتها.',
  away: 'المتجر لا يجيب. تابع الكتابة للسؤال من جديد.',
  showAll: 'عرض كل نتائج «{text}»',
  title: '«{text}»',
  close: 'إغلاق البحث',
  sort: 'ترتيب حسب',
  sorts: { best: 'الأنسب', price: 'السعر من الأقل', 'price-down': 'السعر من الأعلى', title: 'الاسم' },
  filter: 'تصفية',
  category: 'الفئة',
  maker: 'الصانع',
  price: 'السعر',
  priceFrom: 'من',
  priceTo: 'إلى',
  inStock: 'المتوفر فقط',
  clear: 'مسح الكل',
  without: 'بدون {name}',
  atLeast: '{text} أو أكثر',
  nothingLeft: 'لا شيء يجمع ذلك كله. أزل أحد الاختيارات.',
};

const known: Readonly<Record<string, SearchWords>> = { en, ar };

export const searchWordsFor = (locale: string): SearchWords => known[locale.toLowerCase().split('-')[0] ?? ''] ?? en;
