import { saidIn } from './languages.ts';

/** By what happened to a parcel last, to goods that somebody comes for; and of labels by which goods come back. */
export const en: Readonly<Record<string, string>> = {
  label: 'Announced',
  'in-transit': 'On its way',
  'out-for-delivery': 'Out for delivery',
  'ready-to-collect': 'Ready to collect',
  delivered: 'Delivered',
  exception: 'Held up',
  returned: 'Came back',
  // The paper by which goods come back, others that belong to it, and the button that saves one.
  'paper-label': 'Returns label',
  'paper-invoice': 'Customs invoice',
  'paper-waybill': 'Waybill',
  'paper-receipt': 'Receipt',
  save: 'Download {format}',
};
export const parcelWords = saidIn('parcel', en);
