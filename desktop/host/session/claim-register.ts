import { lackOf } from '@tillhouse/shared/domains/access/rights.ts';
import { groundOf, runWithin } from '../commands/run-command.ts';
import type { Host } from '../host.ts';
import type { WindowSession } from './windows.ts';

/** Neither has anybody sold on it in its generation, nor does a device hold it; and this device is known here. */
const freeSql = `SELECT 1 FROM registers r JOIN devices own ON own.id = ? AND own.status = 'enrolled'
  WHERE r.id = ? AND NOT EXISTS (SELECT 1 FROM devices d WHERE d.register_id = r.id AND d.status = 'enrolled')
    AND NOT EXISTS (SELECT 1 FROM receipts c WHERE c.register_id = r.id AND c.generation = r.generation)`;

/**
 * A register that nobody has sold on is told to the cloud as soon as it is chosen: another device that would choose it too hears of that.
 * Choosing waits for nothing.
 */
export async function claimRegister(host: Host, window: WindowSession, registerId: string): Promise<void> {
  if (!window.staffId || window.training) return;
  const ground = groundOf(host, window);
  if (lackOf(ground.person, { permission: 'till.sell' })) return;
  if (!host.desk.reader.get(freeSql, [ground.deviceId, registerId])) return;
  const command = { name: 'register.claim', args: { registerId }, mutationId: host.newId() };
  await host.desk.transaction('foreground', (connection) => runWithin(connection, ground, command, host.now()));
}
