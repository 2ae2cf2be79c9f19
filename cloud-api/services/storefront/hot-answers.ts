import { randomUUID } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { TtlMap } from '../../platform/ttl-map.ts';
import type { AnswerCache } from './answer-cache.ts';

interface Known {
  readonly tenantId: string;
  readonly key: string;
  /** As the whole way set them, but for what belongs to one answer */
  readonly headers: OutgoingHttpHeaders;
}

/** As long as a key is believed without asking again. */
const TTL = 10_000;
const own = new Set(['x-request-id', 'etag', 'content-length', 'date']);

/**
 * A request that was answered a moment ago by the whole way (key checked, origin checked, address validated) gets the
 * cached answer again without going it: most reads of a shop are the same few pages.
 */
export class HotAnswers {
  readonly #known = new TtlMap<string, Known>(TTL, 20_000);
  readonly #cache: AnswerCache;

  constructor(cache: AnswerCache) {
    this.#cache = cache;
  }

  /** After an answer of the whole way: the same request may take the short one. */
  remember(request: IncomingMessage, tenantId: string, key: string, headers: OutgoingHttpHeaders): void {
    const kept = Object.entries(headers).filter(([name]) => !own.has(name));
    this.#known.set(nameOf(request), { tenantId, key, headers: Object.fromEntries(kept) });
  }

  forget(): void {
    this.#known.clear();
  }

  /** @returns false when the request has to go the whole way */
  answer(request: IncomingMessage, response: ServerResponse): boolean {
    if (request.method !== 'GET' || !request.url?.startsWith('/shop/v1/products')) return false;
    const known = this.#known.get(nameOf(request));
    const answer = known && this.#cache.get(known.tenantId, known.key);
    if (!answer) return false;
    const headers = { ...known.headers, 'x-request-id': randomUUID(), etag: answer.etag };
    if (request.headers['if-none-match'] === answer.etag) {
      const { 'content-type': _type, ...rest } = headers as OutgoingHttpHeaders;
      response.writeHead(304, rest).end();
    } else {
      response.writeHead(200, { ...headers, 'content-length': answer.body.length }).end(answer.body);
    }
    return true;
  }
}

/** All that the whole way decides by. */
function nameOf({ url, headers }: IncomingMessage): string {
  return `${headers.authorization ?? ''}\n${String(headers['x-publishable-key'] ?? '')}\n${headers.origin ?? ''}\n${url}`;
}
