import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import * as z from 'zod';
import { notFound } from '../../../platform/http/problem.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import type { IdentityContext } from '../context.ts';
import { owner } from './in-person.ts';
import { askErasure, erasureOf, keepTenant, RETENTION } from './erasure.ts';
import { archivePath, askExport, exportOf, exportsOf } from './export-jobs.ts';

const shown = z.object({
  id: z.uuid(),
  status: z.enum(['waiting', 'ready', 'failed', 'expired']),
  askedByName: z.string(),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
  bytes: z.number().int().nullable(),
  sha256: z.string().nullable().describe('Of the archive'),
  rows: z.number().int().nullable(),
});
const access = { as: 'person', permission: 'data.export', evenSuspended: true } as const;
const tag = 'Organisation';
const params = z.object({ id: z.uuid() });

const MINE = 'Everything of an organisation is an owner’s to take out or to erase.';

/** Leaving with everything: taking it out, and having it erased. */
export function lifeRoutes(context: IdentityContext): Route[] {
  return [
    route(
      {
        method: 'POST',
        path: '/auth/exports',
        summary: 'Take everything out: every row of every table of this organisation',
        description:
          'Made in the background, as of one moment: a .tar.gz of one NDJSON file a table and a manifest with counts and checksums. `tillhouse verify-export` checks it. Kept seven days.',
        tag,
        access,
        perMinute: 60,
        answers: { 202: { description: 'It is being made', schema: z.object({ id: z.uuid() }) } },
      },
      async ({ caller, reply }) => {
        const id = await askExport(context, owner(caller, MINE));
        context.onWork();
        return reply.status(202).send({ id });
      },
    ),
    route(
      {
        method: 'GET',
        path: '/auth/exports',
        summary: 'Exports of everything',
        tag,
        access,
        answers: { 200: { description: 'Newest first', schema: z.object({ exports: z.array(shown) }) } },
      },
      async ({ caller }) => ({ exports: await exportsOf(context, owner(caller, MINE).tenantId) }),
    ),
    route(
      {
        method: 'GET',
        path: '/auth/exports/:id/archive',
        summary: 'Fetch an export',
        description: 'Takes `Range: bytes=…`, so that a download that broke off goes on where it was.',
        tag,
        access,
        params,
        answers: {
          200: { description: 'The archive', contentType: 'application/gzip' },
          206: { description: 'Part of it', contentType: 'application/gzip' },
        },
      },
      async ({ params: { id }, caller, request, reply }) => {
        const { tenantId } = owner(caller, MINE);
        const found = await exportOf(context, tenantId, id);
        if (found?.status !== 'ready') throw notFound('export that is ready');
        const path = archivePath(context.exportsFolder, tenantId, id);
        const { size } = await stat(path).catch(() => {
          throw notFound('export on this machine');
        });
        const from = rangeStart(request.headers.range, size);
        reply
          .header('accept-ranges', 'bytes')
          .header('cache-control', 'no-store')
          .header('content-type', 'application/gzip')
          .header('content-disposition', `attachment; filename="tillhouse-${id}.tar.gz"`)
          .header('content-length', size - from);
        if (from > 0) reply.status(206).header('content-range', `bytes ${from}-${size - 1}/${size}`);
        return reply.send(createReadStream(path, { start: from }));
      },
    ),
    route(
      {
        method: 'GET',
        path: '/auth/erasure',
        summary: 'Whether this organisation is about to be erased',
        tag,
        access,
        answers: {
          200: {
            description: 'Null where nothing was asked',
            schema: z.object({
              eraseAfter: z.string().nullable(),
              askedAt: z.string().nullable(),
              askedBy: z.string().nullable(),
              retention: z.string().describe('What the law may want kept'),
            }),
          },
        },
      },
      async ({ caller }) => ({ ...(await erasureOf(context, owner(caller, MINE).tenantId)), retention: RETENTION }),
    ),
    route(
      {
        method: 'POST',
        path: '/auth/erasure',
        summary: 'Have everything erased, thirty days from now',
        description:
          'Until then it stands still, owners read and take out, and may keep it. Then every row of every table goes, shape logs and files too, and a signed record of what was removed is left.',
        tag,
        access,
        perMinute: 60,
        body: z.strictObject({ confirm: z.string().max(200).describe('The name of the organisation, typed') }),
        answers: { 204: { description: 'It stands still from now on' } },
      },
      async ({ body, caller, reply }) => {
        await askErasure(context, owner(caller, MINE), body.confirm);
        return reply.status(204).send();
      },
    ),
    route(
      {
        method: 'DELETE',
        path: '/auth/erasure',
        summary: 'Keep it after all',
        tag,
        access,
        answers: { 204: { description: 'Everything goes on' } },
      },
      async ({ caller, reply }) => {
        await keepTenant(context, owner(caller, MINE));
        return reply.status(204).send();
      },
    ),
  ];
}

/** Only “from here to the end”, which is what a download that goes on asks for; anything else gets the whole. */
function rangeStart(header: string | undefined, size: number): number {
  const from = Number(/^bytes=(\d+)-$/.exec(header ?? '')?.[1] ?? 0);
  return Number.isSafeInteger(from) && from < size ? from : 0;
}
