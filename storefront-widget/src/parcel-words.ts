import { saidIn } from './languages.ts';

/** By what happened to a parcel last, or to goods that somebody comes for. */
export const en: Readonly<Record<string, string>> = {
  label: 'Announced',
  'in-transit': 'On its way',
  'out-for-delivery': 'Out for delivery',
  'ready-to-collect': 'Ready to collect',
  delivered: 'Delivered',
  exception: 'Held up',
  returned: 'Came back',
};
export const parcelWords = saidIn('parcel', en);
