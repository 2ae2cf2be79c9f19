import { atOnce } from '../../kernel/at-once.ts';
import type { MutationContext } from '../../kernel/define-mutator.ts';
import { localDayAndHour } from '../../kernel/instant.ts';
import type { Tx } from '../../kernel/tx.ts';
import type { Entry } from './rules.ts';
import { writeBooks } from './write-books.ts';
import { journalEntries, journalLines } from './schema.ts';

/**
 * Writes an entry in the transaction of its cause; inserts only, so that facts may. In the cloud alone: a desk holds
 * some months of some places, so a ledger of its own could never be the store's, and a sale would wait for it.
 * @param label apart for each entry of one command
 */
export async function postEntry(
  tx: Tx,
  ctx: Pick<MutationContext, 'authority' | 'idFor' | 'store'>,
  entry: Entry,
  label = 'journal',
): Promise<void> {
  const { lines, ...head } = entry;
  if (!ctx.authority || lines.length === 0) return;
  const id = ctx.idFor(label);
  const { currency, businessDate } = head;
  await atOnce([
    tx.insert(journalEntries, { ...head, id }),
    tx.insertMany(
      journalLines,
      lines.map((line, position) => ({ ...line, entryId: id, position, currency, businessDate })),
    ),
  ]);
  if (currency !== ctx.store.currency) await writeBooks(tx, ctx, id, entry);
}

/** When a command that is no sale counts: the store's day of the moment it happened. */
export function momentOf({ occurredAt, store }: Pick<MutationContext, 'occurredAt' | 'store'>) {
  return { occurredAt, businessDate: localDayAndHour(occurredAt, store.timeZone).date };
}
