import * as z from 'zod/mini';
import type { Grant } from '../../kernel/define-mutator.ts';
import { permissionFacts } from './permissions.ts';

/** How far a role's permission goes. */
export const term = z.strictObject({
  /** The most, included: minor units or whole percent; beyond it somebody has to approve */
  upTo: z.optional(z.number().check(z.int(), z.gte(0), z.lte(10 ** 12))),
  /** Only at the person's own location; who has none may everywhere */
  at: z.optional(z.literal('home')),
  /** Each time with somebody's approval */
  asks: z.optional(z.literal(true)),
});
export type Term = z.infer<typeof term>;

/** By permission; one that is not here goes without limit. */
export const terms = z.record(z.string().check(z.maxLength(60)), term);
export type Terms = z.infer<typeof terms>;

/** Terms without what says nothing, keys in order, so that equal terms are equal texts. */
export function plainTerms(given: Terms, permissions: readonly string[]): Terms {
  const plain = Object.keys(given)
    .filter((name) => permissions.includes(name))
    .sort()
    .flatMap((name) => {
      const { upTo, at, asks } = given[name] ?? {};
      const one: Term = { ...(asks && { asks }), ...(at && { at }), ...(upTo !== undefined && !asks && { upTo }) };
      return Object.keys(one).length === 0 ? [] : [[name, one] as const];
    });
  return Object.fromEntries(plain);
}

/** Terms that the table of permissions has no place for, as `till.sell upTo`. */
export function senselessTerms(given: Terms): string[] {
  return Object.entries(given).flatMap(([name, { upTo, at }]) => {
    const facts = permissionFacts(name);
    const wrong = [
      ...(upTo !== undefined && !facts?.limit ? ['upTo'] : []),
      ...(upTo !== undefined && facts?.limit === 'percent' && upTo > 100 ? ['upTo'] : []),
      ...(at && !facts?.placed ? ['at'] : []),
    ];
    return wrong.map((part) => `${name} ${part}`);
  });
}

/** Whether a term goes further than any of these grants of the same permission does. */
export function exceeds(wanted: Term, home: string | null, own: readonly Grant[]): boolean {
  return !own.some((grant) => {
    if (grant.asks) return wanted.asks === true;
    if (grant.upTo !== undefined && !wanted.asks && (wanted.upTo === undefined || wanted.upTo > grant.upTo))
      return false;
    if (!grant.places) return true;
    // Somebody with one location gives it only to people of that location.
    return wanted.at === 'home' && home !== null && grant.places.includes(home);
  });
}
