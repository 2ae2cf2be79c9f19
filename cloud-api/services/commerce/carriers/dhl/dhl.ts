import type { ParcelState } from '@tillhouse/shared/domains/orders/parcel-states.ts';
import type { LabelDocument } from '@tillhouse/shared/domains/shipping/carrier-schema.ts';
import type { CarrierRate } from '@tillhouse/shared/domains/shipping/carriers.ts';
import * as z from 'zod';
import {
  type BoughtLabel,
  type Carrier,
  type CarrierEvent,
  CarrierRefused,
  NewsForged,
  type OpenCarrierAccount,
  type RatesAsked,
  type ShipmentAsked,
} from '../carrier.ts';
import { costOf, offered, type SaidMoney } from '../offered.ts';
import { dayOf, instantOf } from '../units.ts';
import { dhlApi, understood } from './dhl-api.ts';
import { contentOf, declarable, packageOf, party, placeOf, plannedAt } from './dhl-shipment.ts';

const prices = z.array(
  z.object({ currencyType: z.string().nullish(), priceCurrency: z.string().nullish(), price: z.number() }),
);
const product = z.object({
  productCode: z.string().min(1),
  productName: z.string().nullish(),
  totalPrice: prices.nullish(),
  deliveryCapabilities: z.object({ estimatedDeliveryDateAndTime: z.string().nullish() }).nullish(),
});
const rated = z.object({ products: z.array(product) });
const shipped = z.object({
  shipmentTrackingNumber: z.string().min(1),
  documents: z
    .array(z.object({ imageFormat: z.string().nullish(), content: z.string().min(1), typeCode: z.string() }))
    .nullish(),
  shipmentCharges: prices.nullish(),
});
const event = z.object({
  date: z.string(),
  time: z.string(),
  GMTOffset: z.string().nullish(),
  typeCode: z.string(),
  description: z.string().nullish(),
  serviceArea: z.array(z.object({ description: z.string().nullish() })).nullish(),
});
const tracked = z.object({
  shipments: z.array(z.object({ shipmentTrackingNumber: z.string(), events: z.array(event).nullish() })),
});

/** Its checkpoints; of all others: it moves. */
const states: Readonly<Record<string, ParcelState>> = {
  ...{ OK: 'delivered', DD: 'delivered', WC: 'out-for-delivery', CC: 'ready-to-collect', RT: 'returned' },
  ...{ SD: 'label', BA: 'exception', CA: 'exception', CM: 'exception', CD: 'exception', HP: 'exception' },
  ...{ MS: 'exception', NH: 'exception', OH: 'exception', PD: 'exception', RD: 'exception', UD: 'exception' },
  ...{ MC: 'exception', ND: 'exception', AD: 'exception' },
};
/** `typeCode` of documents that come with a label. */
const kinds: Readonly<Record<string, LabelDocument['kind']>> = {
  ...{ label: 'label', waybillDoc: 'waybill', invoice: 'invoice', shipmentReceipt: 'receipt' },
};
const encodings: Readonly<Record<LabelDocument['format'], string>> = { pdf: 'pdf', zpl: 'zpl', png: 'pdf' };

