import * as z from 'zod';
import { refuseUnsafe } from './cloud-address.ts';
import type { Host } from '../host.ts';
import { HostProblem } from '../problem.ts';
import { readEnrolment } from '../session/desk-state.ts';
import { notEnrolled } from '../session/not-enrolled.ts';

const TIMEOUT_MS = 15_000;

/** What of the host it takes to speak with the cloud */
type Speaks = Pick<Host, 'desk' | 'device' | 'identity'>;

const away = (details: { readonly sent?: false } = {}) =>
  new HostProblem(
    'desk.cloud-unreachable',
    'unavailable',
    'This is kept in the cloud, which does not answer. Nothing was changed. Look at the network and try again.',
    details,
  );

/** There was never a line, so that not one byte left. */
const neverSent = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'EADDRNOTAVAIL'],
  'UND_ERR_CONNECT_TIMEOUT',
]);
function isUnsent(error: unknown): boolean {
  const cause = (error as { cause?: { code?: string; errors?: { code?: string }[] } }).cause;
  const codes = cause?.errors?.map(({ code }) => code) ?? [cause?.code];
  return codes.every((code) => code !== undefined && neverSent.has(code));
}

/**
 * Reads from the cloud with this device's token: what is too old or too much to be held here.
 * @param path below the cloud's address, as `/sync/v1/audit`
 * @param within milliseconds
 * @throws HostProblem `unavailable` without a network, and what the cloud refused in its words
 */
export function askCloud<T>(
  host: Speaks,
  path: string,
  query: Readonly<Record<string, string | number | boolean | undefined>>,
  answer: z.ZodType<T>,
  within = TIMEOUT_MS,
): Promise<T> {
  return send(host, path, { query, answer, within });
}

/**
 * Tells the cloud something that it does at once, with this device's token; `body` carries the id under which it happens once.
 * @throws HostProblem `unavailable` where no answer came in time, so that nobody knows whether it was done
 */
export function tellCloud<T>(
  host: Speaks,
  path: string,
  body: object,
  answer: z.ZodType<T>,
  within: number,
): Promise<T> {
  return send(host, path, { query: {}, body, answer, within });
}

interface Sent<T> {
  readonly query: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: object;
  readonly answer: z.ZodType<T>;
  /** Milliseconds */
  readonly within: number;
}

async function send<T>(host: Speaks, path: string, { query, body, answer, within }: Sent<T>): Promise<T> {
  const enrolment = readEnrolment(host.desk.reader);
  if (!enrolment) throw notEnrolled();
  const cloudUrl = (enrolment.cloudUrl ?? host.device().cloudUrl).replace(/\/$/, '');
  refuseUnsafe(cloudUrl);
  const url = new URL(path, cloudUrl);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, String(value));
  const signal = AbortSignal.timeout(within);
  const token = await host.identity.deviceToken(cloudUrl, enrolment.deviceId).catch((error: unknown) => {
    // Without a token nothing was asked for.
    throw error instanceof HostProblem && error.kind === 'unavailable' ? away({ sent: false }) : error;
  });
  let response: Response;
  try {
    response = await fetch(url, {
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
      signal,
      redirect: 'error',
    });
  } catch (error) {
    throw away(isUnsent(error) ? { sent: false } : {});
  }
  const said: unknown = await response.json().catch(() => null);
  if (response.ok) return answer.parse(said);
  const problem = z.object({ code: z.string(), detail: z.string() }).safeParse(said).data;
  if (!problem || response.status >= 500 || response.status === 429) throw away();
  throw new HostProblem(problem.code, response.status === 403 ? 'forbidden' : 'refused', problem.detail);
}
