import { IconListDetails, IconPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import type { PriceListRow } from '../../../bridge/price-queries.ts';
import { useNow } from '../../data/clock.ts';
import { lockOf } from '../../data/may.ts';
import { ReadFault } from '../../data/read-fault.tsx';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { type IndexColumn, IndexTable } from '../../ui/index-table.tsx';
import { Page, PageHead } from '../../ui/page.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { cursorKeys } from '../../ui/cursor-keys.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { datesText, doesText, stateOf, whoText } from './price-list-words.ts';

const nowhere = () => {};

/** Upcoming ones first, since somebody planned them; then those that count, then the rest. */
const ranks: Readonly<Record<string, number>> = { waiting: 0, ok: 1, open: 2 };

/** The lists that count beside what stores sell from: for whom, when, and whether they do now. */
export function PriceListsScreen() {
  const { person, locations } = useSession();
  const navigate = useNavigate();
  const now = useNow();
  const [cursor, setCursor] = useState(0);
  const read = useRead('price-lists.index', {}, { keep: true });
  const noEdit = lockOf(person, 'prices.edit');
  const rank = (row: PriceListRow) => ranks[stateOf(row.terms, now)[0]] ?? 9;
  const rows = [...(read.data?.rows ?? [])].sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
  const placeName = (id: string) => locations.find((place) => place.id === id)?.name ?? id;
  const open = (id: string) => void navigate({ to: '/price-lists/$listId', params: { listId: id } });
  const onRange = useCallback(nowhere, []);
  const current = rows[cursor];
  useKeys({
    ...cursorKeys(rows.length, setCursor),
    Enter: () => current && open(current.id),
    n: () => noEdit === null && open(crypto.randomUUID()),
  });
  const columns: IndexColumn<PriceListRow>[] = [
    {
      id: 'name',
      header: t('Price list'),
      track: 'minmax(150px, 1fr)',
      cell: (row) => <span className="strong cut">{row.name}</span>,
    },
    {
      id: 'who',
      header: t('For'),
      track: 'minmax(160px, 1.4fr)',
      cell: (row) => <span className="t2 cut">{whoText(row.terms, placeName)}</span>,
    },
    {
      id: 'does',
      header: t('What it does'),
      track: 'minmax(200px, 1.8fr)',
      cell: (row) => <span className="t2 cut">{doesText(row.terms, row.items)}</span>,
    },
    {
      id: 'when',
      header: t('When'),
      track: '260px',
      cell: (row) => <span className="t2 cut">{datesText(row.terms, now)}</span>,
    },
    {
      id: 'state',
      header: t('Now'),
      track: '110px',
      cell: (row) => {
        const [tone, word] = stateOf(row.terms, now);
        return <State tone={tone}>{word}</State>;
      },
    },
  ];
  const add = (
    <Button
      look="primary"
      size="small"
      keys="N"
      icon={<IconPlus size={16} stroke={1.75} aria-hidden="true" />}
      locked={noEdit}
      onClick={() => open(crypto.randomUUID())}
    >
      {t('Add price list')}
    </Button>
  );
  return (
    <Page>
      <PageHead>
        <h1>{t('Price lists')}</h1>
        <span className="sub">{t('Beside the store’s own prices: for some buyers, places, quantities or days.')}</span>
        <div className="grow" />
        {add}
      </PageHead>
      {read.error ? (
        <ReadFault error={read.error} />
      ) : read.data && rows.length === 0 ? (
        <EmptyState
          icon={<IconListDetails size={48} stroke={1.1} aria-hidden="true" />}
          title={t('No price lists yet')}
        >
          {t('Trade prices, a summer sale, a dearer airport shop, cheaper by the box: each is a list.')}
        </EmptyState>
      ) : (
        <IndexTable
          label={t('Price lists')}
          columns={columns}
          count={read.data ? rows.length : 6}
          rowAt={(index) => rows[index]}
          cursor={cursor}
          onCursor={setCursor}
          onOpen={(row) => open(row.id)}
          onRange={onRange}
        />
      )}
    </Page>
  );
}
