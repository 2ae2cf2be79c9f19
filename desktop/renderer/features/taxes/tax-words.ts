import { rateText } from '@tillhouse/shared/domains/pricing/explain.ts';
import { publishedRates } from '@tillhouse/shared/domains/pricing/published-rates.ts';
import type { ReverseChargeRule } from '@tillhouse/shared/domains/pricing/reverse-charge.ts';
import type { TaxCollection } from '@tillhouse/shared/domains/pricing/schema.ts';
import type { TaxRuleRow } from '../../../bridge/tax-queries.ts';
import { moneyText } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';

const countries = new Intl.DisplayNames('en', { type: 'region' });

/** `CA-QC` as `Canada, QC`. */
export function placeText(jurisdiction: string): string {
  const [country = '', part] = jurisdiction.split('-');
  let name = country;
  try {
    name = countries.of(country) ?? country;
  } catch {
    // A code that no list of countries has stays as it is written.
  }
  return part ? `${name}, ${part}` : name;
}

const days = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** A day of the calendar, the same in every zone. */
export const dayWords = (day: string): string => days.format(Date.parse(`${day}T12:00:00Z`));

export function rateWords({ rate, perUnit }: Pick<TaxRuleRow, 'rate' | 'perUnit'>, currency: string): string {
  const fixed = perUnit === null ? [] : [t('{amount} a unit', { amount: moneyText({ amount: perUnit, currency }) })];
  return [...(rate === null ? [] : [rateText(rate)]), ...fixed].join(' + ');
}

/** How it joins the others of its place. */
export function howText({ adds, compound }: Pick<TaxRuleRow, 'adds' | 'compound'>): string {
  if (compound) return t('on the taxes before it too');
  return adds ? t('on top of the country’s') : '';
}

/** Places that published rates are there for, by their names. */
export const publishedPlaces: readonly string[] = [...new Set(publishedRates.map((rate) => rate.jurisdiction))].sort(
  (a, b) => (placeText(a) < placeText(b) ? -1 : 1),
);

/** What holds for orders that are sent. */
export function collectsText(collects: readonly TaxCollection[] | null): string {
  if (collects === null) return t('Orders that are sent are taxed as here, wherever they go.');
  if (collects.length === 0) return t('Orders that are sent are taxed where they go. Tax is collected here alone.');
  const names = collects.slice(0, 6).map(({ jurisdiction }) => placeText(jurisdiction));
  const rest = collects.length - names.length;
  return rest === 0
    ? t('Orders that are sent are taxed where they go. Tax is also collected in {places}.', {
        places: names.join(', '),
      })
    : t('Orders that are sent are taxed where they go. Tax is also collected in {places} and {count} more.', {
        places: names.join(', '),
        count: rest,
      });
}

/** How firms of other members of the EU are taxed. */
export function reverseChargeText(rule: ReverseChargeRule | null): string {
  if (rule === null) return t('Firms of other EU countries pay tax as anybody.');
  if (rule.check === 'digits')
    return t(
      'Firms of other EU countries account for the tax by their VAT number; each such order waits for your look.',
    );
  return rule.unanswered === 'tax'
    ? t(
        'Firms of other EU countries account for the tax once VIES knows their VAT number; without an answer it is charged.',
      )
    : t(
        'Firms of other EU countries account for the tax once VIES knows their VAT number; without an answer it is taken off and flagged.',
      );
}

const months = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** `2026-11` as `November 2026`. */
export const monthWords = (month: string): string => months.format(Date.parse(`${month}-15T12:00:00Z`));

/** That of today and so many before it, the newest first. */
export function lastMonths(today: string, count: number): string[] {
  const [year = 0, month = 1] = today.split('-').map(Number);
  return Array.from({ length: count }, (_, back) => {
    const at = year * 12 + month - 1 - back;
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
  });
}
