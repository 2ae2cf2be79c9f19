import type { CalendarDate } from '../../kernel/instant.ts';
import { usRates } from './published-rates-us.ts';

/**
 * Rates as tax authorities published them, for a merchant to begin with. NOT FOR FILING: reduced rates hold for goods that each law
 * names, places and goods have exceptions, and laws change after this file. Whoever takes them over checks them and can change each.
 * `from`: the day a rate began, or the first day for which this file vouches where its beginning lies further back.
 */
export interface PublishedRate {
  /** A country, `CA`, or a part of it, `CA-QC` */
  readonly jurisdiction: string;
  /** The tax class it is for; `standard` holds for goods of any class without a rate of its own */
  readonly category: string;
  readonly name: string;
  /** Exact fraction */
  readonly rate: string;
  readonly from: CalendarDate;
  readonly to: CalendarDate | null;
  /** On top of the country's rate instead of in its place */
  readonly adds: boolean;
  readonly source: string;
}

export type RateLine = readonly [
  jurisdiction: string,
  category: string,
  name: string,
  percent: string,
  from: CalendarDate,
  to?: CalendarDate,
];

/** `9.975` as `9975/100000`. */
export function fractionOf(percent: string): string {
  const [whole = '0', part = ''] = percent.split('.');
  const top = Number(whole + part);
  return top === 0 ? '0' : `${top}/${100 * 10 ** part.length}`;
}

const read = (lines: readonly RateLine[], source: string, adds = false): PublishedRate[] =>
  lines.map(([jurisdiction, category, name, percent, from, to = null]) => ({
    ...{ jurisdiction, category, name, rate: fractionOf(percent), from, to, adds, source },
  }));

/** European Commission, Taxes in Europe database and the yearly list of VAT rates of the member states. */
const eu: readonly RateLine[] = [
  ['AT', 'standard', 'USt', '20', '1984-01-01'],
  ['AT', 'reduced', 'USt', '10', '1984-01-01'],
  ['BE', 'standard', 'TVA/BTW', '21', '1996-01-01'],
  ['BE', 'reduced', 'TVA/BTW', '6', '2000-01-01'],
  ['BG', 'standard', 'ДДС', '20', '1999-01-01'],
  ['BG', 'reduced', 'ДДС', '9', '2011-04-01'],
  ['CY', 'standard', 'ΦΠΑ', '19', '2014-01-13'],
  ['CY', 'reduced', 'ΦΠΑ', '5', '2014-01-13'],
  ['CZ', 'standard', 'DPH', '21', '2013-01-01'],
  ['CZ', 'reduced', 'DPH', '12', '2024-01-01'],
  ['DE', 'standard', 'USt', '19', '2007-01-01', '2020-06-30'],
  ['DE', 'standard', 'USt', '16', '2020-07-01', '2020-12-31'],
  ['DE', 'standard', 'USt', '19', '2021-01-01'],
  ['DE', 'reduced', 'USt', '7', '2007-01-01', '2020-06-30'],
  ['DE', 'reduced', 'USt', '5', '2020-07-01', '2020-12-31'],
  ['DE', 'reduced', 'USt', '7', '2021-01-01'],
  ['DK', 'standard', 'Moms', '25', '1992-01-01'],
  ['EE', 'standard', 'KM', '20', '2009-07-01', '2023-12-31'],
  ['EE', 'standard', 'KM', '22', '2024-01-01', '2025-06-30'],
  ['EE', 'standard', 'KM', '24', '2025-07-01'],
  ['EE', 'reduced', 'KM', '9', '2009-01-01'],
  ['ES', 'standard', 'IVA', '21', '2012-09-01'],
  ['ES', 'reduced', 'IVA', '10', '2012-09-01'],
  ['FI', 'standard', 'ALV', '24', '2013-01-01', '2024-08-31'],
  ['FI', 'standard', 'ALV', '25.5', '2024-09-01'],
  ['FR', 'standard', 'TVA', '20', '2014-01-01'],
  ['FR', 'reduced', 'TVA', '5.5', '2014-01-01'],
  ['GR', 'standard', 'ΦΠΑ', '24', '2016-06-01'],
  ['GR', 'reduced', 'ΦΠΑ', '13', '2016-06-01'],
  ['HR', 'standard', 'PDV', '25', '2012-03-01'],
  ['HR', 'reduced', 'PDV', '13', '2014-01-01'],
  ['HU', 'standard', 'ÁFA', '27', '2012-01-01'],
  ['HU', 'reduced', 'ÁFA', '18', '2012-01-01'],
  ['IE', 'standard', 'VAT', '23', '2012-01-01', '2020-08-31'],
  ['IE', 'standard', 'VAT', '21', '2020-09-01', '2021-02-28'],
  ['IE', 'standard', 'VAT', '23', '2021-03-01'],
  ['IE', 'reduced', 'VAT', '13.5', '2003-01-01'],
  ['IE', 'zero', 'VAT', '0', '1972-11-01'],
  ['IT', 'standard', 'IVA', '22', '2013-10-01'],
  ['IT', 'reduced', 'IVA', '10', '2013-10-01'],
  ['LT', 'standard', 'PVM', '21', '2009-09-01'],
  ['LU', 'standard', 'TVA', '17', '2015-01-01', '2022-12-31'],
  ['LU', 'standard', 'TVA', '16', '2023-01-01', '2023-12-31'],
  ['LU', 'standard', 'TVA', '17', '2024-01-01'],
  ['LV', 'standard', 'PVN', '21', '2012-07-01'],
  ['LV', 'reduced', 'PVN', '12', '2011-01-01'],
  ['MT', 'standard', 'VAT', '18', '2004-01-01'],
  ['MT', 'reduced', 'VAT', '5', '2004-01-01'],
  ['NL', 'standard', 'BTW', '21', '2012-10-01'],
  ['NL', 'reduced', 'BTW', '6', '2012-10-01', '2018-12-31'],
  ['NL', 'reduced', 'BTW', '9', '2019-01-01'],
  ['PL', 'standard', 'VAT', '23', '2011-01-01'],
  ['PL', 'reduced', 'VAT', '8', '2011-01-01'],
  ['PT', 'standard', 'IVA', '23', '2011-01-01'],
  ['PT', 'reduced', 'IVA', '6', '2011-01-01'],
  ['RO', 'standard', 'TVA', '19', '2017-01-01', '2025-07-31'],
  ['RO', 'standard', 'TVA', '21', '2025-08-01'],
  ['RO', 'reduced', 'TVA', '11', '2025-08-01'],
  ['SE', 'standard', 'Moms', '25', '1990-07-01'],
  ['SE', 'reduced', 'Moms', '12', '1996-01-01'],
  ['SI', 'standard', 'DDV', '22', '2013-07-01'],
  ['SI', 'reduced', 'DDV', '9.5', '2013-07-01'],
  ['SK', 'standard', 'DPH', '20', '2011-01-01', '2024-12-31'],
  ['SK', 'standard', 'DPH', '23', '2025-01-01'],
];

