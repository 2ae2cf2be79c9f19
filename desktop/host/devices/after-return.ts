import type { ReturnArgs } from '@tillhouse/shared/domains/register/sale-args.ts';
import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import type { Host } from '../host.ts';
import { deviceWithin } from './device-settings.ts';
import { enqueue } from './printers/print-queue.ts';
import { printing } from './printers/queue-of-host.ts';
import { attemptsFor, markRecorded, within } from './terminals/attempts.ts';

/** Of a return, in its transaction: the card payments that it records are its own, and its paper is queued. */
export function noteReturn(connection: DeskConnection, args: unknown, at: number): void {
  const { orderId, registerId, refunds = [], payBack } = args as ReturnArgs;
  markRecorded(
    connection,
    refunds.flatMap(({ card }) => card?.key ?? []),
    at,
  );
  if (!deviceWithin(connection, registerId, 'printer')?.auto) return;
  enqueue(connection, { registerId, kind: 'receipt', orderId }, at);
  const { codeHash, creditId = null } = payBack?.credit ?? {};
  if (codeHash) enqueue(connection, { registerId, kind: 'card', orderId, creditId }, at);
}

/** Of a tip that went back to its card, in its transaction: what the terminal paid is recorded with it. */
export function noteTipBack(connection: DeskConnection, args: unknown, at: number): void {
  const { tipId, way } = args as { readonly tipId: string; readonly way: 'cash' | 'card' };
  if (way !== 'card') return;
  const paid = attemptsFor(within(connection), tipId).filter(({ state }) => state === 'approved');
  markRecorded(
    connection,
    paid.map(({ id }) => id),
    at,
  );
}

/** The return is durable: the drawer opens where cash goes over the counter, and the paper comes out. */
export function afterReturn(host: Host, args: unknown): void {
  const { registerId, refunds = [], payBack } = args as ReturnArgs;
  const { queue } = printing(host);
  const cash = payBack?.kind === 'cash' || refunds.some(({ kind }) => kind === 'cash');
  void (cash ? queue.openDrawer(registerId) : Promise.resolve()).then(() => queue.wake());
}
