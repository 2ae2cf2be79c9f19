import type { CarrierName } from '@tillhouse/shared/domains/shipping/carriers.ts';
import type { DeliveryBox } from './delivery-queries.ts';
import type { FactsOfGoods } from '@tillhouse/shared/domains/shipping/customs.ts';

/** What customs and carriers ask of a product and of those of its variants that differ; null: nobody said. */
export interface ProductCustoms {
  readonly product: FactsOfGoods | null;
  readonly variants: readonly {
    readonly variantId: string;
    readonly title: string;
    readonly sku: string;
    readonly facts: FactsOfGoods | null;
  }[];
}

/** What a paper for customs is written from, beside the order itself. */
export interface OrderCustoms {
  /** Where its goods leave from, ISO 3166 alpha-2; empty: nobody said */
  readonly from: string;
  readonly seller: { readonly name: string; readonly street: string; readonly vatNumber: string };
  /** By variant */
  readonly facts: Readonly<Record<string, FactsOfGoods>>;
}

/** What the parcels of an order are suggested from. */
export interface OrderPacking {
  /** That are used, in the shop's own order */
  readonly boxes: readonly DeliveryBox[];
  /** By variant */
  readonly facts: Readonly<Record<string, FactsOfGoods>>;
}

export interface CustomsQueries {
  'orders.packing': { params: { id: string }; result: OrderPacking };
  'products.customs': { params: { id: string }; result: ProductCustoms };
  'orders.customs': { params: { id: string }; result: OrderCustoms };
  /** Carriers that the store of an order is connected to (without one: any store); null: none ever was, and no label is asked for */
  'orders.carriers': { params: { id?: string }; result: readonly CarrierName[] | null };
}
