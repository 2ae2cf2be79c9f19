import type { NeighbourQueries } from './neighbour-views.ts';

/** Who wrote a value, when and on which device; each null where it was never noted. */
export interface Writer {
  readonly by: string | null;
  /** The person who asks */
  readonly me: boolean;
  readonly at: number | null;
  readonly device: string | null;
}

export interface CaseField {
  /** Its place among the fields of the case, by which a choice names it */
  readonly at: number;
  readonly field: string;
  readonly base: string;
  readonly mine: string;
  readonly theirs: string;
  /** Plain text that a third wording can be made of; null where only one of the two can stand */
  readonly wording: string | null;
}

/** Something that waits for a person. */
export interface Case {
  readonly mutationId: string;
  readonly kind:
    | 'refused'
    | 'quarantined'
    | 'put-aside'
    | 'field-conflict'
    | 'stock-task'
    | 'order-flag'
    | 'order-request';
  readonly title: string;
  readonly image: string | null;
  /** What it is, in two words: `Oversold by 1` */
  readonly badge: string;
  readonly text: string;
  readonly at: number;
  readonly by: string;
  readonly to: string | null;
  /** Of a refused command what it wanted; of a field edited twice the value that was written over */
  readonly mine: Writer | null;
  /** What stands now */
  readonly theirs: Writer | null;
  readonly fields: readonly CaseField[];
  /** How a number came about; the last line is the sum */
  readonly reckoning: readonly { readonly text: string; readonly amount: string }[];
  /** Of what was put aside: who, when, where and what, as the device said; an instant in `at` */
  readonly evidence: readonly { readonly what: string; readonly text: string; readonly at: number | null }[];
  /** Of what was put aside: whether it can be counted as it stands */
  readonly countable: boolean;
  /** Whether the person who asks may settle it */
  readonly maySettle: boolean;
}

/** What goes out, and what people have to decide. */
export interface SyncQueries extends NeighbourQueries {
  'sync.queue': {
    params: Record<string, never>;
    result: {
      readonly kinds: readonly {
        readonly kind: string;
        readonly waiting: number;
        /** Of what waits, as it is sent */
        readonly bytes: number;
        readonly state: 'synced' | 'queued' | 'sending' | 'failed' | 'review';
        /** When the cloud last took one of this kind in */
        readonly lastSentAt: number | null;
      }[];
      readonly waiting: readonly {
        readonly mutationId: string;
        readonly name: string;
        readonly title: string;
        readonly occurredAt: number;
        readonly attempts: number;
      }[];
      readonly sentToday: number;
      readonly databaseBytes: number;
    };
  };
  'attention.list': { params: Record<string, never>; result: readonly Case[] };
  /** What was settled lately, newest first. */
  'attention.settled': {
    params: Record<string, never>;
    result: readonly {
      readonly id: string;
      readonly title: string;
      readonly how: string;
      readonly by: string;
      readonly at: number;
      readonly note: string;
    }[];
  };
}
