import { type CustomsFacts, customsFacts } from '@tillhouse/shared/domains/catalog/customs-schema.ts';
import { variants } from '@tillhouse/shared/domains/catalog/schema.ts';
import type { Checkout } from '@tillhouse/shared/domains/checkout/schema.ts';
import { addressLacks } from '@tillhouse/shared/domains/shipping/address.ts';
import { type Box, boxes } from '@tillhouse/shared/domains/shipping/box-schema.ts';
import { carrierAccounts } from '@tillhouse/shared/domains/shipping/carrier-schema.ts';
import type { CarrierAsk, CarrierParcel } from '@tillhouse/shared/domains/shipping/carriers.ts';
import { factsOf } from '@tillhouse/shared/domains/shipping/customs.ts';
import type { LiveAnswer } from '@tillhouse/shared/domains/shipping/live-rates.ts';
import { packInto, type Packing, type PackingItem, packingItem } from '@tillhouse/shared/domains/shipping/packing.ts';
import { leavesOn, zoneOf } from '@tillhouse/shared/domains/shipping/rules.ts';
import type { ShippingRate, ShippingZone } from '@tillhouse/shared/domains/shipping/schema.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';
import { TtlMap } from '../../../platform/ttl-map.ts';

/** What a carrier said is shown so long without being asked anew … */
export const KEPT_MS = 15 * 60_000;
/** … and that it did not answer so long. */
export const SILENT_MS = 60_000;
/** No carrier takes more at once; so much goes another way. */
const MOST_PARCELS = 50;

type Basket = Pick<Checkout, 'storeId' | 'currency' | 'lines' | 'delivery' | 'carrierQuotes'>;

export interface LiveDelivery {
  /** What was said of a rate, as it is kept with the checkout */
  readonly answer: (rate: ShippingRate) => LiveAnswer;
  /** What carriers are still to be asked, each once */
  readonly asks: readonly CarrierAsk[];
}

/** Of a rate that no carrier is asked for. */
const nobody: LiveAnswer = { carrier: 'ups', rates: null };

/**
 * What carriers said of a basket, by what is kept with it, and what they are still to be asked.
 * @param lock it is bought: what was shown holds, however long ago it was asked
 */
export async function liveDelivery(
  tx: Tx,
  basket: Basket,
  zones: readonly ShippingZone[],
  at: { readonly now: number; readonly lock: boolean; readonly today: string; readonly time: string },
): Promise<LiveDelivery> {
  const { delivery, storeId, currency, carrierQuotes } = basket;
  const zone = delivery && zoneOf(zones, delivery);
  const rates = zone?.rates.filter(({ live }) => live) ?? [];
  if (!delivery || rates.length === 0) return { answer: () => nobody, asks: [] };
  const accounts = (await tx.list(carrierAccounts, { status: 'active' })).filter((each) => each.storeId === storeId);
  // Somewhere that is no place nobody sends to.
  const lacks = addressLacks(delivery).filter((lack) => lack !== 'delivery.name' && lack !== 'delivery.line1');
  const parcels = lacks.length === 0 && accounts.length > 0 ? await parcelsOf(tx, basket) : null;
  const { city, region, postcode, country } = delivery;
  const questions = new Map<string, CarrierAsk>();
  const answers = new Map<string, LiveAnswer>();
  for (const rate of rates) {
    const account = accounts.find(({ id }) => id === rate.live?.accountId);
    if (!account || !parcels) continue;
    const ask: CarrierAsk = {
      ...{ accountId: account.id, revision: account.revision, to: { city, region, postcode, country } },
      ...{ parcels: [...parcels], shipOn: leavesOn(rate, at), currency },
    };
    const text = JSON.stringify(ask);
    const kept = carrierQuotes.find((each) => each.ask === text);
    const holds = kept && (at.lock || at.now - kept.at < (kept.rates ? KEPT_MS : SILENT_MS));
    if (!holds) questions.set(text, ask);
    answers.set(rate.id, { carrier: account.carrier, rates: holds ? kept.rates : null });
  }
  return { answer: ({ id }) => answers.get(id) ?? nobody, asks: [...questions.values()] };
}

/** Its goods in the boxes of the shop; null where nobody weighed one of them, so that no carrier can say what it costs. */
async function parcelsOf(tx: Tx, { lines }: Pick<Basket, 'lines'>): Promise<readonly CarrierParcel[] | null> {
  const ids = [...new Set(lines.map(({ variantId }) => variantId))];
  const goods = await tx.getMany(
    variants,
    ids.map((id) => ({ id })),
  );
  const subjects = [...new Set(goods.flatMap(({ id, productId }) => [id, productId]))];
  const facts = await tx.getMany(
    customsFacts,
    subjects.map((subjectId) => ({ subjectId })),
  );
  const of = (id: string | undefined) => {
    const found = facts.find(({ subjectId }) => subjectId === id);
    return found && { ...found, size: sizeOf(found) };
  };
  const items = lines.flatMap(({ variantId: id, quantity }) => {
    const variant = goods.find((each) => each.id === id);
    if (!variant) return [];
    const { grams, size } = factsOf(of(id), of(variant.productId));
    return [packingItem({ id, grams, size, quantity, scale: variant.scale })];
  });
  if (items.length === 0 || items.length < lines.length) return null;
  const { parcels, unweighed } = packedOnce(await tx.list(boxes, { active: true }), items);
  if (unweighed.length > 0 || parcels.length > MOST_PARCELS) return null;
  const sized = parcels.map(({ grams, size }) => ({ grams, size: size && { ...size } }));
  return sized.every(({ grams }) => grams > 0) ? sized : null;
}

/** The same goods and boxes are packed the same, and a basket is priced again with every step: so it is packed once. */
const packed = new TtlMap<string, Packing>(10 * 60_000, 500);
function packedOnce(all: readonly Box[], items: readonly PackingItem[]): Packing {
  const inOrder = all.toSorted((a, b) => a.position - b.position);
  const key = JSON.stringify([inOrder, items]);
  const known = packed.get(key);
  if (known) return known;
  const packing = packInto(inOrder, items);
  packed.set(key, packing);
  return packing;
}

const sizeOf = ({ length, width, height }: CustomsFacts): CarrierParcel['size'] =>
  length === null || width === null || height === null ? null : { length, width, height };
