import type { ShopOfFile } from '@tillhouse/shared/domains/catalog/files/planned.ts';
import type { ProductRecord } from '@tillhouse/shared/domains/catalog/files/record.ts';

/** Reading the catalogue for files of products, and for comparing one with it. */

/** A code and whom it belongs to. */
type Pairs = readonly (readonly [code: string, id: string])[];

export interface ProductFileQueries {
  /** Which products a file would hold, in its order: by their addresses */
  'products.fileIds': {
    params: {
      readonly view: 'selling' | 'low' | 'no-cost' | 'draft' | 'archived' | 'all';
      readonly search?: string;
      readonly category?: string;
    };
    result: readonly string[];
  };
  /** All of these products; without costs for whoever may not see them */
  'products.records': { params: { readonly ids: readonly string[] }; result: readonly ProductRecord[] };
  'products.fileShop': {
    params: Record<string, never>;
    result: ShopOfFile & {
      /** Whoever asks may see costs */
      readonly costs: boolean;
    };
  };
  /** Who has these codes: products by their addresses, variants by SKU and barcode, and products by their variants */
  'products.codes': {
    params: {
      readonly handles: readonly string[];
      readonly skus: readonly string[];
      readonly codes: readonly string[];
      readonly variantIds: readonly string[];
    };
    result: { readonly handles: Pairs; readonly skus: Pairs; readonly codes: Pairs; readonly variants: Pairs };
  };
}
