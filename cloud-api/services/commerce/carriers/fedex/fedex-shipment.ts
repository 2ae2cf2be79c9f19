import type { CarrierAddress, CarrierParcel, CarrierPlace } from '@tillhouse/shared/domains/shipping/carriers.ts';
import { toDecimal } from '../../../../platform/decimal-money.ts';
import type { OpenCarrierAccount, ShipmentAsked } from '../carrier.ts';
import { centimetres, inches, kilograms, measuresInPounds, pounds, sides } from '../units.ts';

/** What FedEx calls things of ours. */

const text = (value: string, most: number): string => value.slice(0, most);

export const placeOf = ({ city, region, postcode, country }: CarrierPlace) => ({
  ...(city && { city: text(city, 35) }),
  ...(region && { stateOrProvinceCode: text(region, 2) }),
  ...{ postalCode: text(postcode, 10), countryCode: country },
});

export const party = ({ name, company, line1, line2, phone, email, ...where }: CarrierAddress) => ({
  contact: {
    personName: text(name, 70),
    ...(company && { companyName: text(company, 35) }),
    phoneNumber: text(phone.replaceAll(/[^\d+]/g, ''), 15),
    ...(email && { emailAddress: text(email, 80) }),
  },
  address: { streetLines: [line1, line2].filter(Boolean).map((line) => text(line, 35)), ...placeOf(where) },
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

export function customsOf(account: OpenCarrierAccount, { customs }: ShipmentAsked): object {
  if (!customs) return {};
  const { currency, goods, invoice } = customs;
  const { country } = account.shipFrom;
  const money = (amount: number) => ({ amount: Number(toDecimal(amount, currency)), currency });
  return {
    customsClearanceDetail: {
      isDocumentOnly: false,
      dutiesPayment: { paymentType: 'RECIPIENT' },
      commercialInvoice: {
        shipmentPurpose: 'SOLD',
        ...(invoice && { customerReferences: [{ customerReferenceType: 'INVOICE_NUMBER', value: text(invoice, 30) }] }),
      },
      totalCustomsValue: money(goods.reduce((sum, { value }) => sum + value, 0)),
      commodities: goods.map(({ title, hsCode, origin, quantity, grams, value }) => ({
        ...{ description: text(title, 450), countryOfManufacture: origin || country },
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
