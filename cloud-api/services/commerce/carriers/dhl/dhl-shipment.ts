import { passesCustoms } from '@tillhouse/shared/domains/shipping/customs.ts';
import type { CarrierAddress, CarrierParcel, CarrierPlace } from '@tillhouse/shared/domains/shipping/carriers.ts';
import { toDecimal } from '../../../../platform/decimal-money.ts';
import type { ShipmentAsked } from '../carrier.ts';
import { centimetres, kilograms, sides } from '../units.ts';

/** What DHL Express calls things of ours; metric everywhere. */

const text = (value: string, most: number): string => value.slice(0, most);

export const placeOf = ({ city, region, postcode, country }: CarrierPlace) => ({
  ...{ postalCode: text(postcode, 12), cityName: text(city, 45), countryCode: country },
  ...(region && region.length >= 2 && { provinceCode: text(region, 35) }),
});

export const party = ({ name, company, line1, line2, phone, email, ...where }: CarrierAddress) => ({
  postalAddress: {
    ...placeOf(where),
    addressLine1: text(line1, 45),
    ...(line2 && { addressLine2: text(line2, 45) }),
  },
  contactInformation: {
    ...(email && { email: text(email, 70) }),
    phone: text(phone, 70),
    // It wants one, and says a person's own name where there is no firm.
    ...{ companyName: text(company || name, 100), fullName: text(name, 255) },
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

export function contentOf(asked: ShipmentAsked, from: CarrierAddress, to: CarrierAddress): object {
  const { customs, parcels, reference, shipOn } = asked;
  const money = (amount: number) => Number(toDecimal(amount, customs?.currency ?? 'EUR'));
  const worth = customs?.goods.reduce((sum, { value }) => sum + value, 0) ?? 0;
  return {
    packages: parcels.map((parcel) => ({
      ...packageOf(parcel),
      customerReferences: [{ value: reference, typeCode: 'CU' }],
    })),
    isCustomsDeclarable: declarable(from.country, to.country),
    description: text(customs?.goods.map(({ title }) => title).join(', ') || 'Goods', 70),
    ...{ incoterm: 'DAP', unitOfMeasurement: 'metric' },
    ...(customs && {
      ...{ declaredValue: money(worth), declaredValueCurrency: customs.currency },
      exportDeclaration: {
        lineItems: customs.goods.map(({ title, hsCode, origin, quantity, grams, value }, at) => ({
          ...{ number: at + 1, description: text(title, 512), exportReasonType: 'permanent' },
          price: money(Math.max(1, Math.round(value / Math.max(1, quantity)))),
          quantity: { value: quantity, unitOfMeasurement: 'PCS' },
          ...(hsCode && { commodityCodes: [{ typeCode: 'outbound', value: hsCode }] }),
          manufacturerCountry: origin || from.country,
          weight: { netValue: Number(kilograms(grams)), grossValue: Number(kilograms(grams)) },
        })),
        invoice: { number: text(customs.invoice || reference, 35), date: shipOn },
      },
    }),
  };
}
