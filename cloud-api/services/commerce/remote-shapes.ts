import type { ReadableStream } from 'node:stream/web';
import { errorResponse, type ShapeResponse } from '@tillhouse/sync/shapes/http/exchange.ts';
import type { Log } from '../../platform/http/log.ts';
import type { ShapeSource } from './shape-source.ts';

export interface RemoteShapesOptions {
  /** `http://electric:3000`: Electric's own service, or `npm run shapes`. */
  readonly url: string;
  /** ELECTRIC_SECRET of that service. */
  readonly secret?: string;
  readonly log: Log;
}

/** What an answer of the protocol says beside its body. Nothing else of another server's headers is passed on. */
const passedBack = /^(electric-.*|content-type|cache-control|etag|retry-after)$/;

/** Statuses that are meant for whoever asked. Any other says that this cloud and the service do not agree. */
const forClients = new Set([200, 204, 304, 400, 409, 413, 429, 503]);

/** Shapes from a server at an address. What to ask has been decided before: the request arrives here whole. */
export function remoteShapes({ url, secret, log }: RemoteShapesOptions): ShapeSource {
  const address = new URL('/v1/shape', url);
  return {
    handle: async (request) => {
      const asked = new URL(address);
      asked.search = request.query.toString();
      if (secret !== undefined) asked.searchParams.set('secret', secret);
      const etag = request.headers['if-none-match'];
      try {
        const answer = await fetch(asked, {
          method: request.method,
          headers: etag === undefined ? {} : { 'if-none-match': etag },
          // A shape is where it was said to be: elsewhere the secret must not go.
          redirect: 'manual',
          ...(request.signal ? { signal: request.signal } : {}),
        });
        if (forClients.has(answer.status)) return passedOn(answer);
        await answer.body?.cancel();
        log.error({ status: answer.status }, 'the shape service refused this cloud');
      } catch (error) {
        if (!request.signal?.aborted) log.error({ err: error }, 'the shape service was not reached');
      }
      return errorResponse(
        503,
        { message: 'Shapes are not served at this moment. Try again.' },
        { 'retry-after': '5' },
      );
    },
  };
}

function passedOn(answer: Response): ShapeResponse {
  const headers = Object.fromEntries([...answer.headers].filter(([name]) => passedBack.test(name)));
  const body = answer.body as ReadableStream<Buffer> | null;
  return { status: answer.status, headers, body: body ?? '' };
}
