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

/** `missing`: there is no such product. `key`: the shop's key is not accepted. `away`: no answer; worth another try. */
export type ShopProblem = 'missing' | 'key' | 'away';

export class ShopError extends Error {
  readonly problem: ShopProblem;
  /** The server's request id, for the shop's support; empty without one. */
  readonly requestId: string;

  constructor(problem: ShopProblem, requestId = '') {
    super(problem);
    this.problem = problem;
    this.requestId = requestId;
  }
}

export interface ListQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly category?: string | undefined;
}

const TIMEOUT_MS = 10_000;
const IDS_A_REQUEST = 50;

function problemOf(status: number): ShopProblem {
  if (status === 404) return 'missing';
  return status === 401 || status === 403 ? 'key' : 'away';
}

/** The public reads of a shop. Sends the publishable key and nothing else: no cookies, no referrer beyond the origin. */
export class ShopApi {
  readonly address: string;
  readonly #key: string;

  constructor(address: string, key: string) {
    this.address = address;
    this.#key = key;
  }

  async #get(path: string, query: Record<string, string | undefined>): Promise<unknown> {
    const url = new URL(`${this.address}${path}`);
    for (const [name, value] of Object.entries(query)) if (value) url.searchParams.set(name, value);
    let answer: Response;
    try {
      answer = await fetch(url, {
        headers: { authorization: `Bearer ${this.#key}` },
        credentials: 'omit',
        referrerPolicy: 'origin',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch {
      throw new ShopError('away');
    }
    if (!answer.ok) throw new ShopError(problemOf(answer.status), answer.headers.get('x-request-id') ?? '');
    return answer.json().catch(() => {
      throw new ShopError('away');
    });
  }

  /** The language and look of the store whose page this is; null where it does not say. */
  async face(): Promise<StoreFace | null> {
    return this.#get('/shop/v1/store', {}).then(readFace, () => null);
  }

  async list(query: ListQuery): Promise<ProductPage> {
    const { limit, cursor, category } = query;
    return readPage(await this.#get('/shop/v1/products', { limit: String(limit), cursor, category }));
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

  /** EventSource sends no headers, so the key travels in the address; it is public anyway. */
  events(): EventSource {
    return new EventSource(`${this.address}/shop/v1/events?key=${encodeURIComponent(this.#key)}`);
  }
}
