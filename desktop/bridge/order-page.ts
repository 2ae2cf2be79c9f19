import type { ParcelState } from '@tillhouse/shared/domains/orders/parcel-states.ts';
import type { CardShown } from './card-views.ts';
import type { Claim } from '@tillhouse/shared/domains/claims/schema.ts';
import type { DeliveryTaxed } from '@tillhouse/shared/domains/orders/frozen-parts.ts';
import type { VatEvidence } from '@tillhouse/shared/domains/pricing/reverse-charge.ts';
import type { ParcelSize } from '@tillhouse/shared/domains/shipping/box-schema.ts';
import type { ChosenCarrier } from '@tillhouse/shared/domains/shipping/carriers.ts';
import type { Refundable } from '@tillhouse/shared/domains/orders/plan-refunds.ts';
import type { OrderRow } from './order-queries.ts';

export interface OrderPageLine {
  readonly id: string;
  readonly variantId: string | null;
  readonly title: string;
  readonly variantTitle: string;
  readonly sku: string;
  readonly image: string | null;
  readonly quantity: number;
  readonly scale: number;
  readonly unitPrice: number;
  readonly discount: number;
  readonly net: number;
  readonly tax: number;
  readonly total: number;
  readonly taxClass: string;
  readonly taxRate: string;
  readonly tracked: boolean;
  /** Units that left the shop; all of them where the order left before parts were kept */
  readonly sent: number;
  /** Units that came back, positive */
  readonly returned: number;
  /** Units that were sent again for nothing */
  readonly replaced: number;
  /** Why it cost less */
  readonly discounts: readonly { readonly name: string; readonly amount: number }[];
  /** Of a line of a return */
  readonly back: { readonly reason: string; readonly condition: string; readonly restock: string } | null;
}

/** Money taken or paid back, for the order or for one of its returns. */
export interface OrderPayment {
  readonly id: string;
  readonly kind: string;
  readonly amount: number;
  readonly given: number;
  readonly change: number;
  readonly reference: string;
  /** What a terminal said, where one took it */
  readonly card: CardShown | null;
  readonly placedAt: number;
  readonly orderId: string;
}

export interface OrderReturn {
  readonly id: string;
  readonly number: string;
  readonly placedAt: number;
  readonly units: number;
  readonly total: number;
  readonly due: number;
  readonly feeTotal: number;
  readonly shippingTotal: number;
  readonly shippingTaxed: DeliveryTaxed | null;
}

/** What was wrong with goods that had left, and what was given for them. */
export interface OrderClaim {
  readonly id: string;
  readonly number: string;
  readonly reason: Claim['reason'];
  readonly remedy: Claim['remedy'];
  readonly lines: Claim['lines'];
  readonly units: number;
  readonly worth: number;
  readonly goodsBack: Claim['goodsBack'];
  /** The order that is sent for nothing; its number once the cloud has written it */
  readonly replacement: { readonly id: string; readonly number: string | null } | null;
  /** The return that carries the money */
  readonly returnId: string | null;
  readonly note: string;
  readonly who: string;
  readonly at: number;
  readonly receivedAt: number | null;
  readonly receivedBy: string | null;
}

/** One entry of the timeline, newest first. `before` and `after` hold the columns that changed. */
export interface OrderEvent {
  readonly id: string;
  readonly at: number;
  readonly who: string;
  readonly kind:
    | 'placed'
    | 'paid'
    | 'paid-back'
    | 'returned'
    | 'flagged'
    | 'settled'
    | 'note'
    | 'fulfilled'
    | 'cancelled'
    | 'refunded'
    | 'edited'
    | 'held'
    | 'released'
    | 'collected'
    | 'claimed'
    | 'claim-goods'
    /** Something happened to a parcel: `what` is its state */
    | 'parcel'
    /** Its receipt went, or is to go, to somebody */
    | 'mailed';
  readonly amount?: number;
  readonly units?: number;
  /** How it was paid, or what was flagged */
  readonly what?: string;
  readonly note?: string;
  /** The return it is about */
  readonly order?: { readonly id: string; readonly number: string };
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
}

/** Goods that left together. */
export interface OrderParcel {
  readonly id: string;
  readonly number: string;
  readonly locationName: string;
  readonly how: 'shipped' | 'handed-over';
  readonly carrier: string;
  readonly tracking: string;
  /** What it was packed into; null: none, or nobody said */
  readonly box: string | null;
  /** With its packaging; null: nobody said */
  readonly grams: number | null;
  /** Outside, in millimetres */
  readonly size: ParcelSize | null;
  /** What happened to it last, where, and in whose words; null: nobody said */
  readonly state: ParcelState | null;
  readonly stateAt: number | null;
  readonly place: string;
  readonly words: string;
  readonly at: number;
  readonly lines: readonly { readonly lineId: string; readonly quantity: number }[];
}

export interface OrderDelivery {
  readonly recipient: string;
  readonly address: string;
  readonly country: string | null;
  readonly method: string;
}

