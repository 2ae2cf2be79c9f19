import { CarrierBusy, CarrierRefused, NoCarrierAnswer } from './carrier.ts';

/** Labels wait this long; rates bring a time of their own. */
export const TIMEOUT_MS = 20_000;
/** More is no answer to anything that is asked in here. */
const MOST_BYTES = 12_000_000;

export interface AskedOfCarrier {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs?: number;
}

export interface SaidByCarrier {
  readonly status: number;
  /** What its JSON says; null: nothing */
  readonly body: unknown;
}

/** They do not know who asks, and did nothing. */
export class NotLetIn extends CarrierRefused {}

/**
 * One request, and what came of it. @param words what an error of this carrier says, and its code
 * @throws NotLetIn, CarrierRefused, CarrierBusy, NoCarrierAnswer
 */
export async function askCarrier(
  carrier: string,
  { method, url, headers, body, timeoutMs = TIMEOUT_MS }: AskedOfCarrier,
  words: (answer: unknown) => { readonly code: string; readonly message: string } | null,
): Promise<SaidByCarrier> {
  let status: number;
  let retryAfter: string | null;
  let answer: unknown;
  try {
    const response = await fetch(url, {
      ...{ method, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) },
      headers: { accept: 'application/json', ...headers },
      ...(body !== undefined && { body }),
    });
    status = response.status;
    retryAfter = response.headers.get('retry-after');
    const text = await response.text();
    if (text.length > MOST_BYTES) throw new Error('its answer has no end');
    answer = text === '' ? null : parsed(text, status);
  } catch (error) {
    throw new NoCarrierAnswer(carrier, error);
  }
  if (status < 300) return { status, body: answer };
  const said = words(answer);
  const message = said?.message.slice(0, 500) || `${carrier} refused it (${status}).`;
  if (status === 429) throw new CarrierBusy(`${carrier} is busy.`, waitOf(retryAfter));
  if (status === 401) throw new NotLetIn(message, said?.code);
  if (status < 500) throw new CarrierRefused(message, said?.code);
  throw new NoCarrierAnswer(carrier, new Error(`it answered ${status}${said ? `: ${message}` : ''}`));
}

/** Gateways in front of them say errors in HTML: that they refused is known all the same. */
function parsed(text: string, status: number): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (status >= 400) return null;
    throw error;
  }
}

function waitOf(retryAfter: string | null): number | null {
  const seconds = Number(retryAfter ?? '');
  return retryAfter && Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, 3_600) * 1_000 : null;
}
