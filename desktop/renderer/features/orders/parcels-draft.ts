import {
  packingItem,
  packInto,
  type PackedParcel,
  type PackingItem,
} from '@tillhouse/shared/domains/shipping/packing.ts';
import type { OrderPacking } from '../../../bridge/customs-views.ts';
import type { DeliveryBox } from '../../../bridge/delivery-queries.ts';
import type { OrderPage } from '../../../bridge/order-page.ts';
import { outsideOf, sizeOf, sizeText } from '../../data/size-text.ts';
import type { FulfilDraft } from './fulfil-draft.ts';

/** What a hand changed of a parcel that was suggested. */
export interface ParcelChange {
  readonly boxId?: string | null;
  readonly grams?: string;
  readonly size?: string;
}

export interface ParcelDraft {
  /** The same while the same goods are in it */
  readonly key: string;
  /** In the scale of each line */
  readonly contents: readonly { readonly lineId: string; readonly quantity: number }[];
  readonly boxId: string | null;
  readonly grams: string;
  readonly size: string;
  readonly notes: readonly ParcelNote[];
}

export type ParcelNote =
  | { readonly is: 'too-large' | 'too-heavy' | 'does-not-fit' }
  | { readonly is: 'over'; readonly most: number }
  | { readonly is: 'by-weight' | 'unweighed'; readonly lines: readonly string[] };

type Quantities = FulfilDraft['quantities'];

/** Goods that are known of no variant have neither weight nor size. */
function itemsOf(order: OrderPage, quantities: Quantities, { facts }: OrderPacking): PackingItem[] {
  return order.lines.flatMap(({ id, variantId, scale }) => {
    const quantity = quantities[id] ?? 0;
    const known = variantId === null ? undefined : facts[variantId];
    return quantity > 0
      ? [packingItem({ id, quantity, scale, grams: known?.grams ?? null, size: known?.size ?? null })]
      : [];
  });
}

/** Parcels of what was chosen to leave, with what a hand changed of them. `one`: all of it in one, whatever fits. */
export function parcelsOf(
  order: OrderPage,
  quantities: Quantities,
  packing: OrderPacking,
  { one, changes }: { readonly one: boolean; readonly changes: ReadonlyMap<string, ParcelChange> },
): ParcelDraft[] {
  const items = itemsOf(order, quantities, packing);
  const { parcels } = packInto(packing.boxes, items);
  const suggested = one && parcels.length > 1 ? [inOne(packing.boxes, items)] : parcels;
  return suggested.map((parcel, at) => {
    const key = `${at}:${parcel.contents.map(({ id, quantity }) => `${id}*${quantity}`).join('+')}`;
    const change = changes.get(key) ?? {};
    const inIt = parcel.contents.flatMap(({ id, quantity }) => {
      const item = items.find((each) => each.id === id);
      return item ? [{ ...item, quantity }] : [];
    });
    const boxId = change.boxId === undefined ? parcel.boxId : change.boxId;
    const box = packing.boxes.find(({ id }) => id === boxId);
    const goods = inIt.reduce((sum, item) => sum + item.quantity * (item.grams ?? 0), 0);
    const weighed = inIt.some(({ grams }) => grams !== null);
    const grams = change.grams ?? (weighed ? String(goods + (box?.ownGrams ?? 0)) : '');
    const size = change.size ?? sizeText(box ? outsideOf(box) : parcel.boxId === boxId ? parcel.size : null);
    return {
      ...{ key, boxId, grams, size, notes: notesOf(order, parcel, inIt, box, grams) },
      contents: parcel.contents.map(({ id: lineId, quantity }) => {
        const scaled = order.lines.some(({ id, scale }) => id === lineId && scale > 0);
        return { lineId, quantity: scaled ? (quantities[lineId] ?? 0) : quantity };
      }),
    };
  });
}

/** All of it in the smallest box that takes it, or in none. */
function inOne(boxes: readonly DeliveryBox[], items: readonly PackingItem[]): PackedParcel {
  const fits = boxes
    .flatMap((box) => {
      const { parcels } = packInto([box], items);
      return parcels.length === 1 && parcels[0]?.boxId !== null ? parcels : [];
    })
    .sort((a, b) => a.grams - b.grams);
  return fits[0] ?? (packInto([], items).parcels[0] as PackedParcel);
}

function notesOf(
  order: OrderPage,
  parcel: PackedParcel,
  items: readonly PackingItem[],
  box: DeliveryBox | undefined,
  grams: string,
): ParcelNote[] {
  const notes: ParcelNote[] = [];
  const named = (all: readonly PackingItem[]) =>
    all.flatMap(({ id }) => order.lines.find((line) => line.id === id)?.title ?? []);
  if (!box && parcel.alone) notes.push({ is: parcel.alone });
  const most = box?.mostGrams ?? null;
  if (most !== null && Number(grams) > most) notes.push({ is: 'over', most });
  else if (box && box.id !== parcel.boxId && packInto([{ ...box, mostGrams: null }], items).parcels.length > 1)
    notes.push({ is: 'does-not-fit' });
  const unmeasured = items.filter(({ size }) => size === null);
  if (box && unmeasured.length > 0) notes.push({ is: 'by-weight', lines: named(unmeasured) });
  const unweighed = items.filter((item) => item.grams === null);
  if (unweighed.length > 0) notes.push({ is: 'unweighed', lines: named(unweighed) });
  return notes;
}

/** What is sent of a parcel; null: a weight or a size is none. */
export function packedOf({ boxes }: OrderPacking, { boxId, grams, size }: ParcelDraft): object | null {
  const measured = sizeOf(size);
  if (measured === undefined || !/^\d{0,7}$/.test(grams.trim())) return null;
  const box = boxes.find(({ id }) => id === boxId)?.name ?? null;
  const weight = grams.trim() === '' ? null : Number(grams);
  return { box, grams: weight, size: measured };
}
