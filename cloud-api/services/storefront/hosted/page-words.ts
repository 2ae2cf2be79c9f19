/** What the pages of a hosted shop say, by the language of its store. `{…}` is put in; plural forms follow Intl.PluralRules. */
export interface PageWords {
  readonly skip: string;
  readonly menu: string;
  readonly home: string;
  readonly search: string;
  readonly searchFor: string;
  readonly account: string;
  readonly basket: string;
  readonly checkout: string;
  readonly order: string;
  readonly all: string;
  readonly seeAll: string;
  readonly from: string;
  readonly was: string;
  readonly prior: string;
  /** One of what is counted, as in a price for each */
  readonly piece: string;
  readonly percentOff: string;
  readonly inStock: string;
  readonly countInStock: string;
  readonly countLeft: string;
  readonly soldOut: string;
  readonly pieces: Readonly<Record<string, string>>;
  readonly sort: string;
  readonly best: string;
  readonly cheap: string;
  readonly dear: string;
  readonly byTitle: string;
  readonly onlyStock: string;
  readonly next: string;
  readonly nothing: string;
  readonly noneFor: string;
  readonly missing: string;
  readonly missingText: string;
  readonly toShop: string;
  readonly needsScript: string;
  readonly offline: string;
  readonly categories: string;
  readonly chosen: string;
  readonly information: string;
  readonly draft: string;
  /** Over a theme that only who sends it sees */
  readonly themePreview: string;
  readonly endPreview: string;
  readonly language: string;
  readonly currency: string;
  /** Of what is not there in a currency that was chosen */
  readonly notIn: string;
  readonly showIn: string;
}

const en: PageWords = {
  skip: 'Skip to the content',
  menu: 'Menu',
  home: 'Home',
  search: 'Search',
  searchFor: 'What are you looking for?',
  account: 'Account',
  basket: 'Basket',
  checkout: 'Checkout',
  order: 'Your order',
  all: 'Everything we have',
  seeAll: 'See all of {name}',
  from: 'from {price}',
  was: 'was',
  prior: 'Lowest price in 30 days: {price}',
  piece: 'piece',
  percentOff: '{count} % off',
  inStock: 'In stock',
  countInStock: '{count} in stock',
  countLeft: '{count} left',
  soldOut: 'Sold out',
  pieces: { one: '{count} product', other: '{count} products' },
  sort: 'Sorted by',
  best: 'Best match',
  cheap: 'Lowest price',
  dear: 'Highest price',
  byTitle: 'Name',
  onlyStock: 'In stock only',
  next: 'Next page',
  nothing: 'There is nothing here at the moment. Please look in again.',
  noneFor: 'Nothing found for “{text}”. Try fewer or other words.',
  missing: 'This page is not here',
  missingText: 'What you look for is not on sale any more, or the address is not whole.',
  toShop: 'To the shop',
  needsScript: 'Buying needs JavaScript, which is off in this browser. Everything can be looked at without it.',
  offline: 'There is no connection. This is how it was when you last looked: prices and stock may be others by now.',
  categories: 'Categories',
  chosen: 'Narrow down',
  information: 'Information',
  draft: 'This is how the page will look. Shoppers do not find it yet.',
  themePreview: 'You are looking at a theme that shoppers do not see yet.',
  endPreview: 'Back to the shop as it is',
  language: 'Language',
  currency: 'Currency',
  notIn: 'Not all that we have is sold in {currency}.',
  showIn: 'Show it in {currency}',
};

const de: PageWords = {
  skip: 'Zum Inhalt',
  menu: 'Menü',
  home: 'Start',
  search: 'Suche',
  searchFor: 'Wonach suchen Sie?',
  account: 'Konto',
  basket: 'Warenkorb',
  checkout: 'Kasse',
  order: 'Ihre Bestellung',
  all: 'Alles, was wir haben',
  seeAll: 'Alles in {name}',
  from: 'ab {price}',
  was: 'vorher',
  prior: 'Niedrigster Preis in 30 Tagen: {price}',
  piece: 'Stück',
  percentOff: '{count} % weniger',
  inStock: 'Vorrätig',
  countInStock: '{count} vorrätig',
  countLeft: 'Nur noch {count}',
  soldOut: 'Ausverkauft',
  pieces: { one: '{count} Artikel', other: '{count} Artikel' },
  sort: 'Sortiert nach',
  best: 'Beste Treffer',
  cheap: 'Niedrigster Preis',
  dear: 'Höchster Preis',
  byTitle: 'Name',
  onlyStock: 'Nur Vorrätiges',
  next: 'Nächste Seite',
  nothing: 'Hier gibt es im Moment nichts. Schauen Sie wieder vorbei.',
  noneFor: 'Nichts gefunden für „{text}“. Versuchen Sie weniger oder andere Wörter.',
  missing: 'Diese Seite gibt es nicht',
  missingText: 'Was Sie suchen, wird nicht mehr verkauft, oder die Adresse ist nicht vollständig.',
  toShop: 'Zum Laden',
  needsScript: 'Zum Kaufen braucht es JavaScript, das in diesem Browser aus ist. Ansehen lässt sich alles ohne.',
  offline: 'Keine Verbindung. So war es, als Sie zuletzt hier waren: Preise und Bestand können inzwischen andere sein.',
  categories: 'Kategorien',
  chosen: 'Eingrenzen',
  information: 'Informationen',
  draft: 'So wird die Seite aussehen. Noch findet sie niemand.',
  themePreview: 'Sie sehen eine Vorlage, die Kunden noch nicht sehen.',
  endPreview: 'Zum Laden, wie er ist',
  language: 'Sprache',
  currency: 'Währung',
  notIn: 'Nicht alles gibt es bei uns in {currency}.',
  showIn: 'In {currency} ansehen',
};

