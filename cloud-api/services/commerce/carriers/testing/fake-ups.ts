import type { ApiAnswer } from '../../../../testing/faulty-api.ts';
import {
  addDays,
  centsFor,
  type FakeCarrier,
  type FakeShipment,
  paper,
  picture,
  startFakeCarrier,
  whole,
} from './fake-carrier.ts';

const failed = (status: number, code: string, message: string): ApiAnswer => ({
  status,
  body: { response: { errors: [{ code, message }] } },
});

interface Package {
  readonly PackageWeight: { readonly UnitOfMeasurement: { readonly Code: string }; readonly Weight: string };
  readonly ReferenceNumber?: readonly { readonly Value: string }[];
}
interface Shipment {
  readonly Shipper: { readonly ShipperNumber: string };
  readonly ShipTo: { readonly Address: { readonly CountryCode: string; readonly PostalCode: string } };
  readonly ShipFrom: { readonly Address: { readonly CountryCode: string } };
  readonly InvoiceLineTotal?: object;
  readonly Service?: { readonly Code: string };
  readonly ReturnService?: object;
  readonly ReferenceNumber?: readonly { readonly Value: string }[];
  readonly DeliveryTimeInformation?: { readonly Pickup: { readonly Date: string } };
  readonly Package: readonly Package[];
}

const gramsOf = ({ PackageWeight: { UnitOfMeasurement, Weight } }: Package): number =>
  Math.round(Number(Weight) * (UnitOfMeasurement.Code === 'LBS' ? 453.59237 : 1_000));

