import type { MutationContext } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import { type FieldEdit, fieldEdits } from './field-edits-schema.ts';

export type EditedField = Pick<FieldEdit, 'subject' | 'subjectId' | 'field' | 'before'>;

/** The field of a price in one list. */
export const priceField = (priceListId: string): string => `price:${priceListId}`;

/** Keeps who changed these fields, in place of who changed them before. */
export async function noteEdits(
  tx: Tx,
  ctx: Pick<MutationContext, 'actor' | 'deviceId' | 'occurredAt'>,
  edits: readonly EditedField[],
): Promise<void> {
  if (edits.length === 0) return;
  const keyOf = ({ subjectId, field }: EditedField) => ({ subjectId, field });
  const known = await tx.getForUpdate(fieldEdits, edits.map(keyOf));
  const had = new Set(known.map((row) => `${row.subjectId} ${row.field}`));
  const edit = { editedBy: ctx.actor.name, deviceId: ctx.deviceId, editedAt: ctx.occurredAt };
  for (const each of edits) {
    const there = had.has(`${each.subjectId} ${each.field}`);
    if (!there && (await tx.insertOnce(fieldEdits, { ...each, ...edit }))) continue;
    await tx.update(fieldEdits, keyOf(each), { before: each.before, ...edit });
  }
}
