import type { CarrierAddress, CarrierName, CarrierParcel } from '@tillhouse/shared/domains/shipping/carriers.ts';
import type { labelStates } from '@tillhouse/shared/domains/shipping/carrier-schema.ts';

/** What a carrier asks for all of the parcels, each by itself. */
export interface LabelService {
  readonly accountId: string;
  readonly carrier: CarrierName;
  /** As people of the shop call the account */
  readonly account: string;
  readonly service: string;
  readonly name: string;
  /** Minor units of `currency` */
  readonly amount: number;
  readonly currency: string;
  /** `2026-11-28`; null: the carrier does not say */
  readonly latest: string | null;
}

export interface LabelPrices {
  /** Cheapest first */
  readonly services: readonly LabelService[];
  /** Carriers that said nothing, and why */
  readonly silent: readonly { readonly account: string; readonly problem: string }[];
}

export interface LabelPaper {
  readonly kind: 'label' | 'invoice' | 'waybill' | 'receipt';
  readonly format: 'pdf' | 'zpl' | 'png';
  /** Base64 */
  readonly content: string;
}

export interface ShownLabel {
  readonly id: string;
  readonly carrier: CarrierName;
  readonly fulfilmentId: string | null;
  readonly kind: 'outbound' | 'return';
  readonly service: string;
  readonly state: (typeof labelStates)[number];
  readonly trackings: readonly string[];
  /** Minor units; null: the carrier did not say */
  readonly cost: number | null;
  readonly currency: string | null;
  readonly problem: string;
  readonly createdAt: number;
  /** Of a list none */
  readonly documents: readonly LabelPaper[];
}

export interface LabelGoods {
  readonly title: string;
  readonly hsCode: string;
  readonly origin: string;
  readonly quantity: number;
  /** Of all of them */
  readonly grams: number;
  /** Minor units, of all of them */
  readonly value: number;
}

export interface LabelAsk {
  readonly orderId: string;
  /** The parcel it is for; null: goods that come back */
  readonly fulfilmentId: string | null;
  readonly accountId: string;
  readonly carrier: CarrierName;
  readonly service: string;
  readonly to: CarrierAddress;
  readonly parcel: CarrierParcel;
  /** `2026-11-28` */
  readonly shipOn: string;
  readonly customs: {
    readonly currency: string;
    readonly invoice: string;
    readonly goods: readonly LabelGoods[];
  } | null;
}

/** Labels of carriers, bought in the cloud: not without the network. */
export interface LabelCalls {
  'labels.prices': {
    args: {
      readonly orderId: string;
      readonly to: Pick<CarrierAddress, 'city' | 'region' | 'postcode' | 'country'>;
      readonly parcels: readonly CarrierParcel[];
      readonly shipOn: string;
    };
    result: LabelPrices;
  };
  /** A parcel has one label at a time: where one was asked for before, that one is told, however its answer was lost. */
  'labels.buy': { args: LabelAsk; result: ShownLabel };
  'labels.of': { args: { readonly orderId: string }; result: readonly ShownLabel[] };
  /** With what is printed */
  'labels.one': { args: { readonly id: string }; result: ShownLabel };
  'labels.look': { args: { readonly id: string }; result: ShownLabel };
  'labels.notBought': { args: { readonly id: string }; result: ShownLabel };
  /** A returns label, to who bought the order, with its papers; says to which address */
  'labels.mail': { args: { readonly id: string }; result: { readonly to: string } };
  'labels.void': { args: { readonly id: string }; result: ShownLabel };
}