/** UPS's REST APIs as their descriptions have them (Rating, Shipping v2409, Tracking), as far as the adapter speaks them. */
export function startFakeUps(of: {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly account: string;
  readonly currency: string;
  readonly now: () => number;
}): Promise<FakeCarrier> {
  let given = 0;
  const money = (cents: number) => ({ CurrencyCode: of.currency, MonetaryValue: whole(cents) });

  return startFakeCarrier({
    ...{ now: of.now, tokenPath: '/security/v1/oauth/token', ratesPath: '/api/rating/', failed },
    giveToken: ({ headers, raw }, { tokens }) => {
      const right = `Basic ${Buffer.from(`${of.clientId}:${of.clientSecret}`).toString('base64')}`;
      if (headers.authorization !== right) return failed(401, '10401', 'ClientId is Invalid');
      if (raw !== 'grant_type=client_credentials') return failed(400, '10400', 'Invalid/Missing Grant Type');
      given += 1;
      const token = `ups-token-${given}`;
      tokens.add(token);
      return {
        status: 200,
        body: { token_type: 'Bearer', access_token: token, expires_in: '14399', status: 'approved' },
      };
    },
    spoilt: ({ status }) => ({ status, body: { RateResponse: { RatedShipment: [{ Service: {} }] } } }),
    answer: ({ method, path, headers }, body, { book, events, unserved, tokens }) => {
      if (!tokens.has((headers.authorization ?? '').replace('Bearer ', '')))
        return failed(401, '250002', 'Invalid Authentication Information.');
      if (!headers['transid'] || !headers['transactionsrc']) return failed(400, 'VSS002', 'Missing transId');

      if (path === '/api/rating/v2409/Shoptimeintransit' || path === '/api/rating/v2409/Shop') {
        const { Shipment: asked } = body['RateRequest'] as { Shipment: Shipment };
        if (asked.Shipper.ShipperNumber !== of.account) return failed(400, '111580', 'The Shipper Number is invalid.');
        const { CountryCode: country, PostalCode } = asked.ShipTo.Address;
        if (unserved.has(country))
          return failed(400, '111210', 'The requested service is unavailable between the selected locations.');
        if (country === 'US' && !/^\d{5}(\d{4})?$/.test(PostalCode))
          return failed(400, '111286', `${PostalCode} is not a valid postal code`);
        const grams = asked.Package.reduce((sum, each) => sum + gramsOf(each), 0);
        const home = country === asked.ShipFrom.Address.CountryCode;
        const timed = path.endsWith('Shoptimeintransit');
        if (timed && !home && !asked.InvoiceLineTotal)
          return failed(400, '111546', 'Invoice Line Total is required for this shipment.');
        const pickup = asked.DeliveryTimeInformation?.Pickup.Date ?? '20260101';
        const day = `${pickup.slice(0, 4)}-${pickup.slice(4, 6)}-${pickup.slice(6)}`;
        const services = home
          ? ([
              ['03', 4],
              ['02', 2],
            ] as const)
          : ([
              ['11', 5],
              ['65', 2],
            ] as const);
        const RatedShipment = services.map(([Code, days]) => {
          const cents = centsFor(Code, country, grams);
          return {
            ...{ Service: { Code, Description: '' }, TotalCharges: money(cents + 500) },
            NegotiatedRateCharges: { TotalCharge: money(cents) },
            BillingWeight: { UnitOfMeasurement: { Code: 'KGS' }, Weight: '1.0' },
            ...(timed && {
              TimeInTransit: {
                PickupDate: pickup,
                ServiceSummary: {
                  EstimatedArrival: {
                    Arrival: { Date: addDays(day, days).replaceAll('-', ''), Time: '233000' },
                    ...{ BusinessDaysInTransit: String(days), DayOfWeek: 'FRI', Pickup: { Date: pickup } },
                  },
                },
              },
            }),
          };
        });
        return { status: 200, body: { RateResponse: { Response: { ResponseStatus: { Code: '1' } }, RatedShipment } } };
      }

      if (path === '/api/shipments/v2409/ship') {
        const { ShipmentRequest } = body as {
          ShipmentRequest: {
            Shipment: Shipment;
            LabelSpecification?: { LabelImageFormat: { Code: string } };
          };
        };
        const { Shipment: asked, LabelSpecification } = ShipmentRequest;
        const Code = LabelSpecification?.LabelImageFormat.Code ?? 'PDF';
        const drawn = Code === 'PNG' ? picture : paper;
        if (asked.Shipper.ShipperNumber !== of.account)
          return failed(400, '120100', 'Missing or invalid shipper number');
        if (!asked.Service) return failed(400, '120500', 'Missing or invalid service code');
        const trackings = asked.Package.map(
          (_each, at) => `1Z${of.account}${String(book.length).padStart(4, '0')}${at}`,
        );
        const [first = ''] = trackings;
        const grams = asked.Package.reduce((sum, each) => sum + gramsOf(each), 0);
        const shipment: FakeShipment = {
          ...{
            id: first,
            trackings,
            service: asked.Service.Code,
            returns: asked.ReturnService !== undefined,
            voided: false,
          },
          reference: asked.ReferenceNumber?.[0]?.Value ?? asked.Package[0]?.ReferenceNumber?.[0]?.Value ?? '',
          asked: asked as unknown as Record<string, unknown>,
        };
        book.push(shipment);
        const cents = centsFor(shipment.service, asked.ShipTo.Address.CountryCode, grams);
        return {
          status: 200,
          body: {
            ShipmentResponse: {
              Response: { ResponseStatus: { Code: '1', Description: 'Success' } },
              ShipmentResults: {
                ShipmentCharges: { TotalCharges: money(cents + 500) },
                NegotiatedRateCharges: { TotalCharge: money(cents) },
                ShipmentIdentificationNumber: first,
                PackageResults: trackings.map((TrackingNumber) => ({
                  TrackingNumber,
                  ShippingLabel: { ImageFormat: { Code }, GraphicImage: drawn(TrackingNumber) },
                })),
              },
            },
          },
        };
      }

      if (path === '/api/labels/v1/recovery') {
        const { LabelRecoveryRequest: asked } = body as {
          LabelRecoveryRequest: { ReferenceValues: { ReferenceNumber: { Value: string } } };
        };
        const found = book.find(({ reference }) => reference === asked.ReferenceValues.ReferenceNumber.Value);
        if (!found) return failed(400, '300017', 'Tracking number not found or label is not available.');
        const LabelResults = found.trackings.map((TrackingNumber) => ({
          TrackingNumber,
          LabelImage: { LabelImageFormat: { Code: 'PDF' }, GraphicImage: paper(TrackingNumber) },
        }));
        return {
          status: 200,
          body: { LabelRecoveryResponse: { ShipmentIdentificationNumber: found.id, LabelResults } },
        };
      }

      if (path.startsWith('/api/shipments/v2409/void/cancel/') && method === 'DELETE') {
        const found = book.find(({ id }) => path.endsWith(id));
        if (!found) return failed(404, '190117', 'The shipment was not found.');
        if (found.voided) return failed(400, '190117', 'This shipment was voided before.');
        found.voided = true;
        const SummaryResult = { Status: { Code: '1', Description: 'Voided' } };
        return { status: 200, body: { VoidShipmentResponse: { Response: {}, SummaryResult } } };
      }

      if (path.startsWith('/api/track/v1/details/')) {
        const tracking = decodeURIComponent(path.split('/').at(-1) ?? '');
        const all = events.get(tracking);
        if (!all) return failed(404, 'TW0001', 'Tracking Information Not Found');
        const activity = all.toReversed().map(({ code, type, words, at, city }) => ({
          ...{ date: at.slice(0, 10).replaceAll('-', ''), time: '000000' },
          gmtDate: at.slice(0, 10).replaceAll('-', ''),
          // As it answers, which is not as its description has it.
          gmtTime: at.slice(11, 19),
          gmtOffset: '-05:00',
          status: { type, code, description: words, statusCode: '003' },
          location: { address: { city, stateProvince: 'KY', countryCode: 'US' }, slic: '4009' },
        }));
        const shipment = [{ inquiryNumber: tracking, package: [{ trackingNumber: tracking, activity }] }];
        return { status: 200, body: { trackResponse: { shipment } } };
      }
      if (path.startsWith('/api/track/v1/reference/details/'))
        return failed(404, 'TW0001', 'Tracking Information Not Found');
      if (path === '/api/track/v1/subscription/standard/package')
        return { status: 200, body: { validTrackingNumbers: body['trackingNumberList'], invalidTrackingNumbers: [] } };
      return failed(404, '404', 'The requested resource was not found.');
    },
  });
}
