import type { ParcelState } from '@tillhouse/shared/domains/orders/parcel-states.ts';

/** Its answers often leave the name of a service out. By its description of the Shipping API. */
const services: Readonly<Record<string, string>> = {
  '01': 'UPS Next Day Air',
  '02': 'UPS 2nd Day Air',
  '03': 'UPS Ground',
  '07': 'UPS Worldwide Express',
  '08': 'UPS Worldwide Expedited',
  '11': 'UPS Standard',
  '12': 'UPS 3 Day Select',
  '13': 'UPS Next Day Air Saver',
  '14': 'UPS Next Day Air Early',
  '17': 'UPS Worldwide Economy DDU',
  '54': 'UPS Worldwide Express Plus',
  '59': 'UPS 2nd Day Air A.M.',
  '65': 'UPS Worldwide Saver',
  '70': 'UPS Access Point Economy',
  '72': 'UPS Worldwide Economy DDP',
  '74': 'UPS Express 12:00',
};

export const serviceName = (code: string, told: string | null | undefined): string =>
  services[code] ?? (told?.trim() ? `UPS ${told.trim().replace(/^UPS /, '')}` : `UPS ${code}`);

/** Codes that say more than the type of an activity does. */
const byCode: Readonly<Record<string, ParcelState>> = {
  OT: 'out-for-delivery',
  OF: 'out-for-delivery',
  OD: 'out-for-delivery',
  MP: 'label',
  RP: 'ready-to-collect',
  '2W': 'ready-to-collect',
  ZP: 'ready-to-collect',
  RS: 'returned',
  RT: 'returned',
};
/** D: delivered, I: on its way, M: told of, P: picked up, O: out for delivery, X: something is wrong, RS: goes back. */
const byType: Readonly<Record<string, ParcelState>> = {
  ...{ D: 'delivered', I: 'in-transit', M: 'label', MV: 'exception', P: 'in-transit', U: 'in-transit' },
  ...{ O: 'out-for-delivery', X: 'exception', RS: 'returned' },
};

/** Delivered is what its type says, whatever code stands beside it. */
export const stateOf = (type: string, code: string): ParcelState =>
  type === 'D' ? 'delivered' : (byCode[code] ?? byType[type] ?? 'in-transit');
