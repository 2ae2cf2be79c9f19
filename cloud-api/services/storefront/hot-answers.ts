import { randomUUID } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { TtlMap } from '../../platform/ttl-map.ts';
import type { AnswerCache } from './answer-cache.ts';
import { CURRENCY_HEADER } from './shop-views.ts';

/** Somebody whose key and origin were checked a moment ago */
interface Pass {
  readonly tenantId: string;
  /** The store and currency they look at */
  readonly view: string;
  /** As the whole way set them, but for what belongs to one answer */
  readonly headers: OutgoingHttpHeaders;
}

/** As long as a key is believed without asking again. */
const PASS_MS = 10_000;
/** What an address means does not change; the ones that nobody asks for leave when there are too many. */
const ADDRESS_MS = 3_600_000;
const MOST_ADDRESSES = 20_000;
/** Addresses whose answers are kept at all */
const readable = /^\/shop\/v1\/(products|search)/;
const own = new Set(['x-request-id', 'etag', 'content-length', 'date']);

/**
 * A caller who was let through by the whole way a moment ago (key checked, origin checked) gets cached answers of addresses
 * that it has validated before without going it again: most reads of a shop are the same few pages.
 */
export class HotAnswers {
  readonly #passes = new TtlMap<string, Pass>(PASS_MS, 10_000);
  /** Tenant, view and address → the answer's name in the cache */
  readonly #keys = new TtlMap<string, string>(ADDRESS_MS, MOST_ADDRESSES);
  readonly #cache: AnswerCache;
  readonly #mayPass: (tenantId: string) => boolean;

  /** @param mayPass whether the tenant may be answered at this moment: one that asks too often goes the whole way */
  constructor(cache: AnswerCache, mayPass: (tenantId: string) => boolean = () => true) {
    this.#cache = cache;
    this.#mayPass = mayPass;
  }

  /** After an answer of the whole way: the same request, and others of this caller, may take the short one. */
  remember(
    request: IncomingMessage,
    { tenantId, view, key }: { tenantId: string; view: string; key: string },
    headers: OutgoingHttpHeaders,
  ): void {
    const caller = callerOf(request);
    // Let in by something else, such as a key in the address: that says nothing about the next request without it.
    if (caller === null) return;
    const kept = Object.entries(headers).filter(([name]) => !own.has(name));
    this.#passes.set(caller, { tenantId, view, headers: Object.fromEntries(kept) });
    this.#keys.set(`${tenantId} ${view} ${request.url}`, key);
  }

  /** Keys or rights changed: everybody goes the whole way once. */
  forget(): void {
    this.#passes.clear();
  }

  /** @returns false when the request has to go the whole way */
  answer(request: IncomingMessage, response: ServerResponse): boolean {
    if (request.method !== 'GET' || !readable.test(request.url ?? '')) return false;
    const caller = callerOf(request);
    const pass = caller === null ? undefined : this.#passes.get(caller);
    const key = pass && this.#keys.get(`${pass.tenantId} ${pass.view} ${request.url}`);
    const answer = pass && key !== undefined ? this.#cache.get(pass.tenantId, key) : undefined;
    if (!pass || !answer || !this.#mayPass(pass.tenantId)) return false;
    const headers: OutgoingHttpHeaders = { ...pass.headers, 'x-request-id': randomUUID(), etag: answer.etag };
    if (request.headers['if-none-match'] === answer.etag) {
      const { 'content-type': _type, ...rest } = headers;
      response.writeHead(304, rest).end();
    } else {
      response.writeHead(200, { ...headers, 'content-length': answer.body.length }).end(answer.body);
    }
    return true;
  }
}

/** All by which the whole way decides about a caller; null when the key is not in the headers. */
function callerOf({ headers }: IncomingMessage): string | null {
  const { authorization, origin = '', [CURRENCY_HEADER]: currency = '' } = headers;
  const key = headers['x-publishable-key'];
  if (typeof key === 'string') return `key ${key}\n${origin}\n${currency}`;
  return authorization?.startsWith('Bearer ') ? `${authorization}\n${origin}\n${currency}` : null;
}
