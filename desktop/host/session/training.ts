import { lackOf } from '@tillhouse/shared/domains/access/rights.ts';
import { commandForbidden } from '@tillhouse/shared/kernel/command-errors.ts';
import * as z from 'zod';
import { noRegister } from '../basket/problems.ts';
import { dropBasket, trainingPlace } from '../basket/rows.ts';
import { locationOfRegister } from '../basket/price-basket.ts';
import { groundOf } from '../commands/run-command.ts';
import { type Calls, call } from '../define-call.ts';
import type { Host } from '../host.ts';
import { HostProblem } from '../problem.ts';
import { stateOf } from './session-calls.ts';
import { changeWindow, type WindowSession, windowOf } from './windows.ts';

/**
 * All that a window does while somebody practises at it: what looks, what signs in, and a basket that is never sold. What is
 * not here is refused, so that nothing new is let through by being forgotten.
 */
const practised: ReadonlySet<string> = new Set([
  ...[
    'session.signInWithPin',
    'session.signInWithBadge',
    'session.signInWithPassword',
    'session.signOut',
    'session.prove',
  ],
  ...['session.beginKey', 'session.finishKey', 'session.cancelKey'],
  ...['session.beginAbroad', 'session.finishAbroad', 'session.cancelAbroad', 'session.setTraining'],
  ...['basket.scan', 'basket.add', 'basket.addCustom', 'basket.setQuantity', 'basket.remove', 'basket.undoRemove'],
  ...[
    'basket.takeDraft',
    'basket.dropDraft',
    'basket.clear',
    'basket.setCustomer',
    'basket.addCoupon',
    'basket.removeCoupon',
    'basket.giveByHand',
    'basket.setSerials',
  ],
  // A pan is looked at; nothing of it is kept.
  ...['scale.read', 'scale.leave', 'basket.weigh'],
  ...['basket.approve', 'basket.payCash', 'basket.payCard', 'basket.payOnAccount', 'basket.paySplit'],
  ...[
    'till.tryReturnWithoutReceipt',
    'orders.tryEdit',
    'orders.tryDraft',
    'orders.tryPlaceDraft',
    'sync.now',
    'diagnostics.copy',
  ],
]);

const notInTraining = () =>
  new HostProblem(
    'desk.training',
    'refused',
    'Training is on at this till, so nothing of this is done: no stock, no money and no number moves. Turn training off to do it.',
  );

/** @throws HostProblem `desk.training` where a window that practises wants what would leave a trace */
export function refuseInTraining(
  host: Host,
  window: WindowSession,
  asked: { t: 'call' | 'mutate'; name: string },
): void {
  const fresh = windowOf(host.desk, window.tokenHash, host.now());
  if (!fresh?.training) return;
  if (asked.t === 'mutate' || !practised.has(asked.name)) throw notInTraining();
}

export const trainingCalls = {
  'session.setTraining': call(z.strictObject({ on: z.boolean() }), async (host, window, { on }) => {
    const ground = groundOf(host, window);
    const { registerId } = ground.window;
    if (!registerId) throw noRegister();
    const permission = 'till.training';
    if (lackOf(ground.person, { permission, locationId: locationOfRegister(host.desk.reader, registerId) }))
      throw commandForbidden({ name: 'session.setTraining', permission });
    // What was practised before is gone either way.
    await host.desk.transaction('foreground', async (connection) => {
      const place = trainingPlace(ground.window);
      for (const row of connection.allNow('SELECT id FROM desk_baskets WHERE place = ?', [place]))
        dropBasket(connection, String(row.id));
    });
    await changeWindow(host.desk, ground.window, { training: on ? 1 : 0 }, host.now());
    host.changed('session', 'basket');
    return stateOf(host, window);
  }),
} satisfies Partial<Calls>;
