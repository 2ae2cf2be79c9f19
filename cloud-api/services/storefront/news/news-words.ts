import { isSpoken, spokenIn } from '../../../platform/words/spoken.ts';

/** What can be told of an order. */
export type NewsKind =
  | 'sent'
  | 'part'
  | 'handed'
  | 'cancelled'
  | 'refunded'
  | 'tracking'
  | 'ready'
  | 'point'
  | 'out'
  | 'delivered'
  | 'problem'
  | 'back';

/** `{number}` and `{store}` are put in. */
interface NewsWords extends Readonly<Record<NewsKind, string>> {
  readonly body: string;
}

export const en: NewsWords = {
  sent: 'Order {number} is on its way',
  part: 'A part of order {number} is on its way',
  handed: 'Order {number} was handed over',
  cancelled: 'Order {number} was cancelled',
  refunded: 'Money for order {number} is on its way back',
  tracking: 'Order {number} can be followed now',
  ready: 'Order {number} is ready to collect',
  point: 'A parcel of order {number} waits at a pick-up point',
  out: 'A parcel of order {number} arrives today',
  delivered: 'A parcel of order {number} was delivered',
  problem: 'A parcel of order {number} is held up',
  back: 'A parcel of order {number} came back',
  body: '{store}: open it to see how it stands.',
};
const words = spokenIn<NewsWords>('news', en);

/** @param locale BCP 47; a language that there are no words for reads English */
export function newsText(
  locale: string,
  kind: NewsKind,
  { number, store }: { readonly number: string; readonly store: string },
): { readonly title: string; readonly body: string; readonly lang: string } {
  const { [kind]: title, body } = words(locale);
  const put = (text: string): string => text.replace('{number}', () => number).replace('{store}', () => store);
  return { title: put(title), body: put(body), lang: isSpoken(locale) ? locale : 'en' };
}
