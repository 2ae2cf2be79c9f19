/** What one part of a set needs: so many pieces for each set, of the lines in `pool`. */
export interface Part {
  readonly pool: readonly number[];
  readonly quantity: number;
}

/**
 * As many whole sets as the pieces allow, at most `maxTimes`, whatever the parts have in common: a piece that two parts could have
 * goes where it is needed.
 * @param pieces by line
 * @returns how many sets, and the pieces of each line that are in them
 */
export function completeSets(
  parts: readonly Part[],
  pieces: readonly number[],
  maxTimes: number,
): { times: number; taken: ReadonlyMap<number, number> } {
  // No part can be had more often than its own lines allow, even if no other one wanted them.
  const most = parts.reduce((least, { pool, quantity }) => {
    const there = pool.reduce((sum, index) => sum + (pieces[index] ?? 0), 0);
    return Math.min(least, Math.floor(there / quantity));
  }, maxTimes);
  // The narrowest part chooses first, so that seldom anything has to be moved.
  const narrowFirst = [...parts].sort((a, b) => a.pool.length - b.pool.length);
  let best = { times: 0, taken: new Map<number, number>() };
  let [times, tooMany] = [0, most + 1];
  // All of them are there as a rule, so that is asked first; then by halves.
  let asked = most;
  while (tooMany - times > 1) {
    const taken = placed(narrowFirst, pieces, asked);
    if (taken) best = { times: asked, taken };
    if (taken) times = asked;
    else tooMany = asked;
    asked = times + Math.floor((tooMany - times) / 2);
  }
  return best;
}

/** The pieces of so many sets by line; undefined: there are too few. */
function placed(parts: readonly Part[], pieces: readonly number[], sets: number): Map<number, number> | undefined {
  const free = [...pieces];
  const given = parts.map(() => new Map<number, number>());
  for (const [at, { pool, quantity }] of parts.entries()) {
    const mine = given[at] as Map<number, number>;
    let wanted = quantity * sets;
    for (const index of pool) {
      const units = Math.min(wanted, free[index] ?? 0);
      if (units === 0) continue;
      mine.set(index, units);
      free[index] = (free[index] ?? 0) - units;
      wanted -= units;
    }
    while (wanted > 0) {
      const moved = makeRoom(parts, given, free, at, wanted);
      if (moved === 0) return undefined;
      wanted -= moved;
    }
  }
  const taken = new Map<number, number>();
  for (const each of given) for (const [index, units] of each) taken.set(index, (taken.get(index) ?? 0) + units);
  return taken;
}

interface Step {
  /** A part that wants a piece, and the line that it would have it of */
  readonly part: number;
  readonly index: number;
  /** By which the part was reached: it gives a piece of that one's line */
  readonly from: Step | undefined;
}

/**
 * A part has pieces of a line that another one holds, which takes as many of a line that a third one holds or that are free: the
 * shortest such way. @returns how many pieces `wanting` got; 0: there is no way
 */
function makeRoom(
  parts: readonly Part[],
  given: readonly Map<number, number>[],
  free: number[],
  wanting: number,
  wanted: number,
): number {
  const seen = new Set([wanting]);
  const waiting: { part: number; from: Step | undefined }[] = [{ part: wanting, from: undefined }];
  for (const { part, from } of waiting)
    for (const index of parts[part]?.pool ?? []) {
      const step = { part, index, from };
      if ((free[index] ?? 0) > 0) return move(step, given, free, wanted);
      for (const [holder, held] of given.entries()) {
        if (seen.has(holder) || (held.get(index) ?? 0) === 0) continue;
        seen.add(holder);
        waiting.push({ part: holder, from: step });
      }
    }
  return 0;
}

function move(last: Step, given: readonly Map<number, number>[], free: number[], wanted: number): number {
  const way: Step[] = [];
  for (let step: Step | undefined = last; step; step = step.from) way.push(step);
  // Each gives up of the line by which it was reached.
  const held = way.flatMap(({ part, from }) => (from ? [given[part]?.get(from.index) ?? 0] : []));
  const units = Math.min(wanted, free[last.index] ?? 0, ...held);
  free[last.index] = (free[last.index] ?? 0) - units;
  for (const { part, index, from } of way) {
    const mine = given[part];
    mine?.set(index, (mine.get(index) ?? 0) + units);
    if (from) mine?.set(from.index, (mine.get(from.index) ?? 0) - units);
  }
  return units;
}
