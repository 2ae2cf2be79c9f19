import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import type { Basket } from '../../bridge/views.ts';
import { type Ground, groundOf } from '../commands/run-command.ts';
import type { Host } from '../host.ts';
import type { WindowSession } from '../session/windows.ts';
import { refuseParts } from './parts.ts';
import { openBasket, placeOf } from './rows.ts';
import { basketView } from './view.ts';

/** Runs a change on the open basket, durably, and shows what came of it. */
export async function changed(
  host: Host,
  window: WindowSession,
  change: (connection: DeskConnection, basketId: string, window: WindowSession, ground: Ground) => void | Promise<void>,
): Promise<Basket> {
  const ground = groundOf(host, window);
  const fresh = ground.window;
  await host.desk.transaction('foreground', async (connection) => {
    const basket = openBasket(connection, placeOf(fresh), host.now(), host.newId);
    refuseParts(connection, basket.id);
    await change(connection, basket.id, fresh, ground);
  });
  return basketView(host.desk.reader, fresh, host.now());
}
