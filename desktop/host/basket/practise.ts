import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import type { ReceiptView } from '../../bridge/views.ts';
import type { Ground } from '../commands/run-command.ts';
import type { Reader } from '../database/reader.ts';
import type { Host } from '../host.ts';
import { dropBasket, placeOf } from './rows.ts';
import { receiptView } from './receipt.ts';

/** Carries what a sale came to out of the transaction that it takes back. */
class TakenBack extends Error {
  readonly receipt: ReceiptView;
  constructor(receipt: ReceiptView) {
    super('a sale of training is taken back');
    this.receipt = receipt;
  }
}

/**
 * A sale as it would be, by the same text, in a transaction that is taken back: no number, no queue, no stock, no drawer.
 * @param sell the sale within a transaction; answers with its order
 */
export async function practise(
  host: Host,
  ground: Ground,
  sell: (connection: DeskConnection) => Promise<string>,
): Promise<ReceiptView> {
  const receipt = await host.desk
    .transaction('foreground', async (connection): Promise<ReceiptView> => {
      const receipt = receiptView(withinReader(host.desk.reader, connection), await sell(connection));
      if (!receipt) throw new Error('a sale of training left no receipt to show');
      throw new TakenBack(receipt);
    })
    .catch((error: unknown) => {
      if (error instanceof TakenBack) return error.receipt;
      throw error;
    });
  await host.desk.transaction('foreground', async (connection) => {
    for (const row of connection.allNow('SELECT id FROM desk_baskets WHERE place = ?', [placeOf(ground.window)]))
      dropBasket(connection, String(row.id));
  });
  host.changed('basket');
  // Names are sealed in what is not committed; who practises is known.
  return { ...receipt, number: 'TRAINING', cashier: ground.actor.name, training: true };
}

/** Reads what the open transaction holds. */
function withinReader(reader: Reader, connection: DeskConnection): Reader {
  return {
    names: reader.names,
    all: <R>(sql: string, params: Parameters<Reader['all']>[1] = []) => connection.allNow(sql, params) as R[],
    get: <R>(sql: string, params: Parameters<Reader['all']>[1] = []) =>
      connection.allNow(sql, params)[0] as R | undefined,
  };
}
