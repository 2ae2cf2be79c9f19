import type { ServerResponse } from 'node:http';
import { isIPv6 } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HttpProblem } from '../../platform/http/problem.ts';

const BEAT_MS = 1_000;
/** Each stream hears of us once in so many beats, which is 20 seconds; at each beat it is another part of them. */
const PARTS = 20;
/** Rounds after which a stream ends, so that whoever goes on with it shows again that they may: ten minutes */
const ROUNDS = 30;
/** A reader that takes nothing any more is cut off before it fills the memory: by how much waits for it, or a round later. */
const MOST_BUFFERED = 64 * 1024;

interface Stream {
  readonly response: ServerResponse;
  rounds: number;
  /** Something waited for its reader when it last heard of us. */
  waits: boolean;
}

export interface StreamBounds {
  /**
   * Open at once in this process; 0 where no event arrives, so that a page asks by itself instead. Of one tenant no more than
   * there is room left for: alone it has half of them, and whoever comes after finds some.
   */
  readonly all: number;
  /** Of one address */
  readonly each: number;
}

const bounds: StreamBounds = { all: 10_000, each: 100 };

export const stockOf = (tenantId: string): string => `stock ${tenantId}`;
/** All of the tenant's orders that somebody looks at */
export const ordersOf = (tenantId: string): string => `orders ${tenantId}`;
/** All of the tenant's checkouts that wait for a yes while somebody looks at them */
export const checkoutsOf = (tenantId: string): string => `checkouts ${tenantId}`;
export const checkoutOf = (tenantId: string, id: string): string => `checkout ${tenantId} ${id}`;
export const orderOf = (tenantId: string, orderId: string): string => `order ${tenantId} ${orderId}`;

/**
 * Open event streams of shop pages, by what they are about. While nothing happens one of them costs a comment every 20 seconds:
 * no query, and no timer of its own.
 */
export class LiveStreams {
  readonly #bounds: StreamBounds;
  readonly #standing: AskStanding;
  readonly #about: Streams = new Map();
  readonly #byAddress = new Map<string, number>();
  readonly #byTenant: Streams = new Map();
  readonly #parts: readonly Set<Stream>[] = Array.from({ length: PARTS }, () => new Set<Stream>());
  readonly #timer: NodeJS.Timeout;
  #beats = 0;
  #open = 0;
  #opened = 0;
  #over = false;

  /** @param standing how a tenant stands: asked once in 20 seconds, of those that have streams */
  constructor(most: StreamBounds = bounds, standing: AskStanding = async () => ({ status: 'active' })) {
    this.#bounds = most;
    this.#standing = standing;
    this.#timer = setInterval(() => this.beat(), BEAT_MS);
    this.#timer.unref();
  }

  get size(): number {
    return this.#open;
  }