const fr: PageWords = {
  skip: 'Aller au contenu',
  menu: 'Menu',
  home: 'Accueil',
  search: 'Rechercher',
  searchFor: 'Que cherchez-vous ?',
  account: 'Compte',
  basket: 'Panier',
  checkout: 'Paiement',
  order: 'Votre commande',
  all: 'Tout notre choix',
  seeAll: 'Tout voir : {name}',
  from: 'dès {price}',
  was: 'avant',
  prior: 'Prix le plus bas sur 30 jours : {price}',
  piece: 'pièce',
  percentOff: '−{count} %',
  inStock: 'En stock',
  countInStock: '{count} en stock',
  countLeft: 'Plus que {count}',
  soldOut: 'Épuisé',
  pieces: { one: '{count} produit', other: '{count} produits' },
  sort: 'Trié par',
  best: 'Pertinence',
  cheap: 'Prix le plus bas',
  dear: 'Prix le plus haut',
  byTitle: 'Nom',
  onlyStock: 'En stock seulement',
  next: 'Page suivante',
  nothing: 'Il n’y a rien ici pour le moment. Revenez nous voir.',
  noneFor: 'Rien trouvé pour « {text} ». Essayez avec moins de mots, ou d’autres.',
  missing: 'Cette page n’existe pas',
  missingText: 'Ce que vous cherchez n’est plus en vente, ou l’adresse est incomplète.',
  toShop: 'Vers la boutique',
  needsScript: 'L’achat demande JavaScript, désactivé dans ce navigateur. Tout peut se regarder sans.',
  offline: 'Pas de connexion. Voici ce qui était là à votre dernière visite : prix et stock ont pu changer.',
  categories: 'Catégories',
  chosen: 'Affiner',
  information: 'Informations',
  draft: 'Voici à quoi ressemblera la page. Personne ne la trouve encore.',
  themePreview: 'Vous regardez un thème que les clients ne voient pas encore.',
  endPreview: 'Revenir à la boutique',
  language: 'Langue',
  currency: 'Devise',
  notIn: 'Tout n’est pas vendu en {currency}.',
  showIn: 'Voir en {currency}',
};

const ar: PageWords = {
  skip: 'إلى المحتوى',
  menu: 'القائمة',
  home: 'الرئيسية',
  search: 'بحث',
  searchFor: 'عمّ تبحث؟',
  account: 'الحساب',
  basket: 'السلة',
  checkout: 'إتمام الشراء',
  order: 'طلبك',
  all: 'كل ما لدينا',
  seeAll: 'كل ما في {name}',
  from: 'من {price}',
  was: 'كان',
  prior: 'أدنى سعر خلال 30 يومًا: {price}',
  piece: 'قطعة',
  percentOff: 'خصم {count} ٪',
  inStock: 'متوفر',
  countInStock: 'متوفر: {count}',
  countLeft: 'بقي {count}',
  soldOut: 'نفد',
  pieces: { other: 'المنتجات: {count}' },
  sort: 'الترتيب',
  best: 'الأنسب',
  cheap: 'الأقل سعرًا',
  dear: 'الأعلى سعرًا',
  byTitle: 'الاسم',
  onlyStock: 'المتوفر فقط',
  next: 'الصفحة التالية',
  nothing: 'لا شيء هنا الآن. نرجو أن تعود لاحقًا.',
  noneFor: 'لم يوجد شيء عن «{text}». جرّب كلمات أقل أو غيرها.',
  missing: 'هذه الصفحة غير موجودة',
  missingText: 'ما تبحث عنه لم يعد معروضًا، أو أن العنوان غير كامل.',
  toShop: 'إلى المتجر',
  needsScript: 'يحتاج الشراء إلى JavaScript وهو متوقف في هذا المتصفح. يمكن تصفح كل شيء بدونه.',
  offline: 'لا يوجد اتصال. هذا ما كان عند زيارتك الأخيرة، وقد تكون الأسعار والكميات تغيّرت.',
  categories: 'الأقسام',
  chosen: 'تضييق البحث',
  information: 'معلومات',
  draft: 'هكذا ستبدو الصفحة. لا يجدها المتسوقون بعد.',
  themePreview: 'هذا قالب لا يراه المتسوقون بعد.',
  endPreview: 'العودة إلى المتجر كما هو',
  language: 'اللغة',
  currency: 'العملة',
  notIn: 'لا يُباع كل ما لدينا بعملة {currency}.',
  showIn: 'اعرضها بعملة {currency}',
};

const words: Readonly<Record<string, PageWords>> = { en, de, fr, ar };

/** @param locale BCP 47 @returns the words and their language: English where there are none in the store's */
export function pageWords(locale: string): { readonly words: PageWords; readonly lang: string } {
  const known = words[locale.split('-')[0] ?? ''];
  return known ? { words: known, lang: locale } : { words: en, lang: 'en' };
}

export const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (all, name: string) => values[name] ?? all);

export function counted(forms: Readonly<Record<string, string>>, count: number, locale: string): string {
  const form = forms[new Intl.PluralRules(locale).select(count)] ?? forms['other'] ?? '';
  return fill(form, { count: new Intl.NumberFormat(locale).format(count) });
}
