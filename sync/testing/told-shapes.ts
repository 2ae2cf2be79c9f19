import type { DeskDatabase } from '../client/desk-database.ts';
import { Puller, type PullOptions } from '../client/pull.ts';
import type { ShapeBatch, ShapeMessage } from '../client/shape-feed.ts';

export const NOW = 1_700_000_000_000;

export const idOf = (at: number): string => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;

/** Takes in what a test tells; `onSlice` is between every two transactions, where a screen may look. */
export function puller(
  database: DeskDatabase,
  onSlice: () => void = () => {},
  more: Partial<PullOptions> = {},
): Puller {
  let looks = 0;
  // Whoever looks at the clock finds that a slice's time is over: one range each.
  const platform = { now: () => NOW, elapsed: () => 1_000 * ++looks, breathe: async () => onSlice() };
  return new Puller({ database, platform, onTablesChanged: () => {}, ...more });
}

/** A row of a copy, or of a commit where that is given. */
export const row = (values: Record<string, string>, lsn: number | null = null): ShapeMessage => ({
  ...{ t: 'row', op: 'upsert', lsn, position: 0, values },
});

/** A copy of a table that is whole up to there; of one that has rows, begun anew. */
export const copy = (lsn: number, rows: readonly ShapeMessage[] = []): ShapeBatch => ({
  messages: [...(rows.length > 0 ? [{ t: 'refetch' as const }] : []), ...rows, { t: 'up-to-date', lsn }],
  ...{ handle: `h-${lsn}`, offset: '0_0' },
});
