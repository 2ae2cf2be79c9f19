import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { HttpProblem, notFound } from '../../platform/http/problem.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { encodingFor, type WidgetFile, type WidgetFiles } from './widget-files.ts';

const script = { 200: { description: 'The script', contentType: 'text/javascript' } };
const open = { method: 'GET', tag: 'Shop', access: { as: 'open' } } as const;

/** The widget for pages of others: a loader that stays where it is, and files that never change under their name. */
export function widgetRoutes(files: WidgetFiles): Route[] {
  return [
    route(
      {
        ...open,
        path: '/tillhouse.js',
        summary: 'The script tag of a page that shows the shop: always the newest',
        description:
          'It brings what it needs from `/tillhouse-….js` and checks it by its hash. Nobody signs in for it.',
        answers: script,
      },
      async ({ request, reply }) => {
        const loader = await files.loader();
        if (!loader) throw notBuilt();
        return send(
          loader,
          request,
          reply.header('cache-control', 'public, max-age=300, stale-while-revalidate=86400'),
        );
      },
    ),
    route(
      {
        ...open,
        path: '/tillhouse-:file',
        summary: 'A file of the widget, named by its content',
        description: 'Files of earlier versions stay, so that a page which names one with its hash goes on as it is.',
        params: z.object({ file: z.string().max(80) }),
        answers: script,
      },
      async ({ params, request, reply }) => {
        const file = await files.named(`tillhouse-${params.file}`);
        if (!file) throw notFound('file');
        return send(file, request, reply.header('cache-control', 'public, max-age=31536000, immutable'));
      },
    ),
    route(
      {
        ...open,
        path: '/shop/v1/widget',
        summary: 'Which script to put into a page, and its hash',
        answers: {
          200: {
            description: 'The addresses, on this origin',
            schema: z.object({
              script: z.string().describe('Always the newest'),
              pinned: z.string().describe('This very version, for `integrity`'),
              integrity: z.string(),
            }),
          },
        },
      },
      async ({ reply }) => {
        const pinned = await files.pinned();
        if (!pinned) throw notBuilt();
        reply.header('cache-control', 'public, max-age=60');
        return { script: '/tillhouse.js', pinned: `/${pinned.name}`, integrity: pinned.integrity };
      },
    ),
  ];
}

const notBuilt = (): HttpProblem =>
  new HttpProblem(
    404,
    'shop.widget-not-built',
    'This cloud has no widget to give: it was not built. Nothing else is missing; `node storefront-widget/build.ts` builds it.',
  );

function send(file: WidgetFile, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.header('etag', file.etag).header('vary', 'Accept-Encoding, Origin');
  if (request.headers['if-none-match'] === file.etag) return reply.status(304).send();
  const encoding = encodingFor(request.headers['accept-encoding']);
  if (encoding !== 'identity') reply.header('content-encoding', encoding);
  return reply.type('text/javascript; charset=utf-8').send(file.bodies[encoding]);
}
