import type { AttentionField } from './attention.ts';

/** What a person lets stand of a refused intent: all of it, nothing, or the fields at these places. */
export type Kept = 'mine' | 'theirs' | readonly number[];

export interface Refused {
  readonly args: unknown;
  readonly fields: readonly AttentionField[];
}

/**
 * The arguments to send again, or null where nothing is. Edits of fields that are let go are left out; the others stand
 * on what holds now, so that they are not refused for the same reason again.
 */
export function argumentsToSend({ args, fields }: Refused, keep: Kept): unknown {
  if (keep === 'theirs') return null;
  if (keep === 'mine') return onPresentValues(args, fields);
  const edited = editedFields(args, fields);
  const dropped = new Set([...edited].filter((field) => !keep.includes(fields.indexOf(field))));
  if (dropped.size === edited.size) return null;
  return onPresentValues(without(args, fields, dropped), fields);
}

/**
 * Arguments of a refused edit on the present values: where they carry the base an edit was made on (an object with
 * `base` and `value`, under the field's name or beside the row's id), the base becomes what holds now. Where the row is
 * gone the base stays: the command itself says so.
 */
export function onPresentValues(args: unknown, fields: readonly AttentionField[], name = ''): unknown {
  if (Array.isArray(args)) return args.map((each) => onPresentValues(each, fields, name));
  if (typeof args !== 'object' || args === null) return args;
  const present = fieldOf(args, fields, name);
  return Object.fromEntries(
    Object.entries(args).map(([key, value]) =>
      key === 'base' && present && !present.gone ? [key, present.theirs] : [key, onPresentValues(value, fields, key)],
    ),
  );
}

/** The fields that edits in the arguments wrote; a command writes others beside them, such as who did it. */
export function editedFields(args: unknown, fields: readonly AttentionField[], name = ''): Set<AttentionField> {
  const found = new Set<AttentionField>();
  if (typeof args !== 'object' || args === null) return found;
  const own = fieldOf(args, fields, name);
  if (own) found.add(own);
  for (const [key, value] of Object.entries(args))
    for (const field of editedFields(value, fields, Array.isArray(args) ? name : key)) found.add(field);
  return found;
}

function without(
  args: unknown,
  fields: readonly AttentionField[],
  dropped: ReadonlySet<AttentionField>,
  name = '',
): unknown {
  const stays = (value: unknown, key: string) => {
    const field = fieldOf(value, fields, key);
    return field === undefined || !dropped.has(field);
  };
  if (Array.isArray(args))
    return args.filter((each) => stays(each, name)).map((each) => without(each, fields, dropped, name));
  if (typeof args !== 'object' || args === null) return args;
  const kept = Object.entries(args).filter(([key, value]) => stays(value, key));
  return Object.fromEntries(kept.map(([key, value]) => [key, without(value, fields, dropped, key)]));
}

/** The field that an edit wrote: by its name, else by the id of its row beside it. */
function fieldOf(value: unknown, fields: readonly AttentionField[], name: string): AttentionField | undefined {
  if (typeof value !== 'object' || value === null || !('base' in value) || !('value' in value)) return undefined;
  const edit = value as Readonly<Record<string, unknown>>;
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const wrote = fields.filter((field) => same(field.base, edit.base) && same(field.mine, edit.value));
  const named = wrote.filter((field) => field.field === name);
  const ids = Object.values(edit).filter((each) => typeof each === 'string');
  return named[0] ?? wrote.find((field) => ids.some((id) => field.key.includes(JSON.stringify(id)))) ?? wrote[0];
}
