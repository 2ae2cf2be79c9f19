import type { RunningHost } from '@tillhouse/desktop/host/boot.ts';
import { larkhallRegisters } from '@tillhouse/shared/samples/larkhall/places.ts';
import * as z from 'zod';
import { during, step } from '../progress.mjs';
import { openDeskWindow } from './ask-desk.ts';
import type { Demo } from './demo.ts';

const session = z.object({ enrolled: z.boolean() });

/**
 * Makes the desk a device of the demo shop, with its first register, as its owner would at the set-up screen. A desk that
 * belongs to a store already is left alone. Without it the screens begin with that set-up, where the demo sign-in works too.
 */
export async function enrolDesk(host: RunningHost, demo: Demo): Promise<void> {
  const window = await openDeskWindow(host);
  try {
    const { enrolled } = session.parse(await window.query('session.state', {}));
    if (enrolled) return;
    await during('Enrolling the desk', () =>
      window.call('session.enrolWithPassword', {
        email: demo.email,
        password: demo.password,
        deviceName: 'Demo desk',
        registerId: larkhallRegisters[0].id,
      }),
    );
    await window.call('session.signOut', {});
  } catch (error) {
    step(`The desk is not enrolled yet: ${(error as Error).message} Do it on its first screen.`);
  } finally {
    window.close();
  }
}
