import type { CarrierAddress, CarrierParcel, CarrierPlace } from '@tillhouse/shared/domains/shipping/carriers.ts';
import { toDecimal } from '../../../../platform/decimal-money.ts';
import type { OpenCarrierAccount, ShipmentAsked } from '../carrier.ts';
import { centimetres, inches, kilograms, measuresInPounds, pounds, sides } from '../units.ts';

/** What UPS calls things of ours. */

const text = (value: string, most: number): string => value.slice(0, most);

/** Its lines have 35 characters, and a city 30. */
const place = ({ city, region, postcode, country }: CarrierPlace) => ({
  City: text(city, 30),
  ...(region && { StateProvinceCode: text(region, 5) }),
  PostalCode: text(postcode, 9),
  CountryCode: country,
});

export const ratedPlace = (to: CarrierPlace) => ({ Address: { AddressLine: [], ...place(to) } });

export const party = ({ name, company, line1, line2, phone, email, ...where }: CarrierAddress) => ({
  Name: text(company || name, 35),
  AttentionName: text(name, 35),
  ...(phone && { Phone: { Number: text(phone.replaceAll(/[^\d+]/g, ''), 15) } }),
  ...(email.length <= 50 && email && { EMailAddress: email }),
  Address: { AddressLine: [line1, line2].filter(Boolean).map((line) => text(line, 35)), ...place(where) },
});

export const shipperOf = ({ shipFrom, accountNumber }: OpenCarrierAccount) => ({
  ...party(shipFrom),
  ShipperNumber: accountNumber,
});

export const weightOf = (grams: number, from: string) =>
  measuresInPounds(from)
    ? { UnitOfMeasurement: { Code: 'LBS', Description: 'Pounds' }, Weight: pounds(grams) }
    : { UnitOfMeasurement: { Code: 'KGS', Description: 'Kilograms' }, Weight: kilograms(grams) };

function dimensionsOf(parcel: CarrierParcel, from: string) {
  const found = sides(parcel);
  if (!found) return {};
  const [code, of] = measuresInPounds(from) ? (['IN', inches] as const) : (['CM', centimetres] as const);
  const [Length, Width, Height] = found.map((each) => String(of(each)));
  return { Dimensions: { UnitOfMeasurement: { Code: code, Description: code }, Length, Width, Height } };
}

/** Rates call it `PackagingType`, shipments `Packaging`: `02` is a box of the shop's own. */
export const packageOf = (parcel: CarrierParcel, from: string, named: 'PackagingType' | 'Packaging') => ({
  [named]: { Code: '02', Description: 'Package' },
  ...dimensionsOf(parcel, from),
  PackageWeight: weightOf(parcel.grams, from),
});

/** `01`: carriage, which the shop pays; duties are its customer's. */
export const paidByShop = ({ accountNumber }: OpenCarrierAccount) => ({
  ShipmentCharge: [{ Type: '01', BillShipper: { AccountNumber: accountNumber } }],
});

/** The invoice that UPS prints for customs; `01`: nothing else. */
export function internationalForms(
  account: OpenCarrierAccount,
  { customs, to, shipOn, reference }: ShipmentAsked,
): object {
  if (!customs) return {};
  const { shipFrom } = account;
  const money = (amount: number) => toDecimal(amount, customs.currency);
  return {
    ShipmentServiceOptions: {
      InternationalForms: {
        FormType: ['01'],
        Contacts: { SoldTo: party(to) },
        Product: customs.goods.map(({ title, hsCode, origin, quantity, value, grams }) => ({
          Description: [text(title, 35)],
          Unit: {
            Number: String(quantity),
            UnitOfMeasurement: { Code: 'PCS', Description: 'Pieces' },
            // Of one, and no smaller than it can be said.
            Value: money(Math.max(1, Math.round(value / Math.max(1, quantity)))),
          },
          ...(hsCode && { CommodityCode: hsCode }),
          OriginCountryCode: origin || shipFrom.country,
          ProductWeight: weightOf(grams, shipFrom.country),
        })),
        InvoiceNumber: text(customs.invoice || reference, 35),
        InvoiceDate: shipOn.replaceAll('-', ''),
        ReasonForExport: 'SALE',
        CurrencyCode: customs.currency,
      },
    },
  };
}
