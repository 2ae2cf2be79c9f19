import type { AuditRow } from '../../../bridge/audit-views.ts';
import { didText } from './audit-words.ts';

const columns = ['number', 'recorded_at', 'occurred_at', 'who', 'did', 'command', 'to', 'device', 'outcome', 'hash'];

/** A cell that a spreadsheet would take for a formula begins with an apostrophe. */
function cell(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** RFC 4180, times in UTC. */
export function auditCsv(rows: readonly AuditRow[]): string {
  const lines = rows.map((row) =>
    [
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
    ]
      .map(cell)
      .join(','),
  );
  return `${[columns.join(','), ...lines].join('\r\n')}\r\n`;
}
