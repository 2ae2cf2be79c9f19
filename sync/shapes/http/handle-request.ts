import type { DefinitionResolver } from './resolve-definition.ts';
import type { ShapeRegistry } from '../shape/registry.ts';
import { InvalidRequest, ShapeGone, Unavailable } from '../shape/errors.ts';
import type { Shape } from '../shape/shape.ts';
import type { SnapshotContext } from '../shape/take-snapshot.ts';
import { errorResponse, jsonResponse, type ShapeRequest, type ShapeResponse, withCors } from './exchange.ts';
import { eventStreamResponse } from './event-stream.ts';
import { readDefinition, readPosition } from './query.ts';
import { type ReadContext, readContent, streamStart } from './read-shape.ts';
import { contentResponse, mustRefetch } from './shape-answers.ts';
import { type AskedSubset, readSubset } from './subset-query.ts';
import { subsetResponse } from './subset-snapshot.ts';

export interface HandlerContext extends ReadContext {
  readonly registry: ShapeRegistry;
  readonly resolver: DefinitionResolver;
  /** For reading subsets. */
  readonly snapshots: SnapshotContext;
  /** Deleting shapes over HTTP. */
  readonly testMode: boolean;
  readonly onDeleted: (shape: Shape) => void;
  /** Waits until the stream runs. @throws Unavailable */
  readonly ready: () => Promise<void>;
  readonly onError: (error: unknown) => void;
}

/** Answers one request of the shape protocol. Never throws. */
export async function handleShapeRequest(context: HandlerContext, request: ShapeRequest): Promise<ShapeResponse> {
  try {
    return withCors(request, await answer(context, request));
  } catch (error) {
    return withCors(request, errorAnswer(context, error));
  }
}

async function answer(context: HandlerContext, request: ShapeRequest): Promise<ShapeResponse> {
  if (request.method === 'OPTIONS') return { status: 204, headers: { 'access-control-max-age': '86400' }, body: '' };
  if (request.method === 'DELETE') return deleteShape(context, request);
  if (!['GET', 'HEAD', 'POST'].includes(request.method)) {
    return errorResponse(405, { message: 'Method not allowed' }, { allow: 'GET, HEAD, POST, OPTIONS' });
  }
  const subset = readSubset(request);
  if (subset) return answerSubset(context, request, subset);
  const position = readPosition(request.query);
  const asked = readDefinition(request.query);
  await context.ready();
  const definition = await context.resolver.resolve(asked);
  const shape = locate(context, position.offset.kind === 'at' ? position.handle : null, definition);
  if ('status' in shape) return shape;
  try {
    if (position.sse && position.offset.kind === 'at') {
      const from = await streamStart(context, request, position.offset.offset, shape);
      return eventStreamResponse(context, request, position, shape, from);
    }
    const content = await readContent(context, request, position, shape);
    return contentResponse(request, position, shape, content);
  } catch (error) {
    if (!(error instanceof ShapeGone)) throw error;
    // Asked anew, because the stream or the table may be another one now.
    await context.ready();
    return mustRefetch(context.registry.getOrCreate(await context.resolver.resolve(asked)));
  }
}

async function answerSubset(
  context: HandlerContext,
  request: ShapeRequest,
  subset: AskedSubset,
): Promise<ShapeResponse> {
  const asked = readDefinition(request.query);
  await context.ready();
  const definition = await context.resolver.resolve(asked);
  const shape = locate(context, request.query.get('handle') || null, definition);
  return 'status' in shape ? shape : subsetResponse(context.snapshots, shape, subset);
}

/** The shape a request goes on with, or the answer that it must start again. */
function locate(
  context: HandlerContext,
  handle: string | null,
  definition: Parameters<ShapeRegistry['getOrCreate']>[0],
): Shape | ShapeResponse {
  if (handle === null) return context.registry.getOrCreate(definition);
  const shape = context.registry.withHandle(handle);
  if (shape?.definition.id === definition.id) return shape;
  return mustRefetch(context.registry.getOrCreate(definition));
}

async function deleteShape(context: HandlerContext, request: ShapeRequest): Promise<ShapeResponse> {
  if (!context.testMode) return errorResponse(405, { message: 'DELETE is only allowed in test mode' });
  const handle = request.query.get('handle');
  const byHandle = handle === null ? null : context.registry.withHandle(handle);
  if (handle !== null && !byHandle) return errorResponse(404, { message: 'Shape not found' });
  let shape = byHandle;
  if (request.query.has('table')) {
    await context.ready();
    const definition = await context.resolver.resolve(readDefinition(request.query));
    const found = context.registry.withId(definition.id);
    if (byHandle && byHandle !== found) throw new InvalidRequest({ handle: ['is of another shape'] });
    shape = found;
  }
  if (!shape) return errorResponse(404, { message: 'Shape not found' });
  context.onDeleted(shape);
  context.registry.retire(shape, 'deleted');
  return jsonResponse(202, { 'cache-control': 'no-cache' }, '{}');
}

/** What an error may say outside: its own words only where they are meant for the caller. */
function errorAnswer(context: HandlerContext, error: unknown): ShapeResponse {
  if (error instanceof InvalidRequest) return errorResponse(400, { message: error.message, errors: error.errors });
  if (error instanceof ShapeGone) return mustRefetch(null);
  context.onError(error);
  const known = error instanceof Unavailable ? error : null;
  const message = known?.message ?? 'The shape cannot be served at this moment. Try again.';
  return errorResponse(
    503,
    { message },
    {
      'retry-after': String(known?.retryAfterSeconds ?? 2),
      'electric-internal-known-error': String(known !== null),
    },
  );
}
