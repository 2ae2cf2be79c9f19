import { spokenIn } from '../../../platform/words/spoken.ts';

interface NoticeWords {
  /** `{title}` and `{store}` are put in */
  readonly subject: string;
  readonly text: string;
  readonly why: string;
}

export const en: NoticeWords = {
  subject: '{title} is back at {store}',
  text: '{title} is there again. It is not put aside for you:',
  why: 'You asked {store} to tell you. This is the only letter about it.',
};
/** @param locale BCP 47; a language that there are no words for reads English */
export const noticeWords = spokenIn<NoticeWords>('notice', en);
