import { shareToTake } from '@tillhouse/shared/domains/orders/take-share.ts';
import type { MinorUnits } from '@tillhouse/shared/kernel/money.ts';
import type { OrderPage, OrderPageLine, SendingPlace } from '../../../bridge/order-page.ts';
import { stillHeld } from './goes-words.ts';

/** What a person says leaves now: by line, in the line's own scale. */
export interface FulfilDraft {
  readonly quantities: Readonly<Record<string, number>>;
  readonly placeId: string;
  readonly how: 'shipped' | 'handed-over';
  readonly carrier: string;
}

export const unsent = ({ quantity, sent }: OrderPageLine): number => Math.max(0, quantity - sent);

/** As much of a line as this place could send. Who says nothing of stock has no count, and sends what is asked. */
export function mostFrom(line: OrderPageLine, place: SendingPlace | undefined): number {
  if (!line.tracked || line.variantId === null || !place) return unsent(line);
  return Math.min(unsent(line), place.has[line.variantId] ?? 0);
}

/** All that a place has of what is left. */
export function allFrom(order: OrderPage, place: SendingPlace | undefined): FulfilDraft['quantities'] {
  // Two lines of one variant share what is there.
  const used = new Map<string, number>();
  return Object.fromEntries(
    order.lines.flatMap((line) => {
      const before = used.get(line.variantId ?? line.id) ?? 0;
      const stock =
        line.tracked && line.variantId !== null && place ? (place.has[line.variantId] ?? 0) - before : Infinity;
      const quantity = Math.max(0, Math.min(unsent(line), stock));
      used.set(line.variantId ?? line.id, before + quantity);
      return unsent(line) > 0 ? [[line.id, quantity]] : [];
    }),
  );
}

/** What is taken of what is held for the order when so much of it leaves: minor units; 0: nothing is held. */
export function takenWith(order: OrderPage, { quantities }: Pick<FulfilDraft, 'quantities'>): MinorUnits {
  const attempt = order.attempts.find((one) => stillHeld(one) > 0);
  if (!attempt) return 0;
  const { amount: authorised, captured, inParts } = attempt;
  const lines = order.lines.map((line) => ({ ...line, sent: line.sent + (quantities[line.id] ?? 0) }));
  return shareToTake({ order, lines, authorised, captured, inParts }).toTake - captured;
}

export function emptyFulfilment(order: OrderPage): FulfilDraft {
  const place = order.places.find(({ own }) => own) ?? order.places[0];
  return {
    ...{ quantities: allFrom(order, place), placeId: place?.id ?? order.locationId },
    ...{ how: 'shipped', carrier: order.delivery?.method ?? '' },
  };
}

/** A parcel as it is sent: what is in it, what it was packed into, how its carrier calls it. */
export interface SentParcel {
  readonly contents: readonly { readonly lineId: string; readonly quantity: number }[];
  readonly tracking: string;
  /** Null: nobody said */
  readonly packed: object | null;
}

/** Arguments of `orders.fulfil`, one for each parcel that leaves; what is handed over is one. */
export function fulfilArgs(
  order: OrderPage,
  { how, placeId, quantities, ...draft }: FulfilDraft,
  parcels: readonly SentParcel[],
): object[] {
  const chosen = order.lines.flatMap(({ id }) => {
    const quantity = quantities[id] ?? 0;
    return quantity > 0 ? [{ lineId: id, quantity }] : [];
  });
  if (chosen.length === 0) return [];
  const all = { orderId: order.id, how, ...(placeId !== order.locationId && { locationId: placeId }) };
  if (how === 'handed-over') return [{ ...all, lines: chosen }];
  const carrier = draft.carrier.trim();
  return parcels.map(({ contents, tracking, packed }) => ({
    ...{ ...all, lines: contents },
    ...(carrier && { carrier }),
    ...(tracking.trim() && { tracking: tracking.trim() }),
    ...(packed && { packed }),
  }));
}

/** Pieces of what leaves; a measured line counts as one. */
export const unitsOf = (order: OrderPage, { quantities }: Pick<FulfilDraft, 'quantities'>): number =>
  order.lines.reduce((sum, { id, scale }) => {
    const quantity = quantities[id] ?? 0;
    return sum + (quantity === 0 ? 0 : scale === 0 ? quantity : 1);
  }, 0);
