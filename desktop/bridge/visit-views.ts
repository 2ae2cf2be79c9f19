/** Somebody of Tillhouse who asked to look into this organisation. Instants are epoch milliseconds. */
export interface VisitRow {
  readonly id: string;
  /** As the audit log knows them */
  readonly operatorId: string;
  readonly operatorName: string;
  readonly reason: string;
  readonly minutes: number;
  /** Asked for; once answered, agreed to */
  readonly mayWrite: boolean;
  readonly askedAt: number;
  readonly answeredAt: number | null;
  readonly answeredByName: string | null;
  /** When it ends by itself, or was ended */
  readonly endsAt: number | null;
  readonly endedBy: string | null;
  readonly state: 'asked' | 'open' | 'over';
}

export interface VisitCalls {
  /** Null: signed in at this desk alone; `owner` false: it is for owners. */
  'visits.list': { args: Record<string, never>; result: { owner: boolean; visits: readonly VisitRow[] } | null };
  'visits.agree': { args: { id: string; mayWrite: boolean }; result: null };
  /** Ends one that runs, or says no to one that was asked for. */
  'visits.end': { args: { id: string }; result: null };
}
