import type { OrderPage } from './order-page.ts';
import type { OrderRow, Page } from './queries.ts';

/** What a list of orders is narrowed by, beside its view; all of it must fit. */
export interface OrderFilter {
  readonly channel?: 'till' | 'online' | 'import';
  readonly payment?: 'paid' | 'part-paid' | 'unpaid' | 'refunded';
  readonly fulfilment?: 'handed-over' | 'to-pick' | 'part-shipped' | 'held' | 'shipped' | 'none';
  readonly locationId?: string;
  /** Business days until today, today among them */
  readonly days?: number;
  /** Minor units */
  readonly minTotal?: number;
}

/** Orders of customers, and of suppliers as they are received. */
export interface OrderQueries {
  'orders.index': {
    params: Page & {
      readonly view: 'today' | 'to-ship' | 'unpaid' | 'returns' | 'flagged' | 'all';
      readonly search?: string;
      readonly filter?: OrderFilter;
    };
    result: {
      readonly total: number;
      readonly sum: number;
      readonly currency: string;
      readonly rows: readonly OrderRow[];
    };
  };
  'orders.views': {
    params: Record<string, never>;
    result: readonly { readonly view: string; readonly count: number }[];
  };
  'orders.one': {
    params: { readonly id: string };
    result:
      | (OrderRow & {
          readonly receiptNumber: string | null;
          readonly subtotal: number;
          readonly discountTotal: number;
          readonly taxTotal: number;
          readonly shippingTotal: number;
          readonly shippingTax: number;
          readonly pricesIncludeTax: boolean;
          readonly rounding: number;
          readonly paid: number;
          readonly due: number;
          readonly actorName: string;
          readonly lines: readonly {
            readonly id: string;
            readonly variantId: string | null;
            readonly title: string;
            readonly variantTitle: string;
            readonly sku: string;
            readonly image: string | null;
            readonly quantity: number;
            readonly scale: number;
            readonly unitPrice: number;
            readonly total: number;
            readonly taxRate: string;
          }[];
          readonly tenders: readonly {
            readonly kind: string;
            readonly amount: number;
            readonly given: number;
            readonly change: number;
            readonly reference: string;
          }[];
          readonly flagDetails: readonly { readonly code: string; readonly text: string; readonly raisedAt: number }[];
        })
      | null;
  };
  'orders.page': { params: { readonly id: string }; result: OrderPage | null };
  'receiving.orders': {
    params: Record<string, never>;
    result: readonly {
      readonly id: string;
      readonly number: string;
      readonly supplier: string;
      readonly locationName: string;
      readonly bay: string;
      readonly ordered: number;
      readonly received: number;
      readonly lines: number;
      readonly linesComplete: number;
    }[];
  };
  'receiving.one': {
    params: { readonly id: string };
    result: {
      readonly id: string;
      readonly number: string;
      readonly supplier: string;
      readonly locationName: string;
      readonly bay: string;
      readonly lines: readonly {
        readonly id: string;
        readonly variantId: string;
        readonly title: string;
        readonly sku: string;
        readonly gtin: string | null;
        readonly image: string | null;
        readonly ordered: number;
        readonly received: number;
      }[];
    } | null;
  };
}
