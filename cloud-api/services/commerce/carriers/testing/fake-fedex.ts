import type { ApiAnswer } from '../../../../testing/faulty-api.ts';
import { addDays, centsFor, type FakeCarrier, type FakeShipment, paper, startFakeCarrier } from './fake-carrier.ts';

const TRANSACTION = '624deea6-b709-470c-8c39-4b5511281492';
const failed = (status: number, code: string, message: string): ApiAnswer => ({
  status,
  body: { transactionId: TRANSACTION, errors: [{ code, message }] },
});
const said = (output: object): ApiAnswer => ({ status: 200, body: { transactionId: TRANSACTION, output } });

interface Package {
  readonly weight: { readonly units: string; readonly value: number };
  readonly customerReferences?: readonly { readonly value: string }[];
}
interface Asked {
  readonly accountNumber: { readonly value: string };
  readonly requestedShipment: {
    readonly shipper: { readonly address: { readonly countryCode: string } };
    readonly recipient?: { readonly address: { readonly countryCode: string; readonly postalCode: string } };
    readonly recipients?: readonly { readonly address: { readonly countryCode: string } }[];
    readonly shipDateStamp?: string;
    readonly serviceType?: string;
    readonly shipmentSpecialServices?: object;
    readonly requestedPackageLineItems: readonly Package[];
  };
}
const gramsOf = ({ weight: { units, value } }: Package): number =>
  Math.round(value * (units === 'LB' ? 453.59237 : 1_000));

