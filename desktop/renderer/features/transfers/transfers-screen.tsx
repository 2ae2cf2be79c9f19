import { IconArrowRight, IconPlus, IconTruck } from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { TransferRow } from '../../../bridge/transfer-queries.ts';
import { lockOf } from '../../data/may.ts';
import { ReadFault } from '../../data/read-fault.tsx';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { cursorKeys } from '../../ui/cursor-keys.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { type IndexColumn, IndexTable } from '../../ui/index-table.tsx';
import { dayText } from '../../ui/instants.ts';
import { CrumbText, Page, PageHead, Tabs } from '../../ui/page.tsx';
import { countText } from '../../ui/quantity.ts';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { statusWords } from './transfer-words.ts';

const route = getRouteApi('/shell/transfers');
const views = [
  { view: 'open', name: 'Open' },
  { view: 'coming', name: 'Coming here' },
  { view: 'done', name: 'Done' },
] as const;

const columns: readonly IndexColumn<TransferRow>[] = [
  {
    id: 'number',
    header: t('Number'),
    track: '180px',
    cell: (row) => (
      <span className="row">
        <span className="mono strong">{row.number}</span>
        {row.unsent ? <span className="sub">{t('not sent yet')}</span> : null}
      </span>
    ),
  },
  {
    id: 'way',
    header: t('From and to'),
    track: 'minmax(220px, 1fr)',
    cell: (row) => (
      <span className="row">
        <span className="cut">{row.fromName}</span>
        <IconArrowRight size={14} stroke={1.75} className="flip" role="img" aria-label={t('to')} />
        <span className="cut strong">{row.toName}</span>
      </span>
    ),
  },
  {
    id: 'status',
    header: t('State'),
    track: '140px',
    cell: ({ status }) => {
      const [tone, word] = statusWords[status];
      return (
        <State tone={tone} calm={status === 'received'}>
          {t(word)}
        </State>
      );
    },
  },
  {
    id: 'units',
    header: t('Units'),
    track: '130px',
    end: true,
    cell: ({ status, units, told }) => (
      <span className="num">
        {status === 'in-transit' && told > 0
          ? t('{n} of {all}', { n: countText(told), all: countText(units) })
          : countText(units)}
      </span>
    ),
  },
  {
    id: 'expected',
    header: t('Expected'),
    track: '130px',
    cell: ({ expectedOn }) => (
      <span className="t2">{expectedOn ? dayText(Date.parse(`${expectedOn}T12:00:00Z`)) : '–'}</span>
    ),
  },
  {
    id: 'day',
    header: t('Last step'),
    track: '130px',
    cell: (row) => <span className="t2">{dayText(row.endedAt ?? row.shippedAt ?? row.createdAt)}</span>,
  },
];

/** Goods between the shop's own places: what is planned, what is on its way, what came. */
export function TransfersScreen() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const { person } = useSession();
  const view = views.find((one) => one.view === search.view)?.view ?? 'open';
  const read = useRead('transfers.index', { view }, { keep: true });
  const { rows = [], counts } = read.data ?? {};
  const [cursor, setCursor] = useState(0);
  const noPlan = lockOf(person, 'stock.order');
  const open = (row: TransferRow) => void navigate({ to: '/transfers/$transferId', params: { transferId: row.id } });
  const add = () =>
    noPlan === null && void navigate({ to: '/transfers/$transferId', params: { transferId: crypto.randomUUID() } });
  useKeys({
    ...cursorKeys(rows.length, setCursor),
    Enter: () => {
      const row = rows[cursor];
      if (row) open(row);
    },
    n: () => add(),
    Escape: () => void navigate({ to: '/stock' }),
  });
  return (
    <Page>
      <PageHead>
        <Link to="/stock">
          <CrumbText>{t('Stock')}</CrumbText>
        </Link>
        <h1>{t('Transfers')}</h1>
        <Tabs aria-label={t('Views')}>
          {views.map((one) => (
            <Link
              key={one.view}
              to="/transfers"
              search={{ view: one.view }}
              onClick={() => setCursor(0)}
              aria-current={one.view === view ? 'page' : undefined}
            >
              {t(one.name)} <small>{counts ? countText(counts[one.view]) : ''}</small>
            </Link>
          ))}
        </Tabs>
        <span className="grow" />
        <Button
          look="primary"
          keys="N"
          locked={noPlan}
          icon={<IconPlus size={16} stroke={1.75} aria-hidden="true" />}
          onClick={add}
        >
          {t('New transfer')}
        </Button>
      </PageHead>
      {read.error ? (
        <ReadFault error={read.error} />
      ) : read.data && rows.length === 0 ? (
        <EmptyState
          icon={<IconTruck size={48} stroke={1.1} aria-hidden="true" />}
          title={view === 'coming' ? t('Nothing is on its way here') : t('No transfers here')}
        >
          {t('A transfer sets goods aside where they lie, sends them, and takes in what came where they go.')}
        </EmptyState>
      ) : (
        <IndexTable
          label={t('Transfers')}
          columns={columns}
          count={read.data ? rows.length : 8}
          rowAt={(index) => rows[index]}
          cursor={cursor}
          onCursor={setCursor}
          onOpen={open}
          onRange={() => undefined}
          minWidth={860}
        />
      )}
    </Page>
  );
}
