import type { MutationContext } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import type { StockDocument } from './change-levels.ts';
import { transferChanged } from './events.ts';
import type { LevelDeltas } from './rules.ts';
import { stockLevels } from './schema.ts';
import { transferNotSo, transferUnknown } from './transfer-errors.ts';
import { type Transfer, type TransferLine, transferLines, transfers } from './transfer-schema.ts';

export async function locked(tx: Tx, transferId: string): Promise<Transfer> {
  const [transfer] = await tx.getForUpdate(transfers, [{ id: transferId }]);
  if (!transfer) throw transferUnknown({ transferId });
  return transfer;
}

export async function linesOf(tx: Tx, transferId: string): Promise<TransferLine[]> {
  return (await tx.list(transferLines, { transferId })).sort((a, b) => a.position - b.position);
}

/** @throws DomainError `inventory.transfer-not-so` where it is none of these any more */
export function allow({ number, status }: Transfer, among: readonly Transfer['status'][]): void {
  if (!among.includes(status)) throw transferNotSo({ number, status });
}

export const documentOf = ({ id, number }: Transfer): StockDocument => ({ kind: 'transfer', id, number });

/** All levels that a transfer touches, in the one order in which rows are locked. */
export async function lockLevels(tx: Tx, { fromId, toId }: Transfer, lines: readonly TransferLine[]): Promise<void> {
  const keys = lines.flatMap(({ variantId }) => [fromId, toId].map((locationId) => ({ variantId, locationId })));
  await tx.getForUpdate(stockLevels, keys);
}

export function moved(ctx: MutationContext, line: TransferLine, what: string, locationId: string, deltas: LevelDeltas) {
  const { variantId } = line;
  return { movementId: ctx.idFor(`${what}:${line.id}`), locationId, variantId, cause: 'transfer' as const, deltas };
}

export async function become(
  tx: Tx,
  transfer: Transfer,
  now: Partial<Transfer> & Pick<Transfer, 'status'>,
): Promise<void> {
  await tx.update(transfers, { id: transfer.id }, now);
  const { id: transferId, number, fromId, toId } = transfer;
  await tx.emit(transferChanged, { transferId, number, fromId, toId, status: now.status });
}
