import type { AuditRow } from '../../../bridge/audit-views.ts';
import { Avatar } from '../../ui/avatar.tsx';
import type { IndexColumn } from '../../ui/index-table.tsx';
import { clockText, dayKey, dayText, secondsText } from '../../ui/instants.ts';
import { countText } from '../../ui/quantity.ts';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import styles from './audit.module.css';
import { approvalText, didText, nameText } from './audit-words.ts';

const LATE_MS = 5 * 60_000;

/** Beside an opened record there is no room for hashes; the record shows its own. */
export function auditColumns(now: number, besideRecord: boolean): IndexColumn<AuditRow>[] {
  const today = dayKey(now);
  const columns: IndexColumn<AuditRow>[] = [
    {
      id: 'number',
      track: '76px',
      header: t('No.'),
      cell: (row) => <span className="mono sub">{row.position === null ? '…' : countText(row.position)}</span>,
    },
    {
      id: 'time',
      track: '108px',
      header: t('Time'),
      cell: (row) => (
        <span className="t2">
          {dayKey(row.occurredAt) === today
            ? secondsText(row.occurredAt)
            : `${dayText(row.occurredAt)}, ${clockText(row.occurredAt)}`}
        </span>
      ),
    },
    {
      id: 'who',
      track: 'minmax(124px, 0.8fr)',
      header: t('Who'),
      cell: (row) => (
        <span className={styles.who}>
          <Avatar name={row.actorName} /> <span>{row.actorName}</span>
        </span>
      ),
    },
    {
      id: 'did',
      track: 'minmax(150px, 0.9fr)',
      header: t('Did'),
      cell: (row) => <span className="strong">{didText(row.action)}</span>,
    },
    {
      id: 'to',
      track: 'minmax(112px, 1fr)',
      header: t('To'),
      cell: (row) => <span className="t2">{row.subject ? row.subject.label || nameText(row.subject.table) : '–'}</span>,
    },
    {
      id: 'on',
      track: '100px',
      header: t('On'),
      cell: (row) => <span className="t2">{row.deviceName ?? t('Cloud')}</span>,
    },
    {
      id: 'outcome',
      track: '132px',
      header: t('Outcome'),
      cell: (row) => <OutcomeWords row={row} />,
    },
    {
      id: 'approved',
      track: '112px',
      header: t('Approved by'),
      cell: (row) => <span className="t2 cut">{row.approval ? approvalText(row.approval) : '–'}</span>,
    },
    {
      id: 'hash',
      track: '60px',
      end: true,
      header: t('Hash'),
      cell: (row) => <span className="mono sub">{row.hash?.slice(0, 4) ?? '–'}</span>,
    },
  ];
  return besideRecord ? columns.filter(({ id }) => id !== 'hash' && id !== 'approved') : columns;
}

function OutcomeWords({ row }: { readonly row: AuditRow }) {
  if (row.outcome.startsWith('refused')) return <State tone="warn">{t('Refused')}</State>;
  if (row.outcome.startsWith('quarantined')) return <State tone="bad">{t('Quarantined')}</State>;
  if (row.outcome !== 'applied') return <State tone="warn">{t('Without the right')}</State>;
  return row.recordedAt - row.occurredAt >= LATE_MS ? (
    <State tone="open">{t('Offline')}</State>
  ) : (
    <span className="sub">{t('Done')}</span>
  );
}
