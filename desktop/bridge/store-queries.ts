import type { StoreSettings } from '@tillhouse/shared/domains/access/schema.ts';

/** One store of the organisation, as its editor shows it. */
export type StoreView = Omit<StoreSettings, 'updatedAt' | 'sendsWith'> & { readonly domains: readonly string[] };

export interface StorePlace {
  readonly id: string;
  readonly name: string;
  readonly street: string;
  readonly kind: 'shop' | 'warehouse';
  readonly status: 'active' | 'closed';
  readonly sellsOnline: boolean;
  /** What shoppers are sold here while one of its tills is not heard of */
  readonly silentTills: 'sell' | 'hold-back';
  readonly storeId: string;
  /** Codes of its registers whose drawer is open */
  readonly open: readonly string[];
}

export interface Organisation {
  readonly stores: readonly StoreView[];
  readonly places: readonly StorePlace[];
  readonly priceLists: readonly {
    readonly id: string;
    readonly name: string;
    readonly currency: string;
    readonly isDefault: boolean;
  }[];
  readonly taxRates: readonly { readonly taxClass: string; readonly name: string; readonly rate: string }[];
}

export interface StoreQueries {
  'stores.index': { params: Record<string, never>; result: Organisation };
}
