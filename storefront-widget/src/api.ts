import { type PricedBasket, readPriced } from './priced-shapes.ts';
import {
  type AvailabilityChange,
  type ProductPage,
  readChanges,
  readFace,
  readPage,
  readProduct,
  type ShopProduct,
  type StoreFace,
} from './shapes.ts';

/**
 * `missing`: there is no such product. `key`: the shop's key is not accepted. `away`: no answer; worth another try.
 * `refused`: the shop says no, and why; the same again would be refused again.
 */
export type ShopProblem = 'missing' | 'key' | 'away' | 'refused';

/** A problem document of the shop, as far as it can be read. */
export interface Refusal {
  readonly status: number;
  /** `orders.not-on-sale`; empty where the answer was none of ours */
  readonly code: string;
  /** In words for people, in the shop's language */
  readonly detail: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export class ShopError extends Error {
  readonly problem: ShopProblem;
  /** The server's request id, for the shop's support; empty without one. */
  readonly requestId: string;
  readonly refusal: Refusal | null;

  constructor(problem: ShopProblem, requestId = '', refusal: Refusal | null = null) {
    super(problem);
    this.problem = problem;
    this.requestId = requestId;
    this.refusal = refusal;
  }
}

export interface ListQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly category?: string | undefined;
  /** Beginnings of words: best first, one page */
  readonly q?: string | undefined;
}

const TIMEOUT_MS = 10_000;
const IDS_A_REQUEST = 50;

function problemOf(status: number): ShopProblem {
  if (status === 404) return 'missing';
  if (status === 401 || status === 403) return 'key';
  return [400, 409, 410, 422].includes(status) ? 'refused' : 'away';
}

async function refusalOf(answer: Response): Promise<Refusal> {
  const body = (await answer.json().catch(() => null)) as Partial<Record<keyof Refusal, unknown>> | null;
  const { code, detail, details } = body ?? {};
  return {
    status: answer.status,
    code: typeof code === 'string' ? code : '',
    detail: typeof detail === 'string' ? detail : '',
    details: typeof details === 'object' && details !== null ? (details as Refusal['details']) : {},
  };
}

/** What is sent along with a request that is no plain reading. */
export interface Sent {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** It is answered by a stream, for as long as this lets it: the answer is given as it comes */
  readonly hold?: AbortSignal;
}

/** What a shopper asks of a shop. Sends the publishable key and nothing else: no cookies, no referrer beyond the origin. */
export class ShopApi {
  readonly address: string;
  readonly key: string;
  /** What its shopper pays in; empty: the shop's own */
  readonly currency: string;
  /** What its page speaks: in that the shop says why it refuses something */
  language = '';

  constructor(address: string, key: string, currency: string) {
    this.address = address;
    this.key = key;
    this.currency = currency;
  }

  #get(path: string, query: Record<string, string | undefined>): Promise<unknown> {
    const asked = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) if (value) asked.set(name, value);
    return this.ask(asked.size > 0 ? `${path}?${asked}` : path);
  }

  /** @throws ShopError */
  async ask(path: string, { method = 'GET', headers = {}, body, hold }: Sent = {}): Promise<unknown> {
    let answer: Response;
    try {
      answer = await fetch(`${this.address}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${this.key}`,
          ...(this.currency ? { 'shop-currency': this.currency } : {}),
          ...(this.language ? { 'accept-language': this.language } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        credentials: 'omit',
        referrerPolicy: 'origin',
        signal: hold ?? AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch {
      throw new ShopError('away');
    }
    if (!answer.ok) {
      const requestId = answer.headers.get('x-request-id') ?? '';
      throw new ShopError(problemOf(answer.status), requestId, await refusalOf(answer));
    }
    if (hold) return answer;
    if (answer.status === 204) return null;
    return answer.json().catch(() => {
      throw new ShopError('away');
    });
  }

  /** The language, currencies and look of the store whose page this is; null where it does not say. */
  async face(): Promise<StoreFace | null> {
    return this.#get('/shop/v1/store', {}).then(readFace, () => null);
  }

  async list(query: ListQuery): Promise<ProductPage> {
    const { limit, cursor, category, q } = query;
    return readPage(await this.#get('/shop/v1/products', { limit: String(limit), cursor, category, q }));
  }

  /** @throws ShopError `missing` */
  async product(handle: string): Promise<ShopProduct> {
    const answer = await this.#get(`/shop/v1/products/${encodeURIComponent(handle)}`, {});
    const inner = (answer as { product?: unknown }).product;
    return readProduct(inner ?? answer);
  }

  async availability(variantIds: readonly string[]): Promise<AvailabilityChange[]> {
    const changes: AvailabilityChange[] = [];
    for (let start = 0; start < variantIds.length; start += IDS_A_REQUEST) {
      const some = variantIds.slice(start, start + IDS_A_REQUEST).join(',');
      changes.push(...readChanges(await this.#get('/shop/v1/availability', { variantIds: some })));
    }
    return changes;
  }

  /** What these come to at this moment; holds nothing. Quantities in the smallest step of the unit. */
  async price(
    lines: readonly { readonly variantId: string; readonly quantity: number }[],
    coupons: readonly string[],
  ): Promise<PricedBasket> {
    return readPriced(await this.ask('/shop/v1/price', { method: 'POST', body: { lines, coupons } }));
  }

  /** EventSource sends no headers, so the key travels in the address; it is public anyway. */
  events(): EventSource {
    return new EventSource(`${this.address}/shop/v1/events?key=${encodeURIComponent(this.key)}`);
  }
}
