import { atOnce } from '../../kernel/at-once.ts';
import type { MutationContext } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import { postEntry } from '../ledger/post-entry.ts';
import { tipEntry } from '../ledger/rules.ts';
import { drawerMovements, type Tip, tips } from './schema.ts';

export type NewTip = Omit<Tip, 'actorName' | 'occurredAt'>;

/**
 * Writes what was given, paid out or given back, in the drawer where it was cash, and in the books. Inserts only.
 * @param day the store's calendar day of it
 * @returns false where it is there already
 */
export async function writeTip(
  tx: Tx,
  ctx: MutationContext,
  tip: NewTip,
  day: string,
  reference = '',
): Promise<boolean> {
  const { actor, occurredAt } = ctx;
  if (!(await tx.insertOnce(tips, { ...tip, actorName: actor.name, occurredAt }))) return false;
  const { id, sessionId, registerId, amount, way } = tip;
  const movement = { id, sessionId, registerId, kind: 'tip' as const, amount, orderId: null, reason: reference };
  const entry = tipEntry(tip, { occurredAt, businessDate: day, reference });
  await atOnce([
    ...(way === 'cash' ? [tx.insert(drawerMovements, { ...movement, actorName: actor.name, occurredAt })] : []),
    postEntry(tx, ctx, entry, `tip:${id}`),
  ]);
  return true;
}
