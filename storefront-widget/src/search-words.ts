/** The words of the search. */
export interface SearchWords {
  readonly search: string;
  readonly results: string;
  readonly found: Readonly<Record<string, string>>;
  readonly none: string;
  readonly away: string;
}

const en: SearchWords = {
  search: 'Search the shop',
  results: 'Products',
  found: { one: '{count} product found', other: '{count} products found' },
  none: 'Nothing is called “{text}” here. Try another word, or the beginning of one.',
  away: 'The shop does not answer. Type on to ask again.',
};

const ar: SearchWords = {
  search: 'ابحث في المتجر',
  results: 'المنتجات',
  found: { zero: 'لا توجد منتجات', one: 'منتج واحد', two: 'منتجان', few: '{count} منتجات', other: '{count} منتجًا' },
  none: 'لا شيء هنا باسم «{text}». جرّب كلمة أخرى أو بدايتها.',
  away: 'المتجر لا يجيب. تابع الكتابة للسؤال من جديد.',
};

const known: Readonly<Record<string, SearchWords>> = { en, ar };

export const searchWordsFor = (locale: string): SearchWords => known[locale.toLowerCase().split('-')[0] ?? ''] ?? en;