/** DHL Express by the MyDHL API. It pushes no news of its own and voids nothing: a label that is not used costs nothing. */
export function dhlExpress({ api }: { readonly api?: string | undefined } = {}): Carrier {
  const ask = dhlApi(api);

  async function rates(account: OpenCarrierAccount, asked: RatesAsked, timeoutMs: number): Promise<CarrierRate[]> {
    const { shipFrom, accountNumber } = account;
    const body = {
      customerDetails: { shipperDetails: placeOf(shipFrom), receiverDetails: placeOf(asked.to) },
      accounts: [{ typeCode: 'shipper', number: accountNumber }],
      ...{ plannedShippingDateAndTime: plannedAt(asked.shipOn), unitOfMeasurement: 'metric', nextBusinessDay: true },
      isCustomsDeclarable: declarable(shipFrom.country, asked.to.country),
      packages: asked.parcels.map(packageOf),
    };
    try {
      const said = await ask(account, { method: 'POST', path: '/rates', body, timeoutMs });
      return understood(rated, said.body).products.flatMap(rateOf);
    } catch (error) {
      // No product takes it there, which is an answer.
      if (error instanceof CarrierRefused && error.code === '404') return [];
      throw error;
    }
  }

  async function buy(account: OpenCarrierAccount, asked: ShipmentAsked, returns: boolean): Promise<BoughtLabel> {
    const { shipFrom, accountNumber: number } = account;
    const [from, to] = returns ? [asked.to, shipFrom] : [shipFrom, asked.to];
    const body = {
      plannedShippingDateAndTime: plannedAt(asked.shipOn),
      pickup: { isRequested: false },
      ...{ productCode: asked.service, getRateEstimates: true },
      accounts: [{ typeCode: returns ? 'payer' : 'shipper', number }],
      customerReferences: [{ value: asked.reference, typeCode: 'CU' }],
      customerDetails: { shipperDetails: party(from), receiverDetails: party(to) },
      content: contentOf(asked, { from, to, returns }),
      outputImageProperties: {
        encodingFormat: encodings[asked.format],
        imageOptions: [
          { typeCode: 'label', isRequested: true },
          ...(asked.customs ? [{ typeCode: 'invoice', isRequested: true, invoiceType: 'commercial' }] : []),
        ],
      },
    };
    const said = await ask(account, { method: 'POST', path: '/shipments', body });
    const found = understood(shipped, said.body);
    const theirs = found.shipmentTrackingNumber;
    return {
      ...{ theirs, trackings: asked.parcels.map(() => theirs), cost: costOf(billedOf(found.shipmentCharges ?? [])) },
      documents: (found.documents ?? []).flatMap(({ typeCode, content, imageFormat }) => {
        const kind = kinds[typeCode];
        const format = imageFormat?.toLowerCase() === 'zpl' ? ('zpl' as const) : ('pdf' as const);
        return kind ? [{ kind, format, tracking: kind === 'label' ? theirs : '', content }] : [];
      }),
    };
  }

  async function tracks(account: OpenCarrierAccount, path: string): Promise<z.infer<typeof tracked>['shipments']> {
    try {
      return understood(tracked, (await ask(account, { method: 'GET', path })).body).shipments;
    } catch (error) {
      if (error instanceof CarrierRefused && error.code === '404') return [];
      throw error;
    }
  }

  return {
    name: 'dhl-express',
    secrets: ['apiKey', 'apiSecret'],
    rates,
    label: (account, asked) => buy(account, asked, false),
    returnLabel: (account, asked) => buy(account, asked, true),
    find: async (account, { reference, shipOn }) => {
      const query = new URLSearchParams({
        ...{ shipmentReference: reference, shipmentReferenceType: 'CU', shipperAccountNumber: account.accountNumber },
        ...{ dateRangeFrom: shipOn, trackingView: 'shipment-details-only' },
      });
      const [found] = await tracks(account, `/tracking?${query}`);
      if (!found) return null;
      const theirs = found.shipmentTrackingNumber;
      return { theirs, trackings: [theirs], cost: null, documents: [] };
    },
    voidLabel: null,
    track: async (account, tracking) => {
      const path = `/shipments/${encodeURIComponent(tracking)}/tracking?trackingView=all-checkpoints&levelOfDetail=shipment`;
      const own = (await tracks(account, path)).filter((each) => each.shipmentTrackingNumber === tracking);
      return own
        .flatMap(({ events }) => events ?? [])
        .map(eventOf)
        .sort((a, b) => a.at - b.at);
    },
    follow: null,
    verifyNews: () => {
      throw new NewsForged('DHL Express pushes nothing');
    },
  };
}

function eventOf({ date, time, GMTOffset, typeCode, description, serviceArea }: z.infer<typeof event>): CarrierEvent {
  return {
    ...{ code: typeCode, state: states[typeCode] ?? 'in-transit' },
    at: instantOf(`${date}T${time}${GMTOffset || 'Z'}`),
    place: (serviceArea?.[0]?.description ?? '').slice(0, 200),
    words: (description ?? '').slice(0, 300),
  };
}

/** In the currency of its bill, before any other that it says too. */
function billedOf(all: z.infer<typeof prices>): SaidMoney | null {
  const found = all.find(({ currencyType }) => currencyType === 'BILLC') ?? all[0];
  return found?.priceCurrency ? { amount: found.price, currency: found.priceCurrency } : null;
}

function rateOf(of: z.infer<typeof product>): CarrierRate[] {
  const { productCode: service, productName, totalPrice, deliveryCapabilities } = of;
  const name = `DHL ${productName ? titled(productName) : service}`;
  return offered(
    { service, name },
    billedOf(totalPrice ?? []),
    dayOf(deliveryCapabilities?.estimatedDeliveryDateAndTime),
  );
}

/** `EXPRESS WORLDWIDE` as people write it. */
const titled = (shouted: string): string => shouted.toLowerCase().replace(/(^|[\s-])\p{L}/gu, (at) => at.toUpperCase());
