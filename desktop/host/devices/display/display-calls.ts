import { isMailAddress } from '@tillhouse/shared/kernel/mail-address.ts';
import * as z from 'zod';
import { groundOf } from '../../commands/run-command.ts';
import { type Calls, call } from '../../define-call.ts';
import type { Host } from '../../host.ts';
import { HostProblem } from '../../problem.ts';
import { justPaid, MAIL_MS } from '../../queries/just-paid.ts';
import { type WindowSession, windowOf } from '../../session/windows.ts';
import { manages } from '../device-calls.ts';
import { displaySettings, writeDevice } from '../device-settings.ts';
import { wishesOf } from './customer-wishes.ts';

const amount = z.number().int().min(0).max(100_000_000);

const notAsked = () =>
  new HostProblem(
    'display.not-asked',
    'refused',
    'The till does not ask for that now. Please tell whoever serves you.',
  );
const noAddress = () =>
  new HostProblem(
    'display.no-address',
    'invalid',
    'That is no e-mail address. Please write one such as name@example.com.',
  );

/** Of a window where nobody is signed in. */
function registerOf(host: Host, window: WindowSession): string {
  const { registerId } = windowOf(host.desk, window.tokenHash, host.now()) ?? window;
  if (!registerId) throw notAsked();
  return registerId;
}

export const displayCalls = {
  'display.offerTip': call(
    z.strictObject({
      choices: z
        .array(z.strictObject({ percent: z.number().int().min(1).max(100), amount }))
        .max(4)
        .nullable(),
    }),
    async (host, window, { choices }) => {
      const { registerId } = groundOf(host, window).window;
      if (registerId) wishesOf(host).offerTip(registerId, choices);
      return null;
    },
  ),
  'display.taken': call(z.strictObject({ what: z.enum(['tip', 'mail']) }), async (host, window, { what }) => {
    const { registerId } = groundOf(host, window).window;
    return registerId !== null && wishesOf(host).taken(registerId, what);
  }),
  'display.chooseTip': call(z.strictObject({ amount }), async (host, window, { amount: tip }) => {
    if (!wishesOf(host).chooseTip(registerOf(host, window), tip)) throw notAsked();
    return null;
  }),
  'display.mailReceipt': call(z.strictObject({ to: z.string().max(254) }), async (host, window, { to }) => {
    const registerId = registerOf(host, window);
    if (!isMailAddress(to)) throw noAddress();
    const paid = justPaid(host.desk.reader, registerId, host.now(), MAIL_MS);
    if (!paid) throw notAsked();
    wishesOf(host).mail(registerId, { orderId: paid.orderId, to });
    return null;
  }),
  'devices.saveDisplay': call(
    z.strictObject({ registerId: z.string().max(100), settings: displaySettings.nullable() }),
    async (host, window, { registerId, settings }) => {
      manages(host, window);
      await host.desk.transaction('foreground', async (connection) =>
        writeDevice(connection, registerId, 'display', settings, host.now()),
      );
      return null;
    },
  ),
} satisfies Partial<Calls>;
