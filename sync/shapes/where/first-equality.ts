import type { BoundCondition } from './condition.ts';

export interface Equality {
  readonly column: number;
  readonly values: readonly string[];
}

/** The first comparison that every row of the shape must pass: what shapes are indexed and released by. */
export function firstEquality(condition: BoundCondition | null): Equality | null {
  if (condition === null) return null;
  if (condition.kind === 'one-of') return condition;
  if (condition.kind === 'any') return null;
  for (const part of condition.of) {
    const found = firstEquality(part);
    if (found) return found;
  }
  return null;
}
