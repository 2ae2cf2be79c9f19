import { resolveMutator } from '@tillhouse/shared/kernel/define-mutator.ts';
import { type BroughtIn, bringIn, type Taken } from '@tillhouse/sync/client/bring-in.ts';
import { pushedMutation } from '@tillhouse/sync/protocol/push.ts';
import * as z from 'zod';
import type { CallMap } from '../../bridge/calls.ts';
import type { Host } from '../host.ts';
import { HostProblem } from '../problem.ts';
import { readEnrolment } from '../session/desk-state.ts';
import type { WindowSession } from '../session/windows.ts';
import { QUEUE_FORMAT } from './export-queue.ts';
import { groundOf } from './run-command.ts';

const notAllowed = () =>
  new HostProblem(
    'queue.may-not-import',
    'forbidden',
    'What was saved counts as done by whoever did it then, so bringing it in needs the right to manage devices. Nothing was changed; ask a manager.',
  );
const notAQueue = () =>
  new HostProblem(
    'queue.not-a-queue',
    'invalid',
    'This file is not a queue that a desk saved, or it was changed since. Nothing was brought in; choose the file as it was saved.',
  );
const otherStore = () =>
  new HostProblem(
    'queue.other-store',
    'invalid',
    'This queue was saved at a desk of another shop. Nothing was brought in.',
  );
const tooNew = (name: string) =>
  new HostProblem(
    'queue.too-new',
    'refused',
    'This queue was saved by a newer version of Tillhouse. Nothing more was brought in; update this desk and bring it in again: what is here already is passed over.',
    { name },
  );

/** Takes a part of a saved queue in, in its order; the same part again adds nothing. */
export async function importQueue(
  host: Host,
  window: WindowSession,
  { format, storeId, mutations }: CallMap['queue.import']['args'],
): Promise<Taken> {
  const { person, deviceId, store } = groundOf(host, window);
  if (!person.permissions.includes('devices.manage')) throw notAllowed();
  if (format !== QUEUE_FORMAT) throw notAQueue();
  if (storeId !== readEnrolment(host.desk.reader)?.tenant.id) throw otherStore();
  const read = mutations.map(readOne);
  const taken = await host.desk.transaction('foreground', async (connection) =>
    bringIn(connection, read, { deviceId, store }),
  );
  host.sync.queued();
  host.changed('outbox');
  return taken;
}

function readOne(mutation: unknown): BroughtIn {
  const read = z.safeParse(pushedMutation, mutation);
  if (!read.success) throw notAQueue();
  const { name, version } = read.data;
  if (!resolveMutator(name, version).found) throw tooNew(name);
  return { ...read.data, id: read.data.id.toLowerCase() };
}
