import { commandForbidden } from '@tillhouse/shared/kernel/command-errors.ts';
import { groundOf } from '../commands/run-command.ts';
import type { Host } from '../host.ts';
import type { WindowSession } from '../session/windows.ts';
import { layReturns, layRowsOf, opened } from './keep-notes.ts';

/**
 * Lays a sale that a neighbour told among those of this desk, with what came back of it: somebody here goes on with it. Its rows are
 * known by their ids, so the cloud's take their place. @returns whether it is here now
 */
export async function bringSale(host: Host, window: WindowSession, orderId: string): Promise<boolean> {
  if (!groundOf(host, window).person.permissions.includes('orders.view'))
    throw commandForbidden({ name: 'neighbours.bringSale', permission: 'orders.view' });
  const here = await host.desk.transaction('foreground', async (connection) => {
    const sql = "SELECT mutation_id AS id, body FROM lan_notes WHERE about = ? AND kind IN ('sale', 'return')";
    for (const { id, body } of connection.allNow(sql, [orderId]))
      layRowsOf(connection, opened(connection, String(id), String(body)));
    layReturns(connection);
    return connection.allNow('SELECT 1 FROM orders WHERE id = ?', [orderId]).length > 0;
  });
  host.changed('orders', 'order_lines', 'tenders', 'returned_lines', 'receipts');
  return here;
}
