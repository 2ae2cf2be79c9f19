import type { MutationContext } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import { fieldChanged } from './errors.ts';
import { type EditedField, noteEdits } from './field-edits.ts';
import { fateOfEdit } from './rules.ts';
import { fieldEdits } from './field-edits-schema.ts';
import { fieldConflicts } from './schema.ts';

export interface Edits<R extends object> {
  readonly subject: 'product' | 'variant';
  readonly subjectId: string;
  readonly row: R;
  /** Whose value loses where nobody noted who wrote the field. */
  readonly lastEditor: string;
  readonly patch: Readonly<Record<string, { readonly base: unknown; readonly value: unknown } | undefined>>;
  /** Fields whose race is for a person to decide: refused with both values. */
  readonly guarded: readonly string[];
}

/** The changes to write. A value that loses a race goes to field_conflicts, so nothing is silently dropped. */
export async function mergeEdits<R extends object>(tx: Tx, ctx: MutationContext, edits: Edits<R>): Promise<Partial<R>> {
  const { subject, subjectId, guarded } = edits;
  const changes: Record<string, unknown> = {};
  const edited: EditedField[] = [];
  for (const [field, edit] of Object.entries(edits.patch)) {
    if (!edit) continue;
    const current = (edits.row as Record<string, unknown>)[field];
    const { base, value } = edit;
    const fate = fateOfEdit(current, base, value);
    if (fate === 'same') continue;
    if (fate === 'lost-race' && guarded.includes(field)) {
      throw fieldChanged({ subject, subjectId, field, base, current, value });
    }
    if (fate === 'lost-race') {
      const writer = await tx.get(fieldEdits, { subjectId, field });
      await tx.insertOnce(fieldConflicts, {
        id: ctx.idFor(`conflict:${field}`),
        subject,
        subjectId,
        field,
        base,
        kept: value,
        lost: current,
        lostBy: writer?.editedBy ?? edits.lastEditor,
        lostAt: ctx.occurredAt,
        lostWrittenAt: writer?.editedAt ?? null,
        lostDeviceId: writer?.deviceId ?? null,
        keptBy: ctx.actor.name,
        keptDeviceId: ctx.deviceId,
        resolvedAt: null,
        resolvedBy: null,
        resolution: null,
      });
    }
    changes[field] = value;
    edited.push({ subject, subjectId, field, before: current });
  }
  await noteEdits(tx, ctx, edited);
  return changes as Partial<R>;
}
