import type { EventDefinition } from '../kernel/define-event.ts';
import type { Tx } from '../kernel/tx.ts';

export type OnEvent = (event: EventDefinition, payload: unknown) => Promise<void>;

/** Where a command's writes go: to the connection at once, with savepoints; or to a gather, that sends those of many. */
export interface WritePort {
  open(onEvent: OnEvent): { tx: Tx; end(): void };
  /** A point to come back to … */
  mark(): unknown;
  /** … when what was written since must not stand. */
  rewind(mark: unknown): void;
}

/** What cannot be told from what was gathered: it has to be sent as it comes, one by one. */
export class CannotGather extends Error {}
