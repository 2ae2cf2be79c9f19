import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import type { Basket } from '../../bridge/views.ts';
import { groundOf } from '../commands/run-command.ts';
import type { Host } from '../host.ts';
import type { WindowSession } from '../session/windows.ts';
import { refuseParts } from './parts.ts';
import { openBasket, placeOf } from './rows.ts';
import { basketView } from './view.ts';

/** Runs a change on the open basket, durably, and shows what came of it. */
export async function changed(
  host: Host,
  window: WindowSession,
  change: (connection: DeskConnection, basketId: string, window: WindowSession) => void,
): Promise<Basket> {
  const { window: fresh } = groundOf(host, window);
  await host.desk.transaction('foreground', async (connection) => {
    const basket = openBasket(connection, placeOf(fresh), host.now(), host.newId);
    refuseParts(connection, basket.id);
    change(connection, basket.id, fresh);
  });
  return basketView(host.desk.reader, fresh, host.now());
}