const uk: readonly RateLine[] = [
  ['GB', 'standard', 'VAT', '20', '2011-01-04'],
  ['GB', 'reduced', 'VAT', '5', '1997-09-01'],
  ['GB', 'zero', 'VAT', '0', '1973-04-01'],
];

const canada: readonly RateLine[] = [['CA', 'standard', 'GST', '5', '2008-01-01']];
/** In the place of GST */
const harmonised: readonly RateLine[] = [
  ['CA-NB', 'standard', 'HST', '15', '2016-07-01'],
  ['CA-NL', 'standard', 'HST', '15', '2016-07-01'],
  ['CA-NS', 'standard', 'HST', '15', '2010-07-01', '2025-03-31'],
  ['CA-NS', 'standard', 'HST', '14', '2025-04-01'],
  ['CA-ON', 'standard', 'HST', '13', '2010-07-01'],
  ['CA-PE', 'standard', 'HST', '15', '2016-10-01'],
];
/** On top of GST */
const provincial: readonly RateLine[] = [
  ['CA-BC', 'standard', 'PST', '7', '2013-04-01'],
  ['CA-MB', 'standard', 'RST', '7', '2019-07-01'],
  ['CA-QC', 'standard', 'QST', '9.975', '2013-01-01'],
  ['CA-SK', 'standard', 'PST', '6', '2017-03-23'],
];

const australia: readonly RateLine[] = [
  ['AU', 'standard', 'GST', '10', '2000-07-01'],
  ['AU', 'zero', 'GST', '0', '2000-07-01'],
];
const newZealand: readonly RateLine[] = [
  ['NZ', 'standard', 'GST', '12.5', '1989-07-01', '2010-09-30'],
  ['NZ', 'standard', 'GST', '15', '2010-10-01'],
  ['NZ', 'zero', 'GST', '0', '1986-10-01'],
];
const switzerland: readonly RateLine[] = [
  ['CH', 'standard', 'MWST', '7.7', '2018-01-01', '2023-12-31'],
  ['CH', 'standard', 'MWST', '8.1', '2024-01-01'],
  ['CH', 'reduced', 'MWST', '2.5', '2011-01-01', '2023-12-31'],
  ['CH', 'reduced', 'MWST', '2.6', '2024-01-01'],
];
const japan: readonly RateLine[] = [
  ['JP', 'standard', '消費税', '8', '2014-04-01', '2019-09-30'],
  ['JP', 'standard', '消費税', '10', '2019-10-01'],
  ['JP', 'reduced', '消費税', '8', '2019-10-01'],
];

export const publishedRates: readonly PublishedRate[] = [
  ...read(eu, 'European Commission: VAT rates applied in the Member States; Taxes in Europe database (TEDB)'),
  ...read(uk, 'HM Revenue and Customs: VAT rates'),
  ...read(canada, 'Canada Revenue Agency: GST/HST rates'),
  ...read(harmonised, 'Canada Revenue Agency: GST/HST rates by province'),
  ...read(provincial, 'Finance ministries of the provinces; Revenu Québec for QST', true),
  ...read(australia, 'Australian Taxation Office: GST'),
  ...read(newZealand, 'Inland Revenue New Zealand: GST'),
  ...read(switzerland, 'Swiss Federal Tax Administration: VAT rates'),
  ...read(japan, 'National Tax Agency of Japan: consumption tax'),
  ...read(usRates, 'Department of revenue of each state; state rate alone, without county, city or district rates'),
];

/** Where the rate of a place is only part of what is due there: a provider or rates of one's own are needed. */
export const isPartial = (jurisdiction: string): boolean => jurisdiction === 'US' || jurisdiction.startsWith('US-');
