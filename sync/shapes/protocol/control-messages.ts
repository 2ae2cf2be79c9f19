import type { Lsn } from './lsn.ts';

/** What a `pg_current_snapshot()` saw; the 64-bit transaction ids stay text, they only travel through. */
export interface SnapshotMark {
  readonly xmin: string;
  readonly xmax: string;
  readonly xipList: readonly string[];
}

/** "You have everything committed up to here." The position is server-wide, never merely this shape's own. */
export function upToDateMessage(frontier: Lsn): string {
  return `{"headers":{"control":"up-to-date","global_last_seen_lsn":"${frontier}"}}`;
}

export function snapshotEndMessage(mark: SnapshotMark): string {
  const headers = { control: 'snapshot-end', xmin: mark.xmin, xmax: mark.xmax, xip_list: mark.xipList };
  return JSON.stringify({ headers });
}

export const mustRefetchBody = '[{"headers":{"control":"must-refetch"}}]';
