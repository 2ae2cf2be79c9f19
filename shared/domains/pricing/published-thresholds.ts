import type { TaxThreshold } from './tax-thresholds.ts';

type Bound = readonly [code: string, amount: number, orders?: number, both?: 'both'];

const STATES_FROM = '2018-06-21';

/** Sales of a calendar year, this one or the last, after South Dakota v. Wayfair; as the states have it in the second half of 2025. */
const states: readonly Bound[] = [
  ['AL', 250_000],
  ['AR', 100_000, 200],
  ['AZ', 100_000],
  ['CA', 500_000],
  ['CO', 100_000],
  ['CT', 100_000, 200, 'both'],
  ['DC', 100_000, 200],
  ['FL', 100_000],
  ['GA', 100_000, 200],
  ['HI', 100_000, 200],
  ['IA', 100_000],
  ['ID', 100_000],
  ['IL', 100_000, 200],
  ['IN', 100_000],
  ['KS', 100_000],
  ['KY', 100_000, 200],
  ['LA', 100_000],
  ['MA', 100_000],
  ['MD', 100_000, 200],
  ['ME', 100_000],
  ['MI', 100_000, 200],
  ['MN', 100_000, 200],
  ['MO', 100_000],
  ['MS', 250_000],
  ['NC', 100_000],
  ['ND', 100_000],
  ['NE', 100_000, 200],
  ['NJ', 100_000, 200],
  ['NM', 100_000],
  ['NV', 100_000, 200],
  ['NY', 500_000, 100, 'both'],
  ['OH', 100_000, 200],
  ['OK', 100_000],
  ['PA', 100_000],
  ['RI', 100_000, 200],
  ['SC', 100_000],
  ['SD', 100_000],
  ['TN', 100_000],
  ['TX', 500_000],
  ['UT', 100_000],
  ['VA', 100_000, 200],
  ['VT', 100_000, 200],
  ['WA', 100_000],
  ['WI', 100_000],
  ['WV', 100_000, 200],
  ['WY', 100_000],
];

const alone = { orders: null, both: false } as const;

/**
 * From when on sellers of elsewhere have to register, as published; not for filing. Many states count other periods than the calendar
 * year, and other sales than a shop's own: what is near is to be looked up there.
 */
export const thresholds: readonly TaxThreshold[] = [
  {
    ...{ place: 'EU', amount: 10_000, currency: 'EUR', ...alone, period: 'year', from: '2021-07-01' },
    source: 'Directive 2006/112/EC, Article 59c: sales at a distance to all other members together',
  },
  {
    ...{ place: 'GB', amount: 0, currency: 'GBP', ...alone, period: 'twelve-months', from: '2021-01-01' },
    source: 'HM Revenue and Customs: sellers abroad account for consignments of up to £135 from the first sale on',
  },
  {
    ...{ place: 'AU', amount: 75_000, currency: 'AUD', ...alone, period: 'twelve-months', from: '2018-07-01' },
    source: 'Australian Taxation Office: GST turnover of sales connected with Australia',
  },
  {
    ...{ place: 'NZ', amount: 60_000, currency: 'NZD', ...alone, period: 'twelve-months', from: '2019-12-01' },
    source: 'Inland Revenue: GST on distantly supplied goods',
  },
  {
    ...{ place: 'CH', amount: 100_000, currency: 'CHF', ...alone, period: 'twelve-months', from: '2019-01-01' },
    source: 'Federal Tax Administration: mail-order rule for small consignments',
  },
  ...states.map(
    ([code, amount, orders = null, both]): TaxThreshold => ({
      ...{ place: `US-${code}`, amount, currency: 'USD', orders, both: both === 'both' },
      ...{ period: 'year', from: STATES_FROM, source: 'The state’s own rule for remote sellers, second half of 2025' },
    }),
  ),
];
