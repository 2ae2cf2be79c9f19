import type { DeskDatabase } from './desk-database.ts';
import type { ShapeBatch } from './shape-feed.ts';
import type { ShapeState } from './shape-state.ts';

/**
 * Whether a batch brings a copy that may replace what only this desk knows. The cloud may have been set back, which only an
 * answer to a push tells. After a restart in the middle of such a copy the cloud does not say again that it begins anew.
 */
export function needsProof(database: DeskDatabase, shape: ShapeState | undefined, batch: ShapeBatch): boolean {
  if (batch.messages.some((message) => message.t === 'refetch')) return true;
  return shape?.phase === 'empty' && database.read('SELECT 1 FROM sync_outbox LIMIT 1').length > 0;
}
