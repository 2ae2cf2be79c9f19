/** What pages of hosted shops say of reviews and of what goes with a product. `{…}` is put in; plural forms follow Intl.PluralRules. */
export interface SaidWords {
  readonly reviews: string;
  readonly ofFive: string;
  readonly count: Readonly<Record<string, string>>;
  readonly none: string;
  readonly verified: string;
  readonly answers: string;
  readonly more: string;
  readonly first: string;
  readonly together: string;
  readonly alike: string;
}

const en: SaidWords = {
  reviews: 'Reviews',
  ofFive: '{average} of 5 stars',
  count: { one: '{count} review', other: '{count} reviews' },
  none: 'Nobody has said anything about it yet.',
  verified: 'Bought here',
  answers: '{name} answers',
  more: 'Older reviews',
  first: 'Newest reviews',
  together: 'Often bought together',
  alike: 'You may also like',
};
const de: SaidWords = {
  reviews: 'Bewertungen',
  ofFive: '{average} von 5 Sternen',
  count: { one: '{count} Bewertung', other: '{count} Bewertungen' },
  none: 'Noch hat niemand etwas dazu gesagt.',
  verified: 'Hier gekauft',
  answers: '{name} antwortet',
  more: 'Ältere Bewertungen',
  first: 'Neueste Bewertungen',
  together: 'Oft zusammen gekauft',
  alike: 'Das könnte Ihnen auch gefallen',
};
const fr: SaidWords = {
  reviews: 'Avis',
  ofFive: '{average} étoiles sur 5',
  count: { one: '{count} avis', other: '{count} avis' },
  none: 'Personne n’a encore donné son avis.',
  verified: 'Acheté ici',
  answers: 'Réponse de {name}',
  more: 'Avis plus anciens',
  first: 'Avis les plus récents',
  together: 'Souvent achetés ensemble',
  alike: 'Vous aimerez peut-être',
};
const ar: SaidWords = {
  reviews: 'الآراء',
  ofFive: '{average} من 5 نجوم',
  count: { one: 'رأي واحد', two: 'رأيان', few: '{count} آراء', other: '{count} رأيًا' },
  none: 'لم يقل أحد شيئًا عنه بعد.',
  verified: 'اشتراه من هنا',
  answers: 'رد {name}',
  more: 'آراء أقدم',
  first: 'أحدث الآراء',
  together: 'تُشترى معًا غالبًا',
  alike: 'قد يعجبك أيضًا',
};

const words: Readonly<Record<string, SaidWords>> = { en, de, fr, ar };

/** @param lang of the page’s own words, which are there in the same languages */
export const saidWords = (lang: string): SaidWords => words[lang.split('-')[0] ?? ''] ?? en;
