import type { CarrierAddress, CarrierParcel, CarrierPlace } from '@tillhouse/shared/domains/shipping/carriers.ts';
import { toDecimal } from '../../../../platform/decimal-money.ts';
import type { OpenCarrierAccount, ShipmentAsked } from '../carrier.ts';
import { inUnits } from '../customs-units.ts';
import { cut, linesFor } from '../on-label.ts';
import { centimetres, inches, kilograms, measuresInPounds, pounds, sides } from '../units.ts';

/** What UPS calls things of ours. */

/** Within the US five digits or nine, in Canada six letters and digits, without what stands between them. */
const postcodeOf = (postcode: string, country: string): string =>
  cut(['US', 'PR', 'CA'].includes(country) ? postcode.replaceAll(/[^A-Za-z0-9]/g, '') : postcode, 9);

const place = ({ city, region, postcode, country }: CarrierPlace) => ({
  City: cut(city, 30),
  ...(region && region.length <= 5 && { StateProvinceCode: region }),
  PostalCode: postcodeOf(postcode, country),
  CountryCode: country,
});

export const ratedPlace = (to: CarrierPlace) => ({ Address: { AddressLine: [], ...place(to) } });

export const party = ({ name, company, line1, line2, phone, email, ...where }: CarrierAddress) => ({
  Name: cut(company || name, 35),
  AttentionName: cut(name, 35),
  ...(phone && { Phone: { Number: cut(phone.replaceAll(/[^\d+]/g, ''), 15) } }),
  ...(email.length <= 50 && email && { EMailAddress: email }),
  Address: { AddressLine: linesFor('UPS', [line1, line2], { most: 3, length: 35 }), ...place(where) },
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

/** The invoice that UPS prints for customs; `01`: nothing else. Of what comes back to the shop nothing was sold. */
export function internationalForms(
  { customs, shipOn, reference }: ShipmentAsked,
  { from, to, returns }: { readonly from: CarrierAddress; readonly to: CarrierAddress; readonly returns: boolean },
): object {
  if (!customs) return {};
  const money = (amount: number) => toDecimal(amount, customs.currency);
  return {
    ShipmentServiceOptions: {
      InternationalForms: {
        FormType: ['01'],
        Contacts: { SoldTo: party(to) },
        Product: inUnits(customs.goods).map(({ title, hsCode, origin, quantity, each, grams }) => ({
          Description: [cut(title, 35)],
          Unit: {
            Number: String(quantity),
            UnitOfMeasurement: { Code: 'PCS', Description: 'Pieces' },
            Value: money(each),
          },
          ...(hsCode && { CommodityCode: hsCode }),
          OriginCountryCode: origin || from.country,
          ProductWeight: weightOf(grams, from.country),
        })),
        InvoiceNumber: cut(customs.invoice || reference, 35),
        InvoiceDate: shipOn.replaceAll('-', ''),
        ReasonForExport: returns ? 'RETURN' : 'SALE',
        CurrencyCode: customs.currency,
      },
    },
  };
}
