import { IconGiftCard, IconPlus, IconSettings } from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { CreditRow, CreditView } from '../../../bridge/credit-views.ts';
import type { QueryMap } from '../../../bridge/queries.ts';
import { lockOf } from '../../data/may.ts';
import { ReadFault } from '../../data/read-fault.tsx';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { useWindows } from '../../data/windows.ts';
import { Button } from '../../ui/button.tsx';
import { cursorKeys } from '../../ui/cursor-keys.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { type IndexColumn, IndexTable } from '../../ui/index-table.tsx';
import { dayText } from '../../ui/instants.ts';
import { Money, moneyText } from '../../ui/money.tsx';
import { FilterBar, Page, PageHead, Tabs } from '../../ui/page.tsx';
import { countText } from '../../ui/quantity.ts';
import { SearchBox } from '../../ui/search-box.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { creditName, creditState, lastDayText } from './credit-words.ts';
import { IssueDialog } from './issue-dialog.tsx';
import { PolicyDialog } from './policy-dialog.tsx';

const route = getRouteApi('/shell/gift-cards');
const views: readonly { readonly view: CreditView; readonly name: string }[] = [
  { view: 'open', name: 'With money on them' },
  { view: 'spent', name: 'Spent' },
  { view: 'blocked', name: 'Blocked' },
  { view: 'all', name: 'All' },
];

function columns(): IndexColumn<CreditRow>[] {
  return [
    {
      id: 'name',
      header: t('Card'),
      track: 'minmax(140px, 1fr)',
      cell: (row) => <span className="strong">{creditName(row)}</span>,
    },
    {
      id: 'customer',
      header: t('Customer'),
      track: 'minmax(160px, 1.4fr)',
      cell: (row) => <span className="t2 cut">{row.customer?.name ?? '–'}</span>,
    },
    {
      id: 'balance',
      header: t('On it'),
      track: '130px',
      end: true,
      cell: (row) => <Money className="num strong" amount={row.balance} currency={row.currency} />,
    },
    {
      id: 'state',
      header: t('State'),
      track: '130px',
      cell: (row) => {
        const { tone, text } = row.unsent ? { tone: 'waiting' as const, text: t('Not sent yet') } : creditState(row);
        return <State tone={tone}>{text}</State>;
      },
    },
    {
      id: 'until',
      header: t('Good until'),
      track: '140px',
      cell: (row) => <span className="t2">{lastDayText(row.expiresOn)}</span>,
    },
    {
      id: 'moved',
      header: t('Last moved'),
      track: '130px',
      cell: (row) => <span className="t2">{dayText(row.movedAt, { year: true })}</span>,
    },
  ];
}

/** What the shop owes to holders of gift cards and, as store credit, to customers. */
export function GiftCardsScreen() {
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/gift-cards' });
  const { person, store } = useSession();
  const view = views.find((one) => one.view === search.view)?.view ?? 'open';
  const text = search.q ?? '';
  const params = useMemo(() => ({ view, ...(text && { search: text }) }), [view, text]);
  const list = useWindows<CreditRow, QueryMap['credit.index']['result']>(
    'credit.index',
    params,
    (bridge, offset, limit) => bridge.query('credit.index', { ...params, offset, limit }),
  );
  const counts = useRead('credit.views', {}, { keep: true }).data;
  const [cursor, setCursor] = useState(0);
  const [asking, setAsking] = useState<'issue' | 'policy' | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const noIssue = lockOf(person, 'credit.issue');
  const open = (row: CreditRow) => void navigate({ to: '/gift-cards/$creditId', params: { creditId: row.id } });
  const onSearch = useCallback(
    (q: string) => void navigate({ search: (old) => ({ ...old, q: q || undefined }), replace: true }),
    [navigate],
  );
  const current = list.rowAt(cursor);
  useKeys({
    ...cursorKeys(list.total, setCursor),
    Enter: () => current && open(current),
    n: () => noIssue === null && setAsking('issue'),
    '/': () => field.current?.focus(),
  });
  const owed = (counts?.owed ?? []).map((sum) => moneyText(sum)).join(', ');
  const issue = (
    <Button
      look="primary"
      size="small"
      keys="N"
      icon={<IconPlus size={16} stroke={1.75} aria-hidden="true" />}
      locked={noIssue}
      onClick={() => setAsking('issue')}
    >
      {t('Issue a gift card')}
    </Button>
  );
  return (
    <Page>
      <PageHead>
        <h1>{t('Gift cards')}</h1>
        <Tabs aria-label={t('Saved views')}>
          {views.map((one) => {
            const count = counts?.counts.find((row) => row.view === one.view)?.count;
            return (
              <Link
                key={one.view}
                to="/gift-cards"
                search={{ view: one.view }}
                onClick={() => setCursor(0)}
                aria-current={one.view === view && !text ? 'page' : undefined}
              >
                {t(one.name)} <small>{count === undefined ? '' : countText(count)}</small>
              </Link>
            );
          })}
        </Tabs>
        <div className="grow" />
        <Button
          size="small"
          icon={<IconSettings size={16} stroke={1.75} aria-hidden="true" />}
          locked={lockOf(person, 'settings.manage')}
          onClick={() => setAsking('policy')}
        >
          {t('Rules')}
        </Button>
        {issue}
      </PageHead>
      <FilterBar>
        <SearchBox
          field={field}
          value={text}
          onChange={onSearch}
          label={t('Code, its end, or customer')}
          clearLabel={t('Clear the search')}
        />
        <div className="grow" />
        <span className="t2" role="status">
          {owed ? t('{amount} owed in all', { amount: owed }) : t('Nothing is owed')}
        </span>
      </FilterBar>
      {list.error ? (
        <ReadFault error={list.error} />
      ) : !list.loading && list.total === 0 ? (
        <EmptyState
          icon={<IconGiftCard size={48} stroke={1.1} aria-hidden="true" />}
          title={text ? t('No card has this code') : t('No cards here')}
          actions={text ? null : issue}
        >
          {text
            ? t('Look at the code again: one that was typed wrong is told from its last character.')
            : t('Sell one at the till, or issue one by hand. Store credit of customers stands here too.')}
        </EmptyState>
      ) : (
        <IndexTable
          label={t('Gift cards and store credit')}
          columns={columns()}
          count={list.total}
          rowAt={list.rowAt}
          cursor={cursor}
          onCursor={setCursor}
          onOpen={open}
          onRange={list.onRange}
        />
      )}
      {asking === 'issue' ? (
        <IssueDialog
          currency={store.currency}
          onClose={() => setAsking(null)}
          onIssued={(creditId) => void navigate({ to: '/gift-cards/$creditId', params: { creditId } })}
        />
      ) : null}
      {asking === 'policy' ? <PolicyDialog currency={store.currency} onClose={() => setAsking(null)} /> : null}
    </Page>
  );
}
