import { mustRefetchBody, upToDateMessage } from '../protocol/control-messages.ts';
import type { Lsn } from '../protocol/lsn.ts';
import { formatOffset, type Offset } from '../protocol/offset.ts';
import type { Shape } from '../shape/shape.ts';
import { cacheControl } from './cache-control.ts';
import { nextCursor } from './cursor.ts';
import { jsonResponse, type ShapeRequest, type ShapeResponse } from './exchange.ts';
import type { AskedPosition } from './query.ts';

export interface Content {
  /** Comma-joined items; null for none. */
  readonly data: Buffer | AsyncIterable<Buffer> | null;
  readonly offset: Offset;
  /** Set when the answer reaches the end of what is known. */
  readonly frontier: Lsn | null;
}

let emptyAnswers = 0;

/** A 200 with messages, or 304 when the client has exactly these. */
export function contentResponse(
  request: ShapeRequest,
  position: AskedPosition,
  shape: Shape,
  content: Content,
): ShapeResponse {
  const offset = formatOffset(content.offset);
  // What ends in "up to date" was true at one moment: its tag must never match a later answer to the same question.
  const unique =
    content.data === null || position.live ? `:${(emptyAnswers++).toString(36)}${Date.now().toString(36)}` : '';
  const etag = `"${shape.handle}:${position.offsetText}:${offset}${unique}"`;
  const headers: Record<string, string> = {
    'electric-handle': shape.handle,
    'electric-offset': offset,
    'electric-has-data': String(content.data !== null),
    'cache-control': cacheOf(request, position),
    etag,
  };
  if (content.frontier !== null) headers['electric-up-to-date'] = '';
  // Only live answers carry a cursor: a client takes one it has seen before for the mark of a stale cache.
  if (position.live) headers['electric-cursor'] = nextCursor(content.frontier ?? content.offset.lsn, position.cursor);
  else headers['electric-schema'] = shape.definition.schema;
  if (request.headers['if-none-match'] === etag) return { status: 304, headers, body: '' };
  return jsonResponse(200, headers, request.method === 'HEAD' ? '' : messagesBody(content));
}

function cacheOf(request: ShapeRequest, position: AskedPosition): string {
  if (request.method !== 'GET' && request.method !== 'HEAD') return 'no-cache';
  if (position.live) return cacheControl.live;
  if (position.offset.kind === 'now') return 'no-cache';
  return position.offset.kind === 'start' ? cacheControl.start : cacheControl.log;
}

function messagesBody(content: Content): ShapeResponse['body'] {
  const control = content.frontier === null ? null : upToDateMessage(content.frontier);
  if (content.data === null) return control === null ? '[]' : `[${control}]`;
  const end = control === null ? ']' : `,${control}]`;
  if (Buffer.isBuffer(content.data)) {
    if (content.data.length === 0) return control === null ? '[]' : `[${control}]`;
    return Buffer.concat([Buffer.from('['), content.data, Buffer.from(end)]);
  }
  return enclosed(content.data, end);
}

async function* enclosed(data: AsyncIterable<Buffer>, end: string): AsyncIterable<Buffer | string> {
  yield '[';
  yield* data;
  yield end;
}

/** "What you have is no longer continued: start again", with the shape to start with when there is one. */
export function mustRefetch(next: Shape | null): ShapeResponse {
  const caching = next ? cacheControl.mustRefetch : cacheControl.mustRefetchWithoutHandle;
  const headers: Record<string, string> = { 'cache-control': caching };
  if (next) headers['electric-handle'] = next.handle;
  return jsonResponse(409, headers, mustRefetchBody);
}
