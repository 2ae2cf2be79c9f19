import type { MutationContext } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import { postEntry } from '../ledger/post-entry.ts';
import { pointsEntry } from '../ledger/rules.ts';
import type { JournalEntry } from '../ledger/schema.ts';
import { pointsMoved } from './events.ts';
import { worthOf } from './rules.ts';
import { type LoyaltyProgramme, pointAccounts, type PointMovement, pointMovements } from './schema.ts';

export type NewMovement = Pick<PointMovement, 'id' | 'customerId' | 'kind' | 'points'> &
  Partial<Pick<PointMovement, 'orderId' | 'reason'>>;

/**
 * Writes one movement with its entry in the books and adds it to the balance; inserts and adds only, so that facts may.
 * False where this movement is there already.
 */
export async function movePoints(
  tx: Tx,
  ctx: Pick<MutationContext, 'authority' | 'idFor' | 'occurredAt' | 'actor' | 'deviceId' | 'store'>,
  programme: Pick<LoyaltyProgramme, 'pointValue' | 'currency'>,
  { orderId = null, reason = '', ...movement }: NewMovement,
  when: Pick<JournalEntry, 'occurredAt' | 'businessDate'>,
): Promise<boolean> {
  const { id, customerId, kind, points } = movement;
  const by = { actorName: ctx.actor.name, deviceId: ctx.deviceId, occurredAt: ctx.occurredAt };
  if (!(await tx.insertOnce(pointMovements, { ...movement, orderId, reason, ...by }))) return false;
  const key = { id: customerId };
  if (!(await tx.add(pointAccounts, key, { balance: points }))) {
    await tx.insertOnce(pointAccounts, { ...key, balance: 0, openedAt: ctx.occurredAt });
    await tx.add(pointAccounts, key, { balance: points });
  }
  const worth = { id, kind, amount: worthOf(programme, points), currency: programme.currency };
  await postEntry(tx, ctx, pointsEntry(worth, when), `journal:points:${id}`);
  await tx.emit(pointsMoved, { customerId, kind, points, orderId });
  return true;
}
