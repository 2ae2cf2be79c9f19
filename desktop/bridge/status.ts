/** What the sync pill and the sync page show. Instants are epoch milliseconds. */
export interface SyncStatus {
  readonly state: 'never' | 'initial' | 'synced' | 'sending' | 'offline' | 'failing';
  /** When the line was lost, while offline */
  readonly since: number | null;
  readonly lastSyncedAt: number | null;
  /** Mutations in the outbox that the cloud has not acknowledged */
  readonly waiting: number;
  readonly waitingSales: number;
  readonly oldestWaitingAt: number | null;
  readonly needsAttention: number;
  /** Rows received and expected while the first copy is made */
  readonly initial: { readonly received: number; readonly expected: number | null } | null;
  /** cloud clock − this clock, milliseconds */
  readonly clockSkew: number | null;
  /** In words, when failing: what happened, what is safe, what to do */
  readonly problem: string | null;
  /** Set where the cloud does not let this device in: waiting alone changes nothing */
  readonly problemCode: string | null;
}
