import * as z from 'zod/mini';
import { id, quantityOrZero, text } from '../../kernel/args.ts';
import { defineMutator, type MutationContext } from '../../kernel/define-mutator.ts';
import { changeLevels, type LevelChange } from './change-levels.ts';
import { stockMovements } from './schema.ts';
import { transferLineUnknown, transferTooMuch } from './transfer-errors.ts';
import { onTheWay, type Transfer, type TransferLine, transferLines, transfers } from './transfer-schema.ts';
import { allow, become, documentOf, linesOf, locked, lockLevels, moved } from './transfer-steps.ts';

/** Each leaves at least one movement of its name. */
const ways = ['received', 'rejected', 'back'] as const;

const accounted = z.strictObject({
  lineId: id,
  received: quantityOrZero,
  /** Came and is not taken: a receipt and a write-off, so that the ledger says both */
  rejected: quantityOrZero,
  /** Never came: on hand again where it was sent from */
  cancelled: quantityOrZero,
});

/** What became of one line, as movements. */
function accountFor(
  ctx: MutationContext,
  { fromId, toId }: Transfer,
  line: TransferLine,
  { received, rejected, cancelled }: z.infer<typeof accounted>,
  note: string,
): LevelChange[] {
  const came = (what: string, amount: number) =>
    amount === 0 ? [] : [moved(ctx, line, what, toId, { onHand: amount, incoming: -amount })];
  const thrown = { ...moved(ctx, line, 'written-off', toId, { onHand: -rejected }), cause: 'adjusted' as const };
  return [
    ...came('received', received),
    ...came('rejected', rejected),
    ...(rejected === 0 ? [] : [{ ...thrown, note: note === '' ? 'rejected' : `rejected: ${note}` }]),
    ...(cancelled === 0
      ? []
      : [
          { ...moved(ctx, line, 'back', fromId, { onHand: cancelled }), note: 'never came' },
          { ...moved(ctx, line, 'not-coming', toId, { incoming: -cancelled }), note: 'never came' },
        ]),
  ];
}

export const receiveTransfer = defineMutator({
  name: 'inventory.receiveTransfer',
  version: 1,
  kind: 'intent',
  permission: 'stock.receive',
  doc: 'Says of what is on its way what came, what came and is not taken, and what never came. In as many steps as it takes; when nothing is on its way any more, the transfer is received.',
  args: z.strictObject({
    transferId: id,
    lines: z.array(accounted).check(z.minLength(1), z.maxLength(500)),
    note: text(300),
  }),
  needs: async (tx, { transferId }) => {
    const transfer = await tx.get(transfers, { id: transferId });
    return transfer ? [{ permission: 'stock.receive', locationId: transfer.toId }] : [];
  },
  run: async (tx, { transferId, lines: told, note }, ctx) => {
    const transfer = await locked(tx, transferId);
    const own = new Set(told.flatMap(({ lineId }) => ways.map((way) => ctx.idFor(`${way}:${lineId}`))));
    if ((await tx.list(stockMovements, { documentId: transferId })).some(({ id: movement }) => own.has(movement)))
      return;
    allow(transfer, ['in-transit']);
    const lines = await linesOf(tx, transferId);
    const known = new Map(lines.map((line) => [line.id, line]));
    await lockLevels(tx, transfer, lines);
    const changes: LevelChange[] = [];
    for (const part of told) {
      const line = known.get(part.lineId);
      if (!line) throw transferLineUnknown({ transferId, lineId: part.lineId });
      known.delete(part.lineId);
      const sum = part.received + part.rejected + part.cancelled;
      if (sum > onTheWay(line)) throw transferTooMuch({ lineId: line.id, onTheWay: onTheWay(line), told: sum });
      changes.push(...accountFor(ctx, transfer, line, part, note));
      const { received, rejected, cancelled } = part;
      if (sum > 0) await tx.add(transferLines, { id: line.id }, { received, rejected, cancelled });
    }
    await changeLevels(tx, ctx, documentOf(transfer), changes);
    const open = (await linesOf(tx, transferId)).some((line) => onTheWay(line) > 0);
    if (!open) await become(tx, transfer, { status: 'received', endedAt: ctx.occurredAt });
  },
});
