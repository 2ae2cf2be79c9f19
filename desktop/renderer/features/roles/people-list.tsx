import { IconUsersGroup } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { StaffRow } from '../../../bridge/access-queries.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { type IndexColumn, IndexTable } from '../../ui/index-table.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { useKeys } from '../../ui/use-keys.ts';
import styles from './roles.module.css';

export function StaffState({ person }: { readonly person: Pick<StaffRow, 'status'> }) {
  if (person.status === 'away') return <State tone="waiting">{t('Away')}</State>;
  if (person.status === 'left') return <State tone="open">{t('Left')}</State>;
  return (
    <State tone="ok" calm>
      {t('Here')}
    </State>
  );
}

const columns = (): IndexColumn<StaffRow>[] => [
  {
    id: 'name',
    track: 'minmax(150px, 1.1fr)',
    header: t('Name'),
    cell: (row) => (
      <span className={styles.who}>
        <Avatar name={row.name} quiet={row.status === 'left'} />
        <span className="strong cut">{row.name}</span>
      </span>
    ),
  },
  { id: 'role', track: 'minmax(96px, 0.7fr)', header: t('Role'), cell: (row) => row.roleName || t('Not here yet') },
  {
    id: 'place',
    track: 'minmax(90px, 0.6fr)',
    header: t('Home location'),
    cell: (row) => <span className="t2">{row.locationName ?? t('Any')}</span>,
  },
  {
    id: 'status',
    track: 'minmax(150px, 1.2fr)',
    header: t('Status'),
    cell: (row) => (
      <span className={styles.who}>
        <StaffState person={row} />
        {row.statusNote ? <span className="sub cut">{row.statusNote}</span> : null}
      </span>
    ),
  },
  {
    id: 'pin',
    track: '92px',
    header: t('PIN'),
    cell: (row) => (row.hasPin ? <span className="t2">{t('Set')}</span> : <State tone="open">{t('Not set')}</State>),
  },
];

export interface PeopleListProps {
  readonly staff: readonly StaffRow[];
  readonly text: string;
  readonly openId: string | null;
  readonly onOpen: (staffId: string) => void;
}

/** Everybody who works here, and who did. */
export function PeopleList({ staff, text, openId, onOpen }: PeopleListProps) {
  const rows = useMemo(() => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    return staff.filter((one) => {
      const said = `${one.name} ${one.roleName} ${one.locationName ?? ''} ${one.email ?? ''}`.toLowerCase();
      return words.every((word) => said.includes(word));
    });
  }, [staff, text]);
  const [cursor, setCursor] = useState(() =>
    Math.max(
      0,
      staff.findIndex(({ id }) => id === openId),
    ),
  );
  const at = Math.min(cursor, rows.length - 1);
  const move = (by: number) => setCursor(Math.max(0, Math.min(rows.length - 1, at + by)));
  const current = rows[at];
  useKeys({
    j: () => move(1),
    ArrowDown: () => move(1),
    k: () => move(-1),
    ArrowUp: () => move(-1),
    Enter: () => current && onOpen(current.id),
  });
  if (rows.length === 0)
    return (
      <EmptyState
        icon={<IconUsersGroup size={48} stroke={1.1} aria-hidden="true" />}
        title={text ? t('Nobody matches “{text}”', { text }) : t('Nobody is here yet')}
      >
        {text ? t('Look for a name, a role, a location or an e-mail address.') : t('People come with the first copy.')}
      </EmptyState>
    );
  return (
    <IndexTable
      label={t('People')}
      columns={columns()}
      count={rows.length}
      rowAt={(index) => rows[index]}
      selected={(row) => row.id === openId}
      cursor={at}
      onCursor={setCursor}
      onOpen={(row) => onOpen(row.id)}
      onRange={nothing}
    />
  );
}

const nothing = () => {};
