import { decodeRow, namesOf } from '@tillhouse/shared/data/codec.ts';
import type { Table } from '@tillhouse/shared/kernel/define-table.ts';
import { tableNamed } from '@tillhouse/shared/kernel/define-table.ts';
import type { Kept } from '@tillhouse/sync/client/send-again.ts';
import type { CallMap } from '../../bridge/calls.ts';
import type { Reader } from '../database/reader.ts';
import type { Host } from '../host.ts';
import { HostProblem } from '../problem.ts';
import type { WindowSession } from '../session/windows.ts';
import { onceShown, provenActor } from '../session/proofs.ts';
import { type Ground, groundOf, runWithin } from './run-command.ts';

type Args = CallMap['attention.settle']['args'];

const settledAlready = () =>
  new HostProblem(
    'attention.settled-already',
    'not-found',
    'This case was settled already, here or at another desk. Nothing was changed.',
  );
const changedAgain = () =>
  new HostProblem(
    'attention.gone',
    'not-found',
    'What this case is about does not exist any more. Nothing was changed; take theirs to close it.',
  );

interface Command {
  readonly name: string;
  readonly args: unknown;
}

/** Settles a case once; several commands stand or fall together. */
export async function settleCase(host: Host, window: WindowSession, args: Args): Promise<null> {
  const ground = groundOf(host, window);
  const commands = commandsFor(host.desk.reader, args);
  const settled = await onceShown(host, ground, async (as) => {
    if (!commands)
      return host.sync.settle(args.mutationId, keptOf(args), { ...as, actor: provenActor(as), asksProof: true });
    await runAll(host, as, commands);
    return true;
  });
  if (!settled) throw settledAlready();
  host.changed('outbox');
  return null;
}

function keptOf({ choice, fields = [] }: Args): Kept {
  return choice === 'merge' ? fields : choice;
}

function runAll(host: Host, ground: Ground, commands: readonly Command[]): Promise<void> {
  return host.desk.transaction('foreground', async (connection) => {
    for (const command of commands)
      await runWithin(connection, ground, { ...command, mutationId: host.newId() }, host.now());
  });
}

/** The commands that settle a case of the shop's own rows; null where it is none of them. */
function commandsFor(reader: Reader, args: Args): Command[] | null {
  return (
    putAsideCommands(reader, args) ??
    taskCommands(reader, args) ??
    flagCommands(reader, args) ??
    conflictCommands(reader, args)
  );
}

/** `mine` counts what was put aside, `theirs` leaves it out. */
function putAsideCommands(reader: Reader, { mutationId: caseId, choice, note = '' }: Args): Command[] | null {
  const known = reader.get<{ status: string }>('SELECT status FROM quarantine_cases WHERE id = ?', [caseId]);
  if (!known) return null;
  if (known.status !== 'open') throw settledAlready();
  return [{ name: choice === 'mine' ? 'quarantine.acceptCase' : 'quarantine.dismissCase', args: { caseId, note } }];
}

function taskCommands(reader: Reader, { mutationId: taskId, note = '' }: Args): Command[] | null {
  const task = reader.get<{ status: string; kind: string; variantId: string | null; locationId: string }>(
    'SELECT status, kind, variant_id AS variantId, location_id AS locationId FROM stock_tasks WHERE id = ?',
    [taskId],
  );
  if (!task) return null;
  if (task.status === 'done') throw settledAlready();
  const finish = { name: 'inventory.finishStockTask', args: { taskId, note } };
  return task.kind === 'oversold' && task.variantId
    ? [finish, ...flagsOf(reader, task.variantId, task.locationId, note)]
    : [finish];
}

/** The orders that were flagged for the same shortage. */
function flagsOf(reader: Reader, variantId: string, locationId: string, note: string): Command[] {
  const flags = reader.all<{ id: string }>(
    `SELECT id FROM order_flags WHERE resolved_at IS NULL AND code = 'oversold'
       AND details ->> '$.variantId' = ? AND details ->> '$.locationId' = ?`,
    [variantId, locationId],
  );
  return flags.map(({ id }) => ({ name: 'orders.resolveFlag', args: { flagId: id, note } }));
}

function flagCommands(reader: Reader, { mutationId: flagId, note = '' }: Args): Command[] | null {
  const flag = reader.get<{ resolvedAt: number | null }>(
    'SELECT resolved_at AS resolvedAt FROM order_flags WHERE id = ?',
    [flagId],
  );
  if (!flag) return null;
  if (flag.resolvedAt !== null) throw settledAlready();
  return [{ name: 'orders.resolveFlag', args: { flagId, note } }];
}

interface Conflict {
  subject: 'product' | 'variant';
  subjectId: string;
  field: string;
  lost: string;
  resolvedAt: number | null;
}

/** The value that was written over comes back by an edit on what stands now, as any edit does. */
function conflictCommands(reader: Reader, args: Args): Command[] | null {
  const { mutationId: conflictId, choice, wording } = args;
  const conflict = reader.get<Conflict>(
    `SELECT subject, subject_id AS subjectId, field, lost, resolved_at AS resolvedAt
     FROM field_conflicts WHERE id = ?`,
    [conflictId],
  );
  if (!conflict) return null;
  if (conflict.resolvedAt !== null) throw settledAlready();
  const resolution = choice === 'theirs' ? 'kept' : choice === 'merge' ? 'merged' : 'lost';
  const settle = { name: 'catalog.settleConflict', args: { conflictId, resolution } };
  if (choice === 'theirs') return [settle];
  const { subject, subjectId, field } = conflict;
  const value: unknown = choice === 'merge' ? (wording ?? '') : JSON.parse(conflict.lost);
  const patch = { [field]: { base: presentValue(reader, conflict), value } };
  const edit =
    subject === 'product'
      ? { name: 'catalog.editProduct', args: { productId: subjectId, patch } }
      : { name: 'catalog.editVariant', args: { variantId: subjectId, patch } };
  return [edit, settle];
}

function presentValue(reader: Reader, { subject, subjectId, field }: Conflict): unknown {
  const table = tableNamed(subject === 'product' ? 'products' : 'variants') as Table<Record<string, unknown>>;
  if (!namesOf(table).columns.has(field)) throw changedAgain();
  const row = reader.get(`SELECT * FROM ${table.name} WHERE id = ?`, [subjectId]);
  if (!row) throw changedAgain();
  return decodeRow(table, row, 'sqlite')[field];
}
