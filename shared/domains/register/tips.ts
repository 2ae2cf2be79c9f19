import { atOnce } from '../../kernel/at-once.ts';
import type { MutationContext } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import { postEntry } from '../ledger/post-entry.ts';
import { tipEntry } from '../ledger/rules.ts';
import type { CardOfTender } from '../orders/frozen-parts.ts';
import { drawerMovements, type Tip, tips } from './schema.ts';

export interface HowTipped {
  /** The store's calendar day of it */
  readonly day: string;
  readonly reference?: string;
  /** What took it, where a card did */
  readonly card?: CardOfTender | null | undefined;
}

export type NewTip = Omit<Tip, 'actorName' | 'occurredAt'>;

/**
 * Writes what was given, paid out or given back, in the drawer where it was cash, and in the books. Inserts only.
 * @returns false where it is there already
 */
export async function writeTip(
  tx: Tx,
  ctx: MutationContext,
  tip: NewTip,
  { day, reference = '', card }: HowTipped,
): Promise<boolean> {
  const { actor, occurredAt } = ctx;
  if (!(await tx.insertOnce(tips, { ...tip, actorName: actor.name, occurredAt }))) return false;
  const { id, sessionId, registerId, amount, way } = tip;
  const movement = { id, sessionId, registerId, kind: 'tip' as const, amount, orderId: null, reason: reference };
  const entry = tipEntry({ ...tip, card }, { occurredAt, businessDate: day, reference });
  await atOnce([
    ...(way === 'cash' ? [tx.insert(drawerMovements, { ...movement, actorName: actor.name, occurredAt })] : []),
    postEntry(tx, ctx, entry, `tip:${id}`),
  ]);
  return true;
}
