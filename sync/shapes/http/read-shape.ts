import type { Frontier } from '../replication/frontier.ts';
import { compareOffsets, type Offset, snapshotEnd } from '../protocol/offset.ts';
import { InvalidRequest, ShapeGone } from '../shape/errors.ts';
import type { Releases } from '../shape/releases.ts';
import type { Shape } from '../shape/shape.ts';
import { seenByCursor } from './cursor.ts';
import type { ShapeRequest } from './exchange.ts';
import type { AskedPosition } from './query.ts';
import type { Content } from './shape-answers.ts';
import { waitForChange } from './wait-for-change.ts';

export interface ReadContext {
  readonly frontier: Frontier;
  readonly releases: Releases | null;
  readonly longPollMs: number;
  /** Waits until the stream has passed a position, hurrying it where needed. */
  readonly catchUp: (lsn: number, signal: AbortSignal | undefined) => Promise<void>;
}

/** Where a live event stream may begin: the offset, once the shape may be called up to date. */
export async function streamStart(
  context: ReadContext,
  request: ShapeRequest,
  offset: Offset,
  shape: Shape,
): Promise<Offset> {
  await shape.positioned;
  await context.catchUp(shape.floor, request.signal);
  const from = offset.lsn === 0 ? snapshotEnd : offset;
  await holdBeyondEnd(context, request, shape, from);
  return from;
}

/** What a request gets. @throws ShapeGone when the shape ends meanwhile, InvalidRequest for an offset beyond its end */
export async function readContent(
  context: ReadContext,
  request: ShapeRequest,
  position: AskedPosition,
  shape: Shape,
): Promise<Content> {
  if (position.offset.kind === 'start') return snapshotChunk(shape, 0).then((content) => content!);
  await shape.positioned;
  if (position.offset.kind === 'now') {
    await context.catchUp(shape.floor, request.signal);
    return { data: null, offset: shape.log.last, frontier: context.frontier.lsn };
  }
  const asked = position.offset.offset;
  if (asked.lsn === 0 && asked.op !== snapshotEnd.op) {
    const chunk = await snapshotChunk(shape, asked.op + 1);
    if (chunk) return chunk;
  }
  const from = asked.lsn === 0 ? snapshotEnd : asked;
  await context.catchUp(shape.floor, request.signal);
  if (position.live) await holdLive(context, request, position, shape, from);
  else if (compareOffsets(from, shape.log.last) > 0) await holdBeyondEnd(context, request, shape, from);
  return currentContent(context, shape, from, position.live);
}

/**
 * The log after `from`, up to the end of a chunk. Takes no time, so what it returns belongs to one moment.
 * A closed chunk that is read for good says nothing of the moment, so that it is the same for ever; a live reader must
 * hear that there is no more, or it would wait with its news for the next ones.
 */
export function currentContent(context: ReadContext, shape: Shape, from: Offset, live: boolean): Content {
  if (shape.isGone) throw new ShapeGone('while it was read');
  const slice = shape.log.after(from);
  if (!slice) return { data: null, offset: from, frontier: context.frontier.lsn };
  const upToDate = slice.complete && (live || !slice.closed);
  return { data: slice.data, offset: slice.last, frontier: upToDate ? context.frontier.lsn : null };
}

async function snapshotChunk(shape: Shape, index: number): Promise<Content | null> {
  const chunk = await shape.snapshot.chunk(index);
  return chunk && { data: chunk.read(0, chunk.length), offset: { lsn: 0, op: index }, frontier: null };
}

async function holdLive(
  context: ReadContext,
  request: ShapeRequest,
  position: AskedPosition,
  shape: Shape,
  from: Offset,
): Promise<void> {
  const order = compareOffsets(from, shape.log.last);
  if (order < 0) return;
  if (order > 0) return holdBeyondEnd(context, request, shape, from);
  // A first live request carries no cursor: what its client was told before is unknown, so it may have missed one.
  if (context.releases?.missed(shape, seenByCursor(position.cursor) ?? 0)) return;
  await waitForChange(shape, context.longPollMs, request.signal);
}

/** The log may yet catch up with an offset from elsewhere; if not, the offset is none of this shape. */
async function holdBeyondEnd(context: ReadContext, request: ShapeRequest, shape: Shape, from: Offset): Promise<void> {
  const deadline = Date.now() + context.longPollMs / 2;
  while (compareOffsets(from, shape.log.last) > 0) {
    const left = deadline - Date.now();
    const end = left > 0 ? await waitForChange(shape, left, request.signal) : 'timeout';
    if (end === 'gone') throw new ShapeGone('while it was read');
    if (end === 'timeout' || end === 'aborted') {
      throw new InvalidRequest({ offset: ['out of bounds for this shape'] });
    }
  }
}
