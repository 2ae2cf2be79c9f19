import * as z from 'zod';
import { groundOf } from '../commands/run-command.ts';
import { type Calls, call } from '../define-call.ts';
import type { Host } from '../host.ts';
import { HostProblem } from '../problem.ts';
import type { WindowSession } from '../session/windows.ts';
import { gunSettings, writeDevice } from './device-settings.ts';
import { helloOf } from './terminals/card-calls.ts';
import { badAddress } from './terminals/card-problems.ts';
import { addressOf } from './terminals/simulated-adapter.ts';
import { readerOf } from './terminals/stripe-adapter.ts';

export const mayNotManage = () =>
  new HostProblem(
    'access.forbidden',
    'forbidden',
    'You may not set devices up: it needs the permission “till.manage”. Nothing was changed. Ask somebody who has it.',
    { permission: 'till.manage' },
  );

export function manages(host: Host, window: WindowSession): void {
  if (!groundOf(host, window).person.permissions.includes('till.manage')) throw mayNotManage();
}

export const deviceCalls = {
  'devices.saveTerminal': call(
    z.strictObject({
      registerId: z.string().max(100),
      address: z.string().trim().max(200).nullable(),
      label: z.string().trim().max(120).optional(),
    }),
    async (host, window, { registerId, address, label }) => {
      manages(host, window);
      const model = address !== null && readerOf(address) ? ('stripe' as const) : ('simulated' as const);
      if (address !== null && model === 'simulated' && !addressOf(address)) throw badAddress(address);
      await host.desk.transaction('foreground', async (connection) => {
        const settings = address === null ? null : { model, address, ...(label && { label }) };
        writeDevice(connection, registerId, 'terminal', settings, host.now());
      });
      return null;
    },
  ),
  'devices.saveGun': call(
    z.strictObject({ registerId: z.string().max(100), settings: gunSettings.nullable() }),
    async (host, window, { registerId, settings }) => {
      manages(host, window);
      await host.desk.transaction('foreground', async (connection) =>
        writeDevice(connection, registerId, 'gun', settings, host.now()),
      );
      return null;
    },
  ),
  'devices.testTerminal': call(z.strictObject({ address: z.string().trim().max(200) }), (host, window, { address }) => {
    manages(host, window);
    return helloOf(host, address);
  }),
} satisfies Partial<Calls>;
