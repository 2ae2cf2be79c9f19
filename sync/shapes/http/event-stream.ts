import { upToDateMessage } from '../protocol/control-messages.ts';
import { formatOffset, type Offset } from '../protocol/offset.ts';
import type { Shape } from '../shape/shape.ts';
import { cacheControl } from './cache-control.ts';
import { nextCursor, seenByCursor } from './cursor.ts';
import type { ShapeRequest, ShapeResponse } from './exchange.ts';
import type { AskedPosition } from './query.ts';
import { currentContent, type ReadContext } from './read-shape.ts';
import { waitForChange } from './wait-for-change.ts';

/** A stream ends by itself after this, so that proxies in between see whole answers. */
const streamMs = 60_000;
const keepAliveMs = 21_000;

/** The live log as server-sent events: one message each, an up-to-date after every batch. */
export function eventStreamResponse(
  context: ReadContext,
  request: ShapeRequest,
  position: AskedPosition,
  shape: Shape,
  from: Offset,
): ShapeResponse {
  const headers = {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': cacheControl.stream,
    'electric-handle': shape.handle,
    'electric-offset': formatOffset(from),
    'electric-cursor': nextCursor(context.frontier.lsn, position.cursor),
    // Proxies that gather an answer before passing it on would hold every event back.
    'x-accel-buffering': 'no',
  };
  return { status: 200, headers, body: events(context, request, shape, from, position.cursor) };
}

async function* events(
  context: ReadContext,
  request: ShapeRequest,
  shape: Shape,
  start: Offset,
  cursor: string | null,
): AsyncIterable<string> {
  const end = Date.now() + streamMs;
  let from = start;
  // Whoever asks for the live log has been told "up to date" here, unless a release went by in between.
  let told = !context.releases?.missed(shape, seenByCursor(cursor) ?? 0);
  while (!shape.isGone && !request.signal?.aborted) {
    const content = currentContent(context, shape, from, true);
    if (content.data !== null) yield eventsOf(await collected(content.data));
    from = content.offset;
    if (content.frontier === null) continue;
    if (content.data !== null || !told) yield `data: ${upToDateMessage(content.frontier)}\n\n`;
    told = false;
    // While that was being sent, something may have come: only a look in this same turn makes waiting safe.
    for (;;) {
      if (shape.isGone || shape.log.after(from) !== null) break;
      const left = end - Date.now();
      if (left <= 0) return;
      const woken = await waitForChange(shape, Math.min(left, keepAliveMs), request.signal);
      if (woken !== 'timeout') break;
      if (Date.now() < end) yield ': keep-alive\n\n';
    }
  }
}

function eventsOf(items: string): string {
  const messages = JSON.parse(`[${items}]`) as unknown[];
  return messages.map((message) => `data: ${JSON.stringify(message)}\n\n`).join('');
}

async function collected(data: Buffer | AsyncIterable<Buffer>): Promise<string> {
  if (Buffer.isBuffer(data)) return data.toString('utf8');
  const parts: Buffer[] = [];
  for await (const part of data) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}
