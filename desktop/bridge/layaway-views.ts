import type { Layaway, LayawayLine } from '@tillhouse/shared/domains/register/layaway-schema.ts';
import type { DeliverArgs } from '@tillhouse/shared/domains/register/deliver-args.ts';
import type { Tender } from '@tillhouse/shared/domains/orders/schema.ts';
import type { Basket } from './views.ts';

/** `late`: its day is over; `to-come`: a special order that is not all there; `over`: handed over or given up */
export type LayawayView = 'open' | 'late' | 'to-come' | 'over';

/** A layaway or special order as lists show it. */
export type LayawayRow = Pick<
  Layaway,
  'id' | 'number' | 'kind' | 'status' | 'customerName' | 'currency' | 'total' | 'dueOn' | 'readyAt' | 'createdAt'
> & {
  readonly paid: number;
  readonly due: number;
  readonly locationName: string;
  /** Its goods are handed over at this till */
  readonly here: boolean;
  readonly late: boolean;
  /** Of what is in it, the first of its goods, and how many more */
  readonly goods: string;
  readonly more: number;
};

/** What goes back of one payment, and how; `tenderId` empty: cash that no one payment holds */
export interface LayawayBack {
  readonly number: string;
  readonly amount: number;
  readonly kept: number;
  readonly parts: readonly { readonly tenderId: string; readonly kind: Tender['kind']; readonly amount: number }[];
}

export type LayawayOne = LayawayRow &
  Pick<
    Layaway,
    'customerId' | 'note' | 'actorName' | 'endedAt' | 'endedByName' | 'orderId' | 'kept' | 'tellTo' | 'toldAt'
  > & {
    readonly lines: readonly Pick<
      LayawayLine,
      'key' | 'variantId' | 'title' | 'variantTitle' | 'quantity' | 'scale' | 'total' | 'aside'
    >[];
    readonly payments: readonly {
      readonly orderId: string;
      readonly number: string;
      readonly amount: number;
      readonly at: number;
    }[];
    /** What giving it up pays back, with what the store keeps */
    readonly back: readonly LayawayBack[];
    readonly fee: number;
  };

/** Goods that special orders still wait for, at this desk's location. */
export interface AwaitedRow {
  readonly layawayId: string;
  readonly number: string;
  readonly key: string;
  readonly customerName: string;
  readonly variantId: string | null;
  readonly title: string;
  readonly sku: string;
  readonly supplier: string;
  readonly quantity: number;
  readonly scale: number;
  readonly dueOn: string;
  /** Of open purchase orders to this location: so many of it are on their way, for whomever */
  readonly onOrder: number;
}

/** What a basket hands over. */
export interface LayawayInBasket {
  readonly id: string;
  readonly number: string;
  readonly paid: number;
}

/** Of a basket, what does not go over the counter with it. */
export interface BasketLater {
  /** What was put aside and is handed over with it */
  readonly layaway: LayawayInBasket | null;
  /** It leaves later; null: they take it with them */
  readonly deliver: DeliverArgs | null;
}

export interface LaterOnReceipt extends Pick<DeliverArgs, 'kind' | 'recipient' | 'address'> {
  /** Where it is picked up */
  readonly place: string;
}

export interface LayawayQueries {
  'layaways.index': {
    params: { readonly offset: number; readonly limit: number; readonly view: LayawayView; readonly search?: string };
    result: {
      readonly total: number;
      readonly rows: readonly LayawayRow[];
      readonly counts: Readonly<Record<LayawayView, number>>;
    };
  };
  'layaways.one': { params: { readonly id: string }; result: LayawayOne | null };
  'layaways.awaited': { params: Record<string, never>; result: readonly AwaitedRow[] };
}

export interface LayawayCalls {
  /** Puts the basket aside; what is left of it is the first payment. */
  'layaway.putAside': {
    args: {
      basketId: string;
      total: number;
      part: number;
      kind: Layaway['kind'];
      dueOn: string;
      note: string;
      tellTo: string | null;
    };
    result: { basket: Basket; layawayId: string };
  };
  'layaway.pay': { args: { layawayId: string; amount: number }; result: Basket };
  'layaway.handOver': { args: { layawayId: string }; result: Basket };
  /** The basket is sold now and leaves later; null: they take it with them. */
  'basket.setDeliver': { args: { deliver: Basket['deliver'] }; result: Basket };
  'layaway.notNow': { args: Record<string, never>; result: Basket };
  'layaway.giveUp': { args: { layawayId: string; fee: number }; result: null };
}
