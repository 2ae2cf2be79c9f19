import type { StoreTheme } from '@tillhouse/shared/domains/access/store-parts.ts';

/** One store of the organisation, as its editor shows it. */
export interface StoreView {
  readonly id: string;
  readonly name: string;
  readonly main: boolean;
  readonly locale: string;
  readonly currency: string;
  readonly currencies: readonly { readonly currency: string; readonly priceListId: string }[];
  readonly priceListId: string | null;
  readonly timeZone: string;
  readonly pricesIncludeTax: boolean;
  readonly taxRounding: 'line' | 'document';
  readonly taxes: readonly { readonly taxClass: string; readonly rate: string }[];
  /** Minor units */
  readonly cashRoundingIncrement: number;
  readonly cashRoundingMode: 'half-up' | 'up' | 'down';
  /** Minor units */
  readonly returnLimit: number;
  readonly receiptFooter: string;
  readonly theme: StoreTheme | null;
  readonly domains: readonly string[];
  readonly closedAt: number | null;
  readonly revision: number;
}

export interface StorePlace {
  readonly id: string;
  readonly name: string;
  readonly kind: 'shop' | 'warehouse';
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
