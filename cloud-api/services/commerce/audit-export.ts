import { csvCell } from '@tillhouse/shared/kernel/csv.ts';
import * as z from 'zod';
import type { HeadSigner } from '../../platform/audit/signed-heads.ts';
import { signatureFile, signExport } from '../../platform/audit/signed-export.ts';
import type { Connection } from '../../platform/db/connection.ts';
import { type AuditAsk, type AuditRow, readAudit } from './audit-rows.ts';

const PAGE = 500;
/** A spreadsheet of more than this is not read by anybody; narrow the log first. */
const MOST_EXPORTED = 20_000;

const columns = [
  ...['number', 'recorded_at', 'occurred_at', 'who', 'command', 'table', 'subject', 'device', 'outcome'],
  ...['approved_by', 'approved_how', 'id', 'hash'],
];

export const auditExport = z.object({
  csv: z.string().describe('RFC 4180, newest first, times in UTC'),
  signature: signatureFile
    .nullable()
    .describe('The file `tillhouse verify --audit` lays beside it; null where this cloud has no audit key'),
  records: z.number().int(),
  whole: z.boolean().describe(`False where there were more than ${MOST_EXPORTED}: the newest are in it`),
});
export type AuditExport = z.infer<typeof auditExport>;

/** What stands in a cell on lines of its own would look like records: one line a record, so that each is signed apart. */
const line = (cells: readonly (string | number | null)[]): string =>
  `${cells.map((each) => csvCell(typeof each === 'string' ? each.replaceAll(/\r\n|\r|\n/g, ' ') : each)).join(',')}\r\n`;

export function auditCsv(rows: readonly AuditRow[]): string {
  const lines = rows.map((row) =>
    line([
      row.position,
      new Date(row.recordedAt).toISOString(),
      new Date(row.occurredAt).toISOString(),
      ...[row.actorName, row.action, row.subject?.table ?? '', row.subject?.label ?? '', row.deviceName, row.outcome],
      ...[row.approval?.by ?? '', row.approval?.how ?? '', row.id, row.hash],
    ]),
  );
  return line(columns) + lines.join('');
}

/**
 * The log as a file, with a signature by the key that signs the heads of the chain.
 * @param now epoch milliseconds
 */
export async function exportAudit(
  db: Connection,
  tenantId: string,
  ask: Omit<AuditAsk, 'limit'>,
  signer: HeadSigner | undefined,
  now: number,
): Promise<AuditExport> {
  const rows: AuditRow[] = [];
  let whole = false;
  let before = ask.before;
  while (rows.length < MOST_EXPORTED && !whole) {
    const page = await readAudit(db, tenantId, { ...ask, before, limit: PAGE });
    rows.push(...page);
    whole = page.length < PAGE;
    before = page.at(-1)?.id ?? before;
  }
  const [head] = await db.rows<{ position: number; hash: string }>(
    'SELECT position, hash FROM audit.heads WHERE tenant_id = $1',
    [tenantId],
  );
  const csv = auditCsv(rows);
  const signature = signer ? signExport(signer, csv, { tenantId, head: head ?? null }, now) : null;
  return { csv, signature, records: rows.length, whole };
}
