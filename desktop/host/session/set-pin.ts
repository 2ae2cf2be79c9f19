import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { groundOf, runWithin } from '../commands/run-command.ts';
import { call } from '../define-call.ts';
import { HostProblem } from '../problem.ts';
import { easyPin, hashPin } from './pin.ts';
import { onceShown } from './proofs.ts';

const tooEasy = () =>
  new HostProblem(
    'access.easy-pin',
    'refused',
    'The first who tries would try this PIN. The PIN stays as it was. Take six digits that are not all the same and not in a row.',
  );

/** The PIN goes no further than here; whose PIN it may be is the command's own rule, here and in the cloud. */
export const setPin = call(
  z.strictObject({
    staffId: z.string(),
    pin: z.nullable(z.string().regex(/^\d{6}$/, 'a new PIN is six digits')),
  }),
  async (host, window, { staffId, pin }) => {
    const ground = groundOf(host, window);
    if (pin !== null && easyPin(pin)) throw tooEasy();
    const pinHash = pin === null ? null : await hashPin(pin);
    const wanted = { name: 'access.setPin', args: { staffId, pinHash }, mutationId: randomUUID() };
    await onceShown(host, ground, (as) =>
      host.desk.transaction('foreground', async (connection) => {
        await runWithin(connection, as, wanted, host.now());
        // Tries with the old PIN say nothing about the new one: who forgot it does not go on waiting.
        connection.runNow('UPDATE desk_people SET failed_pins = 0, wait_until = 0 WHERE staff_id = ?', [staffId]);
      }),
    );
    return null;
  },
);
