import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import { appendLine } from '../basket/rows.ts';

interface Of {
  readonly id: string;
  readonly number: string;
  readonly customerId: string;
}

/** A line that puts money on what is put aside: owed to its customer until it is handed over, and neither sold nor taxed. */
export function addPayment(
  connection: DeskConnection,
  basketId: string,
  { id: creditId, number, customerId }: Of,
  amount: number,
  { now, newId }: { readonly now: () => number; readonly newId: () => string },
): void {
  const loads = JSON.stringify({ creditId, kind: 'layaway' });
  const line = { variantId: null, title: `Payment on ${number}`, unitPrice: amount, loads, quantity: 1 };
  appendLine(connection, basketId, { ...line, touchedBy: 'hand' }, now(), newId);
  connection.runNow('UPDATE desk_baskets SET customer_id = ?, deliver = NULL WHERE id = ?', [customerId, basketId]);
}
