import { shapeName, tableOfShape } from '@tillhouse/sync/protocol/shape-name.ts';
import { localMonth } from '@tillhouse/shared/kernel/instant.ts';
import { MOST_FOLLOWED, WATCH_OVER } from '@tillhouse/sync/protocol/news.ts';
import type { News } from '@tillhouse/sync/shapes/news/watch.ts';
import * as z from 'zod';
import type { DeviceCaller } from '../../platform/auth/caller.ts';
import { fieldsOfPool } from '../../platform/db/pool-fields.ts';
import { whenGone } from '../../platform/http/gone.ts';
import type { CloudFields } from '../../platform/keys/cloud-fields.ts';
import { HttpProblem, notFound } from '../../platform/http/problem.ts';
import { type Route, route } from '../../platform/http/route.ts';
import type { CommerceContext } from './context.ts';
import { openShapeRows, sealedTable } from './open-shape-rows.ts';
import { definitionOf, shapeScope } from './shape-scope.ts';
import { type DeskWatch, Watches } from './watches.ts';

const HOLD_MS = 20_000;
/** By a profile that was read for another request a moment ago: the next request reads it anew. */
const REMEMBERED_MS = 1_000;

const place = z.object({
  table: z.string().max(100),
  month: z.string().max(10).optional(),
  handle: z.string().max(200),
  offset: z.string().max(60),
});

const body = z.object({
  watch: z.uuid().optional().describe('As the last answer said it; left out to begin'),
  turn: z.number().int().positive().describe('Counts requests; a later one ends an earlier one'),
  heard: z.number().int().nonnegative().describe('How many answers of this watch were heard'),
  seen: z
    .string()
    .regex(/^\d{1,16}$/)
    .describe('The position the desk knows of all its shapes; 0: answer at once'),
  follow: z.array(place).max(MOST_FOLLOWED).describe('Shapes whose place the watch does not know yet'),
});

const answer = z.object({
  watch: z.uuid(),
  lsn: z.string().describe('All that was committed up to it is told, of every shape that is not under `ask`'),
  cursor: z.string(),
  told: z.record(z.string(), z.object({ offset: z.string(), messages: z.array(z.unknown()) })),
  ask: z.array(z.string()).describe('Shapes that have to be asked themselves; they left the watch'),
});

/**
 * One held request for all shapes of a desk, before the shape server as `GET /sync/v1/shape` is: which rows a shape has is
 * decided here from the caller's enrolment, each time the desk names it, and again whenever the enrolment is another.
 */
export function newsRoute(context: CommerceContext): Route {
  const watches = new Watches(Date.now);
  return route(
    {
      method: 'POST',
      path: '/sync/v1/news',
      summary: 'Hear of all shapes that this device follows',
      description:
        'Held until there is something, at most 20 s. Rows come with the answer; of all followed shapes that it does not name there are none up to `lsn`.',
      tag: 'Sync',
      access: { as: 'device' },
      body,
      answers: {
        200: { description: 'News', schema: answer },
        204: { description: 'A later request of the same watch was made' },
        404: { description: 'No news here: follow each shape by itself' },
        409: { description: `\`${WATCH_OVER}\`: begin another watch with all places` },
      },
    },
    async ({ body: asked, caller, reply }) => {
      if (!context.shapes) throw new HttpProblem(503, 'service.unavailable', 'Shapes are not served here. Try later.');
      if (!context.shapes.openWatch) throw notFound('news where another service has the shapes');
      const { tenantId, deviceId } = caller as DeviceCaller;
      const { device, timeZone, isFresh } = await context.profiles.of(caller as DeviceCaller);
      const asker = { tenantId, device, timeZone, now: context.now() };
      // The months a device may follow turn with the calendar.
      const profile = JSON.stringify([device, timeZone, localMonth(asker.now, timeZone)]);
      const watched =
        asked.watch === undefined
          ? watches.open(deviceId, profile, context.shapes.openWatch())
          : watches.find(asked.watch, deviceId, profile);
      if (!watched) throw watchOver();
      if (asked.turn <= watched.turn) return reply.status(204).send();
      watched.turn = asked.turn;
      // Now, not when this one is held: shapes are looked up in between, and what a commit told meanwhile to the request that
      // the desk has given up, the desk would miss, and then hear that there is nothing up to that commit.
      watched.watch.supersede();
      if (asked.heard !== watched.watch.told) {
        watches.end(watched);
        throw watchOver();
      }
      const gone = whenGone(reply);
      const follow = async (): Promise<void> => {
        for (const { table, month, handle, offset } of asked.follow) {
          const name = shapeName(table, month);
          const scope = shapeScope({ table, month }, asker);
          // Asked for by itself it is told that it is none of this device's.
          const query = scope ? definitionOf(scope) : new URLSearchParams();
          query.set('replica', 'full');
          query.set('handle', handle);
          query.set('offset', offset);
          await watched.watch.follow(name, query);
        }
      };
      watched.following = watched.following.catch(() => {}).then(follow);
      await watched.following;
      if (asked.turn !== watched.turn) return reply.status(204).send();
      const atOnce = asked.watch === undefined || asked.seen === '0';
      const holdMs = atOnce ? 0 : isFresh ? HOLD_MS : REMEMBERED_MS;
      const news = await watched.watch.next(Number(asked.seen), holdMs, gone);
      if (!news) return reply.status(204).send();
      const fields = fieldsOfPool(context.pool)?.(tenantId);
      const told = fields ? await openTold(fields, news) : news;
      return reply.header('cache-control', 'private, no-store').type('application/json').send(written(watched, told));
    },
  );
}

const watchOver = (): HttpProblem =>
  new HttpProblem(409, WATCH_OVER, 'This watch is over. Nothing was lost: the desk begins another by itself.');

/** Rows of tables that are sealed, opened; as a desk reads them of the shape itself. */
async function openTold(fields: CloudFields, news: News): Promise<News> {
  const opened = news.told.map(async (shape) => {
    const table = sealedTable(tableOfShape(shape.name));
    if (!table) return shape;
    const messages = await openShapeRows(fields, table, `[${shape.items.toString('utf8')}]`);
    return { ...shape, items: Buffer.from(messages.slice(1, -1)) };
  });
  return { ...news, told: await Promise.all(opened) };
}

/** Rows of all others are passed on as the shape server keeps them. */
function written({ id }: DeskWatch, { lsn, cursor, told, ask }: News): Buffer {
  const parts: Buffer[] = [Buffer.from(`${JSON.stringify({ watch: id, lsn, cursor, ask }).slice(0, -1)},"told":{`)];
  for (const [at, { name, offset, items }] of told.entries()) {
    const head = `${at === 0 ? '' : ','}${JSON.stringify(name)}:{"offset":${JSON.stringify(offset)},"messages":[`;
    parts.push(Buffer.from(head), items, Buffer.from(']}'));
  }
  parts.push(Buffer.from('}}'));
  return Buffer.concat(parts);
}
