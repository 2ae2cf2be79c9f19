import { rateText } from '@tillhouse/shared/domains/pricing/explain.ts';
import { publishedRates } from '@tillhouse/shared/domains/pricing/published-rates.ts';
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
