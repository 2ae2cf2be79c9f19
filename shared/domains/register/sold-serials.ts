import type { MutationContext } from '../../kernel/define-mutator.ts';
import { monthOf } from '../../kernel/instant.ts';
import type { Tx } from '../../kernel/tx.ts';
import { raiseFlag } from '../orders/flags.ts';
import { orderLines } from '../orders/schema.ts';
import type { Decided, SaleArgs } from './sale-args.ts';
import { plainSerial } from './serials.ts';
import { type SoldSerial, soldSerials } from './serials-schema.ts';

/** Numbers of pieces are kept with their line. */
export async function writeSerials(
  tx: Tx,
  ctx: MutationContext,
  { lines, orderId }: Pick<SaleArgs, 'lines' | 'orderId'>,
  { businessDate }: Decided,
): Promise<void> {
  const sold = { orderId, placedAt: ctx.occurredAt, month: monthOf(businessDate) };
  const rows = lines.flatMap(({ key, variantId, serials = [] }): SoldSerial[] =>
    variantId === null
      ? []
      : serials.map((serial, at) => ({
          ...{ ...sold, variantId, serial, plain: plainSerial(serial) },
          ...{ id: ctx.idFor(`serial:${key}:${at}`), lineId: ctx.idFor(`line:${key}`) },
        })),
  );
  if (rows.length === 0) return;
  await tx.insertMany(soldSerials, rows);
  if (ctx.authority) for (const row of rows) await flagSoldTwice(tx, ctx, row);
}

/** A piece that was sold before and never came back is another one, or was typed wrongly: somebody looks. */
async function flagSoldTwice(tx: Tx, ctx: MutationContext, { id, orderId, variantId, serial, plain }: SoldSerial) {
  for (const before of await tx.list(soldSerials, { plain })) {
    if (before.id === id || before.variantId !== variantId) continue;
    if ((await tx.list(orderLines, { originalLineId: before.lineId })).length > 0) continue;
    const details = { variantId, serial, otherOrderId: before.orderId };
    await raiseFlag(tx, ctx, { orderId, code: 'serial-twice', about: plain, details });
  }
}
