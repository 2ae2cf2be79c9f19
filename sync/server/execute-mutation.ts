import type { SqlConnection } from '@tillhouse/shared/data/connection.ts';
import { createTx } from '@tillhouse/shared/data/tx.ts';
import type { EventDefinition } from '@tillhouse/shared/kernel/define-event.ts';
import type { Actor, MutationContext, Mutator, StoreContext } from '@tillhouse/shared/kernel/define-mutator.ts';
import { type Reaction, reactionsTo } from '@tillhouse/shared/kernel/define-reaction.ts';
import { DomainError } from '@tillhouse/shared/kernel/errors.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import type { RecordedEvent } from './contract.ts';
import { rowIdOf } from './row-ids.ts';

export interface Execution {
  readonly connection: SqlConnection;
  readonly tenantId: string;
  readonly mutator: Mutator;
  readonly mutationId: string;
  /** Parsed by the mutator's schema already */
  readonly args: unknown;
  readonly occurredAt: number;
  readonly actor: Actor;
  readonly deviceId: string;
  readonly store: StoreContext;
}

/**
 * Runs a command with authority in an open transaction, then the reactions to its events, breadth first.
 * The caller has checked permission and arguments, holds a savepoint, and stores outcome, events and audit.
 * @returns the events in the order they happened
 * @throws DomainError when the command refuses; anything else is a bug
 */
export async function executeMutation(execution: Execution): Promise<RecordedEvent[]> {
  const { mutator, mutationId, occurredAt } = execution;
  const events: RecordedEvent[] = [];
  const ctx = contextOf(execution);
  const { tx, end } = createTx({
    connection: execution.connection,
    tenantId: execution.tenantId,
    onEvent: async (event: EventDefinition, payload: unknown) => {
      events.push({ event, payload, mutationId, ordinal: events.length, occurredAt });
    },
  });
  try {
    await mutator.run(tx, execution.args, ctx);
    for (let next = 0; next < events.length; next += 1) {
      const { event, payload } = events[next]!;
      for (const reaction of reactionsTo(event.name)) {
        if (mutator.kind === 'intent') await reaction.run(tx, payload, ctx);
        else await reactToFact(execution, reaction, tx, payload, ctx, events);
      }
    }
    return events;
  } finally {
    end();
  }
}

/** A fact stands whatever a reaction to it does: what the reaction wrote is taken back, and it leaves a flag or a task. */
async function reactToFact(
  { connection }: Execution,
  reaction: Reaction,
  tx: Tx,
  payload: unknown,
  ctx: MutationContext,
  events: RecordedEvent[],
): Promise<void> {
  const before = events.length;
  await connection.run('SAVEPOINT reaction', []);
  try {
    await reaction.run(tx, payload, ctx);
    await connection.run('RELEASE SAVEPOINT reaction', []);
  } catch (error) {
    if (!reaction.onFailure) throw error;
    await connection.run('ROLLBACK TO SAVEPOINT reaction', []);
    events.length = before;
    await reaction.onFailure(tx, payload, ctx, error instanceof DomainError ? error.code : 'bug');
    await connection.run('RELEASE SAVEPOINT reaction', []);
  }
}

function contextOf({ mutationId, occurredAt, actor, deviceId, store }: Execution): MutationContext {
  const idFor = (label: string): string => rowIdOf(mutationId, label);
  return { mutationId, occurredAt, actor, deviceId, idFor, authority: true, store };
}
