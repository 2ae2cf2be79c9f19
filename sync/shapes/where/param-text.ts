import { WhereError } from './condition.ts';

/** @throws WhereError when the caller gave no such parameter */
export function paramText(number: number, params: ReadonlyMap<number, string>): string {
  const text = params.get(number);
  if (text === undefined) throw new WhereError(`parameter $${number} was not provided`);
  return text;
}
