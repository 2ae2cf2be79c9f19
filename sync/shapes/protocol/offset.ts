import type { Lsn } from './lsn.ts';

/**
 * Where a client stands in a shape. `0_n` is chunk n of the snapshot, `0_inf` its end, anything else is the commit
 * position of a transaction and the number of the operation in it (steps of 2: an update that moves a key takes two).
 */
export interface Offset {
  readonly lsn: Lsn;
  readonly op: number;
}

export const snapshotEnd: Offset = { lsn: 0, op: Number.POSITIVE_INFINITY };

export type AskedOffset = { kind: 'start' } | { kind: 'now' } | { kind: 'at'; offset: Offset };

/** `null` when the text has no valid form. */
export function parseOffset(text: string): AskedOffset | null {
  if (text === '-1') return { kind: 'start' };
  if (text === 'now') return { kind: 'now' };
  if (text === '0_inf') return { kind: 'at', offset: snapshotEnd };
  const match = /^(\d{1,16})_(\d{1,10})$/.exec(text);
  if (!match) return null;
  const offset = { lsn: Number(match[1]), op: Number(match[2]) };
  return Number.isSafeInteger(offset.lsn) ? { kind: 'at', offset } : null;
}

export function formatOffset(offset: Offset): string {
  return `${offset.lsn}_${offset.op === Number.POSITIVE_INFINITY ? 'inf' : offset.op}`;
}

/** Negative when `a` comes before `b`. Two snapshot ends are equal (their infinities must not be subtracted). */
export function compareOffsets(a: Offset, b: Offset): number {
  if (a.lsn !== b.lsn) return a.lsn - b.lsn;
  return a.op === b.op ? 0 : a.op < b.op ? -1 : 1;
}
