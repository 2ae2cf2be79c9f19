import type { MutationContext, Mutator } from '../kernel/define-mutator.ts';
import { type Reaction, reactionsTo } from '../kernel/define-reaction.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Tx } from '../kernel/tx.ts';
import { factTx } from './fact-tx.ts';
import { noteMisses } from './note-misses.ts';
import type { EmittedEvent, MutationRequest, RunOptions } from './run-mutation.ts';
import { createTx } from './tx.ts';
import { CannotGather, type OnEvent } from './write-port.ts';

/** What a command runs on: its Tx, under which reactions run too, and its context. */
export interface OpenRun {
  readonly tx: Tx;
  readonly ctx: MutationContext;
  /** At a desk, the tables held in part in which the last look-up found nothing */
  readonly missed: ReadonlySet<string>;
  /** The Tx is dead after it. */
  end(): void;
}

export interface Opening {
  readonly mutation: MutationRequest;
  readonly mutator: Mutator;
  /** Added to, in the order they happen */
  readonly events: EmittedEvent[];
  readonly more?: Partial<Pick<MutationContext, 'putAside' | 'reviewed' | 'lacks' | 'approval'>>;
}

export function openRun(options: RunOptions, { mutation, mutator, events, more = {} }: Opening): OpenRun {
  const { authority } = options;
  const ctx: MutationContext = {
    mutationId: mutation.id,
    occurredAt: mutation.occurredAt,
    actor: mutation.actor,
    deviceId: mutation.deviceId,
    idFor: (label) => options.idFor(mutation.id, label),
    authority,
    store: options.store,
    lacks: [],
    ...more,
  };
  const onEvent: OnEvent = async (event, payload) => {
    events.push({ event, payload });
    for (const reaction of reactionsTo(event.name)) await react(reaction, payload);
  };
  const { connection, tenantId } = options;
  const port = options.port
    ? options.port.open(onEvent)
    : createTx({ connection, ...(tenantId === undefined ? {} : { tenantId }), onEvent });
  const observed = options.observer ? options.observer.wrap(port.tx) : port.tx;
  const guarded = mutator.kind === 'fact' ? factTx(observed, mutator.name) : observed;
  const missed = new Set<string>();
  const tx = authority ? guarded : noteMisses(guarded, missed);
  const react = async (reaction: Reaction, payload: unknown): Promise<void> => {
    if (mutator.kind === 'intent') return reaction.run(tx, payload, ctx);
    await reactToFact({ options, reaction, payload, tx, ctx, events });
  };
  return { tx, ctx, missed, end: () => port.end() };
}

interface FactReaction {
  readonly options: RunOptions;
  readonly reaction: Reaction;
  readonly payload: unknown;
  readonly tx: Tx;
  readonly ctx: MutationContext;
  readonly events: EmittedEvent[];
}

/** A reaction must not take a fact down with it: what it wrote is rolled back and its `onFailure` leaves a task. */
async function reactToFact({ options, reaction, payload, tx, ctx, events }: FactReaction): Promise<void> {
  const { connection, observer, port } = options;
  const mark = observer?.mark();
  const emitted = events.length;
  const written = port?.mark();
  if (!port) await connection.run('SAVEPOINT reaction', []);
  try {
    await reaction.run(tx, payload, ctx);
    if (!port) await connection.run('RELEASE SAVEPOINT reaction', []);
  } catch (error) {
    if (!reaction.onFailure || isTransient(error) || (port && isOfDatabase(error))) throw error;
    if (port) port.rewind(written);
    else {
      await connection.run('ROLLBACK TO SAVEPOINT reaction', []);
      await connection.run('RELEASE SAVEPOINT reaction', []);
    }
    events.length = emitted;
    observer?.rewind(mark);
    await reaction.onFailure(tx, payload, ctx, error instanceof DomainError ? error.code : String(error));
  }
}

/** Without a savepoint nothing can go on in this transaction after the database has refused a statement. */
export function isOfDatabase(error: unknown): boolean {
  if (error instanceof CannotGather) return true;
  return !(error instanceof DomainError) && typeof (error as { code?: unknown } | null)?.code === 'string';
}

/** Lost connections, deadlocks, a full disk: the whole batch is tried again, so no flag is left for them. */
function isTransient(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return (
    typeof code === 'string' && /^(08|40|53|57|58)|^SQLITE_(BUSY|FULL|IOERR|NOMEM|READONLY|LOCKED)|^E[A-Z]+$/.test(code)
  );
}
