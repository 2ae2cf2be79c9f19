import * as z from 'zod/mini';
import type { EventDefinition } from '../kernel/define-event.ts';
import {
  type Actor,
  type Approval,
  type Lack,
  type Mutator,
  type Need,
  type PutAside,
  type Resolved,
  resolveMutator,
  type StoreContext,
} from '../kernel/define-mutator.ts';
import { approvalUse } from '../kernel/define-approval-use.ts';
import { proofCheck } from '../kernel/define-proof-check.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Tx } from '../kernel/tx.ts';
import type { SqlConnection } from './connection.ts';
import {
  amountTooLarge,
  commandInvalid,
  commandUnknown,
  notHere,
  putAsideNoFact,
  putAsideUnreadable,
} from '../kernel/command-errors.ts';
import { openRun } from './open-run.ts';
import { lacksOf } from '../domains/access/rights.ts';
import { refusalOf } from '../domains/access/refusals.ts';
import type { WritePort } from './write-port.ts';

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
  /** Somebody else's yes, checked by the host as far as it can be at a device; it is good for one command. */
  readonly approval?: Approval;
  /**
   * It is done at a desk, so whoever does what is grave has shown lately that it is them: asked there and again in the cloud. The
   * API asks before it runs a command.
   */
  readonly asksProof?: boolean;
  /** After `prepare` and all checks: what only the device can add, such as what its fiscal unit signed. Arguments are read again after it. */
  readonly complete?: (args: unknown) => Promise<unknown>;
  /** Where its writes go. Default: to the connection, one by one */
  readonly port?: WritePort;
  /** Lets sync see what is written, and forget what a failed reaction wrote. */
  readonly observer?: TxObserver;
  /** Where the cloud keeps what it put aside; without it a command cannot take anything from there. */
  readonly aside?: AsideStore;
}

/** What was put aside whole, in the same transaction. */
export interface AsideStore {
  /** As the device sent it; undefined where it does not say who did what and when. */
  read(id: string): Promise<MutationRequest | undefined>;
  /** Notes that a person has looked at it. */
  close(id: string): Promise<void>;
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
  /** Of a fact, what its actor was not allowed when the cloud looked: it stands, and is for a person to see. */
  readonly lacks: readonly Lack[];
  readonly approval?: Approval;
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
  const { approval, store } = options;
  const lacks: Lack[] = [];
  // A fact that reaches the cloud already happened, so a right taken away since cannot undo it.
  const stands = authority && mutator.kind === 'fact';
  const check = (needs: readonly Need[]) => {
    const found = lacksOf(mutation.actor, needs, store, approval);
    if (found[0] && !stands) throw refusalOf(mutator, found[0], approval);
    lacks.push(...found);
  };
  check([{ permission: mutator.permission }]);
  const events: EmittedEvent[] = [];
  const putAside = mutator.kind === 'intent' && authority ? asideOf(options, events) : undefined;
  const more = { lacks, ...(putAside && { putAside }), ...(approval && { approval }) };
  const run = openRun(options, { mutation, mutator, events, more });
  const { tx, ctx } = run;
  try {
    if (mutator.prepare && (options.prepare ?? !authority))
      args = parseArgs(mutator, await mutator.prepare(tx, args, ctx));
    if (approval) await approvalUse()(tx, mutator, args, ctx, approval);
    if (mutator.needs) check(await mutator.needs(tx, args, ctx));
    const bare = options.asksProof ? await proofCheck()(tx, mutator, args, ctx) : null;
    if (bare && !stands) throw bare.refusal;
    if (bare) lacks.push({ permission: mutator.permission, value: bare.value ?? 0, why: 'unproven' });
    // After everything that may refuse it: a device outside is told of what will be.
    if (options.complete) args = parseArgs(mutator, await options.complete(args));
    if (authority) await mutator.inspect?.(tx, args, ctx);
    await mutator.run(tx, args, ctx);
  } catch (error) {
    const [table] = run.missed;
    if (table !== undefined && error instanceof DomainError && error.kind === 'not-found')
      throw notHere({ table, asked: error.code });
    throw keptExactly(error);
  } finally {
    run.end();
  }
  return { mutator, args, events, lacks, ...(approval && { approval }) };
}

/** Money and quantities refuse what they could not keep exactly; any other RangeError is a bug. */
function keptExactly(error: unknown): unknown {
  const isTooLarge = error instanceof RangeError && /safe (range|integer)/.test(error.message);
  return isTooLarge ? amountTooLarge({ reason: error.message }) : error;
}

function asideOf(options: RunOptions, events: EmittedEvent[]): PutAside | undefined {
  const { aside } = options;
  return (
    aside && {
      close: (id) => aside.close(id),
      run: async (id) => {
        await runReviewed(options, events, id, await aside.read(id));
        await aside.close(id);
      },
    }
  );
}

/** A fact that a person says happened: its own ids, actor, device and time, so that its rows are those of its desk. */
async function runReviewed(
  options: RunOptions,
  events: EmittedEvent[],
  id: string,
  mutation: MutationRequest | undefined,
): Promise<void> {
  if (!mutation) throw putAsideUnreadable({ id });
  const { found: mutator, convert } = resolved(mutation.name, mutation.version);
  if (mutator.kind !== 'fact') throw putAsideNoFact({ name: mutator.name });
  const args = parseArgs(mutator, convert(mutation.args));
  const run = openRun(options, { mutation, mutator, events, more: { reviewed: true } });
  try {
    await mutator.inspect?.(run.tx, args, run.ctx);
    await mutator.run(run.tx, args, run.ctx);
  } catch (error) {
    throw keptExactly(error);
  } finally {
    run.end();
  }
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
