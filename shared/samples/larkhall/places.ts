import { sampleId } from './ids.ts';

export const larkhallStore = {
  id: sampleId('settings'),
  name: 'Larkhall',
  currency: 'GBP',
  timeZone: 'Europe/London',
  pricesIncludeTax: true,
  taxRounding: 'line' as const,
  /** Britain still counts pennies */
  cashRoundingIncrement: 1,
  cashRoundingMode: 'half-up' as const,
  returnLimit: 5_000,
  till: { cashWithoutReceipt: 2_000, priceDays: 90, lockAfter: 15 },
  receiptFooter: 'Returns within 28 days with this receipt. Thank you.',
};

export const larkhallTaxRates = [
  { taxClass: 'standard', name: 'Standard, 20%', rate: '20/100' },
  { taxClass: 'zero', name: 'Zero, 0%', rate: '0' },
];

export const retailList = { id: sampleId('list:retail'), name: 'Retail GBP', currency: 'GBP', isDefault: true };

const place = (name: string, street: string, kind: 'shop' | 'warehouse') => ({
  id: sampleId(`location:${name}`),
  name,
  street,
  kind,
  sellsOnline: 'yes' as const,
  status: 'active' as const,
});
export const bath = place('Bath', 'Walcot St', 'shop');
export const frome = place('Frome', 'Cheap St', 'shop');
export const melksham = place('Melksham', 'Bowerhill', 'warehouse');
export const larkhallLocations = [bath, frome, melksham] as const;

const register = (code: string, name: string, locationId: string) => ({
  id: sampleId(`register:${code}`),
  code,
  name,
  locationId,
  status: 'active' as const,
});
export const larkhallRegisters = [
  register('B1', 'Bath till 1', bath.id),
  register('B2', 'Bath till 2', bath.id),
  register('F1', 'Frome till 1', frome.id),
] as const;
