import * as z from 'zod';
import {
  type CarrierEvent,
  type CarrierNews,
  NewsForged,
  NoCarrierAnswer,
  type OpenCarrierAccount,
} from '../carrier.ts';
import { instantOf, placeText } from '../units.ts';
import { type AskUps, oneOrMore, understood } from './ups-api.ts';
import { stateOf } from './ups-words.ts';
import { sameSecret } from '../../../../platform/same-secret.ts';

const place = z
  .object({
    address: z
      .object({
        city: z.string().nullish(),
        stateProvince: z.string().nullish(),
        countryCode: z.string().nullish(),
        country: z.string().nullish(),
      })
      .nullish(),
  })
  .nullish();
const activity = z.object({
  date: z.string(),
  time: z.string().nullish(),
  gmtDate: z.string().nullish(),
  gmtTime: z.string().nullish(),
  gmtOffset: z.string().nullish(),
  location: place,
  status: z
    .object({ type: z.string().nullish(), code: z.string().nullish(), description: z.string().nullish() })
    .nullish(),
});
const tracked = z.object({
  trackResponse: z.object({
    shipment: z.array(
      z.object({
        package: oneOrMore(z.object({ trackingNumber: z.string(), activity: z.array(activity).nullish() })).optional(),
      }),
    ),
  }),
});

interface Told {
  readonly date: string;
  readonly time?: string | null | undefined;
  readonly gmtDate?: string | null | undefined;
  readonly gmtTime?: string | null | undefined;
  readonly gmtOffset?: string | null | undefined;
}

/**
 * `20260131` or `2026-01-31`, and `15:47:00`, `154700` or `74700`, which lacks its first digit where that is 0. What it tells of GMT goes
 * first. What is local alone is taken for GMT: it is off by hours, never by days.
 */
function momentOf({ date, time, gmtDate, gmtTime, gmtOffset }: Told): number {
  const offset = /^([+-])(\d{1,2})[:.](\d{2})$/.exec(gmtOffset?.trim() ?? '');
  const zone = offset ? `${offset[1]}${offset[2]?.padStart(2, '0')}:${offset[3]}` : 'Z';
  const [day, clock, at] = gmtDate && gmtTime ? [gmtDate, gmtTime, 'Z'] : [date, time || '000000', zone];
  const [y, h] = [day.replaceAll('-', ''), clock.replaceAll(':', '').padStart(6, '0')];
  return instantOf(
    `${y.slice(0, 4)}-${y.slice(4, 6)}-${y.slice(6, 8)}T${h.slice(0, 2)}:${h.slice(2, 4)}:${h.slice(4, 6)}${at}`,
  );
}

function eventOf({ location, status, ...told }: z.infer<typeof activity>): CarrierEvent {
  const { type, code, description } = status ?? {};
  const at = location?.address;
  return {
    code: (code ?? type ?? '').trim(),
    state: stateOf((type ?? '').trim(), (code ?? '').trim()),
    at: momentOf(told),
    place: placeText(at?.city, at?.stateProvince, at?.countryCode ?? at?.country),
    words: (description ?? '').trim().slice(0, 300),
  };
}

export async function trackUps(ask: AskUps, account: OpenCarrierAccount, tracking: string): Promise<CarrierEvent[]> {
  const path = `/api/track/v1/details/${encodeURIComponent(tracking)}?locale=en_US&returnSignature=false`;
  const { trackResponse } = understood(tracked, (await ask(account, { method: 'GET', path })).body);
  const parcels = trackResponse.shipment.flatMap((each) => each.package ?? []);
  const own = parcels.filter(({ trackingNumber }) => trackingNumber === tracking);
  return own
    .flatMap(({ activity: all }) => all ?? [])
    .map(eventOf)
    .sort((a, b) => a.at - b.at);
}

/** Trackings of parcels by what stands on them, where the answer of a label was lost. */
export async function foundByReference(
  ask: AskUps,
  account: OpenCarrierAccount,
  { reference, shipOn }: { readonly reference: string; readonly shipOn: string },
): Promise<string[]> {
  const from = shipOn.replaceAll('-', '');
  const query = new URLSearchParams({
    ...{ locale: 'en_US', refNumType: 'SmallPackage', shipperNum: account.accountNumber, fromPickUpDate: from },
  });
  const path = `/api/track/v1/reference/details/${encodeURIComponent(reference)}?${query}`;
  const { trackResponse } = understood(tracked, (await ask(account, { method: 'GET', path })).body);
  return trackResponse.shipment.flatMap((each) => (each.package ?? []).map(({ trackingNumber }) => trackingNumber));
}

const pushed = z.object({
  trackingNumber: z.string(),
  localActivityDate: z.string().nullish(),
  localActivityTime: z.string().nullish(),
  gmtActivityDate: z.string().nullish(),
  gmtActivityTime: z.string().nullish(),
  gmtOffset: z.string().nullish(),
  activityLocation: z
    .object({ city: z.string().nullish(), stateProvince: z.string().nullish(), country: z.string().nullish() })
    .nullish(),
  activityStatus: z.object({
    type: z.string(),
    code: z.string().nullish(),
    description: z.string().nullish(),
  }),
});

/** Track Alert sends the credential with each of its news that it was given when it was told to follow a parcel. */
export function upsNews(
  { secrets }: OpenCarrierAccount,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  raw: string,
): CarrierNews[] {
  const shown = headers['credential'];
  const { newsKey } = secrets;
  if (!newsKey || typeof shown !== 'string' || !sameSecret(shown, newsKey)) throw new NewsForged('not from UPS');
  let told: z.infer<typeof pushed>;
  try {
    told = pushed.parse(JSON.parse(raw));
  } catch (error) {
    throw new NoCarrierAnswer('UPS', error);
  }
  const { activityStatus: status, activityLocation: at } = told;
  const date = told.localActivityDate ?? told.gmtActivityDate;
  if (!date) return [];
  const event: CarrierEvent = {
    code: status.code ?? status.type,
    state: stateOf(status.type, status.code ?? ''),
    at: momentOf({
      ...{ date, time: told.localActivityTime, gmtDate: told.gmtActivityDate, gmtTime: told.gmtActivityTime },
      gmtOffset: told.gmtOffset,
    }),
    place: placeText(at?.city, at?.stateProvince, at?.country),
    words: (status.description ?? '').trim().slice(0, 300),
  };
  return [{ tracking: told.trackingNumber, events: [event] }];
}
