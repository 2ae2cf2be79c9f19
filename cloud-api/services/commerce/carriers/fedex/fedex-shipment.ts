import type { CarrierAddress, CarrierParcel, CarrierPlace } from '@tillhouse/shared/domains/shipping/carriers.ts';
import { toDecimal } from '../../../../platform/decimal-money.ts';
import type { OpenCarrierAccount, ShipmentAsked } from '../carrier.ts';
import { cut, linesFor } from '../on-label.ts';
import { theirCurrency } from './fedex-currencies.ts';
import { centimetres, inches, kilograms, measuresInPounds, pounds, sides } from '../units.ts';

/** What FedEx calls things of ours. */

export const placeOf = ({ city, region, postcode, country }: CarrierPlace) => ({
  ...(city && { city: cut(city, 35) }),
  // Of two letters or none: of others it knows no region.
  ...(region.length === 2 && { stateOrProvinceCode: region }),
  ...{ postalCode: cut(postcode, 10), countryCode: country },
});

export const party = ({ name, company, line1, line2, phone, email, ...where }: CarrierAddress) => ({
  contact: {
    personName: cut(name, 70),
    ...(company && { companyName: cut(company, 35) }),
    phoneNumber: cut(phone.replaceAll(/[^\d+]/g, ''), 15),
    ...(email && { emailAddress: cut(email, 80) }),
  },
  address: { streetLines: linesFor('FedEx', [line1, line2], { most: 3, length: 35 }), ...placeOf(where) },
});

/** Whole numbers of a decimal text, as its JSON has them. */
export const weightOf = (grams: number, from: string) =>
  measuresInPounds(from)
    ? { units: 'LB', value: Number(pounds(grams)) }
    : { units: 'KG', value: Number(kilograms(grams)) };

export function packageOf(parcel: CarrierParcel, from: string) {
  const found = sides(parcel);
  const [units, of] = measuresInPounds(from) ? (['IN', inches] as const) : (['CM', centimetres] as const);
  return {
    weight: weightOf(parcel.grams, from),
    ...(found && { dimensions: { length: of(found[0]), width: of(found[1]), height: of(found[2]), units } }),
  };
}

export const accountOf = ({ accountNumber }: OpenCarrierAccount) => ({ value: accountNumber });

export function customsOf(
  { customs }: ShipmentAsked,
  { from: { country }, returns }: { readonly from: CarrierAddress; readonly returns: boolean },
): object {
  if (!customs) return {};
  const { currency, goods, invoice } = customs;
  const money = (amount: number) => ({
    amount: Number(toDecimal(amount, currency)),
    currency: theirCurrency(currency),
  });
  return {
    customsClearanceDetail: {
      isDocumentOnly: false,
      dutiesPayment: { paymentType: 'RECIPIENT' },
      commercialInvoice: {
        shipmentPurpose: returns ? 'NOT_SOLD' : 'SOLD',
        ...(invoice && { customerReferences: [{ customerReferenceType: 'INVOICE_NUMBER', value: cut(invoice, 30) }] }),
      },
      totalCustomsValue: money(goods.reduce((sum, { value }) => sum + value, 0)),
      commodities: goods.map(({ title, hsCode, origin, quantity, grams, value }) => ({
        ...{ description: cut(title, 450), countryOfManufacture: origin || country },
        ...(hsCode && { harmonizedCode: hsCode }),
        ...{ quantity, quantityUnits: 'PCS', numberOfPieces: quantity },
        ...{ weight: weightOf(grams, country), customsValue: money(value) },
      })),
    },
    shippingDocumentSpecification: {
      shippingDocumentTypes: ['COMMERCIAL_INVOICE'],
      commercialInvoiceDetail: { documentFormat: { docType: 'PDF', stockType: 'PAPER_LETTER' } },
    },
  };
}
