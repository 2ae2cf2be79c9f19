import type { OrderPage } from './order-page.ts';
import type { Page } from './queries.ts';

export interface OrderRow {
  readonly id: string;
  readonly number: string;
  readonly placedAt: number;
  readonly customerName: string;
  readonly channel: 'till' | 'online' | 'import';
  readonly channelName: string;
  readonly locationName: string;
  readonly kind: 'sale' | 'return';
  readonly paymentStatus: string;
  /** What is authorised of it may be taken until then */
  readonly heldUntil: number | null;
  readonly fulfilmentStatus: string;
  readonly units: number;
  readonly total: number;
  readonly currency: string;
  readonly flags: readonly string[];
  readonly unsent: boolean;
}

/** What a list of orders is narrowed by, beside its view; all of it must fit. */
export interface OrderFilter {
  readonly channel?: 'till' | 'online' | 'import';
  readonly payment?: 'paid' | 'part-paid' | 'authorised' | 'unpaid' | 'refunded';
  readonly fulfilment?: 'handed-over' | 'to-pick' | 'part-shipped' | 'held' | 'shipped' | 'none';
  /** Of any of its parcels; `ready`: it waits for who comes for it */
  readonly parcel?: 'under-way' | 'exception' | 'returned' | 'delivered' | 'ready';
  /** A parcel that somebody follows left more days ago, and is not there */
  readonly underWayDays?: number;
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
          /** What that tax is called where it was taxed */
          readonly taxName: string;
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
