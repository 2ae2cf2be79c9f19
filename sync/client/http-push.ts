import * as z from 'zod/mini';
import type { PushResponse } from '../protocol/push.ts';
import { limited, type Signal } from './aborter.ts';
import { DeviceRefused } from './device-refused.ts';
import type { PushResult, PushTransport } from './push-transport.ts';

/** The part of `fetch` that push needs. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  json(): Promise<unknown>;
}
export type HttpFetch = (
  url: string,
  init: { method: string; headers: Record<string, string>; body: string; signal: Signal },
) => Promise<HttpAnswer>;

export interface HttpPushOptions {
  /** `https://cloud.example`, without a slash at the end */
  readonly cloudUrl: string;
  /** Authorisation of the device for one request; asked each time, so a renewed token is used at once. */
  readonly headers: () => Promise<Record<string, string>>;
  readonly fetch: HttpFetch;
  /** How long one request may take, its answer included; default 60 s. A line that stalls says nothing by itself. */
  readonly limitMs?: number;
}

/** Enough for some megabytes over a bad line; without a limit a stalled one would hold the queue for minutes. */
const LIMIT_MS = 60_000;

const outcome = z.object({
  seq: z.number(),
  id: z.string(),
  status: z.enum(['applied', 'refused', 'quarantined']),
  code: z.nullable(z.string()),
  message: z.nullable(z.string()),
  details: z.nullable(z.record(z.string(), z.unknown())),
});
const answered = z.object({
  lastSeq: z.number(),
  outcomes: z.array(outcome),
  cloud: z.object({ systemId: z.string(), timeline: z.number() }),
  held: z.optional(z.object({ seq: z.number(), id: z.string(), code: z.string(), message: z.string() })),
  lsn: z.string(),
  now: z.number(),
});
const problem = z.object({
  code: z.catch(z.string(), ''),
  title: z.catch(z.string(), ''),
  detail: z.catch(z.string(), ''),
  details: z.catch(z.record(z.string(), z.unknown()), {}),
});

export function httpPush(options: HttpPushOptions): PushTransport {
  return {
    send: async (request, signal) => {
      let answer: HttpAnswer;
      let body: unknown;
      try {
        answer = await options.fetch(`${options.cloudUrl}/sync/v1/push`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...(await options.headers()) },
          body: JSON.stringify(request),
          signal: limited(signal, options.limitMs ?? LIMIT_MS),
        });
        body = await answer.json().catch(() => null);
      } catch (error) {
        if (error instanceof DeviceRefused) {
          const { status, code, message } = error;
          return { kind: 'denied', status, code, message };
        }
        return { kind: 'later', afterMs: 0, reason: 'offline' };
      }
      return resultOf(answer, body);
    },
  };
}

function resultOf(answer: HttpAnswer, body: unknown): PushResult {
  const { status } = answer;
  if (status >= 200 && status < 300) {
    const parsed = z.safeParse(answered, body);
    // Half an answer says nothing: the mutations are sent again and answered from what is stored.
    if (!parsed.success) return { kind: 'later', afterMs: 0, reason: 'busy' };
    return { kind: 'answered', response: parsed.data as PushResponse };
  }
  if (status === 429 || status >= 500) {
    return { kind: 'later', afterMs: retryAfter(answer.headers.get('retry-after')), reason: 'busy' };
  }
  if (status === 413) return { kind: 'too-large' };
  const read = z.safeParse(problem, body);
  const { code, title, detail, details } = read.success ? read.data : { code: '', title: '', detail: '', details: {} };
  const message = detail || title || `The cloud answered ${status}.`;
  if (status === 409 && code.startsWith('sync.')) return { kind: 'conflict', code, message, details };
  return { kind: 'denied', status, code, message };
}

/** Seconds only: a date would need both clocks to agree. */
function retryAfter(header: string | null): number {
  const seconds = Number(header ?? '');
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 300) * 1000 : 0;
}
