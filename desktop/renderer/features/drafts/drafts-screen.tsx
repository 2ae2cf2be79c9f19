import { IconFilePencil } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import type { DraftRow } from '../../../bridge/draft-queries.ts';
import { lockOf } from '../../data/may.ts';
import { ReadFault } from '../../data/read-fault.tsx';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { cursorKeys } from '../../ui/cursor-keys.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { type IndexColumn, IndexTable } from '../../ui/index-table.tsx';
import { calendarDayText, dayText } from '../../ui/instants.ts';
import { Money } from '../../ui/money.tsx';
import { Page, PageHead } from '../../ui/page.tsx';
import { countText } from '../../ui/quantity.ts';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { draftState } from './draft-words.ts';

const columns: readonly IndexColumn<DraftRow>[] = [
  {
    id: 'number',
    header: t('Number'),
    track: '130px',
    cell: (row) => <span className="mono strong">{row.number}</span>,
  },
  {
    id: 'customer',
    header: t('For'),
    track: 'minmax(160px, 1fr)',
    cell: (row) => <span className="cut">{row.customerName || '–'}</span>,
  },
  {
    id: 'state',
    header: t('State'),
    track: '150px',
    cell: (row) => {
      const { tone, text } = draftState(row);
      return <State tone={tone}>{t(text)}</State>;
    },
  },
  {
    id: 'until',
    header: t('Prices hold until'),
    track: '150px',
    cell: (row) => <span className="t2">{row.validUntil ? calendarDayText(row.validUntil, { year: true }) : '–'}</span>,
  },
  {
    id: 'changed',
    header: t('Changed'),
    track: '190px',
    cell: (row) => (
      <span className="t2 cut">
        {dayText(row.updatedAt)} · {row.actorName}
      </span>
    ),
  },
  {
    id: 'total',
    header: t('Total'),
    track: '120px',
    end: true,
    cell: (row) => <Money className="bold" amount={row.total} currency={row.currency} />,
  },
];

/** Orders that are being put together, and quotes: what is open first. */
export function DraftsScreen() {
  const navigate = useNavigate();
  const { person } = useSession();
  const [cursor, setCursor] = useState(0);
  const [range, setRange] = useState({ offset: 0, limit: 100 });
  const read = useRead('drafts.index', range, { keep: true });
  const { rows = [], total = 0 } = read.data ?? {};
  const onRange = useCallback((from: number) => setRange({ offset: Math.floor(from / 50) * 50, limit: 150 }), []);
  const rowAt = (index: number) => rows[index - range.offset];
  const noEdit = lockOf(person, 'orders.edit');
  const open = (draftId: string) => void navigate({ to: '/drafts/$draftId', params: { draftId } });
  const begin = () => noEdit === null && open(crypto.randomUUID());
  useKeys({
    ...cursorKeys(total, setCursor),
    n: begin,
    Enter: () => {
      const row = rowAt(cursor);
      if (row) open(row.id);
    },
    Escape: () => void navigate({ to: '/orders' }),
  });
  return (
    <Page>
      <PageHead>
        <h1>{t('Drafts and quotes')}</h1>
        <span className="sub">{countText(total)}</span>
        <span className="grow" />
        <Button look="primary" keys="N" locked={noEdit} onClick={begin}>
          {t('New draft')}
        </Button>
      </PageHead>
      {read.error ? (
        <ReadFault error={read.error} />
      ) : read.data && total === 0 ? (
        <EmptyState icon={<IconFilePencil size={48} stroke={1.1} aria-hidden="true" />} title={t('Nothing is drafted')}>
          {t(
            'Put an order together for somebody, or quote a price that holds until a day. It becomes an order in one step.',
          )}
        </EmptyState>
      ) : (
        <IndexTable
          label={t('Drafts and quotes')}
          columns={columns}
          count={read.data ? total : 8}
          rowAt={rowAt}
          cursor={cursor}
          onCursor={setCursor}
          onOpen={(row) => open(row.id)}
          onRange={onRange}
        />
      )}
    </Page>
  );
}
