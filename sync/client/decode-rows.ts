import type { SqlValue } from '@tillhouse/shared/data/connection.ts';
import type { Platform } from './platform.ts';
import type { ShapeMessage, ShapeValues } from './shape-feed.ts';

export type Decode = (values: ShapeValues) => SqlValue[];

/** Of reading, before everybody else has their turn. */
const TURN_MS = 5;
const LOOK_EVERY = 32;

/** The values of each row, null beside what is none: reading many takes as long as a slice of writing or more. */
export async function decodeRows(
  decode: Decode,
  messages: readonly ShapeMessage[],
  { elapsed, breathe }: Pick<Platform, 'elapsed' | 'breathe'>,
): Promise<(SqlValue[] | null)[]> {
  const rows: (SqlValue[] | null)[] = [];
  // Parsing the answer that they came with took its time too.
  if (messages.length > LOOK_EVERY) await breathe();
  let since = elapsed();
  for (const message of messages) {
    rows.push(message.t === 'row' ? decode(message.values) : null);
    if (rows.length % LOOK_EVERY > 0 || elapsed() - since < TURN_MS) continue;
    await breathe();
    since = elapsed();
  }
  if (messages.length > LOOK_EVERY) await breathe();
  return rows;
}
