import * as z from 'zod';
import type { AuditChain } from '../../bridge/audit-views.ts';
import { askCloud } from '../cloud/ask-cloud.ts';
import { type Calls, call } from '../define-call.ts';
import type { Host } from '../host.ts';
import { HostProblem } from '../problem.ts';
import { showFirst } from '../session/proofs.ts';
import type { WindowSession } from '../session/windows.ts';
import { groundOf } from './run-command.ts';

const row = z.object({
  id: z.string(),
  position: z.number().nullable(),
  action: z.string(),
  actorId: z.string(),
  actorName: z.string(),
  deviceName: z.string().nullable(),
  outcome: z.string(),
  occurredAt: z.number(),
  recordedAt: z.number(),
  hash: z.string().nullable(),
  subject: z.object({ table: z.string(), label: z.string() }).nullable(),
  approval: z.object({ by: z.string(), how: z.string() }).nullable().default(null),
});
const values = z.record(z.string(), z.unknown());
const entry = row.extend({
  previousHash: z.string().nullable(),
  nextPreviousHash: z.string().nullable(),
  erased: z.boolean(),
  reason: z.string(),
  changes: z.array(
    z.object({
      table: z.string(),
      key: values,
      label: z.string(),
      did: z.enum(['added', 'changed', 'removed']),
      before: values.optional(),
      after: values.optional(),
      money: z.array(z.string()).default([]),
      currency: z.string().nullable().default(null),
    }),
  ),
  added: z.record(z.string(), z.number()),
  more: z.number(),
});
const chain = z.object({
  entries: z.number(),
  whole: z.boolean(),
  after: z.number().default(0),
  broken: z.array(z.string()),
  hashes: z.record(z.string(), z.string()),
});

const ask = z.strictObject({
  limit: z.number().int().min(1).max(500).optional(),
  before: z.string().optional(),
  from: z.number().optional(),
  to: z.number().optional(),
  actorId: z.uuid().optional(),
  action: z.string().optional(),
  withoutSales: z.boolean().optional(),
  outcome: z.enum(['applied', 'refused', 'quarantined']).optional(),
  offline: z.boolean().optional(),
});

const exported = z.object({
  csv: z.string(),
  signature: z.record(z.string(), z.unknown()).nullable(),
  records: z.number(),
  whole: z.boolean(),
});
/** Twenty thousand records are read and opened for it. */
const EXPORT_MS = 120_000;

/** The latest heads are enough: a chain that fits the last fits all before it. */
const KEPT_ASKED = 500;

function readerOf(host: Host, window: WindowSession): string {
  const { person } = groundOf(host, window);
  if (person.permissions.includes('audit.view')) return person.id;
  throw new HostProblem(
    'desk.forbidden',
    'forbidden',
    'Reading the audit log needs the right “audit.view”. Ask an owner.',
  );
}

/** The audit log is kept in the cloud: a desk asks for it, and compares it with the signed heads that it holds itself. */
export const auditCalls = {
  'audit.list': call(ask, (host, window, args) =>
    askCloud(
      host,
      '/sync/v1/audit',
      { ...args, readerId: readerOf(host, window) },
      z.object({ rows: z.array(row), next: z.string().nullable() }),
    ),
  ),
  'audit.export': call(ask, async (host, window, { limit: _limit, before: _before, ...args }) => {
    const readerId = readerOf(host, window);
    await showFirst(host, groundOf(host, window), 'exports');
    return askCloud(host, '/sync/v1/audit/export', { ...args, readerId }, exported, EXPORT_MS);
  }),
  'audit.one': call(z.strictObject({ id: z.string().regex(/^\d{1,18}$/) }), (host, window, { id }) =>
    askCloud(host, `/sync/v1/audit/${id}`, { readerId: readerOf(host, window) }, entry),
  ),
  'audit.chain': call(
    z.strictObject({ whole: z.boolean().optional() }),
    async (host, window, args): Promise<AuditChain> => {
      const heads = host.desk.reader.all<{ position: number; hash: string }>(
        'SELECT position, hash FROM audit_heads ORDER BY position DESC LIMIT ?',
        [KEPT_ASKED],
      );
      // What was signed and kept here stands for all before it; a shop of a million entries is not worked out on each look.
      const after = args.whole ? 0 : (heads[0]?.position ?? 0);
      const positions = heads.length === 0 ? undefined : heads.map(({ position }) => position).join(',');
      const readerId = readerOf(host, window);
      const { hashes, ...found } = await askCloud(host, '/sync/v1/audit/chain', { readerId, positions, after }, chain);
      const asked = heads.filter(({ position }) => position >= found.after);
      const differing = asked.filter(({ position, hash }) => hashes[String(position)] !== hash).length;
      return { ...found, kept: asked.length, differing };
    },
  ),
} satisfies Partial<Calls>;
