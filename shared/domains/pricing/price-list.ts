import type { Tx } from '../../kernel/tx.ts';
import { priceListUnknown } from './errors.ts';
import { type PriceList, priceLists } from './schema.ts';

/** The list named, or the one that sells by default. */
export async function priceListOr(tx: Tx, priceListId: string | null | undefined): Promise<PriceList> {
  const [found] = priceListId
    ? await tx.getMany(priceLists, [{ id: priceListId }])
    : await tx.list(priceLists, { isDefault: true });
  if (!found) throw priceListUnknown({ priceListId: priceListId ?? null });
  return found;
}
