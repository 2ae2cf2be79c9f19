import * as z from 'zod';
import { checkChain } from '../../platform/audit/check-chain.ts';
import { notFound } from '../../platform/http/problem.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { auditExport, exportAudit } from './audit-export.ts';
import { auditEntry, auditPage, auditQuery, chainAnswer, entryId, exportQuery, pageOf } from './audit-routes.ts';
import { readAudit, readAuditEntry } from './audit-rows.ts';
import type { CommerceContext } from './context.ts';
import { asPerson } from './read-as-person.ts';

const positions = z
  .string()
  .regex(/^\d{1,15}(,\d{1,15}){0,499}$/)
  .transform((text) => text.split(',').map(Number))
  .optional()
  .describe('Where the desk has kept signed heads, with commas between');

const after = z.coerce
  .number()
  .int()
  .min(0)
  .max(1e15)
  .default(0)
  .describe('Position of a head that the desk has kept: the chain is worked out from there');

/** The log for the screens of a desk: the device shows its token, and the person at it must be allowed to read. */
export function auditDeskRoutes(context: CommerceContext): Route[] {
  const { reader, read: within } = asPerson(context, 'audit.view');
  return [
    route(
      {
        method: 'GET',
        path: '/sync/v1/audit',
        summary: 'Who did what, newest first, for a desk',
        tag: 'Sync',
        access: { as: 'device' },
        query: auditQuery.extend(reader),
        answers: { 200: { description: 'A page', schema: auditPage } },
      },
      async ({ query: { readerId, ...ask }, caller }) =>
        pageOf(
          await within(caller, readerId, (db, tenantId) => readAudit(db, tenantId, { ...ask, limit: ask.limit + 1 })),
          ask.limit,
        ),
    ),
    route(
      {
        method: 'GET',
        path: '/sync/v1/audit/chain',
        summary: 'Work the chain out again, for a desk',
        tag: 'Sync',
        access: { as: 'device' },
        query: z.strictObject({ ...reader, positions, after }),
        answers: {
          200: {
            description: 'Whether it is whole, and the hashes that were asked for as they come out now',
            schema: chainAnswer.extend({
              hashes: z.record(z.string(), z.string()),
              after: z.number().int().describe('It was worked out from behind this position'),
            }),
          },
        },
      },
      async ({ query: { readerId, positions: wanted, after: begin }, caller }) => {
        const { entries, broken, hashes } = await within(caller, readerId, (db, tenantId) =>
          checkChain(db, tenantId, new Set(wanted), begin),
        );
        const asked = Object.fromEntries([...hashes].map(([position, hash]) => [String(position), hash]));
        return { entries, whole: broken.length === 0, broken: broken.slice(0, 100), hashes: asked, after: begin };
      },
    ),
    route(
      {
        method: 'GET',
        path: '/sync/v1/audit/export',
        summary: 'The log as a signed file, for a desk',
        tag: 'Sync',
        access: { as: 'device' },
        perMinute: 30,
        query: exportQuery.extend(reader),
        answers: { 200: { description: 'The file and its signature', schema: auditExport } },
      },
      async ({ query: { readerId, ...ask }, caller }) =>
        within(caller, readerId, (db, tenantId) => exportAudit(db, tenantId, ask, context.signer, context.now())),
    ),
    route(
      {
        method: 'GET',
        path: '/sync/v1/audit/:id',
        summary: 'One entry of the audit, for a desk',
        tag: 'Sync',
        access: { as: 'device' },
        params: z.object({ id: entryId }),
        query: z.strictObject(reader),
        answers: { 200: { description: 'The entry', schema: auditEntry } },
      },
      async ({ params, query: { readerId }, caller }) => {
        const found = await within(caller, readerId, (db, tenantId) => readAuditEntry(db, tenantId, params.id));
        if (!found) throw notFound('audit entry');
        return found;
      },
    ),
  ];
}
