import { shapeName } from '@tillhouse/sync/protocol/shape-name.ts';
import type { AskedShape } from '@tillhouse/sync/protocol/first-answers.ts';
import { MOST_FOLLOWED } from '@tillhouse/sync/protocol/news.ts';
import * as z from 'zod';
import type { DeviceCaller } from '../../platform/auth/caller.ts';
import { fieldsOfPool } from '../../platform/db/pool-fields.ts';
import { whenGone } from '../../platform/http/gone.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { type Route, route } from '../../platform/http/route.ts';
import type { CommerceContext } from './context.ts';
import { type FirstWritten, firstOf } from './first-answers.ts';
import { openShapeRows, sealedTable } from './open-shape-rows.ts';
import { type Asker, definitionOf, shapeScope } from './shape-scope.ts';

/** Shapes of one request that are read at the same time: some database connections are left to others. */
const AT_ONCE = 6;
/** All told shapes together; what is beyond it is asked by itself. */
const MOST_TOLD = 1024 * 1024;

const body = z.object({
  shapes: z
    .array(z.object({ table: z.string().max(100), month: z.string().max(10).optional() }))
    .max(MOST_FOLLOWED)
    .describe('Shapes that the device begins to follow: tables, and months (`2026-11`) of those held by months'),
});

const answer = z.object({
  told: z
    .record(z.string(), z.object({ handle: z.string(), offset: z.string(), messages: z.array(z.unknown()) }))
    .describe('Whole and up to date, by name (`products`, `orders@2026-11`): go on live from the place'),
  ask: z.array(z.string()).describe('Have to be asked by `GET /sync/v1/shape`: larger, or not this device’s'),
});

/**
 * The first answers of many shapes. Which rows a shape has is decided as `GET /sync/v1/shape` does, and each is asked of the
 * shape server by its own protocol, so it is the same whoever serves.
 */
export function firstAnswersRoute(context: CommerceContext): Route {
  return route(
    {
      method: 'POST',
      path: '/sync/v1/shapes',
      summary: 'Begin to follow many tables at once',
      description:
        'The first answers of the Electric shape protocol for many shapes together: those of at most 64 KiB are told whole. Changes nothing.',
      tag: 'Sync',
      access: { as: 'device' },
      turns: () => context.turns.copies,
      body,
      answers: { 200: { description: 'First answers', schema: answer } },
    },
    async ({ body: asked, caller, reply }) => {
      const { shapes } = context;
      if (!shapes) throw new HttpProblem(503, 'service.unavailable', 'Shapes are not served here. Try later.');
      const { tenantId } = caller as DeviceCaller;
      const { device, timeZone } = await context.profiles.of(caller as DeviceCaller, true);
      const asker: Asker = { tenantId, device, timeZone, now: context.now() };
      const gone = whenGone(reply);
      const fields = fieldsOfPool(context.pool)?.(tenantId);
      const openerOf = (table: string) => {
        const sealed = fields && sealedTable(table);
        return async (part: Buffer): Promise<Buffer> =>
          sealed ? Buffer.from(await openShapeRows(fields, sealed, part)) : part;
      };
      const told: [string, FirstWritten][] = [];
      const ask: string[] = [];
      let bytes = 0;
      const one = async ({ table, month }: AskedShape): Promise<void> => {
        const name = shapeName(table, month);
        const scope = shapeScope({ table, month }, asker);
        const first =
          scope && bytes < MOST_TOLD ? await firstOf(shapes, definitionOf(scope), gone, openerOf(table)) : undefined;
        if (!first) return void ask.push(name);
        bytes += first.items.length;
        told.push([name, first]);
      };
      const left = [...asked.shapes];
      const some = async (): Promise<void> => {
        for (let next = left.shift(); next && !gone.aborted; next = left.shift()) await one(next);
      };
      await Promise.all(Array.from({ length: AT_ONCE }, some));
      return reply.header('cache-control', 'private, no-store').type('application/json').send(written(told, ask));
    },
  );
}

/** Rows are passed on as the shape server wrote them. */
function written(told: readonly (readonly [string, FirstWritten])[], ask: readonly string[]): Buffer {
  const parts: Buffer[] = [Buffer.from(`{"ask":${JSON.stringify(ask)},"told":{`)];
  for (const [at, [name, { items, ...place }]] of told.entries()) {
    const head = `${at === 0 ? '' : ','}${JSON.stringify(name)}:${JSON.stringify(place).slice(0, -1)},"messages":[`;
    parts.push(Buffer.from(head), items, Buffer.from(']}'));
  }
  parts.push(Buffer.from('}}'));
  return Buffer.concat(parts);
}
