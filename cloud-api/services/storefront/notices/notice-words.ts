interface NoticeWords {
  /** `{title}` and `{store}` are put in */
  readonly subject: string;
  readonly text: string;
  readonly why: string;
}

const en: NoticeWords = {
  subject: '{title} is back at {store}',
  text: '{title} is there again. It is not put aside for you:',
  why: 'You asked {store} to tell you. This is the only letter about it.',
};
const words: Readonly<Record<string, NoticeWords>> = {
  en,
  de: {
    subject: '{title} ist wieder da bei {store}',
    text: '{title} ist wieder vorrätig. Für Sie zurückgelegt ist nichts:',
    why: 'Sie haben {store} um diese Nachricht gebeten. Es ist die einzige dazu.',
  },
  fr: {
    subject: '{title} est de retour chez {store}',
    text: '{title} est de nouveau disponible. Rien n’est mis de côté pour vous :',
    why: 'Vous avez demandé à {store} de vous prévenir. C’est le seul message à ce sujet.',
  },
  es: {
    subject: '{title} vuelve a estar en {store}',
    text: '{title} vuelve a estar disponible. No lo hemos apartado para usted:',
    why: 'Usted pidió a {store} que le avisara. Este es el único mensaje.',
  },
  it: {
    subject: '{title} è di nuovo da {store}',
    text: '{title} è di nuovo disponibile. Non è messo da parte per lei:',
    why: 'Ha chiesto a {store} di avvisarla. Questo è l’unico messaggio.',
  },
  nl: {
    subject: '{title} is er weer bij {store}',
    text: '{title} is er weer. Het is niet voor u apart gelegd:',
    why: 'U vroeg {store} om dit bericht. Het is het enige.',
  },
  ar: {
    subject: 'عاد {title} إلى {store}',
    text: '{title} متوفر من جديد. لم نحجزه لك:',
    why: 'طلبت من {store} إعلامك. هذه هي الرسالة الوحيدة.',
  },
};

/** @param locale BCP 47; a language that there are no words for reads English */
export const noticeWords = (locale: string): NoticeWords => words[locale.split('-')[0] ?? ''] ?? en;
