import { commandForbidden } from '../../kernel/command-errors.ts';
import type { MutationContext } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import { can } from '../access/can.ts';
import { stockMovements } from '../inventory/schema.ts';
import { depositUnfit, fieldChanged, unitInUse } from './errors.ts';
import { fateOfEdit } from './rules.ts';
import { variantCosts, variants } from './schema.ts';

/** Quantities are integers × 10^−scale: with another scale every line of the ledger would mean something else. */
export async function refuseUnitInUse(tx: Tx, variantId: string): Promise<void> {
  const [moved] = await tx.list(stockMovements, { variantId });
  if (moved) throw unitInUse({ variantId });
}

/** A container is counted by nobody, comes whole, and has no deposit of its own. */
export async function refuseUnfitDeposit(tx: Tx, variantId: string, depositId: string): Promise<void> {
  const container = await tx.get(variants, { id: depositId });
  const fits = container && !container.tracked && container.scale === 0 && container.depositId === null;
  const [filled] = await tx.list(variants, { depositId: variantId });
  if (!fits || filled || depositId === variantId) throw depositUnfit({ variantId, depositId });
}

/** Tells whether the cost changed. */
export async function editCost(
  tx: Tx,
  ctx: MutationContext,
  variantId: string,
  { base, value }: { base: number | null; value: number | null },
): Promise<boolean> {
  if (!can(ctx.actor.permissions, 'products.cost')) {
    throw commandForbidden({ name: 'catalog.editVariant', permission: 'products.cost' });
  }
  const [row] = await tx.getForUpdate(variantCosts, [{ variantId }]);
  const current = row?.cost ?? null;
  const fate = fateOfEdit(current, base, value);
  if (fate === 'lost-race')
    throw fieldChanged({ subject: 'variant', subjectId: variantId, field: 'cost', base, current, value });
  if (fate === 'same') return false;
  if (value === null) await tx.delete(variantCosts, { variantId });
  else if (row) await tx.update(variantCosts, { variantId }, { cost: value, updatedAt: ctx.occurredAt });
  else
    await tx.insert(variantCosts, { variantId, cost: value, currency: ctx.store.currency, updatedAt: ctx.occurredAt });
  return true;
}
