import type { QueryMap } from '../../bridge/queries.ts';
import type { LocationSummary } from '../../bridge/views.ts';

export type SqlParam = string | number | null;

/** Committed rows of the desk's file. Columns come back in the case the statement gives them. */
export interface Reader {
  all<T>(sql: string, params?: readonly SqlParam[]): T[];
  get<T>(sql: string, params?: readonly SqlParam[]): T | undefined;
}

/** What a query may know besides its parameters. */
export interface QueryContext {
  readonly read: Reader;
  /** Epoch milliseconds */
  readonly now: number;
  readonly currency: string;
  readonly timeZone: string;
  /** Of the window that asks */
  readonly locationId: string | null;
  readonly can: (permission: string) => boolean;
}

export type Query<N extends keyof QueryMap> = (
  context: QueryContext,
  params: QueryMap[N]['params'],
) => QueryMap[N]['result'];

export function locationsOf(read: Reader): LocationSummary[] {
  return read.all<LocationSummary>(
    "SELECT id, name, street, kind FROM locations WHERE status = 'active' ORDER BY kind, name",
  );
}

/** `?` for each value of a list. */
export function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}

/** A person's words as an FTS5 query of prefixes: every word must begin a word of the text. Empty: nothing to look for. */
export function prefixQuery(text: string): string {
  const words = text.normalize('NFKC').match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map((word) => `"${word}"*`).join(' ');
}

/** Text for LIKE with its wildcards made plain; use with ESCAPE '\'. */
export function likePrefix(text: string): string {
  return `${text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
}

export const AVAILABLE = '(l.on_hand - l.committed - l.reserved - l.damaged - l.safety - l.quality_control)';
