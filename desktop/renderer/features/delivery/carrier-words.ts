import { addressLacks } from '@tillhouse/shared/domains/shipping/address.ts';
import { type CarrierAddress, type CarrierName, carrierTitles } from '@tillhouse/shared/domains/shipping/carriers.ts';
import type { CarrierAccountRow } from '../../../bridge/carrier-views.ts';
import type { ConnectionField } from '../../ui/connection-fields.tsx';

const news = { name: 'newsKey', label: 'Secret for news of parcels', free: true } as const;
/** Words that `t` knows. */
export const carrierSecrets: Readonly<Record<CarrierName, readonly ConnectionField[]>> = {
  ups: [
    { name: 'clientId', label: 'Client ID' },
    { name: 'clientSecret', label: 'Client secret' },
    { ...news, hint: 'If you like: any text, by which news of UPS are known' },
  ],
  fedex: [
    { name: 'clientId', label: 'API key' },
    { name: 'clientSecret', label: 'Secret key' },
    { ...news, hint: 'If you like: the security token of its webhook' },
  ],
  'dhl-express': [
    { name: 'apiKey', label: 'API key' },
    { name: 'apiSecret', label: 'API secret' },
  ],
};
export const carrierHelp: Readonly<Record<CarrierName, string>> = {
  ups: 'Make an app at developer.ups.com with Rating, Shipping and Tracking, for your account number.',
  fedex: 'Make a project at developer.fedex.com with Rates, Ship and Track, for your account number.',
  'dhl-express': 'Ask for the MyDHL API at developer.dhl.com, for your account number of DHL Express.',
};
/** What is commonly sold, by the carriers’ codes. */
export const carrierServices: Readonly<Record<CarrierName, Readonly<Record<string, string>>>> = {
  ups: {
    ...{ '03': 'UPS Ground', '02': 'UPS 2nd Day Air', '01': 'UPS Next Day Air', '12': 'UPS 3 Day Select' },
    ...{ '11': 'UPS Standard', '65': 'UPS Worldwide Saver', '07': 'UPS Worldwide Express' },
    ...{ '08': 'UPS Worldwide Expedited', '54': 'UPS Worldwide Express Plus' },
  },
  fedex: {
    ...{ FEDEX_GROUND: 'FedEx Ground', GROUND_HOME_DELIVERY: 'FedEx Home Delivery', FEDEX_2_DAY: 'FedEx 2Day' },
    ...{ STANDARD_OVERNIGHT: 'FedEx Standard Overnight', PRIORITY_OVERNIGHT: 'FedEx Priority Overnight' },
    FEDEX_INTERNATIONAL_PRIORITY: 'FedEx International Priority',
    INTERNATIONAL_ECONOMY: 'FedEx International Economy',
    FEDEX_INTERNATIONAL_CONNECT_PLUS: 'FedEx International Connect Plus',
  },
  'dhl-express': {
    ...{ P: 'DHL Express Worldwide', U: 'DHL Express Worldwide (EU)', N: 'DHL Express Domestic' },
    ...{ T: 'DHL Express 12:00', K: 'DHL Express 9:00', H: 'DHL Economy Select', W: 'DHL Economy Select (EU)' },
  },
};
export const serviceName = (carrier: CarrierName, code: string): string => carrierServices[carrier][code] ?? code;

/** An account as it is filled in; a secret that is empty stays as it is. */
export interface CarrierDraft {
  readonly carrier: CarrierName;
  readonly name: string;
  readonly mode: 'live' | 'sandbox';
  readonly accountNumber: string;
  readonly secrets: Readonly<Record<string, string>>;
  readonly shipFrom: CarrierAddress;
  readonly services: readonly string[];
}

const nowhere: CarrierAddress = {
  ...{ name: '', company: '', line1: '', line2: '', city: '', region: '', postcode: '', country: '' },
  ...{ phone: '', email: '' },
};

/** @param home the country of the store */
export function carrierDraft(
  account: CarrierAccountRow | null,
  home: string | null,
  carrier: CarrierName = 'ups',
): CarrierDraft {
  if (!account) {
    const shipFrom = { ...nowhere, country: home ?? 'GB' };
    return {
      ...{ carrier, name: carrierTitles[carrier], mode: 'live', accountNumber: '' },
      secrets: {},
      shipFrom,
      services: [],
    };
  }
  const { name, mode, accountNumber, shipFrom, services } = account;
  return { ...{ carrier: account.carrier, name, mode, accountNumber, shipFrom, services }, secrets: {} };
}

const lackWords: Readonly<Record<string, string>> = {
  'delivery.name': 'Say who is there.',
  'delivery.line1': 'Write the street.',
  'delivery.city': 'Write the town.',
  'delivery.region': 'Write the state or province by its code, such as NY.',
  'delivery.postcode': 'Write a postcode of that country.',
};

/** What keeps it from being saved; null: nothing. */
export function carrierProblem(account: CarrierAccountRow | null, draft: CarrierDraft): string | null {
  if (draft.name.trim() === '') return 'Give it a name.';
  if (draft.accountNumber.trim() === '') return 'Write your account number at the carrier.';
  const empty = carrierSecrets[draft.carrier].some(({ name, free }) => !free && !draft.secrets[name]?.trim());
  if (!account && empty) return 'Write what the carrier gave you to sign in with.';
  const [lack] = addressLacks(draft.shipFrom);
  if (lack) return lackWords[lack] ?? 'Fill in the address.';
  return draft.shipFrom.phone.trim() === '' ? 'Carriers want a telephone number.' : null;
}

/** As the calls take it. */
export function carrierChoices({ name, mode, accountNumber, shipFrom, services }: CarrierDraft) {
  const plain = Object.fromEntries(
    Object.entries(shipFrom).map(([key, value]) => [key, value.trim()]),
  ) as CarrierAddress;
  return {
    ...{ name: name.trim(), mode, accountNumber: accountNumber.trim(), services: [...services] },
    shipFrom: { ...plain, region: plain.region.toUpperCase(), postcode: plain.postcode.toUpperCase() },
  };
}

/** Those that were typed. */
export const typedSecrets = ({ secrets }: CarrierDraft): Record<string, string> =>
  Object.fromEntries(Object.entries(secrets).flatMap(([name, text]) => (text.trim() ? [[name, text.trim()]] : [])));
