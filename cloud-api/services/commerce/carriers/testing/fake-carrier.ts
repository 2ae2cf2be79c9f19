import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import { type ApiAnswer, type ApiRequest, type FaultyApi, startFaultyApi } from '../../../../testing/faulty-api.ts';

/** What all three fakes have: a book of shipments, and parcels that move as a test says. */

export interface FakeEvent {
  readonly code: string;
  readonly type: string;
  readonly words: string;
  /** `2026-11-28T10:00:00Z` */
  readonly at: string;
  readonly city: string;
}

export interface FakeShipment {
  readonly id: string;
  readonly reference: string;
  readonly trackings: readonly string[];
  readonly service: string;
  readonly returns: boolean;
  readonly asked: Record<string, unknown>;
  voided: boolean;
}

export interface FakeCarrier extends FaultyApi {
  readonly book: readonly FakeShipment[];
  /** Requests as they came, tokens aside */
  readonly requests: readonly { readonly path: string; readonly body: Record<string, unknown> }[];
  readonly counts: { tokens: number; rates: number };
  /** Nobody knows tokens that were given out any more */
  forgetTokens(): void;
  /** Of a tracking number, from now on */
  moved(tracking: string, ...events: readonly FakeEvent[]): void;
  /** It takes no parcel to this country */
  readonly unserved: Set<string>;
}

export interface FakeOf {
  readonly now: () => number;
  readonly tokenPath: string | null;
  readonly giveToken: (request: ApiRequest, fake: Inner) => ApiAnswer;
  readonly answer: (request: ApiRequest, body: Record<string, unknown>, fake: Inner) => ApiAnswer;
  readonly failed: (status: number, code: string, message: string) => ApiAnswer;
  readonly ratesPath: string;
  readonly spoilt: (answer: ApiAnswer) => ApiAnswer;
}

export interface Inner {
  readonly book: FakeShipment[];
  readonly events: Map<string, FakeEvent[]>;
  readonly unserved: Set<string>;
  readonly tokens: Set<string>;
}

export async function startFakeCarrier(of: FakeOf): Promise<FakeCarrier> {
  const inner: Inner = { book: [], events: new Map(), unserved: new Set(), tokens: new Set() };
  const requests: { path: string; body: Record<string, unknown> }[] = [];
  const counts = { tokens: 0, rates: 0 };
  const api = await startFaultyApi({
    answer: (request) => {
      if (of.tokenPath && request.path === of.tokenPath) {
        counts.tokens += 1;
        return of.giveToken(request, inner);
      }
      const body = (request.raw ? JSON.parse(request.raw) : {}) as Record<string, unknown>;
      requests.push({ path: request.path, body });
      if (request.path.startsWith(of.ratesPath)) counts.rates += 1;
      return of.answer(request, body, inner);
    },
    // Rates too: they are slow, torn and nonsense as anything.
    changes: ({ path }) => path !== of.tokenPath,
    failed: (status) => of.failed(status, String(status), 'Something went wrong, please try again later'),
    spoilt: of.spoilt,
    ...{ now: of.now, keptMs: 0, keyOf: () => undefined },
  });
  return {
    ...api,
    book: inner.book,
    requests,
    counts,
    unserved: inner.unserved,
    forgetTokens: () => inner.tokens.clear(),
    moved: (tracking, ...events) => void inner.events.set(tracking, [...events]),
  };
}

/** A few bytes that look like the paper they stand for, in base64. */
export const paper = (of: string): string => Buffer.from(`%PDF-1.4 ${of}`).toString('base64');

/** A picture of four inches by six that can be shown, in base64: bars that hang on what it is of. */
export function picture(of: string): string {
  const [width, height] = [200, 300];
  const bars = createHash('sha256').update(of).digest();
  const row = (at: number) =>
    Buffer.from(
      Array.from({ length: width + 1 }, (_, x) => {
        if (x === 0) return 0;
        const framed = x < 4 || x > width - 3 || at < 3 || at > height - 4;
        const bar = at > 180 && at < 270 && x > 20 && x < 180 && ((bars[x >> 3] ?? 0) >> (x % 8)) % 2 === 1;
        return framed || bar ? 0 : 255;
      }),
    );
  const chunk = (name: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(name), data]);
    const ends = Buffer.alloc(8);
    ends.writeUInt32BE(data.length, 0);
    ends.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.writeUInt8(8, 8);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, (_, at) => row(at))));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    ...[chunk('IHDR', head), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))],
  ]).toString('base64');
}

/** Cents that hang on what is sent and where alone, so that the same costs the same. */
export function centsFor(service: string, country: string, grams: number): number {
  const base = createHash('sha256').update(`${service} ${country}`).digest().readUInt16BE() % 900;
  return 600 + base + Math.ceil(grams / 100) * 15;
}
export const whole = (cents: number): string => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;

export const addDays = (day: string, count: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
