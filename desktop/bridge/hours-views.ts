export type PunchKind = 'in' | 'break' | 'back' | 'out';

/** Somebody who works here, and whether they are here now. */
export interface PersonHere {
  readonly staffId: string;
  readonly name: string;
  readonly hasPin: boolean;
  /** `forgotten`: they came and never said that they went */
  readonly state: 'in' | 'break' | 'gone' | 'forgotten';
  /** When they came, or their break began; null where they are gone */
  readonly since: number | null;
}

/** A time that somebody came and went. */
export interface ShiftRow {
  readonly staffId: string;
  readonly name: string;
  readonly startedAt: number;
  readonly endedAt: number | null;
  /** Milliseconds */
  readonly breaks: number;
  readonly worked: number;
  readonly state: 'in' | 'break' | 'done' | 'forgotten';
  readonly firstId: string;
  /** What was said last in it; of a shift without an end what it ends with so far */
  readonly lastId: string;
  /** Somebody corrected it: who and why, the latest first */
  readonly corrections: readonly { readonly by: string; readonly reason: string; readonly at: number }[];
}

/** How somebody shows that it is them; left out: whoever is signed in at this window. */
export type Shown = { readonly staffId: string; readonly pin: string } | { readonly badge: string };

export interface HoursCalls {
  /** `turn`: comes, or where they are in, goes. Comes, goes, begins or ends a break. Waits as any command until it is sent; refused where it does not follow what was said before. */
  'hours.punch': {
    args: { kind: PunchKind | 'turn'; mutationId: string; shown?: Shown };
    result: { readonly name: string };
  };
}

export interface HoursQueries {
  'hours.here': { params: Record<string, never>; result: readonly PersonHere[] };
  /** Shifts that began on these days of the store, both included; by person and time. */
  'hours.shifts': { params: { readonly from: string; readonly to: string }; result: readonly ShiftRow[] };
}
