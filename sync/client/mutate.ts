import { type RunResult, runMutation } from '@tillhouse/shared/data/run-mutation.ts';
import {
  type Actor,
  type Approval,
  newestMutator,
  type StoreContext,
} from '@tillhouse/shared/kernel/define-mutator.ts';
import { idFor } from '../protocol/derive-id.ts';
import type { DeskConnection, DeskDatabase } from './desk-database.ts';
import { enqueue } from './outbox.ts';
import { saveSteps, WriteRecorder } from './record-writes.ts';

export interface Command {
  /** `domain.verbNoun` */
  readonly name: string;
  /** Default: the newest */
  readonly version?: number;
  readonly args: unknown;
  readonly actor: Actor;
  readonly deviceId: string;
  readonly store: StoreContext;
  /** Epoch milliseconds */
  readonly occurredAt: number;
  /** A uuid; default: a new one. The same id twice is refused by the outbox. */
  readonly mutationId: string;
  /** Somebody else's yes to exactly this */
  readonly approval?: Approval;
  /** What is grave is refused without a proof of its actor that is fresh */
  readonly asksProof?: boolean;
  /** Completes what `prepare` left, before it runs */
  readonly complete?: (args: unknown) => Promise<unknown>;
}

export interface Done {
  readonly mutationId: string;
  /** As `prepare` completed them: what the outbox holds */
  readonly args: unknown;
  readonly events: RunResult['events'];
  /** Tables written, by SQL name */
  readonly tables: readonly string[];
}

/**
 * Runs a command at the desk and queues it for the cloud, in one durable SQLite transaction.
 * @throws DomainError when the command is refused; nothing was written then
 */
export function mutate(database: DeskDatabase, command: Command): Promise<Done> {
  return database.transaction('foreground', (connection) => mutateWithin(connection, command));
}

/** The same inside a transaction of the caller: several commands that stand or fall together. */
export async function mutateWithin(connection: DeskConnection, command: Command): Promise<Done> {
  const recorder = new WriteRecorder(connection);
  const {
    mutationId: id,
    args,
    actor,
    deviceId,
    occurredAt,
    store,
    name,
    approval,
    asksProof = false,
    complete,
  } = command;
  const approved = approval ? { approval } : {};
  const version = command.version ?? newestVersion(name);
  const result = await runMutation({
    connection,
    mutation: { id, name, version, args, occurredAt, actor, deviceId },
    store,
    ...approved,
    asksProof,
    ...(complete && { complete }),
    authority: false,
    idFor,
    observer: recorder,
  });
  const { kind } = result.mutator;
  const entry = {
    mutationId: id,
    name,
    // That of the arguments as they ran: those of an earlier program's command were brought to this one's form.
    version: result.mutator.version,
    kind,
    args: result.args,
    occurredAt,
    deviceId,
    actor,
    store,
    ...approved,
  };
  saveSteps(connection, enqueue(connection, entry), kind, recorder.steps);
  return { mutationId: id, args: result.args, events: result.events, tables: recorder.tables() };
}

function newestVersion(name: string): number {
  return newestMutator(name)?.version ?? 1;
}
