import { createHash } from 'node:crypto';
import type { ProductToImport } from '@tillhouse/shared/domains/catalog/files/shops/read-product.ts';
import type { CommandOutcome } from './import-target.ts';
import type { Batch } from './send-batches.ts';
import { idOf } from '@tillhouse/shared/kernel/source-ids.ts';

export const PRODUCTS_A_BATCH = 200;

/** The id of a batch: its content by its command. */
export function batchId(source: string, command: string, args: unknown): string {
  return idOf(source, command, createHash('sha256').update(JSON.stringify(args)).digest('hex'));
}

export interface ProductBatches {
  readonly source: string;
  readonly priceListId: string | null;
  readonly applied: (products: readonly ProductToImport[]) => void;
  /** One product that the shop refuses, alone. */
  readonly refused: (product: ProductToImport, outcome: CommandOutcome) => void;
  /** Batches to send next: a refused one comes back in halves until the culprit stands alone. */
  readonly again: (batch: Batch) => void;
}

export function productBatch(products: readonly ProductToImport[], use: ProductBatches): Batch {
  const args = {
    products: products.map(({ product, variants }) => ({ product, variants })),
    priceListId: use.priceListId,
  };
  return {
    command: 'catalog.importProducts',
    args,
    id: batchId(use.source, 'catalog.importProducts', args),
    onOutcome: (outcome) => {
      if (outcome.status === 'applied') {
        use.applied(products);
        return;
      }
      if (products.length === 1) {
        use.refused(products[0] as ProductToImport, outcome);
        return;
      }
      const middle = Math.ceil(products.length / 2);
      use.again(productBatch(products.slice(0, middle), use));
      use.again(productBatch(products.slice(middle), use));
    },
  };
}

export function* productBatches(products: readonly ProductToImport[], use: ProductBatches): Generator<Batch> {
  for (let start = 0; start < products.length; start += PRODUCTS_A_BATCH) {
    yield productBatch(products.slice(start, start + PRODUCTS_A_BATCH), use);
  }
}
