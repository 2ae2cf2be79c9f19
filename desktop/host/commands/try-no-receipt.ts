import { createTx } from '@tillhouse/shared/data/tx.ts';
import type { NoReceiptArgs } from '@tillhouse/shared/domains/register/no-receipt-args.ts';
import { recordReturnWithoutReceipt } from '@tillhouse/shared/domains/register/no-receipt-mutators.ts';
import { priceGoodsBack } from '@tillhouse/shared/domains/register/price-goods-back.ts';
import { roundCash } from '@tillhouse/shared/domains/pricing/cash-rounding.ts';
import { commandForbidden } from '@tillhouse/shared/kernel/command-errors.ts';
import { holds } from '@tillhouse/shared/domains/access/rights.ts';
import type { MutationContext } from '@tillhouse/shared/kernel/define-mutator.ts';
import { idFor } from '@tillhouse/sync/protocol/derive-id.ts';
import type { NoReceiptWorth } from '../../bridge/no-receipt-calls.ts';
import type { Host } from '../host.ts';
import type { WindowSession } from '../session/windows.ts';
import { withLowestPrices } from './lowest-prices.ts';
import { groundOf } from './run-command.ts';

type Wanted = Pick<NoReceiptArgs, 'registerId' | 'sessionId' | 'lines'>;

/** What goods without a receipt are worth here and now, by the text of the command itself. Nothing is written. */
export async function tryNoReceipt(host: Host, window: WindowSession, wanted: Wanted): Promise<NoReceiptWorth> {
  const { actor, person, deviceId, store } = groundOf(host, window);
  const { name, permission } = recordReturnWithoutReceipt;
  if (!holds(person, permission) && !person.grants?.some((grant) => grant.permission === permission))
    throw commandForbidden({ name, permission });
  const id = host.newId();
  const occurredAt = host.now();
  const ctx: MutationContext = {
    ...{ mutationId: id, occurredAt, actor, deviceId, store, authority: false, lacks: [] },
    idFor: (label: string) => idFor(id, label),
  };
  return host.desk.transaction('foreground', async (connection) => {
    const { tx, end } = createTx({ connection, onEvent: async () => {} });
    try {
      const args = withLowestPrices(connection, wanted, occurredAt) as Wanted;
      const { lines, worth, taxTotal, till, settings } = await priceGoodsBack(tx, ctx, args);
      const { cashRoundingIncrement: increment, cashRoundingMode: mode } = settings;
      return {
        lines: lines.map(({ key, source, snapshot: { unitPrice, total, scale, tracked } }) => ({
          ...{ key, unitPrice, total: -total, scale, tracked, source },
        })),
        ...{ worth, tax: taxTotal, cash: roundCash(worth, { increment, mode }), cashLimit: till.cashWithoutReceipt },
      };
    } finally {
      end();
    }
  });
}
