import type { ParcelState } from '@tillhouse/shared/domains/orders/parcel-states.ts';
import type { CarrierAccount, LabelDocument } from '@tillhouse/shared/domains/shipping/carrier-schema.ts';
import type {
  CarrierAddress,
  CarrierName,
  CarrierParcel,
  CarrierPlace,
  CarrierRate,
} from '@tillhouse/shared/domains/shipping/carriers.ts';

/** With its secrets. */
export interface OpenCarrierAccount extends Omit<CarrierAccount, 'sealed'> {
  readonly tenantId: string;
  readonly secrets: Readonly<Record<string, string>>;
}

export interface RatesAsked {
  readonly to: CarrierPlace;
  readonly parcels: readonly CarrierParcel[];
  /** `2026-11-28`, where it leaves */
  readonly shipOn: string;
  /** In which the shop would like to know; a carrier may answer in its own */
  readonly currency: string;
}

/** What goes through customs in one parcel. */
export interface CustomsGoods {
  readonly title: string;
  readonly hsCode: string;
  /** ISO 3166 alpha-2 of where it was made */
  readonly origin: string;
  /** Whole units, or parts of one counted as one */
  readonly quantity: number;
  /** Of all of them */
  readonly grams: number;
  /** Minor units, of all of them */
  readonly value: number;
}

export interface ShipmentAsked {
  /** The service's code, as `rates` names it */
  readonly service: string;
  /** Where it goes; of a return, who sends it back */
  readonly to: CarrierAddress;
  readonly parcels: readonly CarrierParcel[];
  readonly shipOn: string;
  /** At most 30 letters and digits: stands on the label, and by it the shipment is found again */
  readonly reference: string;
  readonly format: LabelDocument['format'];
  /** What customs are told; null where none is passed */
  readonly customs: {
    readonly currency: string;
    readonly goods: readonly CustomsGoods[];
    readonly invoice: string;
  } | null;
}

/** What was bought, as the carrier says. */
export interface BoughtLabel {
  /** What it calls the shipment: by that it is voided */
  readonly theirs: string;
  /** Of each parcel, in their order */
  readonly trackings: readonly string[];
  /** Minor units; null: it did not say */
  readonly cost: { readonly amount: number; readonly currency: string } | null;
  readonly documents: readonly LabelDocument[];
}

export interface CarrierEvent {
  /** The carrier's own: `OT`, `DL` */
  readonly code: string;
  readonly state: ParcelState;
  /** Epoch milliseconds */
  readonly at: number;
  /** `Louisville, KY, US`; empty: it does not say */
  readonly place: string;
  /** In the carrier's words */
  readonly words: string;
}

/** News of one parcel that a carrier pushed. The same may come twice, and out of order. */
export interface CarrierNews {
  readonly tracking: string;
  readonly events: readonly CarrierEvent[];
}

/** It did not do it, and says why: asked the same again it would say the same. */
export class CarrierRefused extends Error {
  readonly code: string;
  constructor(message: string, code = '') {
    super(message);
    this.code = code;
  }
}
/** It did nothing, since it is busy; after so long it may be asked again. */
export class CarrierBusy extends Error {
  readonly afterMs: number | null;
  constructor(message: string, afterMs: number | null = null) {
    super(message);
    this.afterMs = afterMs;
  }
}
/** Nobody knows what it did. */
export class NoCarrierAnswer extends Error {
  constructor(carrier: string, cause: unknown) {
    super(`${carrier} did not answer as it should`, { cause });
  }
}
/** Nobody who knows the shop's secret sent this. */
export class NewsForged extends Error {}

/**
 * One carrier. Each call asks once; whether to ask again is never decided in here (but for a token that ran out, with which nothing was
 * done). @throws CarrierRefused, CarrierBusy, NoCarrierAnswer
 */
export interface Carrier {
  readonly name: CarrierName;
  /** Names of its secrets; one that ends in `?` may be left out */
  readonly secrets: readonly string[];
  /** All of its services that take these parcels there */
  rates(account: OpenCarrierAccount, asked: RatesAsked, timeoutMs: number): Promise<CarrierRate[]>;
  /** Buys a label. It is the caller that makes sure that it is asked once */
  label(account: OpenCarrierAccount, asked: ShipmentAsked): Promise<BoughtLabel>;
  /** Buys a label by which `asked.to` sends goods back to where the account's parcels leave from */
  returnLabel(account: OpenCarrierAccount, asked: ShipmentAsked): Promise<BoughtLabel>;
  /**
   * What it has of a shipment whose answer was lost. Null: nothing that it tells of, which does not prove that there is none; one that is
   * found may come without its documents.
   */
  find(
    account: OpenCarrierAccount,
    asked: Pick<ShipmentAsked, 'reference' | 'shipOn' | 'format'>,
  ): Promise<BoughtLabel | null>;
  /** Gives it back while it was not used; null: this carrier charges what was used alone, and there is nothing to do */
  voidLabel: ((account: OpenCarrierAccount, label: Pick<BoughtLabel, 'theirs' | 'trackings'>) => Promise<void>) | null;
  /** What happened to one parcel, first things first; empty: it knows nothing of it yet */
  track(account: OpenCarrierAccount, tracking: string): Promise<CarrierEvent[]>;
  /** Has news of these parcels sent to `url`; null: that is set up at the carrier for the whole account */
  follow: ((account: OpenCarrierAccount, trackings: readonly string[], url: string) => Promise<void>) | null;
  /** What a carrier pushed. @param raw the body, byte for byte @throws NewsForged, NoCarrierAnswer where it is nothing that it sends */
  verifyNews(
    account: OpenCarrierAccount,
    headers: Readonly<Record<string, string | string[] | undefined>>,
    raw: string,
  ): CarrierNews[];
}
