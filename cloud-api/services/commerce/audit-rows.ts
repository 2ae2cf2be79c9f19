import { declaredTables } from '@tillhouse/shared/kernel/define-table.ts';
import type { Change } from '../../platform/audit/changes.ts';
import { type KeptBody, openBodies, type SaidBody } from '../../platform/audit/seal-bodies.ts';
import type { Connection } from '../../platform/db/connection.ts';

/** What the log is narrowed by; what is left out narrows nothing. */
export interface AuditAsk {
  /** Epoch milliseconds, when it reached the cloud: from this … */
  readonly from?: number | undefined;
  /** … to before this */
  readonly to?: number | undefined;
  readonly actorId?: string | undefined;
  readonly deviceId?: string | undefined;
  /** `register` or `catalog.editProduct` */
  readonly action?: string | undefined;
  /** Leaves out sales, which are most of all entries */
  readonly withoutSales?: boolean | undefined;
  readonly outcome?: 'applied' | 'refused' | 'quarantined' | undefined;
  /** Done at a desk more than five minutes before it reached the cloud */
  readonly offline?: boolean | undefined;
  /** Ids below this one: the last of the page before. */
  readonly before?: string | undefined;
  readonly limit: number;
}

export interface AuditRow {
  readonly id: string;
  /** Place in the tenant's chain; null until it is sealed, within a second. */
  readonly position: number | null;
  readonly action: string;
  readonly actorId: string;
  readonly actorName: string;
  readonly deviceId: string | null;
  readonly deviceName: string | null;
  readonly outcome: string;
  /** Epoch milliseconds, by the clock of the device that did it */
  readonly occurredAt: number;
  /** Epoch milliseconds, by the cloud's clock */
  readonly recordedAt: number;
  readonly hash: string | null;
  /** The first row that it changed, as people call it; null where there is none or it was erased. */
  readonly subject: { readonly table: string; readonly label: string } | null;
  /** Who said yes to it: by PIN or badge at the same device, or asked at another */
  readonly approval: { readonly by: string; readonly how: string } | null;
}

const columns = `e.id::text, e.position, e.action, e.actor_id AS "actorId", e.actor_name AS "actorName",
  e.device_id AS "deviceId", d.name AS "deviceName", e.outcome, e.hash,
  (extract(epoch FROM e.occurred_at) * 1000)::bigint AS "occurredAt",
  (extract(epoch FROM e.recorded_at) * 1000)::bigint AS "recordedAt"`;

const from = `audit.entries e
  LEFT JOIN devices d ON d.tenant_id = e.tenant_id AND d.id = e.device_id
  LEFT JOIN audit.details b ON b.tenant_id = e.tenant_id AND b.mutation_id = e.mutation_id`;

/** Newest first. */
export async function readAudit(db: Connection, tenantId: string, ask: AuditAsk): Promise<AuditRow[]> {
  const rows = await db.rows<Omit<AuditRow, 'subject' | 'approval'> & KeptBody>(
    `SELECT ${columns}, e.mutation_id AS "mutationId", b.body FROM ${from}
      WHERE e.tenant_id = $1
        AND ($2::bigint IS NULL OR e.recorded_at >= to_timestamp($2::bigint / 1000.0))
        AND ($3::bigint IS NULL OR e.recorded_at < to_timestamp($3::bigint / 1000.0))
        AND ($4::uuid IS NULL OR e.actor_id = $4)
        AND ($5::uuid IS NULL OR e.device_id = $5)
        AND ($6::text IS NULL OR starts_with(e.action, $6 || '.') OR starts_with(e.action, $6 || '@'))
        AND (NOT $7::boolean OR NOT starts_with(e.action, 'register.recordSale@'))
        AND ($8::text IS NULL OR starts_with(e.outcome, $8))
        AND (NOT $9::boolean OR (e.device_id IS NOT NULL AND e.recorded_at - e.occurred_at > interval '5 minutes'))
        AND ($10::bigint IS NULL OR e.id < $10)
      ORDER BY e.id DESC LIMIT $11`,
    [
      tenantId,
      ask.from ?? null,
      ask.to ?? null,
      ask.actorId ?? null,
      ask.deviceId ?? null,
      ask.action ?? null,
      ask.withoutSales ?? false,
      ask.outcome ?? null,
      ask.offline ?? false,
      ask.before ?? null,
      ask.limit,
    ],
  );
  const bodies = await openBodies(db.fields, tenantId, rows);
  return rows.map(({ body: _kept, mutationId: _id, ...row }, at) => {
    const said = bodies[at]?.body ?? nothing;
    return { ...row, subject: subjectOf(said), approval: said.approval ?? null };
  });
}

export interface AuditEntry extends AuditRow {
  readonly mutationId: string;
  readonly argumentsHash: string;
  readonly previousHash: string | null;
  /** Of the entry after this one, which must name this one's hash; null for the last. */
  readonly nextPreviousHash: string | null;
  readonly erased: boolean;
  readonly reason: string;
  readonly changes: readonly unknown[];
  readonly added: Readonly<Record<string, number>>;
  readonly more: number;
}

/** Which of its columns are amounts, by the declaration of the table, so that entries from before are told rightly too. */
function moneyOf({ table, before = {}, after = {} }: Change): string[] {
  const columns = declaredTables().find(({ name }) => name === table)?.columns ?? {};
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => columns[name]?.money);
}

const nothing: SaidBody = { changes: [], added: {}, more: 0, reason: '' };

/** One entry with what stood there before and after; undefined when this tenant has none of that id. */
export async function readAuditEntry(db: Connection, tenantId: string, id: string): Promise<AuditEntry | undefined> {
  const [row] = await db.rows<Omit<AuditEntry, 'subject' | 'approval'> & { body: string | null; hasDetails: boolean }>(
    `SELECT ${columns}, e.mutation_id AS "mutationId", e.arguments_hash AS "argumentsHash", b.body,
            e.details_hash IS NOT NULL AS "hasDetails", e.previous_hash AS "previousHash",
            (SELECT n.previous_hash FROM audit.entries n WHERE n.tenant_id = $1 AND n.position = e.position + 1) AS "nextPreviousHash"
       FROM ${from} WHERE e.tenant_id = $1 AND e.id = $2`,
    [tenantId, id],
  );
  if (!row) return undefined;
  const { body: _kept, hasDetails, ...entry } = row;
  const [opened] = await openBodies(db.fields, tenantId, [row]);
  const said = opened?.body ?? nothing;
  return {
    ...entry,
    ...said,
    changes: said.changes.map((change) => ({ ...change, money: moneyOf(change), currency: change.currency ?? null })),
    approval: said.approval ?? null,
    erased: hasDetails && opened?.erased === true,
    subject: subjectOf(said),
  };
}

function subjectOf({ changes, added }: SaidBody): AuditRow['subject'] {
  const [first] = changes;
  if (first) return { table: first.table, label: first.label };
  const [table] = Object.keys(added);
  return table === undefined ? null : { table, label: '' };
}
