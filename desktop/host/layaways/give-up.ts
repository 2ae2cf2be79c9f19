import { feesOf } from '@tillhouse/shared/domains/register/layaway.ts';
import { recordReturn } from '@tillhouse/shared/domains/register/return-mutators.ts';
import type { ReturnArgs } from '@tillhouse/shared/domains/register/sale-args.ts';
import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import { drawerOf } from '../basket/open-drawer.ts';
import { noRegister } from '../basket/problems.ts';
import { groundOf, runWithin } from '../commands/run-command.ts';
import { deviceAt } from '../devices/device-settings.ts';
import { enqueue } from '../devices/printers/print-queue.ts';
import { printing } from '../devices/printers/queue-of-host.ts';
import type { Host } from '../host.ts';
import type { WindowSession } from '../session/windows.ts';
import { backOf, paymentsOf } from './back-of.ts';
import { layawayHere } from './layaway-here.ts';
import { layawayGone, layawayIsOver, partTooMuch } from './problems.ts';

interface GiveUp {
  readonly layawayId: string;
  /** Kept of what was paid */
  readonly fee: number;
}

type Here = { readonly kind: 'card' | 'gift-card' | 'store-credit' };
const isHere = (kind: string): kind is Here['kind'] => ['card', 'gift-card', 'store-credit'].includes(kind);

/**
 * Gives what was paid back to how it was paid, less what is kept, and frees the goods: each payment by a return of its receipt, all in one
 * transaction. One that is over already (another till handed it over) only gives back what is still on it.
 * @throws HostProblem `layaway.unknown`, `layaway.over`; DomainError as `register.recordReturn`
 */
export async function giveUp(host: Host, window: WindowSession, { layawayId, fee }: GiveUp): Promise<null> {
  const ground = groundOf(host, window);
  const { registerId } = ground.window;
  if (!registerId) throw noRegister();
  const { reader } = host.desk;
  const printer = deviceAt(reader, registerId, 'printer');
  await host.desk.transaction('foreground', async (connection: DeskConnection) => {
    const layaway = layawayHere(reader, layawayId);
    if (!layaway) throw layawayGone();
    const { number, status, paid } = layaway;
    if (status !== 'open' && paid <= 0) throw layawayIsOver(number, status);
    const sessionId = drawerOf(connection, registerId);
    const at = host.now();
    // Of one that is over the newest that what is left covers: that is what was paid too much.
    let left = paid;
    const all = paymentsOf(reader, layawayId);
    const payments =
      status === 'open'
        ? all
        : [...all].reverse().filter(({ amount }) => {
            if (amount > left) return false;
            left -= amount;
            return true;
          });
    const total = payments.reduce((sum, { amount }) => sum + amount, 0);
    if (fee > total) throw partTooMuch(total);
    const fees = feesOf(
      payments.map(({ amount }) => amount),
      fee,
    );
    for (const [index, payment] of payments.entries()) {
      const kept = fees[index] ?? 0;
      const refunds = backOf(reader, payment, kept).flatMap(({ tenderId, kind, amount }) =>
        isHere(kind) ? [{ key: tenderId, kind, amount, tenderId, reference: number }] : [],
      );
      const orderId = host.newId();
      const args: ReturnArgs = {
        ...{ orderId, originalOrderId: payment.orderId, registerId, sessionId, reason: number },
        lines: [{ key: 'p', originalLineId: payment.lineId, quantity: 1, restock: 'none', reason: 'changed-mind' }],
        ...(kept > 0 && { fee: kept }),
        ...(refunds.length > 0 && { refunds }),
        payBack: { kind: 'cash', reference: '' },
      };
      await runWithin(connection, ground, { name: recordReturn.name, args, mutationId: host.newId() }, at);
      if (printer?.auto) enqueue(connection, { registerId, kind: 'receipt', orderId }, at);
    }
    if (status !== 'open') return;
    const ends = { layawayId, end: 'ended', orderId: null, kept: fee };
    await runWithin(connection, ground, { name: 'register.endLayaway', args: ends, mutationId: host.newId() }, at);
  });
  const { queue } = printing(host);
  void (printer?.drawer ? queue.openDrawer(registerId) : Promise.resolve()).then(() => queue.wake());
  host.changed('basket');
  return null;
}
