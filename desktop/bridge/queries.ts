import type { Measure } from '@tillhouse/shared/domains/catalog/measure.ts';
import type { AccessQueries } from './access-queries.ts';
import type { DisplayQueries } from './display-views.ts';
import type { DeviceQueries } from './card-views.ts';
import type { CommissionQueries } from './commission-views.ts';
import type { ContentQueries } from './content-views.ts';
import type { CreditQueries } from './credit-views.ts';
import type { CustomerQueries } from './customer-queries.ts';
import type { CustomsQueries } from './customs-views.ts';
import type { ProductFileQueries } from './product-file-queries.ts';
import type { LedgerQueries } from './ledger-views.ts';
import type { FindSaleQueries } from './find-sale-queries.ts';
import type { DrawerQueries } from './drawer-queries.ts';
import type { LoyaltyQueries } from './loyalty-views.ts';
import type { HoursQueries } from './hours-views.ts';
import type { OrderQueries } from './order-queries.ts';
import type { ReviewQueries } from './review-views.ts';
import type { PromotionQueries } from './promotion-queries.ts';
import type { SalesQueries } from './sales-queries.ts';
import type { StoreQueries } from './store-queries.ts';
import type { SyncQueries } from './sync-queries.ts';
import type { DraftQueries } from './draft-queries.ts';
import type { ReceiptLetterQueries } from './receipt-letter-views.ts';
import type { InvoiceQueries } from './invoice-queries.ts';
import type { PriceQueries } from './price-queries.ts';
import type { DeliveryQueries } from './delivery-queries.ts';
import type { TaxQueries } from './tax-queries.ts';
import type { TransferQueries } from './transfer-queries.ts';
import type { Basket, LocationSummary, ReceiptView, SessionState } from './views.ts';

export interface Page {
  readonly offset: number;
  readonly limit: number;
}

export interface ProductRow {
  readonly id: string;
  readonly title: string;
  readonly sku: string;
  readonly variantCount: number;
  readonly image: string | null;
  readonly status: 'active' | 'draft' | 'archived';
  readonly category: string;
  /** False for a service and the like, of which nothing is counted */
  readonly tracked: boolean;
  readonly onHand: number;
  readonly scale: number;
  readonly unit: string;
  /** In the order of the result's `locations`; null where never stocked */
  readonly byLocation: readonly (number | null)[];
  readonly priceFrom: number;
  readonly priceTo: number;
  /** Percent in tenths, null without cost or without the right to see it */
  readonly margin: number | null;
  /** Days until empty at the last 28 days' pace; null without sales */
  readonly coverDays: number | null;
  readonly updatedAt: number;
  readonly updatedBy: string;
  readonly unsent: boolean;
}

export interface VariantRow {
  readonly id: string;
  readonly title: string;
  readonly optionValues: readonly string[];
  readonly sku: string;
  readonly gtin: string | null;
  readonly price: number;
  readonly compareAt: number | null;
  /** Lowest that it could be bought at in the 30 days before its reduction, or until now; null where nothing is known */
  readonly lowest: number | null;
  readonly cost: number | null;
  readonly onHand: number;
  readonly scale: number;
  readonly unit: string;
  /** What is in one of it, for the price of a unit */
  readonly measure: Measure | null;
  /** The container whose deposit is paid with each of it */
  readonly depositId: string | null;
  readonly status: 'active' | 'archived';
  readonly image: string | null;
}

export interface LevelRow {
  readonly locationId: string;
  readonly locationName: string;
  readonly street: string;
  readonly onHand: number;
  readonly committed: number;
  readonly reserved: number;
  readonly damaged: number;
  readonly safety: number;
  readonly qualityControl: number;
  readonly available: number;
  readonly incoming: number;
}

export interface MovementRow {
  readonly id: string;
  readonly occurredAt: number;
  readonly locationName: string;
  readonly cause: string;
  readonly note: string;
  readonly documentKind: string;
  readonly documentId: string;
  readonly documentNumber: string;
  readonly actorName: string;
  readonly onHand: number;
  /** Over all locations shown, after this line */
  readonly balance: number;
}

export interface TillTile {
  readonly variantId: string;
  readonly title: string;
  readonly image: string | null;
  readonly price: number;
  readonly unit: string;
  /** At the register's location, null when not tracked */
  readonly available: number | null;
}

