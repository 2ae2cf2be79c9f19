import { WhereError } from './condition.ts';

/**
 * What Postgres says against an expression or its values, for the caller's eyes: wrong data (22), wrong names, types or
 * syntax (42), beyond its limits (54). `null` for everything else, which is not the caller's doing.
 */
export function postgresRefusal(error: unknown): WhereError | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  const code = String(error.code);
  // 42501 is a right that our role lacks: not for outside.
  return /^(22|42|54)/.test(code) && code !== '42501' ? new WhereError(error.message) : null;
}
