export interface ReviewWords {
  readonly reviews: string;
  readonly ofFive: string;
  readonly count: Readonly<Record<string, string>>;
  readonly none: string;
  readonly verified: string;
  readonly answers: string;
  readonly all: string;
  readonly write: string;
  readonly change: string;
  readonly signIn: string;
  readonly stars: string;
  readonly title: string;
  readonly text: string;
  readonly name: string;
  readonly send: string;
  readonly cancel: string;
  readonly takeBack: string;
  readonly gone: string;
  readonly noStars: string;
  readonly yours: string;
  readonly state: Readonly<Record<string, string>>;
  readonly bought: string;
  readonly together: string;
  readonly alike: string;
}

const en: ReviewWords = {
  reviews: 'Reviews',
  ofFive: '{count} of 5 stars',
  count: { one: '{count} review', other: '{count} reviews' },
  none: 'Nobody has said anything about it yet.',
  verified: 'Bought here',
  answers: 'The shop answers',
  all: 'All reviews',
  write: 'Write a review',
  change: 'Change it',
  signIn: 'Sign in first, so that it is yours.',
  stars: 'Your stars',
  title: 'In a few words, if you like',
  text: 'What others should know, if you like',
  name: 'Shown name',
  send: 'Send',
  cancel: 'Cancel',
  takeBack: 'Take it back',
  gone: 'Your review is gone.',
  noStars: 'Choose how many stars.',
  yours: 'Your review',
  state: {
    waiting: 'The shop looks at it before others read it.',
    shown: 'Others read it.',
    hidden: 'The shop does not show it.',
  },
  bought: 'Say how it is',
  together: 'Often bought together',
  alike: 'You may also like',
};

const ar: ReviewWords = {
  reviews: 'الآراء',
  ofFive: '{count} من 5 نجوم',
  count: { one: 'رأي واحد', two: 'رأيان', few: '{count} آراء', other: '{count} رأيًا' },
  none: 'لم يقل أحد شيئًا عنه بعد.',
  verified: 'اشتراه من هنا',
  answers: 'رد المتجر',
  all: 'كل الآراء',
  write: 'اكتب رأيك',
  change: 'غيّره',
  signIn: 'سجّل الدخول أولًا ليكون الرأي لك.',
  stars: 'نجومك',
  title: 'بكلمات قليلة (اختياري)',
  text: 'ما ينبغي أن يعرفه الآخرون (اختياري)',
  name: 'الاسم الظاهر',
  send: 'أرسل',
  cancel: 'إلغاء',
  takeBack: 'اسحبه',
  gone: 'سُحب رأيك.',
  noStars: 'اختر عدد النجوم.',
  yours: 'رأيك',
  state: {
    waiting: 'يراجعه المتجر قبل أن يقرأه الآخرون.',
    shown: 'يقرؤه الآخرون.',
    hidden: 'لا يعرضه المتجر.',
  },
  bought: 'قل رأيك فيه',
  together: 'تُشترى معًا غالبًا',
  alike: 'قد يعجبك أيضًا',
};

export const reviewWords = (locale: string): ReviewWords => (locale.startsWith('ar') ? ar : en);
