import type { Till } from './note.ts';

/**
 * Every desk holds a line to the lowest other one below it that it reaches; who reaches none below relays. So all agree without
 * asking, whoever dies: the next lowest has nobody below it any more.
 */
export function relayOf(self: string, reached: Iterable<string>): string {
  let lowest = self;
  for (const id of reached) if (id < lowest) lowest = id;
  return lowest;
}

export interface Candidate {
  readonly deviceId: string;
  readonly address: string;
}

/** Whom to call next: the lowest below this desk and below the one that it holds a line to; null where none is better. */
export function better(
  self: string,
  held: string | null,
  candidates: Iterable<Candidate>,
  mayCall: (address: string) => boolean,
): Candidate | null {
  let best: Candidate | null = null;
  for (const one of candidates) {
    const below = one.deviceId < (held ?? self) && (best === null || one.deviceId < best.deviceId);
    if (below && mayCall(one.address)) best = one;
  }
  return best;
}

/** One entry each; of two of one desk the one that says where it listens. */
export function merged(...lists: readonly (readonly Till[])[]): Till[] {
  const all = new Map<string, Till>();
  for (const till of lists.flat()) {
    const known = all.get(till.deviceId);
    if (!known || (known.address === null && till.address !== null)) all.set(till.deviceId, till);
  }
  return [...all.values()].sort((a, b) => (a.deviceId < b.deviceId ? -1 : 1));
}
