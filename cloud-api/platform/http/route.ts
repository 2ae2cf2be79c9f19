import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type * as z from 'zod';
import type { Access, Caller } from '../auth/caller.ts';
import { onceGone, whenGone } from './gone.ts';
import { HttpProblem } from './problem.ts';
import type { Turns } from './turns.ts';

type Shape = z.ZodType;
type Out<S> = S extends z.ZodType<infer T> ? T : undefined;

export interface Answer {
  readonly description: string;
  readonly schema?: Shape;
  readonly contentType?: string;
}

export interface RouteDefinition<P = undefined, Q = undefined, B = undefined> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `/v1/products/:id` */
  readonly path: string;
  readonly summary: string;
  readonly description?: string;
  readonly tag: string;
  readonly access: Access;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly headers?: Readonly<Record<string, { readonly schema: Shape; readonly description: string }>>;
  readonly answers: Readonly<Record<number, Answer>>;
  /** Bytes; 1 MiB when left out. */
  readonly bodyLimit?: number;
  /** Calls a minute for one address, where the general limit is too wide. */
  readonly perMinute?: number;
  /** Which of its requests wait for their turn, before their body is read and until their answer is there. */
  readonly turns?: (request: FastifyRequest) => Turns | null;
}

export interface Call<P, Q, B, C = Caller> {
  readonly params: Out<P>;
  readonly query: Out<Q>;
  readonly body: Out<B>;
  readonly caller: C;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export interface Route {
  readonly definition: RouteDefinition<Shape | undefined, Shape | undefined, Shape | undefined>;
  readonly handler: (call: Call<undefined, undefined, undefined>) => Promise<unknown> | unknown;
}

/** Declares a route: validation and its page in `/openapi.json` come from the same schemas. */
export function route<
  P extends Shape | undefined = undefined,
  Q extends Shape | undefined = undefined,
  B extends Shape | undefined = undefined,
>(definition: RouteDefinition<P, Q, B>, handler: (call: Call<P, Q, B>) => Promise<unknown> | unknown): Route {
  return { definition, handler: handler as unknown as Route['handler'] };
}

export type Authorise = (request: FastifyRequest, access: Access) => Promise<Caller>;
/** @param operation `POST /v1/commands/access.saveRole` @throws when a fresh factor is missing */
export type Confirm = (operation: string, access: Access, caller: Caller, body: unknown) => Promise<void>;

/** Puts a route into the server. Nobody reaches its handler without the access that it asks for. */
export function mountRoute(
  server: FastifyInstance,
  { definition, handler }: Route,
  authorise: Authorise,
  confirm: Confirm,
): void {
  const operation = `${definition.method} ${definition.path}`;
  const known = new WeakMap<FastifyRequest, Caller>();
  server.route({
    method: definition.method,
    url: definition.path,
    ...(definition.bodyLimit === undefined ? {} : { bodyLimit: definition.bodyLimit }),
    config: definition.perMinute === undefined ? {} : { rateLimit: { max: definition.perMinute, timeWindow: 60_000 } },
    ...(definition.turns ? taking(definition.turns, (request) => authorise(request, definition.access), known) : {}),
    handler: async (request, reply) => {
      const caller = known.get(request) ?? (await authorise(request, definition.access));
      const params = parse(definition.params, request.params, 'path');
      const query = parse(definition.query, request.query, 'query');
      const body = parse(definition.body, request.body ?? undefined, 'body');
      await confirm(operation, definition.access, caller, body);
      return handler({ params, query, body, caller, request, reply } as Call<undefined, undefined, undefined>);
    },
  });
}

/** Who may come in is asked before the turn, and the turn is taken before the body, so that neither costs memory. */
function taking(
  turnsOf: (request: FastifyRequest) => Turns | null,
  authorise: (request: FastifyRequest) => Promise<Caller>,
  known: WeakMap<FastifyRequest, Caller>,
) {
  const ends = new WeakMap<FastifyRequest, () => void>();
  return {
    onRequest: async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      const caller = await authorise(request);
      known.set(request, caller);
      const turns = turnsOf(request);
      if (!turns) return;
      const gone = whenGone(reply);
      const end = await turns.enter('deviceId' in caller ? caller.deviceId : '', gone);
      ends.set(request, end);
      onceGone(gone, end);
    },
    // A slow line must not keep the place of another: what follows is only sending.
    onSend: async (request: FastifyRequest): Promise<void> => ends.get(request)?.(),
  };
}

function parse(schema: Shape | undefined, value: unknown, where: 'path' | 'query' | 'body'): unknown {
  if (!schema) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.slice(0, 20).map((issue) => ({
    in: where,
    path: issue.path.map(String).join('.'),
    message: issue.message,
  }));
  const first = problems[0];
  const at = first?.path ? `“${first.path}”` : `the ${where}`;
  // An id of the wrong form names nothing, whoever asks.
  if (where === 'path') throw new HttpProblem(404, 'request.not-found', 'There is nothing at this address.');
  const detail = `${at}: ${first?.message ?? 'is not valid'}. Nothing was changed. Correct the request and send it again.`;
  throw new HttpProblem(422, 'request.invalid', detail, { problems });
}
