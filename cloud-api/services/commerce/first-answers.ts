import type { FirstAnswer } from '@tillhouse/sync/protocol/first-answers.ts';
import type { ShapeResponse } from '@tillhouse/sync/shapes/http/exchange.ts';
import type { ShapeSource } from './shape-source.ts';

/** Of one shape; what is larger is asked for by itself, in chunks. */
const MOST_OF_SHAPE = 64 * 1024;
/** A snapshot, its end, and what came meanwhile */
const MOST_STEPS = 4;

/** What a shape's first answers say together, its messages as the protocol writes them, without brackets. */
export interface FirstWritten extends Omit<FirstAnswer, 'messages'> {
  readonly items: Buffer;
}

/**
 * Asks a shape from its beginning until it is up to date, as a client would, one answer after the other.
 * @param open what a device may read of an answer: sealed rows opened
 * @returns undefined where that is more than fits, or where anything but rows was answered
 */
export async function firstOf(
  shapes: ShapeSource,
  definition: URLSearchParams,
  signal: AbortSignal,
  open: (body: Buffer) => Promise<Buffer>,
): Promise<FirstWritten | undefined> {
  const items: Buffer[] = [];
  let bytes = 0;
  let place: { handle: string; offset: string } | undefined;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const query = new URLSearchParams(definition);
    query.set('replica', 'full');
    query.set('offset', place?.offset ?? '-1');
    if (place) query.set('handle', place.handle);
    const answer = await shapes.handle({ method: 'GET', query, headers: {}, signal });
    const part = await smallBody(answer, MOST_OF_SHAPE - bytes);
    const [handle, offset] = [answer.headers['electric-handle'], answer.headers['electric-offset']];
    if (!part || handle === undefined || offset === undefined) return undefined;
    const within = (await open(part)).subarray(1, -1);
    bytes += part.length;
    if (within.length > 0) items.push(...(items.length > 0 ? [COMMA] : []), within);
    if (answer.headers['electric-up-to-date'] !== undefined) {
      return { handle, offset, items: Buffer.concat(items) };
    }
    place = { handle, offset };
  }
  return undefined;
}

const COMMA = Buffer.from(',');

/** A JSON list of at most so many bytes; undefined for anything else, of which nothing more is read. */
async function smallBody({ status, headers, body }: ShapeResponse, most: number): Promise<Buffer | undefined> {
  const told = Number(headers['content-length'] ?? 0);
  const parts: Buffer[] = [];
  let length = 0;
  if (status === 200 && told <= most) {
    const read = typeof body === 'string' || Buffer.isBuffer(body) ? [body] : body;
    for await (const part of read) {
      const bytes = typeof part === 'string' ? Buffer.from(part) : Buffer.from(part);
      length += bytes.length;
      if (length > most) return undefined;
      parts.push(bytes);
    }
    const whole = Buffer.concat(parts);
    return whole.at(0) === OPEN && whole.at(-1) === CLOSE ? whole : undefined;
  }
  // What is left unread would hold its file or its connection.
  if (typeof body !== 'string' && !Buffer.isBuffer(body)) await body[Symbol.asyncIterator]().return?.();
  return undefined;
}

const [OPEN, CLOSE] = ['['.charCodeAt(0), ']'.charCodeAt(0)];