/** FedEx's REST APIs as their descriptions have them (Authorization, Rates, Ship, Track), as far as the adapter speaks them. */
export function startFakeFedex(of: {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly account: string;
  readonly currency: string;
  readonly now: () => number;
}): Promise<FakeCarrier> {
  let given = 0;
  // Its own code of the pound.
  const currency = of.currency === 'GBP' ? 'UKL' : of.currency;
  return startFakeCarrier({
    ...{ now: of.now, tokenPath: '/oauth/token', ratesPath: '/rate/', failed },
    giveToken: ({ raw }, { tokens }) => {
      const form = new URLSearchParams(raw);
      if (form.get('client_id') !== of.clientId || form.get('client_secret') !== of.clientSecret)
        return failed(
          401,
          'NOT.AUTHORIZED.ERROR',
          'The given client credentials were not valid. Please modify your request and try again.',
        );
      given += 1;
      tokens.add(`fedex-token-${given}`);
      const body = { access_token: `fedex-token-${given}`, token_type: 'bearer', expires_in: 3_599, scope: 'CXS' };
      return { status: 200, body };
    },
    spoilt: () => said({ rateReplyDetails: [{ serviceType: 'FEDEX_GROUND' }] }),
    answer: ({ path, headers }, body, { book, events, unserved, tokens }) => {
      if (!tokens.has((headers.authorization ?? '').replace('Bearer ', '')))
        return failed(401, 'NOT.AUTHORIZED.ERROR', 'Access token expired. Please modify your request and try again.');

      if (path === '/rate/v1/rates/quotes') {
        const { accountNumber, requestedShipment: asked } = body as unknown as Asked;
        if (accountNumber.value !== of.account)
          return failed(400, 'ACCOUNT.NUMBER.MISMATCH', 'Account Number mismatch. Please update and try again.');
        const country = asked.recipient?.address.countryCode ?? '';
        if (unserved.has(country))
          return failed(400, 'SERVICE.PACKAGECOMBINATION.INVALID', 'Invalid service and packaging combination.');
        if (!asked.recipient?.address.postalCode && country === 'US')
          return failed(400, 'RECIPIENT.POSTALCODE.INVALID', 'Recipient postal code is invalid.');
        const grams = asked.requestedPackageLineItems.reduce((sum, each) => sum + gramsOf(each), 0);
        const home = country === asked.shipper.address.countryCode;
        const services = home
          ? ([
              ['FEDEX_GROUND', 'FedEx Ground®', 3],
              ['FEDEX_2_DAY', 'FedEx 2Day®', 2],
            ] as const)
          : ([
              ['INTERNATIONAL_ECONOMY', 'FedEx International Economy®', 6],
              ['FEDEX_INTERNATIONAL_PRIORITY', 'FedEx International Priority®', 3],
            ] as const);
        const rateReplyDetails = services.map(([serviceType, serviceName, days]) => {
          const cents = centsFor(serviceType, country, grams);
          const of_ = (rateType: string, more: number) => ({
            ...{ rateType, totalBaseCharge: cents / 100, totalNetCharge: (cents + more) / 100, currency },
            shipmentRateDetail: { currency },
          });
          return {
            ...{ serviceType, serviceName, packagingType: 'YOUR_PACKAGING' },
            commit: {
              dateDetail: { dayOfWeek: 'Thu', dayFormat: `${addDays(asked.shipDateStamp ?? '', days)}T23:59:00` },
            },
            ratedShipmentDetails: [of_('LIST', 700), of_('ACCOUNT', 0)],
          };
        });
        return said({ rateReplyDetails, quoteDate: asked.shipDateStamp, encoded: false });
      }

      if (path === '/ship/v1/shipments') {
        const { accountNumber, requestedShipment: asked } = body as unknown as Asked;
        if (accountNumber.value !== of.account)
          return failed(400, 'ACCOUNTNUMBER.REGISTRATION.REQUIRED', 'Please enter a valid account number.');
        const trackings = asked.requestedPackageLineItems.map(
          (_each, at) => `7949${String(book.length).padStart(6, '0')}${String(at).padStart(2, '0')}`,
        );
        const [masterTrackingNumber = ''] = trackings;
        const grams = asked.requestedPackageLineItems.reduce((sum, each) => sum + gramsOf(each), 0);
        const shipment: FakeShipment = {
          ...{ id: masterTrackingNumber, trackings, service: asked.serviceType ?? '', voided: false },
          returns: asked.shipmentSpecialServices !== undefined,
          reference: asked.requestedPackageLineItems[0]?.customerReferences?.[0]?.value ?? '',
          asked: asked as unknown as Record<string, unknown>,
        };
        book.push(shipment);
        const cents = centsFor(shipment.service, asked.recipients?.[0]?.address.countryCode ?? '', grams);
        const pieceResponses = trackings.map((trackingNumber, at) => ({
          ...{ trackingNumber, masterTrackingNumber, packageSequenceNumber: at + 1 },
          packageDocuments: [
            { contentType: 'LABEL', docType: 'PDF', copiesToPrint: 1, encodedLabel: paper(trackingNumber) },
          ],
        }));
        const shipmentRating = {
          actualRateType: 'PAYOR_ACCOUNT_PACKAGE',
          shipmentRateDetails: [
            { rateType: 'PAYOR_LIST_PACKAGE', totalNetCharge: (cents + 700) / 100, currency },
            { rateType: 'PAYOR_ACCOUNT_PACKAGE', totalNetCharge: cents / 100, currency },
          ],
        };
        return said({
          transactionShipments: [
            {
              ...{ masterTrackingNumber, serviceType: shipment.service, serviceName: shipment.service },
              ...{ pieceResponses, completedShipmentDetail: { shipmentRating } },
            },
          ],
        });
      }

      if (path === '/ship/v1/shipments/cancel') {
        const found = book.find(({ id }) => id === body['trackingNumber']);
        if (!found || found.voided)
          return failed(400, 'SHIPMENT.CANCEL.FAILED', 'Shipment was not found or has been cancelled before.');
        found.voided = true;
        return said({ cancelledShipment: true, cancelledHistory: true, successMessage: 'Success' });
      }

      if (path === '/track/v1/trackingnumbers') {
        const [info] = body['trackingInfo'] as { trackingNumberInfo: { trackingNumber: string } }[];
        const trackingNumber = info?.trackingNumberInfo.trackingNumber ?? '';
        const all = events.get(trackingNumber);
        const error = { code: 'TRACKING.TRACKINGNUMBER.NOTFOUND', message: 'Tracking number cannot be found.' };
        const scanEvents = all?.toReversed().map(({ code, words, at, city }) => ({
          ...{ date: at, eventType: code, derivedStatusCode: code, eventDescription: words },
          scanLocation: { city, stateOrProvinceCode: 'TN', countryCode: 'US' },
        }));
        const found = { trackingNumberInfo: { trackingNumber }, ...(scanEvents ? { scanEvents } : { error }) };
        return said({ completeTrackResults: [{ trackingNumber, trackResults: [found] }] });
      }
      if (path === '/track/v1/referencenumbers') {
        const { value } = body['referencesInformation'] as { value: string };
        const found = book.find(({ reference }) => reference === value);
        if (!found) return failed(404, 'TRACKING.REFERENCENUMBER.NOTFOUND', 'Reference number cannot be found.');
        const completeTrackResults = found.trackings.map((trackingNumber) => ({
          ...{ trackingNumber, trackResults: [{ trackingNumberInfo: { trackingNumber } }] },
        }));
        return said({ completeTrackResults });
      }
      return failed(404, 'NOT.FOUND.ERROR', 'The resource you requested is no longer available.');
    },
  });
}
