import { limited } from './aborter.ts';
import { DeviceRefused } from './device-refused.ts';
import { newsAnswer, type NewsAnswer, type NewsRequest } from '../protocol/news.ts';

export interface NewsTransport {
  /** `https://cloud.example`, without a slash at the end */
  readonly cloudUrl: string;
  /** Authorisation of the device; asked for each request, so a renewed token is used at once. */
  readonly headers: () => Promise<Record<string, string>>;
  readonly fetch: (...args: never[]) => Promise<unknown>;
}

export type NewsStep =
  | { readonly kind: 'news'; readonly news: NewsAnswer }
  /** A later request took its place. */
  | { readonly kind: 'superseded' }
  /** The cloud does not know the watch, or an answer went missing. */
  | { readonly kind: 'over' }
  /** No news here; `later` where it was refused and may be answered another time */
  | { readonly kind: 'without'; readonly later: boolean }
  /** `busy`: the cloud says that it cannot answer anybody now, so the shapes themselves are no way round */
  | { readonly kind: 'later'; readonly afterMs: number; readonly busy: boolean }
  | { readonly kind: 'offline' };

interface HttpAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  json(): Promise<unknown>;
}

/** The cloud holds a request for 20 s; what is silent for longer is gone. */
const LIMIT_MS = 60_000;

/**
 * Asks once. Never throws.
 * @param signal an AbortSignal
 */
export async function askNews(transport: NewsTransport, request: NewsRequest, signal: object): Promise<NewsStep> {
  const { cloudUrl, headers, fetch } = transport;
  try {
    const init = {
      method: 'POST',
      headers: { ...(await headers()), 'content-type': 'application/json' },
      body: JSON.stringify(request),
      signal: limited(signal, LIMIT_MS),
    };
    return await stepOf((await fetch(...([`${cloudUrl}/sync/v1/news`, init] as never[]))) as HttpAnswer);
  } catch (error) {
    // Each shape is told so when it asks by itself.
    return error instanceof DeviceRefused ? { kind: 'without', later: true } : { kind: 'offline' };
  }
}

async function stepOf(answer: HttpAnswer): Promise<NewsStep> {
  const { status } = answer;
  if (status === 204) return { kind: 'superseded' };
  // Read to its end, so that the connection serves the next request.
  const body = await answer.json().catch(() => null);
  if (status === 200) {
    const read = newsAnswer.safeParse(body);
    return read.success ? { kind: 'news', news: read.data } : { kind: 'without', later: true };
  }
  if (status === 409) return { kind: 'over' };
  if (status === 404 || status === 405) return { kind: 'without', later: false };
  if (status < 500 && status !== 429) return { kind: 'without', later: true };
  const afterMs = Number(answer.headers.get('retry-after') ?? 0) * 1_000 || 0;
  return { kind: 'later', afterMs, busy: status === 503 || status === 429 };
}
