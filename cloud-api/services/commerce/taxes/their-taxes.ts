import type { JurisdictionTax, TaxAnswer } from '@tillhouse/shared/domains/pricing/provider-tax.ts';
import { sum } from '@tillhouse/shared/kernel/money.ts';

/** `New York City Sales Tax`: states, counties and cities are often called the same. */
export function nameOfTax(place: string, kind: string | undefined, tax: string): string {
  const named = kind && !place.toLowerCase().includes(kind.toLowerCase()) ? `${place} ${kind}` : place;
  return `${named} ${tax}`.slice(0, 100);
}

const totalOf = (taxes: readonly JurisdictionTax[]): number => sum(taxes.map(({ amount }) => amount));

/** Those of one line that are due. @throws where they are not what the provider says of the line */
export function dueOf(taxes: readonly JurisdictionTax[], tax: number): JurisdictionTax[] {
  if (totalOf(taxes) !== tax) throw new Error('the taxes of a line do not add up to its tax');
  return taxes.filter(({ amount }) => amount !== 0);
}

/** @throws where it is not what the provider says of all of it */
export function addedUp(answer: TaxAnswer, tax: number): TaxAnswer {
  if (totalOf([...answer.lines.flatMap(({ taxes }) => taxes), ...answer.shipping]) !== tax)
    throw new Error('the taxes of the lines do not add up to the tax of all');
  return answer;
}
