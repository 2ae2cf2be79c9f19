import type { LabelDocument } from '@tillhouse/shared/domains/shipping/carrier-schema.ts';
import type { CarrierRate } from '@tillhouse/shared/domains/shipping/carriers.ts';
import * as z from 'zod';
import { NotLetIn } from '../ask-carrier.ts';
import {
  type BoughtLabel,
  type Carrier,
  CarrierRefused,
  NoCarrierAnswer,
  type OpenCarrierAccount,
  type RatesAsked,
  type ShipmentAsked,
} from '../carrier.ts';
import type { OAuthTokens } from '../oauth-tokens.ts';
import { costOf, offered } from '../offered.ts';
import { dayOf } from '../units.ts';
import { fedexApi, understood } from './fedex-api.ts';
import { currencyOf, theirCurrency } from './fedex-currencies.ts';
import { accountOf, customsOf, packageOf, party, placeOf } from './fedex-shipment.ts';
import { fedexNews, foundByReference, trackFedex } from './fedex-track.ts';

const amount = z.union([z.number(), z.string()]);
const price = z.object({
  rateType: z.string(),
  totalNetCharge: amount,
  currency: z.string().nullish(),
  shipmentRateDetail: z.object({ currency: z.string().nullish() }).nullish(),
});
const detail = z.object({
  serviceType: z.string().min(1),
  serviceName: z.string().nullish(),
  commit: z.object({ dateDetail: z.object({ dayFormat: z.string().nullish() }).nullish() }).nullish(),
  operationalDetail: z.object({ deliveryDate: z.string().nullish(), commitDate: z.string().nullish() }).nullish(),
  ratedShipmentDetails: z.array(price),
});
const rated = z.object({ output: z.object({ rateReplyDetails: z.array(detail).nullish() }) });

const document = z.object({
  contentType: z.string().nullish(),
  docType: z.string().nullish(),
  encodedLabel: z.string().nullish(),
  trackingNumber: z.string().nullish(),
});
const shipped = z.object({
  output: z.object({
    transactionShipments: z
      .array(
        z.object({
          masterTrackingNumber: z.string().nullish(),
          shipmentDocuments: z.array(document).nullish(),
          pieceResponses: z
            .array(z.object({ trackingNumber: z.string().min(1), packageDocuments: z.array(document).nullish() }))
            .min(1),
          completedShipmentDetail: z
            .object({
              shipmentRating: z
                .object({
                  actualRateType: z.string().nullish(),
                  shipmentRateDetails: z
                    .array(z.object({ rateType: z.string().nullish(), totalNetCharge: amount, currency: z.string() }))
                    .nullish(),
                })
                .nullish(),
            })
            .nullish(),
        }),
      )
      .min(1),
  }),
});
const cancelled = z.object({ output: z.object({ cancelledShipment: z.boolean() }) });

/** Nothing of it goes there, which is an answer. */
const NO_SERVICE =
  /^(SERVICE\.PACKAGECOMBINATION\.INVALID|RATE\.LOCATION\.NOSERVICE|NOSERVICE\..*|SERVICETYPE\.NOT\.ALLOWED)$/;
const formats: Readonly<Record<LabelDocument['format'], string>> = { pdf: 'PDF', zpl: 'ZPLII', png: 'PNG' };

