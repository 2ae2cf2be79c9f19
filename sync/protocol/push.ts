import * as z from 'zod/mini';

/** The write half of sync: what a desk sends to `POST /sync/v1/push` and what it is told. */

/** One command done at a desk, as its outbox keeps it. */
export const pushedMutation = z.object({
  /** The client's counter: contiguous, from 1, never reused. Gives order. */
  seq: z.number().check(z.int(), z.positive()),
  /** Born with the mutation. Gives exactly-once across a cloned or restored file. */
  id: z.uuid(),
  name: z.string(),
  version: z.number().check(z.int(), z.positive()),
  args: z.unknown(),
  /** Epoch milliseconds by the device's clock */
  occurredAt: z.number().check(z.int()),
  actorId: z.uuid(),
  /** Frozen at the desk; the cloud checks the actor's permissions itself */
  actorName: z.string(),
  /** Cloud clock − device clock in milliseconds, as last measured when it was done. The time of a fact stays the device's. */
  clockOffset: z.optional(z.nullable(z.number().check(z.int()))),
  /** What the desk says of somebody else's yes; the cloud checks it and the command uses it */
  approval: z.optional(z.unknown()),
  /** What the desk says of how its actor showed lately that it is them, where the command is grave */
  proof: z.optional(z.unknown()),
});
export type PushedMutation = z.infer<typeof pushedMutation>;

export const MAX_BATCH = 50;
/** Of a request; the desk sends far less. A larger one is answered by 413 and changes nothing. */
export const MAX_BODY_BYTES = 8 * 1024 * 1024;
/** How many levels deep arguments may be; commands have four. */
export const MAX_DEPTH = 60;

export const pushRequest = z.object({
  protocol: z.literal(1),
  /** Born with the desk's file; a new one after re-identify */
  clientId: z.uuid(),
  mutations: z.array(z.unknown()).check(z.maxLength(MAX_BATCH)),
  /** The device's clock when sending, to detect skew */
  sentAt: z.number().check(z.int()),
});
export type PushRequest = { protocol: 1; clientId: string; mutations: PushedMutation[]; sentAt: number };

/**
 * - `applied`: it is in the cloud
 * - `refused`: an intent the cloud said no to; stored, undone at the desk, shown under "Needs attention"
 * - `quarantined`: a malformed or forged fact, kept whole and outside money until a person reviews it
 */
export type OutcomeStatus = 'applied' | 'refused' | 'quarantined';

export interface Outcome {
  readonly seq: number;
  readonly id: string;
  readonly status: OutcomeStatus;
  readonly code: string | null;
  readonly message: string | null;
  readonly details: Record<string, unknown> | null;
}

/** Identifies the database behind the cloud: LSNs are comparable only within one of these. */
export interface CloudIdentity {
  readonly systemId: string;
  readonly timeline: number;
}

export interface PushResponse {
  /** The highest counter the cloud holds an outcome for, of this client */
  readonly lastSeq: number;
  readonly outcomes: Outcome[];
  /** Set where the batch was taken in only up to a mutation that stays queued, untouched. */
  readonly held?: Held;
  readonly cloud: CloudIdentity;
  /** WAL position after the batch, decimal; an older one than seen before means the cloud was restored */
  readonly lsn: string;
  /** Cloud clock, epoch milliseconds */
  readonly now: number;
}

/** Why the cloud takes no more of a batch: its program or the desk's is too old for the mutation at `seq`. */
export interface Held {
  readonly seq: number;
  readonly id: string;
  readonly code: string;
  /** What happened, what is safe, what to do */
  readonly message: string;
}

/** HTTP 409 bodies (problem details with these codes) that the desk answers by itself. */
export const PUSH_CONFLICTS = {
  /** A counter was skipped: send again from `details.expectedSeq` */
  outOfOrder: 'sync.out-of-order',
  /** This counter was used by another mutation: the file was cloned or restored. Take a new client id and renumber. */
  reIdentify: 'sync.re-identify',
} as const;
