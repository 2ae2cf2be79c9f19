import type { ProductToImport } from '@tillhouse/shared/domains/catalog/files/shops/read-product.ts';
import { type ProductBatches, productBatches } from './import-products-batch.ts';
import type { ImportTalk, ImportTarget } from './import-target.ts';
import { type Batch, sendBatches } from './send-batches.ts';

export type ProductsUse = Pick<ProductBatches, 'source' | 'priceListId' | 'applied' | 'refused'>;

/** Sends products, and refused batches again in halves until only what the shop refuses is left out. */
export async function sendProducts(
  target: ImportTarget,
  products: readonly ProductToImport[],
  talk: ImportTalk,
  use: ProductsUse,
): Promise<void> {
  let next: Batch[] = [];
  const again = (batch: Batch) => void next.push(batch);
  // Two at once: while Postgres writes one, the cloud reads the other.
  await sendBatches(target, productBatches(products, { ...use, again }), talk, 2);
  while (next.length > 0 && !talk.stopped()) {
    const now = next;
    next = [];
    await sendBatches(target, now, talk, 2);
  }
}
