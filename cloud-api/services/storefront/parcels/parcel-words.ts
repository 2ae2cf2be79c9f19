import { spokenIn } from '../../../platform/words/spoken.ts';

/** What a letter says of one thing that happened. `{number}`, `{store}` and `{date}` are put in */
interface Said {
  readonly subject: string;
  readonly text: string;
}
/** What can be written about parcels and about goods that somebody comes for. */
export const parcelLetters = [
  'sent',
  'part',
  'tracking',
  'ready',
  'point',
  'out',
  'delivered',
  'exception',
  'returned',
  'label',
] as const;
export type ParcelLetter = (typeof parcelLetters)[number];

/** What letters about parcels say, by the language of the store. */
export interface ParcelWords extends Readonly<Record<ParcelLetter, Said>> {
  readonly hello: string;
  readonly inside: string;
  readonly carrier: string;
  readonly tracked: string;
  readonly at: string;
  readonly follow: string;
}

export const en: ParcelWords = {
  hello: 'Hello {name},',
  sent: {
    subject: 'Order {number} from {store} is on its way',
    text: 'Your order {number} has left us and is on its way to you.',
  },
  part: {
    subject: 'A part of order {number} from {store} is on its way',
    text: 'A part of your order {number} has left us and is on its way to you. The rest follows.',
  },
  tracking: {
    subject: 'Order {number} from {store} can be followed now',
    text: 'A parcel of your order {number} can be followed with its carrier from now on.',
  },
  ready: {
    subject: 'Order {number} from {store} is ready to collect',
    text: 'Your order {number} lies ready for you. You can collect it here:',
  },
  point: {
    subject: 'A parcel of order {number} from {store} waits for you',
    text: 'A parcel of your order {number} waits for you at a pick-up point of its carrier.',
  },
  out: {
    subject: 'A parcel of order {number} from {store} comes today',
    text: 'A parcel of your order {number} is out for delivery.',
  },
  delivered: {
    subject: 'Order {number} from {store}: delivered',
    text: 'A parcel of your order {number} was delivered on {date}. If you cannot find it, please ask whoever may have taken it in, and then tell us.',
  },
  exception: {
    subject: 'Order {number} from {store}: a parcel is held up',
    text: 'There is a problem on the way with a parcel of your order {number}. We are looking after it; you need do nothing for now.',
  },
  returned: {
    subject: 'Order {number} from {store}: a parcel came back',
    text: 'A parcel of your order {number} came back to us. We will tell you what happens next.',
  },
  label: {
    subject: 'Your returns label for order {number} from {store}',
    text: 'Here is the label for sending goods of your order {number} back. Print it, stick it on the parcel and hand the parcel in with its carrier; you pay nothing for it.',
  },
  inside: 'In this parcel:',
  carrier: 'Carrier: {carrier}',
  tracked: 'Tracking number: {tracking}',
  at: 'Where it is:',
  follow: 'How your order stands:',
};

/** @param locale BCP 47; a language that there are no words for reads English */
export const parcelWords = spokenIn<ParcelWords>('parcel', en);
