import type { AuditRow } from '../../../bridge/audit-views.ts';
import { csvText } from '../../ui/csv.ts';
import { didText } from './audit-words.ts';

const columns = ['number', 'recorded_at', 'occurred_at', 'who', 'did', 'command', 'to', 'device', 'outcome', 'hash'];

/** Times in UTC. */
export function auditCsv(rows: readonly AuditRow[]): string {
  return csvText(
    columns,
    rows.map((row) => [
      row.position,
      new Date(row.recordedAt).toISOString(),
      new Date(row.occurredAt).toISOString(),
      row.actorName,
      didText(row.action),
      row.action,
      row.subject ? `${row.subject.table} ${row.subject.label}`.trim() : '',
      row.deviceName,
      row.outcome,
      row.hash,
    ]),
  );
}
