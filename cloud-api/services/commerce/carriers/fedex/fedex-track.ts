import { createHmac } from 'node:crypto';
import type { ParcelState } from '@tillhouse/shared/domains/orders/parcel-states.ts';
import * as z from 'zod';
import {
  type CarrierEvent,
  type CarrierNews,
  NewsForged,
  NoCarrierAnswer,
  type OpenCarrierAccount,
} from '../carrier.ts';
import { instantOf, placeText } from '../units.ts';
import { type AskFedex, understood } from './fedex-api.ts';
import { sameSecret } from '../../../../platform/same-secret.ts';

/** Its scan codes, by its list of tracking status codes; of all others: it moves. */
const states: Readonly<Record<string, ParcelState>> = {
  ...{ OC: 'label', EP: 'label', MD: 'label', IN: 'label', DL: 'delivered', OD: 'out-for-delivery' },
  ...{ ED: 'out-for-delivery', AD: 'out-for-delivery', HL: 'ready-to-collect', HP: 'ready-to-collect' },
  ...{ DE: 'exception', SE: 'exception', CD: 'exception', DY: 'exception', DD: 'exception', PY: 'exception' },
  ...{ CA: 'exception', RS: 'returned', RT: 'returned' },
};

const scan = z.object({
  date: z.string(),
  eventType: z.string().nullish(),
  derivedStatusCode: z.string().nullish(),
  eventDescription: z.string().nullish(),
  exceptionDescription: z.string().nullish(),
  scanLocation: z
    .object({
      city: z.string().nullish(),
      stateOrProvinceCode: z.string().nullish(),
      countryCode: z.string().nullish(),
    })
    .nullish(),
});
const result = z.object({
  trackingNumberInfo: z.object({ trackingNumber: z.string() }).nullish(),
  scanEvents: z.array(scan).nullish(),
  error: z.object({ code: z.string(), message: z.string().nullish() }).nullish(),
});
const completed = z.array(z.object({ trackingNumber: z.string(), trackResults: z.array(result) }));
const tracked = z.object({ output: z.object({ completeTrackResults: completed }) });
/** Advanced Integrated Visibility pushes the same things, under `output` or bare. */
const pushed = z.union([tracked, z.object({ completeTrackResults: completed }).transform((output) => ({ output }))]);

function eventOf(each: z.infer<typeof scan>): CarrierEvent {
  const { date, eventType, derivedStatusCode, eventDescription, exceptionDescription, scanLocation: at } = each;
  const code = eventType ?? derivedStatusCode ?? '';
  return {
    ...{ code, state: states[code] ?? states[derivedStatusCode ?? ''] ?? 'in-transit', at: instantOf(date) },
    place: placeText(at?.city, at?.stateOrProvinceCode, at?.countryCode),
    words: [eventDescription, exceptionDescription].filter(Boolean).join(': ').slice(0, 300),
  };
}

const eventsOf = (results: readonly z.infer<typeof result>[]): CarrierEvent[] =>
  results
    .flatMap(({ scanEvents }) => scanEvents ?? [])
    .map(eventOf)
    .sort((a, b) => a.at - b.at);

export async function trackFedex(
  ask: AskFedex,
  account: OpenCarrierAccount,
  tracking: string,
): Promise<CarrierEvent[]> {
  const body = {
    includeDetailedScans: true,
    trackingInfo: [{ trackingNumberInfo: { trackingNumber: tracking } }],
  };
  const said = await ask(account, { method: 'POST', path: '/track/v1/trackingnumbers', body });
  const { completeTrackResults } = understood(tracked, said.body).output;
  return completeTrackResults
    .filter(({ trackingNumber }) => trackingNumber === tracking)
    .flatMap(({ trackResults }) => eventsOf(trackResults));
}

/** Trackings of parcels by what stands on them, where the answer of a label was lost. */
export async function foundByReference(
  ask: AskFedex,
  account: OpenCarrierAccount,
  { reference, shipOn }: { readonly reference: string; readonly shipOn: string },
): Promise<string[]> {
  const body = {
    includeDetailedScans: false,
    referencesInformation: {
      ...{ type: 'CUSTOMER_REFERENCE', value: reference, accountNumber: account.accountNumber },
      ...{ shipDateBegin: shipOn, shipDateEnd: shipOn },
    },
  };
  const said = await ask(account, { method: 'POST', path: '/track/v1/referencenumbers', body });
  const { completeTrackResults } = understood(tracked, said.body).output;
  const found = completeTrackResults.flatMap(({ trackResults }) => trackResults.filter(({ error }) => !error));
  return [...new Set(found.flatMap(({ trackingNumberInfo }) => trackingNumberInfo?.trackingNumber || []))];
}

/**
 * Its webhook signs the body with the security token that the shop chose there: HMAC SHA-256, in base64, as `fdx-signature`
 * (developer.fedex.com, Advanced Integrated Visibility Validation Process).
 */
export function fedexNews(
  { secrets }: OpenCarrierAccount,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  raw: string,
): CarrierNews[] {
  const shown = headers['fdx-signature'];
  const { newsKey } = secrets;
  const right = newsKey ? createHmac('sha256', newsKey).update(raw).digest() : null;
  if (!right || typeof shown !== 'string' || !sameSecret(Buffer.from(shown, 'base64'), right))
    throw new NewsForged('not from FedEx');
  let told: z.infer<typeof tracked>;
  try {
    told = pushed.parse(JSON.parse(raw));
  } catch (error) {
    throw new NoCarrierAnswer('FedEx', error);
  }
  return told.output.completeTrackResults.map(({ trackingNumber: tracking, trackResults }) => ({
    ...{ tracking, events: eventsOf(trackResults) },
  }));
}
