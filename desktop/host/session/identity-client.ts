import { refuseUnsafe } from '../cloud/cloud-address.ts';
import * as z from 'zod';
import { HostProblem } from '../problem.ts';
import type { PersonToken } from './desk-oauth.ts';
import type { DeviceKey } from './device-key.ts';

const profile = z.object({
  kind: z.enum(['desk', 'till', 'scanner']),
  locationIds: z.array(z.string()),
  registerId: z.string().nullable(),
});
const person = z.object({
  staffId: z.string(),
  name: z.string(),
  initials: z.string(),
  roleId: z.string(),
  permissions: z.array(z.string()),
});
const enrolled = z.object({
  deviceId: z.string(),
  tenant: z.object({ id: z.string(), name: z.string() }),
  profile,
  person: person.optional(),
});
const whoSignedIn = z.object({ tenant: z.object({ id: z.string(), name: z.string() }), person });
const signedIn = z.object({
  ...whoSignedIn.shape,
  access_token: z.string(),
  refresh_token: z.string(),
  expires_in: z.number(),
});
const token = z.object({ access_token: z.string(), expires_in: z.number() });

export type CloudPerson = z.infer<typeof person>;
export type Enrolled = z.infer<typeof enrolled>;

export interface IdentityClient {
  readonly publicKey: string;
  enrol(cloudUrl: string, code: string, name: string): Promise<Enrolled>;
  enrolWithPassword(
    cloudUrl: string,
    who: { email: string; password: string; name: string; registerId: string | null },
  ): Promise<Enrolled>;
  signIn(
    cloudUrl: string,
    who: { email: string; password: string; code?: string | undefined; tenantId: string; assertion?: string },
  ): Promise<z.infer<typeof signedIn>>;
  /** What this device signs to say that it is itself: RFC 7523, good for minutes. */
  assertion(deviceId: string): string;
  /** An access token of this device, renewed a minute before it ends. */
  deviceToken(cloudUrl: string, deviceId: string): Promise<string>;
  /** The cloud did not take it: the next one is asked for anew. */
  forgetToken(): void;
}

const unreachable = (url: string) =>
  new HostProblem(
    'desk.cloud-unreachable',
    'unavailable',
    `The cloud at ${url} does not answer. Nothing was changed. Look at the network and try again; selling with a PIN goes on without it.`,
  );

const TIMEOUT_MS = 15_000;

async function post<T>(cloudUrl: string, path: string, body: unknown, answer: z.ZodType<T>): Promise<T> {
  refuseUnsafe(cloudUrl);
  let response: Response;
  try {
    response = await fetch(new URL(path, cloudUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: 'error',
    });
  } catch {
    throw unreachable(cloudUrl);
  }
  return answered(response, answer);
}

async function answered<T>(response: Response, answer: z.ZodType<T>): Promise<T> {
  const said = await response.json().catch(() => null);
  if (response.ok) return answer.parse(said);
  const problem = z
    .object({
      code: z.string().optional(),
      detail: z.string().optional(),
      details: z.record(z.string(), z.unknown()).optional(),
    })
    .safeParse(said).data;
  const text =
    problem?.detail ?? `The cloud refused this (${response.status}). Nothing was changed. Try again in a moment.`;
  const kind =
    response.status >= 500 || response.status === 429
      ? 'unavailable'
      : response.status === 403
        ? 'forbidden'
        : 'refused';
  const cloudNow = Date.parse(response.headers.get('date') ?? '') || null;
  throw new HostProblem(problem?.code ?? 'desk.cloud-refused', kind, text, {
    ...problem?.details,
    status: response.status,
    cloudNow,
  });
}

/** Who it is that signed in in the browser. */
export async function personByToken(token: PersonToken): Promise<z.infer<typeof whoSignedIn>> {
  return answered(await reached(token.ask('GET', '/auth/session')), whoSignedIn);
}

/** Makes this device one of the store's, in the name of who signed in in the browser. */
export async function enrolledByToken(token: PersonToken, publicKey: string, name: string): Promise<Enrolled> {
  return answered(await reached(token.ask('POST', '/auth/devices', { name, publicKey })), enrolled);
}

const reached = (asked: Promise<Response>): Promise<Response> =>
  asked.catch(() => {
    throw unreachable('its address');
  });

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
/** A clock that is off by less is none of our business: the cloud allows for five minutes. */
const WRONG_CLOCK_MS = 120_000;

/** A token by the clock that nobody can set, since the other may jump by years; and by the other, which runs on while this machine sleeps. */
interface Held {
  readonly deviceId: string;
  readonly token: string;
  readonly lifeMs: number;
  readonly atSteady: number;
  readonly at: number;
}

/** Speaks to the identity service of the cloud for this device. `steady` counts milliseconds and cannot be set. */
export function identityClient(key: DeviceKey, now: () => number, steady = () => performance.now()): IdentityClient {
  const { publicKey } = key;
  let held: Held | undefined;
  /** What the cloud's clock is ahead of ours, once it refused for that reason. */
  let ahead = 0;
  const lives = ({ lifeMs, atSteady, at }: Held) => steady() - atSteady < lifeMs && now() - at < lifeMs;
  /** All who need a token at one time wait for the same: one answer says how wrong the clock is, and to all of them. */
  let asking: { readonly cloudUrl: string; readonly deviceId: string; readonly token: Promise<string> } | undefined;
  const grantFor = (cloudUrl: string, deviceId: string) =>
    post(cloudUrl, '/auth/token', { grant_type: JWT_BEARER, assertion: key.assertion(deviceId, now() + ahead) }, token);
  const askToken = async (cloudUrl: string, deviceId: string): Promise<string> => {
    const grant = await grantFor(cloudUrl, deviceId).catch((error: unknown) => {
      // A till whose clock is wrong by days must not keep its sales for that: it signs by the time the cloud tells.
      const cloudNow = error instanceof HostProblem ? error.details.cloudNow : null;
      if (typeof cloudNow !== 'number' || Math.abs(cloudNow - now() - ahead) < WRONG_CLOCK_MS) throw error;
      ahead = cloudNow - now();
      return grantFor(cloudUrl, deviceId);
    });
    const lifeMs = (grant.expires_in - 60) * 1000;
    held = { deviceId, token: grant.access_token, lifeMs, atSteady: steady(), at: now() };
    return held.token;
  };
  return {
    publicKey,
    enrol: (cloudUrl, code, name) => post(cloudUrl, '/auth/devices/enrol', { code, name, publicKey }, enrolled),
    enrolWithPassword: (cloudUrl, who) =>
      post(cloudUrl, '/auth/devices/enrol-with-password', { ...who, publicKey }, enrolled),
    signIn: (cloudUrl, who) => post(cloudUrl, '/auth/session', who, signedIn),
    forgetToken: () => {
      held = undefined;
    },
    assertion: (deviceId) => key.assertion(deviceId, now() + ahead),
    async deviceToken(cloudUrl, deviceId) {
      if (held?.deviceId === deviceId && lives(held)) return held.token;
      if (asking?.deviceId !== deviceId || asking.cloudUrl !== cloudUrl) {
        const ended = () => {
          if (asking === mine) asking = undefined;
        };
        const mine = { cloudUrl, deviceId, token: askToken(cloudUrl, deviceId).finally(ended) };
        asking = mine;
      }
      return asking.token;
    },
  };
}
