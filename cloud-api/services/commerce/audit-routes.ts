import * as z from 'zod';
import { checkChain } from '../../platform/audit/check-chain.ts';
import type { StaffCaller } from '../../platform/auth/caller.ts';
import type { Connection } from '../../platform/db/connection.ts';
import { withTenant } from '../../platform/db/transaction.ts';
import { notFound } from '../../platform/http/problem.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { auditExport, exportAudit } from './audit-export.ts';
import { type AuditRow, readAudit, readAuditEntry } from './audit-rows.ts';
import type { CommerceContext } from './context.ts';

const LARGEST_PAGE = 500;
const yes = z.enum(['true', 'false']).transform((said) => said === 'true');
const moment = z.coerce.number().int().min(0).max(7_258_118_400_000);

export const auditQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(LARGEST_PAGE).default(100),
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional()
    .describe('`next` of the page before'),
  from: moment.optional().describe('Epoch milliseconds'),
  to: moment.optional().describe('Epoch milliseconds, not included'),
  actorId: z.uuid().optional(),
  deviceId: z.uuid().optional(),
  action: z.string().max(120).optional().describe('A domain as `register`, or a command as `catalog.editProduct`'),
  withoutSales: yes.optional(),
  outcome: z.enum(['applied', 'refused', 'quarantined']).optional(),
  offline: yes.optional().describe('Only what reached the cloud more than five minutes after it was done'),
});

/** An export takes all of it: no page of it. */
export const exportQuery = auditQuery.omit({ limit: true, before: true });

export const entryId = z.string().regex(/^\d{1,18}$/);

const row = z.object({
  id: z.string(),
  position: z.number().int().nullable(),
  action: z.string().describe('Command and version, as `catalog.editProduct@1`'),
  actorId: z.uuid(),
  actorName: z.string(),
  deviceId: z.uuid().nullable(),
  deviceName: z.string().nullable(),
  outcome: z.string(),
  occurredAt: z.number().int().describe('Epoch milliseconds, by the clock of the device'),
  recordedAt: z.number().int().describe('Epoch milliseconds, by the clock of the cloud'),
  hash: z.string().nullable(),
  subject: z.object({ table: z.string(), label: z.string() }).nullable(),
  approval: z.object({ by: z.string(), how: z.string() }).nullable().describe('Who said yes to it'),
});

const values = z.record(z.string(), z.unknown());
export const auditEntry = row.extend({
  mutationId: z.uuid(),
  argumentsHash: z.string(),
  previousHash: z.string().nullable(),
  nextPreviousHash: z.string().nullable(),
  erased: z
    .boolean()
    .describe('What it said held personal data and was erased; the chain still proves that it was there'),
  reason: z.string(),
  changes: z.array(
    z.object({
      table: z.string(),
      key: values,
      label: z.string(),
      did: z.enum(['added', 'changed', 'removed']),
      before: values.optional(),
      after: values.optional(),
      money: z.array(z.string()).describe('Columns that are amounts, in minor units'),
      currency: z.string().nullable().describe('Theirs; null: the store’s'),
    }),
  ),
  added: z.record(z.string(), z.number().int()),
  more: z.number().int(),
});

export const auditPage = z.object({ rows: z.array(row), next: z.string().nullable() });
export const chainAnswer = z.object({ entries: z.number().int(), whole: z.boolean(), broken: z.array(z.string()) });

/** One row more than the page holds was read, to know whether there is another. */
export function pageOf(rows: readonly AuditRow[], limit: number): z.infer<typeof auditPage> {
  const shown = rows.slice(0, limit);
  return { rows: shown, next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null };
}

export function auditRoutes(context: CommerceContext): Route[] {
  const within = <T>(caller: unknown, read: (db: Connection, tenantId: string) => Promise<T>): Promise<T> => {
    const { tenantId } = caller as StaffCaller;
    return withTenant(context.pool, tenantId, (db) => read(db, tenantId));
  };
  return [
    route(
      {
        method: 'GET',
        path: '/v1/audit',
        summary: 'Who did what, newest first',
        tag: 'Audit',
        access: { as: 'staff', permission: 'audit.view' },
        query: auditQuery,
        answers: { 200: { description: 'A page', schema: auditPage } },
      },
      async ({ query, caller }) =>
        pageOf(
          await within(caller, (db, tenantId) => readAudit(db, tenantId, { ...query, limit: query.limit + 1 })),
          query.limit,
        ),
    ),
    route(
      {
        method: 'GET',
        path: '/v1/audit/chain',
        summary: 'Work the chain out again from its first entry, now',
        tag: 'Audit',
        access: { as: 'staff', permission: 'audit.view' },
        answers: {
          200: {
            description: 'Whether every entry follows from the one before it',
            schema: chainAnswer,
          },
        },
      },
      async ({ caller }) => {
        const { entries, broken } = await within(caller, checkChain);
        return { entries, whole: broken.length === 0, broken: broken.slice(0, 100) };
      },
    ),
    route(
      {
        method: 'GET',
        path: '/v1/audit/export',
        summary: 'The log as a signed file',
        description: '`tillhouse verify --audit FILE` finds each record that was changed, taken out, moved or cut off.',
        tag: 'Audit',
        access: { as: 'staff', permission: 'audit.view' },
        perMinute: 30,
        query: exportQuery,
        answers: { 200: { description: 'The file and its signature', schema: auditExport } },
      },
      async ({ query, caller }) =>
        within(caller, (db, tenantId) => exportAudit(db, tenantId, query, context.signer, context.now())),
    ),
    route(
      {
        method: 'GET',
        path: '/v1/audit/:id',
        summary: 'One entry, with what stood there before and after',
        tag: 'Audit',
        access: { as: 'staff', permission: 'audit.view' },
        params: z.object({ id: entryId }),
        answers: { 200: { description: 'The entry', schema: auditEntry } },
      },
      async ({ params, caller }) => {
        const found = await within(caller, (db, tenantId) => readAuditEntry(db, tenantId, params.id));
        if (!found) throw notFound('audit entry');
        return found;
      },
    ),
  ];
}
