import { carrierTitles } from '@tillhouse/shared/domains/shipping/carriers.ts';
import { type Carrier, CarrierBusy, CarrierRefused, type OpenCarrierAccount } from './carrier.ts';

const WAIT_MS = 10_000;

/** Asks what a parcel of a kilogram costs that goes nowhere: that takes the secrets, the account number and the address. */
export async function checkAccount(
  carrier: Carrier,
  account: OpenCarrierAccount,
  today: string,
): Promise<{ readonly works: boolean; readonly message: string }> {
  const title = carrierTitles[carrier.name];
  const { city, region, postcode, country } = account.shipFrom;
  const to = { city, region, postcode, country };
  try {
    const asked = { to, parcels: [{ grams: 1_000, size: null }], shipOn: today, currency: '' };
    const rates = await carrier.rates(account, asked, WAIT_MS);
    const services = rates.length === 0 ? 'It offers nothing within your own postcode, which may be so.' : '';
    return { works: true, message: [`${title} answers, and knows the account.`, services].filter(Boolean).join(' ') };
  } catch (error) {
    if (error instanceof CarrierBusy) return { works: false, message: `${title} is busy. Try again in a minute.` };
    if (error instanceof CarrierRefused)
      return { works: false, message: `${title} says: ${error.message}`.slice(0, 500) };
    return { works: false, message: `${title} did not answer as it should. Try again in a moment.` };
  }
}
