import type { CalendarDate } from '../../kernel/instant.ts';
import type { TaxTableRate } from './calculation-args.ts';
import { taxRatesOverlap } from './errors-calculation.ts';
import type { TaxPart } from './tax-parts.ts';

/** What is taxed: a product counts before its category, and a category before the rate that names neither. */
export interface Taxed {
  readonly productId?: string | null | undefined;
  readonly category?: string | undefined;
}

const holds = (rate: TaxTableRate, date: CalendarDate) => rate.from <= date && (!rate.to || date <= rate.to);

const nameOf = (rate: TaxTableRate) =>
  [rate.jurisdiction, rate.productId ?? '', rate.category ?? '', rate.name].join('\u0000');

/**
 * Dated rates of the same tax must not hold on one day: which of them counted would be chance.
 * @throws DomainError `pricing.tax-rates-overlap`
 */
export function refuseOverlaps(rates: readonly TaxTableRate[]): void {
  const sameTax = new Map<string, TaxTableRate[]>();
  for (const rate of rates) sameTax.set(nameOf(rate), [...(sameTax.get(nameOf(rate)) ?? []), rate]);
  for (const dated of sameTax.values()) {
    dated.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
    dated.forEach((rate, index) => {
      const earlier = dated[index - 1];
      if (!earlier || (earlier.to && earlier.to < rate.from)) return;
      const { name, jurisdiction, category } = rate;
      throw taxRatesOverlap({ name, jurisdiction, category: category ?? '', date: rate.from });
    });
  }
}

function mostSpecific(rates: readonly TaxTableRate[], { productId, category }: Taxed): TaxTableRate[] {
  const ofProduct = productId ? rates.filter((rate) => rate.productId === productId) : [];
  if (ofProduct.length > 0) return ofProduct;
  const general = rates.filter((rate) => !rate.productId);
  const ofCategory = category ? general.filter((rate) => rate.category === category) : [];
  if (ofCategory.length > 0) return ofCategory;
  return general.filter((rate) => !rate.category || rate.category === 'standard');
}

/** The taxes of a zone on a day: those of the part of the country, in place of or on top of the country's. */
export function taxesIn(
  table: readonly TaxTableRate[],
  zone: string,
  date: CalendarDate,
  taxed: Taxed,
): TaxTableRate[] {
  const today = table.filter((rate) => holds(rate, date));
  const [country = zone] = zone.split('-');
  const national = mostSpecific(
    today.filter(({ jurisdiction }) => jurisdiction === country),
    taxed,
  );
  if (country === zone) return national;
  const regional = mostSpecific(
    today.filter(({ jurisdiction }) => jurisdiction === zone),
    taxed,
  );
  if (regional.length === 0) return national;
  return regional.every(({ adds }) => adds) ? [...national, ...regional] : regional;
}

export const partsOf = (rates: readonly TaxTableRate[]): TaxPart[] =>
  rates.map(({ name, rate, perUnit, compound }) => ({
    name,
    ...(rate === undefined ? {} : { rate }),
    ...(perUnit === undefined ? {} : { perUnit }),
    ...(compound === undefined ? {} : { compound }),
  }));
