import * as z from 'zod/mini';
import { id, instant } from '../../kernel/args.ts';
import { ageUnasked } from './errors.ts';

/**
 * Whether the buyer is old enough for what the basket holds: asked once a sale, for the highest age in it. `refused`: what asked for it was
 * taken off, and the rest was sold. A date of birth that was typed is kept nowhere.
 */
export const ageCheck = z.strictObject({
  minimum: z.number().check(z.int(), z.gte(1), z.lte(99)),
  answer: z.enum(['old-enough', 'refused']),
  /** By looking at the buyer or a document, or by a date of birth that was typed */
  how: z.enum(['seen', 'birth-date']),
  staffId: id,
  at: instant,
});
export type AgeCheck = z.infer<typeof ageCheck>;

/** The latest day of birth of who is so old on a day; both `2026-11-27`. Born on 29 February one is a year older on 1 March. */
export function bornOnOrBefore(day: string, years: number): string {
  const year = Number(day.slice(0, 4)) - years;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const rest = day.slice(4);
  return `${String(year).padStart(4, '0')}${rest === '-02-29' && !leap ? '-02-28' : rest}`;
}

/** What still has to be asked, in years; null: nothing. */
export function ageToAsk(
  ages: readonly (number | null | undefined)[],
  asked: Pick<AgeCheck, 'minimum' | 'answer'> | null | undefined,
): number | null {
  const most = ages.reduce<number>((highest, age) => Math.max(highest, age ?? 0), 0);
  if (most === 0 || (asked?.answer === 'old-enough' && asked.minimum >= most)) return null;
  return most;
}

/** @throws DomainError `register.age-unasked` where a sale holds what nobody was asked for */
export function refuseUnasked(ages: readonly (number | null | undefined)[], asked: AgeCheck | undefined): void {
  const minimum = ageToAsk(ages, asked);
  if (minimum !== null) throw ageUnasked({ minimum });
}
