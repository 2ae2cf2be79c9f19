import { sendKeptAgain } from '@tillhouse/sync/client/renumber.ts';
import type { Host } from '../host.ts';
import { HostProblem } from '../problem.ts';
import { type Enrolment, enrolmentSql, readEnrolment } from './desk-state.ts';
import { notEnrolled } from './not-enrolled.ts';

const otherStore = (name: string) =>
  new HostProblem(
    'desk.other-store',
    'refused',
    `This code is of ${name}, and what waits here belongs to another store. Nothing was changed at this device. Take a code of its own store; ${name} should revoke what was enrolled by this one.`,
  );
const letIn = () =>
  new HostProblem(
    'desk.enrolled-already',
    'refused',
    'The cloud lets this device in as it is. Nothing was changed. To give it to another store, send what waits and give it back first.',
  );

/**
 * A device that was revoked becomes a new one of the same store, with its file and its queue: what it did since, and what
 * the cloud may not have confirmed to the old one, is sent again and recognised there.
 */
export async function enrolAgain(host: Host, code: string): Promise<Enrolment> {
  const before = readEnrolment(host.desk.reader);
  if (!before) throw notEnrolled();
  if (host.sync.status().problemCode === null) throw letIn();
  const cloudUrl = before.cloudUrl ?? host.device().cloudUrl;
  const { deviceId, tenant, profile } = await host.identity.enrol(cloudUrl, code, before.deviceName);
  if (tenant.id !== before.tenant.id) throw otherStore(tenant.name);
  await host.sync.end();
  const enrolment: Enrolment = { ...before, deviceId, tenant, profile, enrolledAt: host.now() };
  try {
    await host.desk.transaction('foreground', async (connection) => {
      connection.runNow(enrolmentSql, [JSON.stringify(enrolment)]);
      sendKeptAgain(connection, host.newId());
    });
  } finally {
    host.sync.begin();
  }
  return enrolment;
}
