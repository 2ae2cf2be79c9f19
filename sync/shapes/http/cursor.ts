import type { Lsn } from '../protocol/lsn.ts';

const repeats = 1000n;

/**
 * The cursor makes each live request's URL its own, so that caches join readers but never serve the past. Ours also
 * says what the client knows: the frontier it was told, times 1000, plus a count for answers at one frontier.
 */
export function nextCursor(frontier: Lsn, previous: string | null): string {
  const first = BigInt(frontier) * repeats;
  const before = parse(previous);
  return (before === null || before < first ? first : before + 1n).toString();
}

/** The frontier the client was told; `null` when it sent no cursor of ours. */
export function seenByCursor(cursor: string | null): Lsn | null {
  const value = parse(cursor);
  return value === null ? null : Number(value / repeats);
}

function parse(cursor: string | null): bigint | null {
  return cursor !== null && /^\d{1,24}$/.test(cursor) ? BigInt(cursor) : null;
}
