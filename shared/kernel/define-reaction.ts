import type { EventDefinition } from './define-event.ts';
import type { MutationContext } from './define-mutator.ts';
import type { Tx } from './tx.ts';

/** What a domain does, in the same transaction, when another domain's event happens. */
export interface Reaction<P = unknown> {
  readonly name: string;
  readonly on: EventDefinition<P>;
  readonly run: (tx: Tx, payload: P, ctx: MutationContext) => Promise<void>;
  /**
   * Only for facts: leaves a task or flag after `run` failed and what it wrote was rolled back. Without it a
   * failure takes the fact down, so every reaction to a fact has one. Inserts only.
   */
  readonly onFailure?: (tx: Tx, payload: P, ctx: MutationContext, reason: string) => Promise<void>;
}

const registry: Reaction[] = [];

export function defineReaction<P>(reaction: Reaction<P>): Reaction<P> {
  registry.push(reaction as unknown as Reaction);
  return reaction;
}

export function reactionsTo(eventName: string): Reaction[] {
  return registry.filter((reaction) => reaction.on.name === eventName);
}
