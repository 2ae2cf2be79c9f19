import * as z from 'zod';
import { type Calls, call } from '../define-call.ts';
import { manages } from '../devices/device-calls.ts';
import { HostProblem } from '../problem.ts';
import { bringSale } from './bring-sale.ts';
import { addressOf, neighbourSettings, readSettings, writeSettings } from './settings.ts';

const badAddress = (address: string) =>
  new HostProblem(
    'neighbours.bad-address',
    'invalid',
    `“${address}” is no address of a till. Nothing was changed. Write it as that till shows it, such as 192.168.1.20:47115.`,
    { address },
  );

export const neighbourCalls = {
  'neighbours.save': call(
    z.strictObject({
      on: z.boolean(),
      port: neighbourSettings.shape.port.optional(),
      addresses: neighbourSettings.shape.addresses,
    }),
    async (host, window, { on, port, addresses }) => {
      manages(host, window);
      const wrong = addresses.find((address) => addressOf(address) === null);
      if (wrong !== undefined) throw badAddress(wrong);
      const before = readSettings(host.desk.reader);
      await writeSettings(host.desk, { on, port: port ?? before.port, addresses });
      await host.neighbours.begin();
      return host.neighbours.shown;
    },
  ),
  'neighbours.bringSale': call(z.strictObject({ orderId: z.uuid() }), async (host, window, { orderId }) => ({
    here: await bringSale(host, window, orderId),
  })),
} satisfies Partial<Calls>;
