import type { TaxProviderAccount, TaxRecordRow, ThresholdRow } from '../../../bridge/tax-provider-views.ts';
import { NOW } from './catalog.ts';

const id = (n: number): string => `5b0f6a1e-0000-4000-8000-0000000003${String(n).padStart(2, '0')}`;
const HOUR_MS = 3_600_000;
const accounts: readonly TaxProviderAccount[] = [
  {
    ...{ id: id(1), storeId: null, provider: 'stripe', status: 'active', places: ['US'], settings: {} },
    ...{ codes: { standard: 'txcd_99999999' }, shippingCode: 'txcd_92010001', secretEnds: { secretKey: '8fK2' } },
  },
];
const base = { provider: 'stripe', currency: 'GBP', tries: 1, problem: '', taxedBy: 'provider' } as const;
const records: readonly TaxRecordRow[] = [
  {
    ...{ ...base, id: id(11), orderId: 'o-9', number: '#10502', kind: 'sale', state: 'waiting', place: 'US-NY' },
    ...{ net: 12_400, tax: 1_101, theirTax: null, theirs: '', createdAt: NOW - HOUR_MS / 60 },
  },
  {
    ...{ ...base, id: id(12), orderId: 'o-8', number: '#10498', kind: 'sale', state: 'failed', place: 'US-WA' },
    ...{ net: 4_200, tax: 433, theirTax: null, theirs: '', createdAt: NOW - 3 * HOUR_MS },
    problem: 'The tax code txcd_40060003 is not one of yours. Put another one in at Taxes by a provider.',
  },
  {
    ...{ ...base, id: id(13), orderId: 'o-7', number: '#10491', kind: 'reversal', state: 'recorded', place: 'US-CA' },
    ...{ net: -3_600, tax: -342, theirTax: -342, theirs: 'tax_1PZq', createdAt: NOW - 26 * HOUR_MS },
  },
  {
    ...{ ...base, id: id(14), orderId: 'o-6', number: '#10490', kind: 'sale', state: 'recorded', place: 'US-TX' },
    ...{ net: 8_900, tax: 556, theirTax: 734, theirs: 'tax_1PZc', createdAt: NOW - 27 * HOUR_MS, taxedBy: 'own-rates' },
  },
  {
    ...{ ...base, id: id(15), orderId: 'o-7', number: '#10491', kind: 'sale', state: 'recorded', place: 'US-CA' },
    ...{ net: 10_800, tax: 1_026, theirTax: 1_026, theirs: 'tax_1PYx', createdAt: NOW - 52 * HOUR_MS },
  },
];
const counts = { waiting: 1, failed: 1, recorded: 3, differing: 1 };
const of = (state: string | undefined): readonly TaxRecordRow[] => {
  if (state === undefined) return records;
  if (state === 'differing') return records.filter((row) => row.state === 'recorded' && row.tax !== row.theirTax);
  return records.filter((row) => row.state === state);
};

const state = { currency: 'USD', period: 'year', source: 'The state’s own rule for remote sellers' } as const;
const thresholds: readonly ThresholdRow[] = [
  {
    ...{ ...state, place: 'US-GA', amount: 100_000, orders: 200, both: false, sold: 1_204_500, soldOrders: 214 },
    ...{ reached: 107, state: 'over', registered: false },
  },
  {
    ...{ place: 'US-CA', ...state, amount: 500_000, orders: null, both: false, sold: 45_120_000, soldOrders: 3_402 },
    ...{ reached: 90, state: 'near', registered: true },
  },
  {
    ...{ place: 'AU', amount: 75_000, currency: 'AUD', orders: null, both: false, period: 'twelve-months' },
    ...{
      source: 'Australian Taxation Office',
      sold: null,
      soldOrders: 61,
      reached: 0,
      state: 'under',
      registered: false,
    },
  },
  {
    ...{ ...state, place: 'US-NY', amount: 500_000, orders: 100, both: true, sold: 2_120_000, soldOrders: 88 },
    ...{ reached: 4, state: 'under', registered: false },
  },
];

/** A cloud that has a provider tax what goes to the US. @param alone nobody signed in to it at this desk */
export function taxProvidersAnswer(name: string, args: { readonly state?: string }, alone: boolean): unknown {
  if (name === 'taxProviders.state') return alone ? null : { accounts, counts };
  if (name === 'taxProviders.thresholds') return alone ? null : { home: 'GB', thresholds };
  if (name === 'taxProviders.records') return { records: of(args.state), counts };
  if (name === 'taxProviders.connect') return { id: id(9) };
  if (name === 'taxProviders.check') return { works: true, message: 'Stripe Tax is switched on and answers.' };
  if (name === 'taxProviders.compare') return { compared: 3, unread: 0, differing: of('differing') };
  return null;
}
