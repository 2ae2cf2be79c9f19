import type { CallMap } from '../../../bridge/calls.ts';
import type { Case } from '../../../bridge/sync-queries.ts';

export type Side = 'mine' | 'theirs';

/** What a person has chosen of one case and not saved yet. */
export interface Decision {
  readonly id: string;
  /** By the place of a field in its case */
  readonly sides: Readonly<Record<number, Side>>;
  /** A third wording in place of both */
  readonly wording: string | null;
  readonly note: string;
  /** All of a case without fields: sent again, or let go */
  readonly whole: Side | null;
}

export const isTask = (one: Case): boolean => one.kind === 'stock-task' || one.kind === 'order-flag';

export function nothingChosen(id: string): Decision {
  return { id, sides: {}, wording: null, note: '', whole: null };
}

export function chooseAll(one: Case, side: Side): Decision {
  const sides = Object.fromEntries(one.fields.map((field) => [field.at, side]));
  return { ...nothingChosen(one.mutationId), sides, whole: side };
}

export function chooseField(one: Case, before: Decision | null, at: number, side: Side): Decision {
  const from = before?.id === one.mutationId ? before : nothingChosen(one.mutationId);
  return { ...from, wording: null, sides: { ...from.sides, [at]: side } };
}

/** What was put aside is counted (`mine`) or left out (`theirs`); the reason is kept across a change of mind. */
export function chooseWhole(one: Case, before: Decision | null, side: Side): Decision {
  return { ...nothingChosen(one.mutationId), note: before?.note ?? '', whole: side };
}

export interface Counted {
  readonly mine: number;
  readonly theirs: number;
  readonly all: number;
}

export function counted(one: Case, decision: Decision): Counted {
  const chosen = one.fields.map((field) => decision.sides[field.at]);
  return {
    mine: chosen.filter((side) => side === 'mine').length,
    theirs: chosen.filter((side) => side === 'theirs').length,
    all: one.fields.length,
  };
}

/** What is asked of the host; null while something is still to be chosen. */
export function settleArgs(one: Case, decision: Decision): CallMap['attention.settle']['args'] | null {
  const mutationId = one.mutationId;
  if (one.kind === 'put-aside') {
    const note = decision.note.trim();
    return decision.whole && note ? { mutationId, choice: decision.whole, note } : null;
  }
  if (isTask(one)) return { mutationId, choice: 'theirs', note: decision.note.trim() };
  if (decision.wording !== null) {
    const wording = decision.wording.trim();
    return wording === '' ? null : { mutationId, choice: 'merge', wording };
  }
  if (one.fields.length === 0) return decision.whole && { mutationId, choice: decision.whole };
  const { mine, theirs, all } = counted(one, decision);
  if (mine + theirs < all) return null;
  if (theirs === all) return { mutationId, choice: 'theirs' };
  if (mine === all) return { mutationId, choice: 'mine' };
  const fields = one.fields.filter(({ at }) => decision.sides[at] === 'mine').map(({ at }) => at);
  return { mutationId, choice: 'merge', fields };
}
