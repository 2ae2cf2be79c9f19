import { readyToSeal } from '@tillhouse/shared/data/fields.ts';
import type { LateWrites } from '@tillhouse/shared/data/late-writes.ts';
import { type EmittedEvent, runMutation } from '@tillhouse/shared/data/run-mutation.ts';
import { CannotGather } from '@tillhouse/shared/data/write-port.ts';
import type { StoreContext } from '@tillhouse/shared/kernel/define-mutator.ts';
import { DomainError } from '@tillhouse/shared/kernel/errors.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import { ChangeRecorder } from '../audit/changes.ts';
import { readyToRecord } from '../audit/record-audit.ts';
import type { Connection } from '../db/connection.ts';
import { codeOf } from '../db/unavailable.ts';
import { auditOf, type Command, type CommandOutcome, outcomeOf, recorded } from './run-command.ts';
import { CLOUD_DEVICE, systemActor } from './system-actor.ts';

/** What a write is refused with that meets another one's row. */
const DUPLICATE = 'data.duplicate';

interface Late {
  readonly late: LateWrites;
  readonly store: StoreContext;
  /** What `storedOutcome` found in this transaction, after whatever lock makes commands of this id wait for each other */
  readonly known: CommandOutcome | undefined;
}

/**
 * As `runCommand` for a command of the cloud itself whose caller holds the lock under which this id is used, and has learnt ahead
 * what the command reads: what it writes is asked for at once and not waited for, so it travels with whatever is asked next, or
 * with the COMMIT. Its caller gives what is sent to `db.last`, and runs the whole transaction anew without it where it fails.
 */
export async function runLate(
  connection: Connection,
  tenantId: string,
  command: Command,
  { late, store, known }: Late,
): Promise<{ outcome: CommandOutcome; sent: Promise<unknown>[] }> {
  if (known) return { outcome: known, sent: [] };
  const observer = new ChangeRecorder();
  let refusal: DomainError | null = null;
  let events: readonly EmittedEvent[] = [];
  try {
    const mutation = { ...command, actor: systemActor, deviceId: CLOUD_DEVICE };
    ({ events } = await runMutation({
      ...{ connection, tenantId, mutation, store, idFor, observer },
      ...{ authority: true, port: late },
    }));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    refusal = error;
    late.forget();
  }
  const outcome = outcomeOf(command, refusal);
  const body = refusal ? undefined : observer.body();
  const done = { actor: systemActor, command, outcome, events, body, approval: undefined };
  // What is not waited for is asked for now, ahead of the COMMIT: no key is fetched in between.
  await readyToRecord(connection, tenantId, [auditOf(done)]);
  for (const [table, rows] of late.pending) await readyToSeal(connection.fields, table, rows);
  return { outcome, sent: [...late.send(), ...recorded(connection, tenantId, done)] };
}

/**
 * Runs a transaction that writes late. Where the database refuses what it wrote, or it cannot be written late, it is run a second
 * time without: then a statement is refused by itself, and says why.
 */
export async function orPlainly<T>(run: (plainly: boolean) => Promise<T>): Promise<T> {
  try {
    return await run(false);
  } catch (error) {
    const refused = error instanceof DomainError ? error.code === DUPLICATE : /^2[23]/.test(codeOf(error) ?? '');
    if (refused || error instanceof CannotGather) return run(true);
    throw error;
  }
}
