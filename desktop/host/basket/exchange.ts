import { createTx } from '@tillhouse/shared/data/tx.ts';
import { lacksOf } from '@tillhouse/shared/domains/access/rights.ts';
import { refusalOf } from '@tillhouse/shared/domains/access/refusals.ts';
import { openOfSale } from '@tillhouse/shared/domains/register/complete-return.ts';
import { recordReturn } from '@tillhouse/shared/domains/register/return-mutators.ts';
import type { ReturnArgs } from '@tillhouse/shared/domains/register/sale-args.ts';
import { returnNeeds } from '@tillhouse/shared/domains/register/trade-needs.ts';
import type { Approval, MutationContext } from '@tillhouse/shared/kernel/define-mutator.ts';
import { DomainError } from '@tillhouse/shared/kernel/errors.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import type { DeskConnection } from '@tillhouse/sync/client/desk-database.ts';
import type { Basket } from '../../bridge/views.ts';
import { type Ground, groundOf } from '../commands/run-command.ts';
import type { Host } from '../host.ts';
import { approvalFrom, type GivenApproval } from '../session/give-approval.ts';
import type { WindowSession } from '../session/windows.ts';
import { fullTitle } from '../words.ts';
import type { Exchange } from './exchange-kept.ts';
import { refuseTaken } from './legs.ts';
import { drawerOf } from './open-drawer.ts';
import { exchangeOpen, noRegister } from './problems.ts';
import { openBasket, placeOf } from './rows.ts';
import { basketView } from './view.ts';

/** Somebody's yes to what comes back, until it is paid; it does not outlive the program. */
const given = new WeakMap<Host, Map<string, Approval>>();

export const yesTo = (host: Host, returnId: string): Approval | undefined => given.get(host)?.get(returnId);
export const forgetYes = (host: Host, returnId: string): void => void given.get(host)?.delete(returnId);

type Wanted = Pick<ReturnArgs, 'orderId' | 'originalOrderId' | 'lines'> & Partial<Pick<ReturnArgs, 'shipping' | 'fee'>>;

/** However the rest goes back: an approval of it is bound to this. */
export const payBack = { kind: 'cash' as const, reference: '' };

/**
 * Puts goods that come back into the basket: what they are worth counts for what is bought with them. Asks at once whether who sells may take
 * back so much.
 * @param wanted `orderId` made by the asker, so that a yes is bound to it
 * @throws DomainError as `register.recordReturn`, `access.beyond-limit` and its like; HostProblem `basket.exchange-open`
 */
export async function beginExchange(
  host: Host,
  window: WindowSession,
  wanted: Wanted,
  yes: GivenApproval | undefined,
): Promise<Basket> {
  const ground = groundOf(host, window);
  const { registerId } = ground.window;
  if (!registerId) throw noRegister();
  const mutationId = idFor(wanted.orderId, 'exchange');
  const asked = { ...wanted, registerId, reason: '', payBack };
  const approval = yes && (await approvalFrom(host, ground, named({ ...asked, sessionId: wanted.orderId }), yes));
  await host.desk.transaction('foreground', async (connection) => {
    const basket = openBasket(connection, placeOf(ground.window), host.now(), host.newId);
    const [before] = connection.allNow('SELECT exchange FROM desk_baskets WHERE id = ?', [basket.id]);
    if (before?.exchange) throw exchangeOpen();
    const args: ReturnArgs = { ...wanted, registerId, sessionId: drawerOf(connection, registerId), reason: '' };
    const { tx, end } = createTx({ connection, onEvent: async () => {} });
    try {
      const ctx = contextOf(ground, mutationId, host.now());
      const whole = await recordReturn.prepare?.(tx, args, ctx);
      const all = -(whole?.decided?.total ?? 0);
      const against = Math.max(0, Math.min(all, openOf(connection, wanted.originalOrderId)));
      const [lack] = lacksOf(ground.actor, whole ? await returnNeeds(tx, whole) : [], ground.store, approval);
      if (lack) {
        const refusal = refusalOf(recordReturn, lack, approval);
        const details = { ...refusal.details, ...named({ ...asked, sessionId: args.sessionId }) };
        throw new DomainError(refusal.code, refusal.kind, refusal.message, details);
      }
      const lines = (whole?.lines ?? []).map(({ quantity, snapshot }) => ({
        ...{ title: fullTitle(snapshot?.title ?? '', snapshot?.variantTitle ?? ''), quantity },
        ...{ scale: snapshot?.scale ?? 0, total: -(snapshot?.total ?? 0) },
      }));
      const [sale] = connection.allNow('SELECT number, customer_id AS customerId FROM orders WHERE id = ?', [
        wanted.originalOrderId,
      ]);
      const kept: Exchange = {
        mutationId,
        args,
        number: String(sale?.number ?? ''),
        worth: all - against,
        against,
        lines,
      };
      connection.runNow('UPDATE desk_baskets SET exchange = ?, customer_id = coalesce(customer_id, ?) WHERE id = ?', [
        JSON.stringify(kept),
        (sale?.customerId as string | null) ?? null,
        basket.id,
      ]);
    } finally {
      end();
    }
  });
  if (approval) given.set(host, (given.get(host) ?? new Map<string, Approval>()).set(wanted.orderId, approval));
  return basketView(host.desk.reader, ground.window, host.now());
}

/** What nobody has paid of a sale yet, less what its returns so far left unpaid. */
function openOf(connection: DeskConnection, saleId: string): number {
  const dues = connection.allNow('SELECT due FROM orders WHERE id = ? OR original_order_id = ? ORDER BY id <> ?', [
    ...[saleId, saleId, saleId],
  ]);
  const [due = 0, ...earlier] = dues.map((row) => Number(row.due));
  return openOfSale(
    { due },
    earlier.map((one) => ({ due: one })),
  );
}

const named = (args: ReturnArgs) => ({ name: recordReturn.name, args });

function contextOf(ground: Ground, mutationId: string, occurredAt: number): MutationContext {
  const { actor, deviceId, store } = ground;
  const ids = { mutationId, idFor: (label: string) => idFor(mutationId, label) };
  return { ...ids, actor, deviceId, store, occurredAt, authority: false, lacks: [] };
}

export function dropExchange(connection: DeskConnection, basketId: string): void {
  refuseTaken(connection, basketId);
  connection.runNow('UPDATE desk_baskets SET exchange = NULL WHERE id = ?', [basketId]);
}