/** Every query of the bridge: parameters and result. The host implements each in desktop/host/queries. */
export interface QueryMap
  extends SalesQueries,
    OrderQueries,
    FindSaleQueries,
    CustomerQueries,
    LedgerQueries,
    CustomsQueries,
    ProductFileQueries,
    DrawerQueries,
    HoursQueries,
    LoyaltyQueries,
    SyncQueries,
    AccessQueries,
    PromotionQueries,
    StoreQueries,
    DraftQueries,
    ReceiptLetterQueries,
    InvoiceQueries,
    PriceQueries,
    DeviceQueries,
    DisplayQueries,
    CommissionQueries,
    ContentQueries,
    ReviewQueries,
    CreditQueries,
    TaxQueries,
    DeliveryQueries,
    TransferQueries {
  'session.state': { params: Record<string, never>; result: SessionState };
  'products.index': {
    params: Page & {
      readonly view: 'selling' | 'low' | 'no-cost' | 'draft' | 'archived' | 'all';
      readonly search?: string;
      readonly category?: string;
      readonly sort?: 'updated' | 'title' | 'on-hand' | 'price';
      readonly descending?: boolean;
    };
    result: {
      readonly total: number;
      readonly locations: readonly LocationSummary[];
      readonly rows: readonly ProductRow[];
    };
  };
  'products.views': {
    params: Record<string, never>;
    result: readonly { readonly view: string; readonly count: number }[];
  };
  'products.one': {
    params: { readonly id: string };
    result: {
      readonly id: string;
      readonly title: string;
      readonly handle: string;
      readonly description: string;
      readonly status: 'active' | 'draft' | 'archived';
      readonly category: string;
      readonly supplier: string;
      readonly tags: readonly string[];
      readonly options: readonly { readonly name: string; readonly values: readonly string[] }[];
      readonly taxClass: string;
      /** In years; null: anybody may buy it */
      readonly minimumAge: number | null;
      readonly taxClasses: readonly { readonly taxClass: string; readonly name: string; readonly rate: string }[];
      readonly categories: readonly string[];
      readonly image: string | null;
      readonly soldAtTill: boolean;
      readonly soldOnline: boolean;
      readonly currency: string;
      readonly priceListId: string;
      readonly onHand: number;
      readonly stockValue: number | null;
      readonly sold30Days: number;
      readonly variants: readonly VariantRow[];
      /** What may be a container of it */
      readonly containers: readonly { readonly variantId: string; readonly name: string }[];
      readonly history: readonly {
        readonly at: number;
        readonly by: string;
        readonly device: string | null;
        readonly fields: readonly { readonly field: string; readonly from: string; readonly to: string }[];
      }[];
      readonly previousId: string | null;
      readonly nextId: string | null;
      readonly updatedAt: number;
    } | null;
  };
  'stock.index': {
    params: Page & { readonly search?: string; readonly view: 'all' | 'low' | 'negative' | 'incoming' };
    result: {
      readonly total: number;
      readonly locations: readonly LocationSummary[];
      readonly rows: readonly {
        readonly variantId: string;
        readonly title: string;
        readonly variantTitle: string;
        readonly sku: string;
        readonly image: string | null;
        readonly scale: number;
        /** False for a service and the like, of which nothing is counted. */
        readonly tracked: boolean;
        readonly unit: string;
        readonly onHand: number;
        readonly available: number;
        readonly byLocation: readonly (number | null)[];
      }[];
    };
  };
  'stock.views': {
    params: Record<string, never>;
    result: readonly { readonly view: 'all' | 'low' | 'negative' | 'incoming'; readonly count: number }[];
  };
  'stock.variant': {
    params: {
      readonly variantId: string;
      readonly asOf?: number;
      readonly limit?: number;
      readonly locationId?: string;
    };
    result: {
      readonly variantId: string;
      readonly productId: string;
      readonly title: string;
      readonly variantTitle: string;
      readonly sku: string;
      readonly image: string | null;
      readonly scale: number;
      readonly unit: string;
      readonly levels: readonly LevelRow[];
      /** Levels as they were at `asOf`, when asked */
      readonly levelsAt: readonly LevelRow[] | null;
      readonly movements: readonly MovementRow[];
      readonly movementCount: number;
      /** On hand of all locations at the end of each of the last 14 days, oldest first */
      readonly days: readonly { readonly date: string; readonly onHand: number }[];
    } | null;
  };
  'till.pages': {
    params: Record<string, never>;
    result: {
      readonly pages: readonly { readonly name: string; readonly tiles: readonly TillTile[] }[];
      /** Somebody arranged them; else they are what sells most */
      readonly arranged: boolean;
      readonly productCount: number;
    };
  };
  'till.search': {
    params: { readonly text: string; readonly limit?: number };
    result: readonly (TillTile & { readonly sku: string })[];
  };
  'till.basket': { params: Record<string, never>; result: Basket };
  'till.receipt': { params: { readonly orderId: string }; result: ReceiptView | null };
  'palette.search': {
    params: { readonly text: string };
    result: readonly {
      readonly kind: 'product' | 'variant' | 'order' | 'customer';
      readonly id: string;
      readonly title: string;
      readonly text: string;
      readonly amount: number | null;
      readonly to: string;
    }[];
  };
}