/** What an order promised its buyer, beside its label. */
export interface OrderPromise {
  readonly kind: 'ship' | 'pick-up';
  /** `2026-11-28`; null: nobody said */
  readonly earliest: string | null;
  readonly latest: string | null;
  /** Since when it lies ready for whoever comes for it */
  readonly readyAt: number | null;
  /** Of who bought it, for who may see it */
  readonly email: string | null;
  readonly phone: string | null;
  /** What they call the order in their own books */
  readonly reference: string | null;
  /** Which service of which carrier its buyer chose and paid for; null: the shop itself said what delivery costs */
  readonly carrier: ChosenCarrier | null;
  /** Where it is collected */
  readonly place: { readonly name: string; readonly street: string; readonly hint: string } | null;
}

/** One try to pay it at a provider, as it was last told. */
export interface OrderAttempt {
  readonly id: string;
  readonly provider: string;
  readonly method: string;
  readonly state: string;
  readonly amount: number;
  readonly captured: number;
  readonly refunded: number;
  readonly reference: string;
  readonly problem: string;
  /** When its money is taken: with the order, or with its goods */
  readonly takes: 'placed' | 'sent';
  /** Until when what is authorised may be taken; null: nobody said */
  readonly heldUntil: number | null;
  readonly inParts: boolean;
  readonly startedAt: number;
  readonly changedAt: number;
}

/** A location that could send some of it. */
export interface SendingPlace {
  readonly id: string;
  readonly name: string;
  /** The order's own: what is left of it is committed here */
  readonly own: boolean;
  /** By variant: at its own location what is on hand, elsewhere what is promised to nobody; at least 0 */
  readonly has: Readonly<Record<string, number>>;
}

/** All that the page of one order shows, and what a return of it is worked out from. */
export interface OrderPage extends OrderRow {
  readonly status: 'placed' | 'closed' | 'cancelled';
  readonly paymentStatus: 'paid' | 'part-paid' | 'authorised' | 'unpaid' | 'refunded';
  readonly fulfilmentStatus: 'handed-over' | 'to-pick' | 'part-shipped' | 'held' | 'shipped' | 'none';
  readonly version: number;
  readonly locationId: string;
  readonly parcels: readonly OrderParcel[];
  readonly delivery: OrderDelivery | null;
  readonly promise: OrderPromise | null;
  /** The newest first */
  readonly attempts: readonly OrderAttempt[];
  /** While something is left to send, the order's own first */
  readonly places: readonly SendingPlace[];
  /** Why nobody sends it, while it is held */
  readonly heldFor: string | null;
  readonly storeName: string;
  readonly receiptNumber: string | null;
  readonly pricesIncludeTax: boolean;
  readonly subtotal: number;
  readonly discountTotal: number;
  readonly taxTotal: number;
  /** What that tax is called where it was taxed: `VAT`, `GST + QST` */
  readonly taxName: string;
  /** With its tax */
  readonly shippingTotal: number;
  readonly shippingTax: number;
  readonly shippingTaxed: DeliveryTaxed | null;
  /** Which provider of taxes was to say what is due, and what each jurisdiction takes; null: the rates of the store hold */
  readonly taxedBy: {
    readonly provider: string;
    /** `own-rates`: it did not answer in its time */
    readonly by: 'provider' | 'own-rates' | 'exempt';
    readonly place: string | null;
    readonly taxes: readonly { readonly name: string; readonly amount: number }[];
  } | null;
  /** Why its buyer pays no tax: a certificate, a VAT number, or where it goes */
  readonly relief: { readonly kind: 'exempt' | 'reverse-charge' | 'export'; readonly evidence: string } | null;
  /** What is known of the VAT number that it was ordered with; name and address for who may see them. Null: it counts for nothing */
  readonly vat: VatEvidence | null;
  readonly feeTotal: number;
  readonly rounding: number;
  readonly paid: number;
  readonly due: number;
  /** In another currency than the books’: what it was placed at, once the cloud has locked it */
  readonly rate: {
    readonly booksCurrency: string;
    readonly rate: string;
    readonly day: string;
    readonly source: string;
  } | null;
  /** Of one on account: the last day on which it is paid in time */
  readonly payBy: string | null;
  readonly actorName: string;
  readonly customerId: string | null;
  readonly historical: boolean;
  /** The sale of a return */
  readonly sale: { readonly id: string; readonly number: string; readonly due: number } | null;
  readonly lines: readonly OrderPageLine[];
  readonly payments: readonly OrderPayment[];
  /** What of each payment of the sale can still be given back; of a return, of its sale */
  readonly refundable: readonly Refundable[];
  readonly returns: readonly OrderReturn[];
  /** Of a sale, the newest first */
  readonly claims: readonly OrderClaim[];
  /** Of an order that replaces, or a return that pays for a claim: which claim, and of which order */
  readonly claimed: { readonly number: string; readonly orderId: string } | null;
  /** What this desk knows of the buyer; null for a walk-in, or who may not see customers */
  readonly customer: {
    readonly name: string;
    readonly email: string | null;
    readonly phone: string | null;
    readonly orders: number;
    readonly spent: number;
  } | null;
  readonly events: readonly OrderEvent[];
  readonly flagDetails: readonly { readonly code: string; readonly text: string; readonly raisedAt: number }[];
  readonly settings: {
    readonly timeZone: string;
    readonly cashRoundingIncrement: number;
    readonly cashRoundingMode: 'half-up' | 'up' | 'down';
  };
}
