import type { MutationContext } from '../../kernel/define-mutator.ts';
import type { Tx } from '../../kernel/tx.ts';
import { type StoreSettings, storeSettings } from '../access/schema.ts';
import { products, variants } from '../catalog/schema.ts';
import { prices, priceLists, taxRates } from '../pricing/schema.ts';
import type { SoldItem } from './complete-sale.ts';
import { notOnThisRegister, registerRetired, registerUnknown, sessionNotOpen } from './errors.ts';
import { type Register, receiptCounters, registerClosings, registerSessions, registers } from './schema.ts';

/** What `prepare` reads at the desk, in the transaction of the sale. */

export async function sellingRegister(
  tx: Tx,
  { registerId, sessionId }: { registerId: string; sessionId: string },
): Promise<{ register: Register; sequence: number }> {
  const register = await tx.get(registers, { id: registerId });
  if (!register) throw registerUnknown({ registerId });
  if (register.status === 'retired') throw registerRetired({ code: register.code });
  const session = await tx.get(registerSessions, { id: sessionId });
  if (!session || (await tx.get(registerClosings, { sessionId }))) throw sessionNotOpen({ sessionId });
  if (session.registerId !== registerId) throw notOnThisRegister({ registerId, sessionId });
  const counter = await tx.get(receiptCounters, { registerId, generation: register.generation });
  return { register, sequence: (counter?.lastSequence ?? 0) + 1 };
}

export async function settingsOf(tx: Tx, ctx: MutationContext): Promise<StoreSettings> {
  const [row] = await tx.list(storeSettings, {});
  return (
    row ?? {
      id: ctx.mutationId,
      name: '',
      ...ctx.store,
      taxRounding: 'line',
      cashRoundingIncrement: 1,
      cashRoundingMode: 'half-up',
      returnLimit: 0,
      receiptFooter: '',
      updatedAt: ctx.occurredAt,
    }
  );
}

export async function soldItems(tx: Tx, variantIds: readonly string[]): Promise<Map<string, SoldItem>> {
  const found = await tx.getMany(
    variants,
    [...new Set(variantIds)].map((id) => ({ id })),
  );
  const owners = await tx.getMany(
    products,
    [...new Set(found.map((row) => row.productId))].map((id) => ({ id })),
  );
  const productOf = new Map(owners.map((row) => [row.id, row]));
  const priceOf = await pricesOf(
    tx,
    found.map((row) => row.id),
  );
  return new Map(
    found.flatMap((variant) => {
      const product = productOf.get(variant.productId);
      return product ? [[variant.id, { variant, product, price: priceOf.get(variant.id) ?? null }] as const] : [];
    }),
  );
}

/** Prices in the default list. */
export async function pricesOf(tx: Tx, variantIds: readonly string[]): Promise<Map<string, number>> {
  const [list] = await tx.list(priceLists, { isDefault: true });
  if (!list) return new Map();
  const rows = await tx.getMany(
    prices,
    variantIds.map((variantId) => ({ variantId, priceListId: list.id })),
  );
  return new Map(rows.map((row) => [row.variantId, row.amount]));
}

export async function ratesOf(tx: Tx): Promise<Map<string, string>> {
  return new Map((await tx.list(taxRates, {})).map((row) => [row.taxClass, row.rate]));
}
