import type { PrintProblem } from '../../../bridge/print-views.ts';

/** Asks a Star printer how it stands, at once and whatever it does: answered by nine bytes or so of its automatic status. */
export const askStar: Uint8Array = Uint8Array.of(0x1b, 0x06, 0x01);
/** Counted by the printer when it has worked off all before it. */
export const ETB = 0x17;

/** Of one status, or undefined where not all of it is there yet. */
export interface StarStatus {
  readonly problem: PrintProblem;
  /** How many `ETB` it has worked off, modulo 32; null: it does not say */
  readonly done: number | null;
}

/** How many bytes a status has, by its first: bit 0 and 4 say that it is one. */
function lengthOf(head: number): number {
  return ((head >> 2) & 0x18) | ((head >> 1) & 0x07);
}

/** Reads the last whole status of what was heard. */
export function readStarStatus(heard: Uint8Array): StarStatus | undefined {
  let at = 0;
  let last: Uint8Array | undefined;
  while (at < heard.length) {
    const head = heard[at] ?? 0;
    const length = lengthOf(head);
    // Not the head of a status: noise before it.
    if ((head & 0x11) !== 0x01 || length < 6) {
      at += 1;
      continue;
    }
    if (at + length > heard.length) break;
    last = heard.subarray(at, at + length);
    at += length;
  }
  if (!last) return undefined;
  const [, , printer = 0, , , paper = 0, , counted] = last;
  const problem =
    (paper & 0x08) !== 0
      ? 'paper-out'
      : (printer & 0x20) !== 0
        ? 'cover-open'
        : (printer & 0x08) !== 0
          ? 'unreached'
          : '';
  return { problem, done: counted === undefined ? null : ((counted >> 2) & 0x18) | ((counted >> 1) & 0x07) };
}
