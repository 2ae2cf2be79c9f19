import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { HttpProblem, problemOf } from './platform/http/problem.ts';
import type { Log } from './platform/http/log.ts';
import type { Speak } from './platform/http/speak.ts';
import { openApiDocument } from './platform/http/openapi.ts';
import { type Authorise, type Confirm, mountRoute, type Route } from './platform/http/route.ts';

export interface AppOptions {
  readonly log: Log;
  readonly routes: readonly Route[];
  readonly authorise: Authorise;
  readonly confirm: Confirm;
  /** Calls a minute for one address; a shop behind one router has many tills. */
  readonly callsPerMinute?: number;
  /** Puts in what is no route of the API: a protocol that a library speaks, pages for people. */
  readonly mount?: ((server: FastifyInstance) => Promise<void>) | undefined;
  readonly version: string;
  /** Addresses or networks of proxies whose word for the caller's address counts; left out: nobody's */
  readonly trustedProxies?: readonly string[] | undefined;
  /** May answer a request before anything else sees it; says whether it did. */
  /** Puts what people read into their own language; left out: English */
  readonly speak?: Speak;
  readonly before?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

/** The HTTP edge: every route comes through here, and every answer that is no success is a problem document. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const { log, routes } = options;
  const server = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    // One line a request would cost more than most requests do.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    // Whoever else sends such a header only says something of themselves: the throttle would be theirs to choose.
    trustProxy: options.trustedProxies ? [...options.trustedProxies] : false,
    bodyLimit: 1024 * 1024,
    serverFactory: (handler, settings) => {
      const edge = createServer({ requestTimeout: 120_000, keepAlive: true }, (request, response) => {
        if (!options.before?.(request, response)) handler(request, response);
      });
      edge.keepAliveTimeout = Number(settings.keepAliveTimeout ?? 72_000);
      return edge;
    },
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: false, caseSensitive: true },
  });

  server.setErrorHandler((error, request, reply) => {
    const { headers, ...said } = problemOf(error, request.id);
    const problem = options.speak?.problem(request, said) ?? said;
    if (problem.status >= 500) request.log.error({ err: error, requestId: request.id, url: request.url.split('?')[0] });
    reply.status(problem.status).headers(headers).type('application/problem+json').send(JSON.stringify(problem));
  });
  server.setNotFoundHandler((request, reply) => {
    const { headers: _none, ...problem } = problemOf(
      new HttpProblem(404, 'request.not-found', 'There is nothing at this address.'),
      request.id,
    );
    reply.status(404).type('application/problem+json').send(JSON.stringify(problem));
  });
  // Who hung up while the answer to another waited its turn has no address any more, and nobody to answer.
  server.addHook('onRequest', async (request, reply) => {
    if (!request.raw.socket.destroyed) return undefined;
    reply.hijack();
    return reply;
  });
  const { speak } = options;
  if (speak)
    server.addHook('preSerialization', (request, _reply, answer, done) => done(null, speak.answer(request, answer)));
  server.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });

  await server.register(helmet, {
    contentSecurityPolicy: { directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    // A year; whoever was here once does not come back unencrypted.
    hsts: { maxAge: 31_536_000, includeSubDomains: true },
  });
  // Which pages may use a key is decided with the key (authorise); a page that may not gets the refusal, readable.
  await server.register(cors, {
    origin: true,
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    exposedHeaders: [
      'x-request-id',
      'retry-after',
      'electric-cursor',
      'electric-handle',
      'electric-has-data',
      'electric-offset',
      'electric-schema',
      'electric-snapshot',
      'electric-up-to-date',
      'electric-internal-known-error',
      'etag',
    ],
    maxAge: 86_400,
  });
  await server.register(rateLimit, {
    global: true,
    max: options.callsPerMinute ?? 60_000,
    timeWindow: 60_000,
    addHeadersOnExceeding: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
  });

  for (const each of routes) mountRoute(server, each, options.authorise, options.confirm);
  await options.mount?.(server);
  const document = JSON.stringify(openApiDocument(routes, { title: 'Tillhouse', version: options.version }));
  server.get('/openapi.json', (_request, reply) => {
    reply.type('application/json').send(document);
  });
  return server;
}