  /** Whether one more of this tenant may be opened from there. @throws HttpProblem 503 `shop.no-stream`, 429 `shop.streams-full` */
  admit(tenantId: string, ip: string): void {
    if (this.#over || this.#bounds.all === 0)
      throw new HttpProblem(503, 'shop.no-stream', 'No stream is open here at this moment. Ask now and then instead.');
    const own = this.#byTenant.get(tenantId)?.size ?? 0;
    const left = this.#bounds.all - this.#open;
    if (own < left && (this.#byAddress.get(networkOf(ip)) ?? 0) < this.#bounds.each) return;
    throw new HttpProblem(
      429,
      'shop.streams-full',
      'As many streams are open as may be. Ask now and then instead, and try a stream again in a minute.',
      {},
      { 'retry-after': '60' },
    );
  }

  /** Answers with a stream of the tenant that hears of these. @throws HttpProblem as `admit` does */
  open(request: FastifyRequest, reply: FastifyReply, tenantId: string, about: readonly string[]): void {
    this.admit(tenantId, request.ip);
    reply.hijack();
    const { raw: response } = reply;
    if (response.destroyed) return;
    const headers = reply.getHeaders() as Record<string, string | string[]>;
    // Once it is over nothing more comes by that connection: kept open, it would hold up a server that ends.
    const live = {
      connection: 'close',
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    };
    this.#add({ tenantId, address: networkOf(request.ip) }, response, about);
    response.writeHead(200, { ...headers, ...live });
    response.write(': open\n\n');
  }

  #add({ tenantId, address }: Opener, response: ServerResponse, about: readonly string[]): void {
    const stream: Stream = { response, rounds: 0, waits: false };
    const part = this.#parts[this.#opened++ % PARTS];
    this.#open += 1;
    this.#byAddress.set(address, (this.#byAddress.get(address) ?? 0) + 1);
    part?.add(stream);
    enter(this.#byTenant, tenantId, stream);
    for (const each of about) enter(this.#about, each, stream);
    response.once('close', () => {
      this.#open -= 1;
      const left = (this.#byAddress.get(address) ?? 1) - 1;
      if (left > 0) this.#byAddress.set(address, left);
      else this.#byAddress.delete(address);
      part?.delete(stream);
      leave(this.#byTenant, tenantId, stream);
      for (const each of about) leave(this.#about, each, stream);
    });
  }

  has(about: string): boolean {
    return this.#about.has(about);
  }

  /** @param what by the name of the event, each to be sent as JSON */
  tell(about: string, event: string, what: readonly unknown[]): void {
    const text = what.map((one) => `event: ${event}\ndata: ${JSON.stringify(one)}\n\n`).join('');
    for (const { response } of this.#about.get(about) ?? []) send(response, text);
  }

  /** The next part of all streams hears that we are here, or comes to its end. */
  beat(): void {
    this.#beats += 1;
    if (this.#beats % PARTS === 0) void this.#endClosed();
    for (const stream of this.#parts[this.#beats % PARTS] ?? []) {
      const { response } = stream;
      const waited = stream.waits;
      stream.waits = response.writableLength > 0;
      stream.rounds += 1;
      if (response.writableEnded || (waited && stream.waits)) response.destroy();
      else if (stream.rounds <= ROUNDS) send(response, ': still here\n\n');
      else response.end();
    }
  }

  /** Streams of shops that are closed meanwhile end; where that cannot be asked they stay for this time. */
  async #endClosed(): Promise<void> {
    for (const tenantId of [...this.#byTenant.keys()]) {
      const standing = await this.#standing(tenantId).catch(() => null);
      if (standing === null || standing.status === 'active') continue;
      for (const { response } of this.#byTenant.get(tenantId) ?? []) response.end();
    }
  }

  /** For ever: what comes after is turned away, so that a server that ends is not held up. */
  close(): void {
    this.#over = true;
    clearInterval(this.#timer);
    for (const part of this.#parts) {
      for (const { response } of part) {
        // Whoever takes nothing would not hear that it is over either.
        if (response.writableLength > 0) response.destroy();
        else response.end();
      }
    }
  }
}

type AskStanding = (tenantId: string) => Promise<{ readonly status: string }>;

interface Opener {
  readonly tenantId: string;
  readonly address: string;
}

type Streams = Map<string, Set<Stream>>;

function enter(streams: Streams, by: string, stream: Stream): void {
  streams.set(by, (streams.get(by) ?? new Set()).add(stream));
}

function leave(streams: Streams, by: string, stream: Stream): void {
  const those = streams.get(by);
  those?.delete(stream);
  if (those?.size === 0) streams.delete(by);
}

function send(response: ServerResponse, text: string): void {
  if (response.writableEnded) return;
  if (response.writableLength > MOST_BUFFERED) response.destroy();
  else response.write(text);
}

/** Of IPv6 the first half: whoever has one address of it has all. */
export function networkOf(ip: string): string {
  if (!isIPv6(ip) || ip.includes('.')) return ip;
  const [head = '', tail] = ip.split('::');
  const groups = [head, tail ?? ''].map((part) => part.split(':').filter(Boolean));
  const [first = [], last = []] = groups;
  const zeros = Array.from({ length: tail === undefined ? 0 : 8 - first.length - last.length }, () => '0');
  return [...first, ...zeros, ...last].slice(0, 4).join(':');
}
