import { type MinorUnits, multiply, sum } from '../../kernel/money.ts';
import type { CarrierName, CarrierRate } from './carriers.ts';
import type { ShippingOption } from './rules.ts';
import type { LiveRate, ShippingRate } from './schema.ts';

/** What a carrier said of the parcels of a rate; null: nothing, or nobody could ask it. */
export interface LiveAnswer {
  readonly carrier: CarrierName;
  readonly rates: readonly CarrierRate[] | null;
}

/** Behind the id of its rate, since each of a carrier's services is a choice of its own. */
export const liveOptionId = (rateId: string, service: string): string => `${rateId}:${service}`;
/** Of a choice as a checkout keeps it: which rate it is of. */
export const rateOfOption = (optionId: string): string => optionId.split(':')[0] ?? optionId;

/** Percent first, then the amount; rounded up, as the shop pays the carrier all of it. */
export const markedUp = (amount: MinorUnits, percent: number, plus: MinorUnits): MinorUnits =>
  sum([multiply(amount, { n: BigInt(10_000 + percent), d: 10_000n }, 'up'), plus]);

/** Each service that is offered, with what the shop adds; none that is said in another currency. */
export function liveChoices(
  { id, name, prices }: ShippingRate,
  { accountId, services, percent }: LiveRate,
  { carrier, rates }: LiveAnswer,
  { currency, goods, own }: { readonly currency: string; readonly goods: MinorUnits; readonly own: ShippingOption },
): ShippingOption[] {
  const price = prices.find((each) => each.currency === currency);
  const free = price !== undefined && price.freeFrom !== null && goods >= price.freeFrom;
  const offered = (rates ?? []).filter(
    (rate) => rate.currency === currency && (services.length === 0 || services.includes(rate.service)),
  );
  return offered
    .map(
      (rate): ShippingOption => ({
        ...{ id: liveOptionId(id, rate.service), kind: 'ship', name: offered.length === 1 ? name : rate.name },
        ...{ amount: free ? 0 : markedUp(rate.amount, percent, price?.plus ?? 0), locationId: null, hint: '' },
        // Where the carrier does not say when, the shop may.
        ...{ earliest: rate.earliest ?? own.earliest, latest: rate.latest ?? own.latest },
        carrier: { accountId, carrier, service: rate.service, name: rate.name },
      }),
    )
    .sort((a, b) => a.amount - b.amount);
}
