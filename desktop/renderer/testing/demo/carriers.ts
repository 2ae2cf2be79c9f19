import type { CarrierAccountRow } from '../../../bridge/carrier-views.ts';
import { NOW } from './catalog.ts';

export const DEMO_CARRIER = '5b0f6a1e-0000-4000-8000-000000000401';
const shipFrom = {
  ...{ name: 'Dispatch', company: 'Larkhall Stoneware', line1: 'Unit 7, Bowerhill', line2: '', city: 'Melksham' },
  ...{ region: '', postcode: 'SN12 6TT', country: 'GB', phone: '+44 1225 496 000', email: '' },
};
const accounts: readonly CarrierAccountRow[] = [
  {
    ...{ id: DEMO_CARRIER, storeId: null, carrier: 'ups', name: 'UPS', mode: 'live', status: 'active' },
    ...{ accountNumber: 'A1B2C3', shipFrom, services: [], secretEnds: { clientId: 'k9Qz', clientSecret: '7dWm' } },
    newsUrl: null,
    checked: { at: NOW - 3_600_000, works: true, message: 'UPS answers, and knows the account.' },
  },
  {
    ...{ id: `${DEMO_CARRIER.slice(0, -1)}2`, storeId: null, carrier: 'dhl-express', name: 'DHL Melksham' },
    ...{ mode: 'sandbox', status: 'paused', accountNumber: '123456789', shipFrom, services: ['P', 'H'] },
    secretEnds: { apiKey: 'pp2X', apiSecret: 'Vn01' },
    newsUrl: null,
    checked: { at: NOW - 7_200_000, works: false, message: 'DHL Express says: Invalid Credentials' },
  },
];

/** A cloud where a store has contracts with two carriers. @param alone nobody signed in to it at this desk */
export function carriersAnswer(name: string, alone: boolean): unknown {
  if (name === 'carriers.state') return alone ? null : { accounts };
  if (name === 'carriers.connect') return { id: DEMO_CARRIER };
  if (name === 'carriers.check') return { works: true, message: 'UPS answers, and knows the account.' };
  return null;
}
