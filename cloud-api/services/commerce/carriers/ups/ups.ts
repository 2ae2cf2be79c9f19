import type { LabelDocument } from '@tillhouse/shared/domains/shipping/carrier-schema.ts';
import type { CarrierRate } from '@tillhouse/shared/domains/shipping/carriers.ts';
import * as z from 'zod';
import {
  type BoughtLabel,
  type Carrier,
  CarrierRefused,
  type OpenCarrierAccount,
  type RatesAsked,
  type ShipmentAsked,
} from '../carrier.ts';
import { NotLetIn } from '../ask-carrier.ts';
import type { OAuthTokens } from '../oauth-tokens.ts';
import { costOf, offered } from '../offered.ts';
import { cut } from '../on-label.ts';
import { dayOf } from '../units.ts';
import { oneOrMore, understood, upsApi, upsMoney } from './ups-api.ts';
import { internationalForms, packageOf, paidByShop, party, ratedPlace, shipperOf, weightOf } from './ups-shipment.ts';
import { foundByReference, trackUps, upsNews } from './ups-track.ts';
import { serviceName } from './ups-words.ts';

const VERSION = 'v2409';

const ratedShipment = z.object({
  Service: z.object({ Code: z.string(), Description: z.string().nullish() }),
  TotalCharges: upsMoney,
  /** What this very account pays */
  NegotiatedRateCharges: z.object({ TotalCharge: upsMoney }).nullish(),
  TimeInTransit: z
    .object({ ServiceSummary: z.object({ EstimatedArrival: z.object({ Arrival: z.object({ Date: z.string() }) }) }) })
    .nullish(),
});
const rated = z.object({ RateResponse: z.object({ RatedShipment: oneOrMore(ratedShipment) }) });
const image = z.object({ GraphicImage: z.string().min(1) });
const shipped = z.object({
  ShipmentResponse: z.object({
    ShipmentResults: z.object({
      ShipmentIdentificationNumber: z.string().min(1),
      ShipmentCharges: z.object({ TotalCharges: upsMoney }).nullish(),
      NegotiatedRateCharges: z.object({ TotalCharge: upsMoney }).nullish(),
      PackageResults: oneOrMore(z.object({ TrackingNumber: z.string().min(1), ShippingLabel: image.nullish() })),
      Form: z.object({ Image: image.nullish() }).nullish(),
    }),
  }),
});
const recovered = z.object({
  LabelRecoveryResponse: z.object({
    ShipmentIdentificationNumber: z.string().nullish(),
    LabelResults: oneOrMore(z.object({ TrackingNumber: z.string().min(1), LabelImage: image.nullish() })),
  }),
});
const voided = z.object({
  VoidShipmentResponse: z.object({ SummaryResult: z.object({ Status: z.object({ Code: z.string() }) }) }),
});

const formats: Readonly<Record<LabelDocument['format'], string>> = { pdf: 'PDF', zpl: 'ZPL', png: 'PNG' };
const labelSpecification = (format: LabelDocument['format']) => ({
  LabelImageFormat: { Code: formats[format], Description: formats[format] },
  LabelStockSize: { Height: '6', Width: '4' },
});
/** Nothing goes there so, which is an answer: others are asked nothing for it. */
const NO_SERVICE = new Set(['111210', '111217', '110971', '111100']);

