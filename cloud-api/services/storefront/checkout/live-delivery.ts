import { customsFacts } from '@tillhouse/shared/domains/catalog/customs-schema.ts';
import { variants } from '@tillhouse/shared/domains/catalog/schema.ts';
import type { Checkout } from '@tillhouse/shared/domains/checkout/schema.ts';
import { addressLacks } from '@tillhouse/shared/domains/shipping/address.ts';
import { carrierAccounts } from '@tillhouse/shared/domains/shipping/carrier-schema.ts';
import type { CarrierAsk, CarrierParcel } from '@tillhouse/shared/domains/shipping/carriers.ts';
import { factsOf } from '@tillhouse/shared/domains/shipping/customs.ts';
import type { LiveAnswer } from '@tillhouse/shared/domains/shipping/live-rates.ts';
import { leavesOn, zoneOf } from '@tillhouse/shared/domains/shipping/rules.ts';
import type { ShippingRate, ShippingZone } from '@tillhouse/shared/domains/shipping/schema.ts';
import { divideRounded, sum, toMinorUnits } from '@tillhouse/shared/kernel/money.ts';
import type { Tx } from '@tillhouse/shared/kernel/tx.ts';

/** What a carrier said is shown so long without being asked anew … */
export const KEPT_MS = 15 * 60_000;
/** … and that it did not answer so long. */
export const SILENT_MS = 60_000;

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

/** One parcel of all that its goods weigh; null where nobody weighed one of them, so that no carrier can say what it costs. */
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
  const weights = lines.map(({ variantId, quantity }) => {
    const variant = goods.find(({ id }) => id === variantId);
    const of = (id: string | undefined) => facts.find(({ subjectId }) => subjectId === id);
    const { grams } = factsOf(of(variantId), of(variant?.productId));
    if (!variant || grams === null) return null;
    return toMinorUnits(divideRounded(BigInt(grams) * BigInt(quantity), 10n ** BigInt(variant.scale), 'up'));
  });
  const known = weights.flatMap((weight) => weight ?? []);
  const grams = sum(known);
  return known.length === lines.length && grams > 0 ? [{ grams, size: null }] : null;
}
