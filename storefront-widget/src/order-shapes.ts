/** An order as who bought it is told, read field by field; amounts in minor units, instants in epoch milliseconds. */
import { readTotals, type Totals } from './priced-shapes.ts';
import { fields, list, whole, words } from './shapes.ts';

export interface OrderStatus extends Totals {
  /** By this browser's clock; links to its papers open for half an hour from then on */
  readonly readAt: number;
  readonly number: string;
  readonly status: string;
  readonly paymentStatus: string;
  readonly fulfilmentStatus: string;
  /** Whoever comes for it may come */
  readonly ready: boolean;
  readonly due: number;
  /** Quantities in whole units, as people count */
  readonly lines: readonly {
    readonly title: string;
    readonly variantTitle: string;
    readonly quantity: number;
    readonly total: number;
    /** Where something may be said of it; empty: nowhere yet */
    readonly toReview: string;
  }[];
  readonly parcels: readonly {
    readonly number: string;
    readonly carrier: string;
    readonly tracking: string;
    /** Where its carrier shows it; empty: nowhere */
    readonly href: string;
    /** What happened to it last, and when; empty: nobody said */
    readonly state: string;
    readonly at: number;
  }[];
  readonly refunds: readonly { readonly amount: number; readonly at: number; readonly asked: boolean }[];
  /** Its papers: what each is, and where on the shop's server it opens */
  readonly invoices: readonly { readonly title: string; readonly href: string }[];
  /** Papers by which its goods come back: what each is, and where on the shop's server it is saved from */
  readonly returnsLabels: readonly {
    readonly kind?: unknown;
    readonly carrier?: unknown;
    readonly tracking?: unknown;
    readonly format?: unknown;
    readonly href?: unknown;
  }[];
  /** To whom and where; nothing where it goes nowhere. Its country by its code, last */
  readonly delivery: readonly string[];
  readonly country: string;
  /** Where what is due is paid now; an empty address: nowhere */
  readonly pay: { readonly title: string; readonly href: string };
  /** How to pay what is due */
  readonly instructions: string;
}

/** @throws TypeError when it is no order at all */
export function readOrderStatus(value: unknown): OrderStatus {
  const it = fields(value);
  const delivery = fields(it.delivery);
  const country = words(delivery['country']);
  const place = [words(delivery['recipient']), ...words(delivery['address']).split('\n')];
  return {
    ...readTotals(it),
    readAt: Date.now(),
    number: words(it.number),
    status: words(it.status),
    paymentStatus: words(it.paymentStatus),
    fulfilmentStatus: words(it.fulfilmentStatus),
    ready: whole(it.readyAt) > 0 && words(it.fulfilmentStatus) === 'to-pick',
    due: whole(it.due),
    lines: list(it.lines)
      .map(fields)
      .map((line) => ({
        title: words(line.title),
        variantTitle: words(line.variantTitle),
        quantity: whole(line.quantity) / 10 ** whole(line.scale),
        total: whole(line.total),
        toReview: words(line.toReview),
      })),
    parcels: list(it.parcels)
      .map(fields)
      .map(({ number, carrier, tracking, trackingUrl, state, stateAt, sentAt }) => ({
        ...{ number: words(number), carrier: words(carrier), tracking: words(tracking), href: words(trackingUrl) },
        ...{ state: words(state), at: whole(stateAt ?? sentAt) },
      })),
    refunds: list(it.refunds)
      .map(fields)
      .filter(({ status }) => status !== 'refused')
      .map(({ amount, at, status }) => ({ amount: whole(amount), at: whole(at), asked: status === 'asked' })),
    invoices: list(it.invoices)
      .map(fields)
      .map(({ title, href }) => ({ title: words(title), href: words(href) })),
    returnsLabels: list(it.returnsLabels).map(fields),
    delivery: place.filter((line) => line && line !== country),
    country,
    pay: { title: words(fields(it.pay).title), href: words(fields(it.pay).href) },
    instructions: words(it.instructions),
  };
}
