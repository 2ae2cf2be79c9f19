import { Readable } from 'node:stream';
import * as z from 'zod';
import type { DeviceCaller } from '../../platform/auth/caller.ts';
import { fieldsOfPool } from '../../platform/db/pool-fields.ts';
import { heldShapes } from '../../platform/tenancy/held-shapes.ts';
import { onceGone, whenGone } from '../../platform/http/gone.ts';
import { HttpProblem, notFound } from '../../platform/http/problem.ts';
import { type Route, route } from '../../platform/http/route.ts';
import type { CommerceContext } from './context.ts';
import type { DeskProfile } from './desk-profiles.ts';
import { openShapeRows, sealedTable } from './open-shape-rows.ts';
import { definitionOf, shapeScope } from './shape-scope.ts';

/**
 * What a client says about its place in a shape and how it wants to hear, and nothing about which: everything else in its
 * query is dropped. The last two only keep a cache in between from answering with what is over.
 */
const passedOn = [
  ...(['offset', 'handle', 'live', 'live_sse', 'experimental_live_sse', 'cursor', 'log', 'replica'] as const),
  ...(['expired_handle', 'cache-buster'] as const),
];

/** The protocol's own are a tenth of this. */
const longestParameter = 200;

const query = z.looseObject({
  table: z.string().describe('A table’s name, as `products`; which of its rows, the enrolment says'),
  month: z.string().optional().describe('`2026-11`: of orders and movements, the rows of this month'),
  offset: z.string().describe('`-1` to begin, then what the last answer said'),
  handle: z.string().optional(),
  live: z.string().optional(),
  cursor: z.string().optional(),
  log: z.string().optional(),
});

/**
 * The authorising proxy before the shape server, which checks nothing itself: table, rows and columns are set here from
 * the caller's tenant and enrolment. Fastify matched the decoded path, so no spelling of it gets past.
 */
export function shapeRoute(context: CommerceContext): Route {
  const held = heldShapes();
  return route(
    {
      method: 'GET',
      path: '/sync/v1/shape',
      summary: 'Follow the rows of one table that this device holds',
      description: 'The Electric shape protocol. Outcomes of the device’s own commands are the table `sync_outcomes`.',
      tag: 'Sync',
      access: { as: 'device' },
      turns: (request) => (waitsForNews(request.query) ? null : context.turns.copies),
      query,
      answers: { 200: { description: 'Shape log', schema: z.array(z.unknown()) }, 409: { description: 'Fetch again' } },
    },
    async ({ query: asked, caller, request, reply }) => {
      if (!context.shapes) throw new HttpProblem(503, 'service.unavailable', 'Shapes are not served here. Try later.');
      const { tenantId } = caller as DeviceCaller;
      const scopeBy = ({ device, timeZone }: DeskProfile) =>
        shapeScope(asked, { tenantId, device, timeZone, now: context.now() });
      const profile = await context.profiles.of(caller as DeviceCaller);
      // A desk asks for what a new profile gives it in the moment in which it hears of that.
      const scope =
        scopeBy(profile) ??
        (profile.isFresh ? undefined : scopeBy(await context.profiles.of(caller as DeviceCaller, true)));
      if (!scope) throw notFound('table for this device');

      const forward = definitionOf(scope);
      const fields = fieldsOfPool(context.pool)?.(tenantId);
      const sealed = fields && sealedTable(asked.table);
      for (const name of passedOn) {
        const value = (asked as Record<string, unknown>)[name];
        // A stream is not opened on its way: rows of sealed tables come in whole answers.
        if (typeof value !== 'string' || (sealed && name.endsWith('live_sse'))) continue;
        if (value.length > longestParameter) throw new HttpProblem(400, 'request.invalid', tooLong(name));
        forward.set(name, value);
      }
      const { quotas } = await context.standings.of(tenantId);
      const letGo = held.hold(tenantId, quotas);
      const gone = whenGone(reply);
      onceGone(gone, letGo);
      const answer = await context.shapes.handle({
        method: request.method,
        query: forward,
        headers: headersOf(request.headers),
        signal: gone,
      });
      for (const [name, value] of Object.entries(answer.headers)) {
        // Answers depend on the token, so no shared cache may keep them; cross-origin headers are the edge's.
        if (name !== 'cache-control' && !name.startsWith('access-control-')) reply.header(name, value);
      }
      reply.header('cache-control', 'private, no-store').status(answer.status);
      const { body } = answer;
      if (sealed && answer.status === 200) return reply.send(await openShapeRows(fields, sealed, body));
      return reply.send(typeof body === 'string' || Buffer.isBuffer(body) ? body : Readable.from(body));
    },
  );
}

function waitsForNews(asked: unknown): boolean {
  const { live } = asked as { live?: unknown };
  return live !== undefined && live !== 'false';
}

function tooLong(name: string): string {
  return `“${name}” is longer than anything that a shape ever answered. Nothing was changed. Begin with offset=-1.`;
}

function headersOf(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string | undefined> {
  return { 'if-none-match': first(headers['if-none-match']), origin: first(headers['origin']) };
}

const first = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);