/** FedEx by its REST APIs: Rates and Transit Times, Ship, Track, and the webhook of Advanced Integrated Visibility. */
export function fedex(tokens: OAuthTokens, { api }: { readonly api?: string | undefined } = {}): Carrier {
  const ask = fedexApi(tokens, api);

  async function rates(account: OpenCarrierAccount, asked: RatesAsked, timeoutMs: number): Promise<CarrierRate[]> {
    const { shipFrom } = account;
    const body = {
      accountNumber: accountOf(account),
      rateRequestControlParameters: { returnTransitTimes: true, rateSortOrder: 'SERVICENAMETRADITIONAL' },
      requestedShipment: {
        shipper: { address: placeOf(shipFrom) },
        recipient: { address: placeOf(asked.to) },
        ...(asked.currency && { preferredCurrency: theirCurrency(asked.currency) }),
        ...{ rateRequestType: ['ACCOUNT', 'LIST'], shipDateStamp: asked.shipOn, pickupType: 'USE_SCHEDULED_PICKUP' },
        ...{ packagingType: 'YOUR_PACKAGING', totalPackageCount: asked.parcels.length },
        requestedPackageLineItems: asked.parcels.map((parcel) => packageOf(parcel, shipFrom.country)),
      },
    };
    try {
      const said = await ask(account, { method: 'POST', path: '/rate/v1/rates/quotes', body, timeoutMs });
      return (understood(rated, said.body).output.rateReplyDetails ?? []).flatMap(rateOf);
    } catch (error) {
      if (error instanceof CarrierRefused && NO_SERVICE.test(error.code)) return [];
      throw error;
    }
  }

  async function buy(account: OpenCarrierAccount, asked: ShipmentAsked, returns: boolean): Promise<BoughtLabel> {
    const { shipFrom } = account;
    const [from, to] = returns ? [asked.to, shipFrom] : [shipFrom, asked.to];
    const body = {
      ...{ labelResponseOptions: 'LABEL', accountNumber: accountOf(account) },
      requestedShipment: {
        ...{ shipper: party(from), recipients: [party(to)], shipDatestamp: asked.shipOn },
        ...{ serviceType: asked.service, packagingType: 'YOUR_PACKAGING', pickupType: 'USE_SCHEDULED_PICKUP' },
        ...{ blockInsightVisibility: false, totalPackageCount: asked.parcels.length, rateRequestType: ['ACCOUNT'] },
        shippingChargesPayment: {
          paymentType: 'SENDER',
          payor: { responsibleParty: { accountNumber: accountOf(account) } },
        },
        ...(returns && {
          shipmentSpecialServices: {
            specialServiceTypes: ['RETURN_SHIPMENT'],
            returnShipmentDetail: { returnType: 'PRINT_RETURN_LABEL' },
          },
        }),
        labelSpecification: {
          ...{ labelFormatType: 'COMMON2D', imageType: formats[asked.format] },
          labelStockType: asked.format === 'zpl' ? 'STOCK_4X6' : 'PAPER_4X6',
        },
        ...customsOf(asked, { from, returns }),
        requestedPackageLineItems: asked.parcels.map((parcel, at) => ({
          ...{ sequenceNumber: at + 1, ...packageOf(parcel, from.country) },
          customerReferences: [{ customerReferenceType: 'CUSTOMER_REFERENCE', value: asked.reference }],
        })),
      },
    };
    const said = await ask(account, { method: 'POST', path: '/ship/v1/shipments', body });
    const [found] = understood(shipped, said.body).output.transactionShipments;
    if (!found) throw new NoCarrierAnswer('FedEx', new Error('no shipment'));
    const trackings = found.pieceResponses.map(({ trackingNumber }) => trackingNumber);
    const rating = found.completedShipmentDetail?.shipmentRating;
    const paid =
      rating?.shipmentRateDetails?.find(({ rateType }) => rateType === rating.actualRateType) ??
      rating?.shipmentRateDetails?.[0];
    return {
      theirs: found.masterTrackingNumber || (trackings[0] ?? ''),
      trackings,
      cost: costOf(paid && { amount: paid.totalNetCharge, currency: currencyOf(paid.currency) }),
      documents: [
        ...found.pieceResponses.flatMap(({ trackingNumber, packageDocuments }) =>
          (packageDocuments ?? []).flatMap((each) => documentOf(each, asked.format, trackingNumber)),
        ),
        ...(found.shipmentDocuments ?? []).flatMap((each) => documentOf(each, 'pdf', '')),
      ],
    };
  }

  return {
    name: 'fedex',
    secrets: ['clientId', 'clientSecret', 'newsKey?'],
    rates,
    label: (account, asked) => buy(account, asked, false),
    returnLabel: (account, asked) => buy(account, asked, true),
    find: async (account, asked) => {
      const trackings = await noneIfRefused(() => foundByReference(ask, account, asked));
      const [theirs] = trackings;
      return theirs === undefined ? null : { theirs, trackings, cost: null, documents: [] };
    },
    voidLabel: async (account, { theirs: trackingNumber }) => {
      const body = {
        ...{ accountNumber: accountOf(account), trackingNumber, senderCountryCode: account.shipFrom.country },
        deletionControl: 'DELETE_ALL_PACKAGES',
      };
      const said = await ask(account, { method: 'PUT', path: '/ship/v1/shipments/cancel', body });
      if (!understood(cancelled, said.body).output.cancelledShipment)
        throw new CarrierRefused('FedEx did not cancel it.');
    },
    track: (account, tracking) => noneIfRefused(() => trackFedex(ask, account, tracking)),
    follow: null,
    verifyNews: fedexNews,
  };
}

/** Of what it does not know it says that it refuses it. */
async function noneIfRefused<T>(work: () => Promise<T[]>): Promise<T[]> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CarrierRefused && !(error instanceof NotLetIn) && /NOTFOUND|NOT\.FOUND/.test(error.code))
      return [];
    throw error;
  }
}

function documentOf(
  { contentType, encodedLabel }: z.infer<typeof document>,
  format: LabelDocument['format'],
  tracking: string,
): LabelDocument[] {
  if (!encodedLabel) return [];
  const kind = /INVOICE/.test(contentType ?? '')
    ? 'invoice'
    : /LABEL/.test(contentType ?? 'LABEL')
      ? 'label'
      : 'receipt';
  return [{ kind, format: kind === 'label' ? format : 'pdf', tracking, content: encodedLabel }];
}

/** What this account pays goes before what is in the list. */
function rateOf(of: z.infer<typeof detail>): CarrierRate[] {
  const { serviceType: service, serviceName, commit, operationalDetail, ratedShipmentDetails } = of;
  const paid = ratedShipmentDetails.find(({ rateType }) => rateType === 'ACCOUNT') ?? ratedShipmentDetails[0];
  const currency = paid?.currency ?? paid?.shipmentRateDetail?.currency;
  return offered(
    { service, name: (serviceName ?? service).replaceAll('®', '').trim() },
    paid && currency ? { amount: paid.totalNetCharge, currency: currencyOf(currency) } : null,
    dayOf(commit?.dateDetail?.dayFormat ?? operationalDetail?.deliveryDate ?? operationalDetail?.commitDate),
  );
}
