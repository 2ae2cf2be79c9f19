import type { Punch } from './schema.ts';

export type Said = Pick<Punch, 'id' | 'staffId' | 'kind' | 'at' | 'replacesId'>;

export interface Shift {
  readonly staffId: string;
  readonly startedAt: number;
  /** Null while somebody is in, and where nobody said that they went */
  readonly endedAt: number | null;
  /** Milliseconds */
  readonly breaks: number;
  /** Milliseconds without breaks; 0 where it was forgotten to go, until somebody says when it was */
  readonly worked: number;
  readonly state: 'in' | 'break' | 'done' | 'forgotten';
  /** What it is made of, in order */
  readonly said: readonly Said[];
}

/** Nobody is in for longer: they forgot to say that they went. */
export const LONGEST_MS = 16 * 3_600_000;

/** What counts: neither replaced nor a mere taking away. */
export function counted(said: readonly Said[]): Said[] {
  const gone = new Set(said.flatMap(({ replacesId }) => replacesId ?? []));
  return said
    .filter(({ id, kind }) => kind !== 'void' && !gone.has(id))
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

function shiftOf(said: readonly Said[], followed: boolean, now: number): Shift {
  const [first] = said as readonly [Said, ...Said[]];
  const last = said.at(-1) as Said;
  const ended = last.kind === 'out' ? last.at : null;
  let [breaks, since] = [0, null as number | null];
  for (const { kind, at } of said) {
    if (kind === 'break') since ??= at;
    else if (since !== null) {
      breaks += at - since;
      since = null;
    }
  }
  const forgotten = ended === null && (followed || now - first.at > LONGEST_MS);
  const until = ended ?? now;
  if (since !== null) breaks += until - since;
  const state = ended !== null ? 'done' : forgotten ? 'forgotten' : since === null ? 'in' : 'break';
  const worked = forgotten ? 0 : Math.max(0, until - first.at - breaks);
  return {
    staffId: first.staffId,
    startedAt: first.at,
    endedAt: ended,
    breaks: forgotten ? 0 : breaks,
    worked,
    state,
    said,
  };
}

/** What people said as the shifts that it makes, each person's in order. What belongs to no shift, as going without having come, makes none. */
export function shiftsOf(said: readonly Said[], now: number): Shift[] {
  const shifts: Shift[] = [];
  for (const [, mine] of Map.groupBy(counted(said), ({ staffId }) => staffId)) {
    let open: Said[] | null = null;
    for (const one of mine) {
      if (one.kind === 'in') {
        if (open) shifts.push(shiftOf(open, true, now));
        open = [one];
      } else if (open) {
        open.push(one);
        if (one.kind === 'out') {
          shifts.push(shiftOf(open, false, now));
          open = null;
        }
      }
    }
    if (open) shifts.push(shiftOf(open, false, now));
  }
  return shifts;
}
