import type { AddressLack } from '@tillhouse/shared/domains/shipping/address.ts';
import type { ExplainedOption } from '@tillhouse/shared/domains/shipping/rules.ts';
import type { Box } from '@tillhouse/shared/domains/shipping/box-schema.ts';
import type { ShippingZone } from '@tillhouse/shared/domains/shipping/schema.ts';

export type DeliveryZone = Omit<ShippingZone, 'updatedAt'>;

/** What parcels are packed into. */
export type DeliveryBox = Omit<Box, 'updatedAt' | 'position'>;

/** A location, with what shoppers are told where they may collect there. */
export interface PickUpPlace {
  readonly locationId: string;
  readonly name: string;
  readonly street: string;
  /** Its stock is sold online: without, nobody is offered it */
  readonly sellsOnline: boolean;
  readonly hint: string;
  readonly readyIn: number;
  readonly active: boolean;
}

/** A store whose delivery is set: the main one has no id in its zones. */
export interface DeliveryStore {
  readonly id: string;
  readonly name: string;
  readonly main: boolean;
  /** Its own first */
  readonly currencies: readonly string[];
  /** Where it is taxed; null: nobody said */
  readonly country: string | null;
  readonly timeZone: string;
}

export interface TriedDelivery {
  /** The zone that the address is in */
  readonly zone: string | null;
  readonly options: readonly ExplainedOption[];
  /** What the address lacks by the rules of its country, of region and postcode */
  readonly lacks: readonly AddressLack[];
}

export interface DeliveryQueries {
  'delivery.index': {
    params: Record<string, never>;
    result: {
      readonly zones: readonly DeliveryZone[];
      readonly places: readonly PickUpPlace[];
      readonly stores: readonly DeliveryStore[];
      /** In the shop's own order */
      readonly boxes: readonly DeliveryBox[];
    };
  };
  /** What a shopper would be offered, by the rules that the checkout itself asks. */
  'delivery.try': {
    params: {
      readonly storeId: string;
      readonly address: { readonly country: string; readonly region: string; readonly postcode: string } | null;
      readonly currency: string;
      /** Minor units, after discounts */
      readonly goods: number;
      /** `2026-11-26`, of the store's calendar */
      readonly day: string;
      /** `14:05` */
      readonly time: string;
    };
    result: TriedDelivery;
  };
}
