import type { Actor } from '@tillhouse/shared/kernel/define-mutator.ts';
import { type Command, type CommandOutcome, runCommand } from '../../platform/commands/run-command.ts';
import { systemActor } from '../../platform/commands/system-actor.ts';
import { withTenant } from '../../platform/db/transaction.ts';
import type { CommerceContext } from './context.ts';

export type SystemCommand = Omit<Command, 'version'> & { readonly version?: number };

/**
 * Many commands in one transaction, for seeds and imports in this process: a refused one takes back its own effect
 * alone. Each has its outcome, events and audit entry, and running the same ids again does nothing.
 * @param actor whom the records name; the cloud itself when left out
 */
export async function applyBatchAsSystem(
  context: CommerceContext,
  tenantId: string,
  commands: readonly SystemCommand[],
  actor: Actor = systemActor,
): Promise<CommandOutcome[]> {
  const outcomes = await withTenant(context.pool, tenantId, async (db) => {
    const done: CommandOutcome[] = [];
    for (const command of commands) done.push(await runCommand(db, tenantId, actor, { version: 1, ...command }));
    return done;
  });
  context.onCommitted();
  return outcomes;
}

/** One command with the cloud's own authority. */
export async function applyAsSystem(
  context: CommerceContext,
  tenantId: string,
  command: SystemCommand,
  actor: Actor = systemActor,
): Promise<CommandOutcome> {
  const [outcome] = await applyBatchAsSystem(context, tenantId, [command], actor);
  return outcome as CommandOutcome;
}
