import { resolveMutator, type StoreContext } from '@tillhouse/shared/kernel/define-mutator.ts';
import type { PushedMutation } from '../protocol/push.ts';
import type { DeskConnection } from './desk-database.ts';
import { enqueue, entryById } from './outbox.ts';

/** What another file of this shop had waiting. */
export type BroughtIn = Omit<PushedMutation, 'seq'>;

export interface Taken {
  readonly added: number;
  /** In this desk's outbox already */
  readonly known: number;
}

/**
 * Queues what was done at a desk that did not come back, behind what waits here and in its own order. It keeps its uuids, so
 * what had reached the cloud all the same is told from the outcome stored there. Nothing of it is run or shown here before
 * the cloud has it: this desk may hold the rows of it already.
 * @throws Error where a command is not known to this program
 */
export function bringIn(
  connection: DeskConnection,
  mutations: readonly BroughtIn[],
  as: { readonly deviceId: string; readonly store: StoreContext },
): Taken {
  let added = 0;
  for (const { id, name, version, args, occurredAt, actorId, actorName, clockOffset, approval, proof } of mutations) {
    if (entryById(connection, id)) continue;
    const { found } = resolveMutator(name, version);
    if (!found) throw new Error(`this program does not know ${name} ${version}`);
    // The cloud looks at the evidence alone.
    const shown =
      proof === undefined ? {} : { proof: { how: 'pin', at: occurredAt, strong: false, evidence: proof } as const };
    const actor = { id: actorId, name: actorName, roleId: '', permissions: [], ...shown };
    const said =
      approval === undefined ? {} : { approval: { id, approver: actor, how: 'asked', evidence: approval } as const };
    const entry = { mutationId: id, name, version, kind: found.kind, args, occurredAt, actor, ...as, ...said };
    enqueue(connection, { ...entry, clockOffset: clockOffset ?? null });
    added += 1;
  }
  return { added, known: mutations.length - added };
}