/** UPS by its REST APIs: Rating (Shop with times in transit), Shipping, Tracking and Track Alert. */
export function ups(tokens: OAuthTokens, { api }: { readonly api?: string | undefined } = {}): Carrier {
  const ask = upsApi(tokens, api);

  async function rates(account: OpenCarrierAccount, asked: RatesAsked, timeoutMs: number): Promise<CarrierRate[]> {
    const { shipFrom } = account;
    const from = shipFrom.country;
    // Abroad it says when only to whom tells what the goods are worth, which nobody knows yet: so the days are the shop's own.
    const kind = from === asked.to.country ? 'Shoptimeintransit' : 'Shop';
    const grams = asked.parcels.reduce((sum, parcel) => sum + parcel.grams, 0);
    const body = {
      RateRequest: {
        Request: { TransactionReference: { CustomerContext: 'rates' } },
        Shipment: {
          Shipper: shipperOf(account),
          // The description wants lines of an address; UPS prices by what stands in the rest of it, so nobody's street is told.
          ShipTo: ratedPlace(asked.to),
          ShipFrom: party(shipFrom),
          PaymentDetails: paidByShop(account),
          ShipmentRatingOptions: { NegotiatedRatesIndicator: 'Y' },
          NumOfPieces: String(asked.parcels.length),
          ShipmentTotalWeight: weightOf(grams, from),
          DeliveryTimeInformation: { PackageBillType: '03', Pickup: { Date: asked.shipOn.replaceAll('-', '') } },
          Package: asked.parcels.map((parcel) => packageOf(parcel, from, 'PackagingType')),
        },
      },
    };
    try {
      const said = await ask(account, {
        method: 'POST',
        path: `/api/rating/${VERSION}/${kind}`,
        body,
        timeoutMs,
      });
      return understood(rated, said.body).RateResponse.RatedShipment.flatMap(rateOf);
    } catch (error) {
      if (error instanceof CarrierRefused && NO_SERVICE.has(error.code)) return [];
      throw error;
    }
  }

  async function buy(account: OpenCarrierAccount, asked: ShipmentAsked, returns: boolean): Promise<BoughtLabel> {
    const { shipFrom } = account;
    const [from, to] = returns ? [asked.to, shipFrom] : [shipFrom, asked.to];
    const body = {
      ShipmentRequest: {
        Request: { RequestOption: 'nonvalidate', TransactionReference: { CustomerContext: asked.reference } },
        Shipment: {
          Description: cut(asked.customs?.goods[0]?.title || 'Goods', 50),
          // Printed by the shop, which hands it to who sends the goods back.
          ...(returns && { ReturnService: { Code: '9', Description: 'Print return label' } }),
          Shipper: shipperOf(account),
          ShipTo: party(to),
          ShipFrom: party(from),
          PaymentInformation: paidByShop(account),
          ShipmentRatingOptions: { NegotiatedRatesIndicator: 'Y' },
          Service: { Code: asked.service, Description: serviceName(asked.service, null) },
          ...(!domestic(from.country, to.country) && { ReferenceNumber: [{ Value: asked.reference }] }),
          ...internationalForms(asked, { from, to, returns }),
          Package: asked.parcels.map((parcel) => ({
            ...packageOf(parcel, from.country, 'Packaging'),
            ...(returns && { Description: 'Returned goods' }),
            // Within the US it stands on parcels, elsewhere on the shipment.
            ...(domestic(from.country, to.country) && { ReferenceNumber: [{ Value: asked.reference }] }),
          })),
        },
        LabelSpecification: labelSpecification(asked.format),
      },
    };
    const said = await ask(account, { method: 'POST', path: `/api/shipments/${VERSION}/ship`, body });
    const { ShipmentResults: found } = understood(shipped, said.body).ShipmentResponse;
    const cost = found.NegotiatedRateCharges?.TotalCharge ?? found.ShipmentCharges?.TotalCharges;
    const labels = found.PackageResults.flatMap(({ TrackingNumber: tracking, ShippingLabel }) =>
      ShippingLabel
        ? [{ kind: 'label' as const, format: asked.format, tracking, content: ShippingLabel.GraphicImage }]
        : [],
    );
    const form = found.Form?.Image?.GraphicImage;
    return {
      theirs: found.ShipmentIdentificationNumber,
      trackings: found.PackageResults.map(({ TrackingNumber }) => TrackingNumber),
      cost: costOf(cost && moneyOf(cost)),
      documents: [
        ...labels,
        ...(form ? [{ kind: 'invoice' as const, format: 'pdf' as const, tracking: '', content: form }] : []),
      ],
    };
  }

  return {
    name: 'ups',
    secrets: ['clientId', 'clientSecret', 'newsKey?'],
    rates,
    label: (account, asked) => buy(account, asked, false),
    returnLabel: (account, asked) => buy(account, asked, true),
    find: async (account, asked) => {
      const body = {
        LabelRecoveryRequest: {
          LabelSpecification: labelSpecification(asked.format),
          ReferenceValues: { ReferenceNumber: { Value: asked.reference }, ShipperNumber: account.accountNumber },
        },
      };
      try {
        const said = await ask(account, { method: 'POST', path: `/api/labels/v1/recovery`, body });
        const { LabelResults, ShipmentIdentificationNumber } = understood(recovered, said.body).LabelRecoveryResponse;
        const trackings = LabelResults.map(({ TrackingNumber }) => TrackingNumber);
        const documents = LabelResults.flatMap(({ TrackingNumber: tracking, LabelImage }) =>
          LabelImage
            ? [{ kind: 'label' as const, format: asked.format, tracking, content: LabelImage.GraphicImage }]
            : [],
        );
        return { theirs: ShipmentIdentificationNumber ?? trackings[0] ?? '', trackings, cost: null, documents };
      } catch (error) {
        if (!(error instanceof CarrierRefused) || error instanceof NotLetIn) throw error;
        const trackings = await noneIfRefused(() => foundByReference(ask, account, asked));
        return trackings.length === 0 ? null : { theirs: trackings[0] ?? '', trackings, cost: null, documents: [] };
      }
    },
    voidLabel: async (account, { theirs }) => {
      const path = `/api/shipments/${VERSION}/void/cancel/${encodeURIComponent(theirs)}`;
      const { body } = await ask(account, { method: 'DELETE', path });
      if (understood(voided, body).VoidShipmentResponse.SummaryResult.Status.Code !== '1')
        throw new CarrierRefused('UPS did not void all of its parcels.');
    },
    track: (account, tracking) => noneIfRefused(() => trackUps(ask, account, tracking)),
    follow: async (account, trackings, url) => {
      const { newsKey } = account.secrets;
      if (!newsKey) return;
      const body = {
        ...{ locale: 'en_US', countryCode: account.shipFrom.country, trackingNumberList: trackings.slice(0, 100) },
        destination: { url, credentialType: 'Bearer', credential: newsKey },
      };
      await ask(account, { method: 'POST', path: '/api/track/v1/subscription/standard/package', body });
    },
    verifyNews: upsNews,
  };
}

/** It says of what it does not know that it refuses it. */
async function noneIfRefused<T>(work: () => Promise<T[]>): Promise<T[]> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CarrierRefused && !(error instanceof NotLetIn)) return [];
    throw error;
  }
}

const domestic = (from: string, to: string): boolean => from === to && (from === 'US' || from === 'PR');

const moneyOf = ({ CurrencyCode: currency, MonetaryValue: amount }: z.infer<typeof upsMoney>) => ({ currency, amount });

function rateOf(of: z.infer<typeof ratedShipment>): CarrierRate[] {
  const { Service, TotalCharges, NegotiatedRateCharges, TimeInTransit } = of;
  return offered(
    { service: Service.Code, name: serviceName(Service.Code, Service.Description) },
    moneyOf(NegotiatedRateCharges?.TotalCharge ?? TotalCharges),
    dayOf(TimeInTransit?.ServiceSummary.EstimatedArrival.Arrival.Date),
  );
}
