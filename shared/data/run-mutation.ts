import * as z from 'zod/mini';
import type { EventDefinition } from '../kernel/define-event.ts';
import {
  type Actor,
  type MutationContext,
  type Mutator,
  type Resolved,
  resolveMutator,
  type StoreContext,
} from '../kernel/define-mutator.ts';
import { type Reaction, reactionsTo } from '../kernel/define-reaction.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Tx } from '../kernel/tx.ts';
import type { SqlConnection } from './connection.ts';
import { factTx } from './fact-tx.ts';
import { amountTooLarge, commandForbidden, commandInvalid, commandUnknown, notHere } from '../kernel/command-errors.ts';
import { noteMisses } from './note-misses.ts';
import { createTx } from './tx.ts';

/** One run of a command. */
export interface MutationRequest {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly args: unknown;
  readonly occurredAt: Instant;
  readonly actor: Actor;
  readonly deviceId: string;
}

export interface RunOptions {
  /** One connection inside one open transaction; a throw means that the caller rolls back (to its savepoint). */
  readonly connection: SqlConnection;
  /** Set in the cloud only. */
  readonly tenantId?: string;
  readonly mutation: MutationRequest;
  readonly store: StoreContext;
  /** True in the cloud. */
  readonly authority: boolean;
  /** uuidv5 of mutation id and label; lives outside of shared. */
  readonly idFor: (mutationId: string, label: string) => string;
  /** Run `prepare`: true for a command made now at this desk; false for a replay and in the cloud. Default: not authority. */
  readonly prepare?: boolean;
  /** Lets sync see what is written, and forget what a failed reaction wrote. */
  readonly observer?: TxObserver;
}

export interface TxObserver {
  wrap(tx: Tx): Tx;
  /** A point to come back to … */
  mark(): unknown;
  /** … since what was written after it was rolled back. */
  rewind(mark: unknown): void;
}

export interface EmittedEvent {
  readonly event: EventDefinition;
  readonly payload: unknown;
}

export interface RunResult {
  readonly mutator: Mutator;
  /** Parsed and, at the desk, completed by `prepare`: these belong into the outbox. */
  readonly args: unknown;
  /** In the order they happened; the cloud writes them to its event outbox. */
  readonly events: readonly EmittedEvent[];
  /** A fact whose actor lacked the permission when the cloud looked: it stands, and is for a person to see. */
  readonly missingPermission: string | null;
}

/**
 * Runs a command with its reactions in the caller's transaction: the one way in which desk and cloud write.
 * Throws DomainError (`command.unknown`, `command.invalid-arguments`, `command.forbidden`, or what the command refuses);
 * anything else that is thrown is a bug.
 */
export async function runMutation(options: RunOptions): Promise<RunResult> {
  const { mutation, authority } = options;
  const { found: mutator, convert } = resolved(mutation.name, mutation.version);
  let args = parseArgs(mutator, convert(mutation.args));
  const allowed = mutation.actor.permissions.includes(mutator.permission);
  // A fact that reaches the cloud already happened, so a right taken away since cannot undo it.
  if (!allowed && !(authority && mutator.kind === 'fact')) {
    throw commandForbidden({ name: mutator.name, permission: mutator.permission });
  }
  const ctx: MutationContext = {
    mutationId: mutation.id,
    occurredAt: mutation.occurredAt,
    actor: mutation.actor,
    deviceId: mutation.deviceId,
    idFor: (label) => options.idFor(mutation.id, label),
    authority,
    store: options.store,
  };
  const events: EmittedEvent[] = [];
  const port = createTx({
    connection: options.connection,
    ...(options.tenantId === undefined ? {} : { tenantId: options.tenantId }),
    onEvent: async (event, payload) => {
      events.push({ event, payload });
      for (const reaction of reactionsTo(event.name)) await react(reaction, payload);
    },
  });
  const observed = options.observer ? options.observer.wrap(port.tx) : port.tx;
  const guarded = mutator.kind === 'fact' ? factTx(observed, mutator.name) : observed;
  const missed = new Set<string>();
  const tx = authority ? guarded : noteMisses(guarded, missed);
  const react = async (reaction: Reaction, payload: unknown): Promise<void> => {
    if (mutator.kind === 'intent') return reaction.run(tx, payload, ctx);
    await reactToFact({ options, reaction, payload, tx, ctx, events });
  };
  try {
    if (mutator.prepare && (options.prepare ?? !authority))
      args = parseArgs(mutator, await mutator.prepare(tx, args, ctx));
    if (authority) await mutator.inspect?.(tx, args, ctx);
    await mutator.run(tx, args, ctx);
  } catch (error) {
    const [table] = missed;
    if (table !== undefined && error instanceof DomainError && error.kind === 'not-found')
      throw notHere({ table, asked: error.code });
    // Money and quantities refuse what they could not keep exactly; any other RangeError is a bug.
    if (error instanceof RangeError && /safe (range|integer)/.test(error.message))
      throw amountTooLarge({ reason: error.message });
    throw error;
  } finally {
    port.end();
  }
  return { mutator, args, events, missingPermission: allowed ? null : mutator.permission };
}

function resolved(name: string, version: number): Extract<Resolved, { found: Mutator }> {
  const resolution = resolveMutator(name, version);
  if (!resolution.found) throw commandUnknown({ name, version });
  return resolution;
}

function parseArgs(mutator: Mutator, args: unknown): unknown {
  const parsed = z.safeParse(mutator.args, args);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.slice(0, 5).map((issue) => ({
    path: issue.path.map(String).join('.'),
    message: issue.message,
  }));
  throw commandInvalid({ name: mutator.name, problems });
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
  const { connection, observer } = options;
  const mark = observer?.mark();
  const emitted = events.length;
  await connection.run('SAVEPOINT reaction', []);
  try {
    await reaction.run(tx, payload, ctx);
    await connection.run('RELEASE SAVEPOINT reaction', []);
  } catch (error) {
    if (!reaction.onFailure || isTransient(error)) throw error;
    await connection.run('ROLLBACK TO SAVEPOINT reaction', []);
    await connection.run('RELEASE SAVEPOINT reaction', []);
    events.length = emitted;
    observer?.rewind(mark);
    await reaction.onFailure(tx, payload, ctx, error instanceof DomainError ? error.code : String(error));
  }
}

/** Lost connections, deadlocks, a full disk: the whole batch is tried again, so no flag is left for them. */
function isTransient(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return (
    typeof code === 'string' && /^(08|40|53|57|58)|^SQLITE_(BUSY|FULL|IOERR|NOMEM|READONLY|LOCKED)|^E[A-Z]+$/.test(code)
  );
}
