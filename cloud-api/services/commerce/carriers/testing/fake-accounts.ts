import type { CarrierName } from '@tillhouse/shared/domains/shipping/carriers.ts';
import type { OpenCarrierAccount } from '../carrier.ts';

/** What the fakes know the shop by. */
export const secretsOf: Readonly<Record<CarrierName, Readonly<Record<string, string>>>> = {
  ups: { clientId: 'ups-client', clientSecret: 'ups-secret-KANARI', newsKey: 'ups-news-KANARI' },
  fedex: { clientId: 'fedex-client', clientSecret: 'fedex-secret-KANARI', newsKey: 'fedex-news-KANARI' },
  'dhl-express': { apiKey: 'dhl-key', apiSecret: 'dhl-secret-KANARI' },
};
export const numberOf: Readonly<Record<CarrierName, string>> = {
  ups: 'A1B2C3',
  fedex: '740561073',
  'dhl-express': '123456789',
};

export const warehouse = {
  ...{ name: 'Ann Ware', company: 'Kettle & Co', line1: '1 Dock Street', line2: '', city: 'Leeds', region: '' },
  ...{ postcode: 'LS10 1AB', country: 'GB', phone: '+44 113 496 0000', email: 'dispatch@shop.example' },
};

export const accountOf = (carrier: CarrierName, more: Partial<OpenCarrierAccount> = {}): OpenCarrierAccount => ({
  ...{ tenantId: 'tenant', id: `account-${carrier}`, storeId: null, carrier, name: carrier, mode: 'live' as const },
  ...{ status: 'active' as const, accountNumber: numberOf[carrier], shipFrom: warehouse, services: [], checked: null },
  ...{ fails: 0, restUntil: null },
  ...{ revision: 1, createdAt: 0, updatedAt: 0, secrets: secretsOf[carrier], ...more },
});
