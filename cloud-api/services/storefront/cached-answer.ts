import type { OutgoingHttpHeaders } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CachedAnswer } from './answer-cache.ts';
import type { StorefrontContext } from './context.ts';
import type { ShopView } from './shop-views.ts';

interface Asked {
  readonly tenantId: string;
  readonly view: ShopView;
  readonly key: string;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** How long it may be kept; left out, until something it shows changes */
  readonly mostMs?: number;
}

/** A browser asks again each time, and gets 304 while nothing changed: no answer is older than the cache is. */
export async function cached(
  { cache, hot }: StorefrontContext,
  { tenantId, view, key: name, request, reply, mostMs }: Asked,
  read: () => Promise<CachedAnswer>,
): Promise<FastifyReply> {
  const key = `${view.key} ${name}`;
  const answer = await cache.answer(tenantId, key, read, mostMs);
  reply.header('cache-control', 'private, no-cache').header('etag', answer.etag);
  reply.header('content-type', 'application/json; charset=utf-8');
  hot.remember(request.raw, { tenantId, view: view.key, key }, reply.getHeaders() as OutgoingHttpHeaders);
  if (request.headers['if-none-match'] === answer.etag) return reply.removeHeader('content-type').status(304).send();
  return reply.send(answer.body);
}
