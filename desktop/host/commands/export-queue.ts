import { entryOf, toPushed } from '@tillhouse/sync/client/outbox.ts';
import type { Host } from '../host.ts';
import { HostProblem } from '../problem.ts';
import { commandTitle } from '../queries/case-words.ts';
import { readEnrolment } from '../session/desk-state.ts';
import { notEnrolled } from '../session/not-enrolled.ts';

/** Of the file; import-queue.ts reads it again. */
export const QUEUE_FORMAT = 'tillhouse-queue-1';

const notAllowed = () =>
  new HostProblem(
    'queue.may-not-export',
    'forbidden',
    'What waits here holds sales and customers, so taking it out needs the right to take data out or to manage devices. Nothing was changed; ask a manager.',
  );

/**
 * What was done here and the cloud has not: whole, as it would be sent, with a line in words for each. Nothing leaves the
 * queue by it. It is for the case that this device, or its disk, does not come back.
 */
export function exportQueue(host: Host, permissions: readonly string[]): { name: string; text: string } {
  if (!permissions.includes('data.export') && !permissions.includes('devices.manage')) throw notAllowed();
  const { reader } = host.desk;
  const enrolment = readEnrolment(reader);
  if (!enrolment) throw notEnrolled();
  const waiting = reader
    .all<Record<string, unknown>>("SELECT * FROM sync_outbox WHERE state = 'queued' ORDER BY order_no")
    // A reader opens documents by itself.
    .map((row) => entryOf({}, row));
  const at = new Date(host.now()).toISOString();
  const whole = {
    format: QUEUE_FORMAT,
    exportedAt: at,
    store: enrolment.tenant,
    device: { id: enrolment.deviceId, name: enrolment.deviceName },
    waiting: waiting.length,
    mutations: waiting.map((entry) => ({
      title: titleOf(host, entry.name, entry.args),
      at: new Date(entry.occurredAt).toISOString(),
      ...toPushed(entry),
    })),
  };
  return { name: `tillhouse-queue-${at.slice(0, 10)}.json`, text: `${JSON.stringify(whole, null, 2)}\n` };
}

function titleOf(host: Host, name: string, args: unknown): string {
  const number = (args as { decided?: { number?: unknown } } | null)?.decided?.number;
  const title = commandTitle(host.desk.reader, name, args);
  return typeof number === 'string' ? `${title.split(':')[0]} ${number}` : title;
}
