import { passesCustoms } from '@tillhouse/shared/domains/shipping/customs.ts';
import type { CarrierAddress, CarrierParcel, CarrierPlace } from '@tillhouse/shared/domains/shipping/carriers.ts';
import { toDecimal } from '../../../../platform/decimal-money.ts';
import type { ShipmentAsked } from '../carrier.ts';
import { inUnits } from '../customs-units.ts';
import { cut, linesFor } from '../on-label.ts';
import { centimetres, kilograms, sides } from '../units.ts';

/** What DHL Express calls things of ours; metric everywhere. */

export const placeOf = ({ city, region, postcode, country }: CarrierPlace) => ({
  ...{ postalCode: cut(postcode, 12), cityName: cut(city, 45), countryCode: country },
  ...(region && region.length >= 2 && { provinceCode: cut(region, 35) }),
});

const addressOf = ([addressLine1 = '', addressLine2, addressLine3]: readonly string[]) => ({
  addressLine1,
  ...(addressLine2 && { addressLine2 }),
  ...(addressLine3 && { addressLine3 }),
});

export const party = ({ name, company, line1, line2, phone, email, ...where }: CarrierAddress) => ({
  postalAddress: {
    ...placeOf(where),
    ...addressOf(linesFor('DHL Express', [line1, line2], { most: 3, length: 45 })),
  },
  contactInformation: {
    ...(email && { email: cut(email, 70) }),
    phone: cut(phone, 70),
    // It wants one, and says a person's own name where there is no firm.
    ...{ companyName: cut(company || name, 100), fullName: cut(name, 255) },
  },
});

export function packageOf(parcel: CarrierParcel) {
  // Nobody measured it: it goes by its weight, as the smallest that it may be.
  const [length, width, height] = (sides(parcel) ?? [10, 10, 10]).map(centimetres);
  return { weight: Number(kilograms(parcel.grams)), dimensions: { length, width, height } };
}

/** At noon there: what it leaves at is the day's alone. */
export const plannedAt = (day: string): string => `${day}T12:00:00 GMT+00:00`;

export const declarable = (from: string, to: string): boolean => passesCustoms(from, to);

interface Way {
  readonly from: CarrierAddress;
  readonly to: CarrierAddress;
  /** Goods that come back: nothing was sold */
  readonly returns: boolean;
}

export function contentOf(asked: ShipmentAsked, way: Way): object {
  const { from, to, returns } = way;
  const { customs, parcels, reference, shipOn } = asked;
  const money = (amount: number) => Number(toDecimal(amount, customs?.currency ?? 'EUR'));
  const worth = customs?.goods.reduce((sum, { value }) => sum + value, 0) ?? 0;
  return {
    packages: parcels.map((parcel) => ({
      ...packageOf(parcel),
      customerReferences: [{ value: reference, typeCode: 'CU' }],
    })),
    isCustomsDeclarable: declarable(from.country, to.country),
    description: cut(customs?.goods.map(({ title }) => title).join(', ') || 'Goods', 70),
    ...{ incoterm: 'DAP', unitOfMeasurement: 'metric' },
    ...(customs && {
      ...{ declaredValue: money(worth), declaredValueCurrency: customs.currency },
      exportDeclaration: {
        lineItems: inUnits(customs.goods).map(({ title, hsCode, origin, quantity, grams, each }, at) => ({
          ...{ number: at + 1, description: cut(title, 512), exportReasonType: returns ? 'return' : 'permanent' },
          price: money(each),
          quantity: { value: quantity, unitOfMeasurement: 'PCS' },
          ...(hsCode && { commodityCodes: [{ typeCode: 'outbound', value: hsCode }] }),
          manufacturerCountry: origin || from.country,
          weight: { netValue: Number(kilograms(grams)), grossValue: Number(kilograms(grams)) },
        })),
        invoice: { number: cut(customs.invoice || reference, 35), date: shipOn },
      },
    }),
  };
}
