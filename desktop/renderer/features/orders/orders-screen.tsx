import { IconReceiptOff } from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { OrderRow } from '../../../bridge/order-queries.ts';
import type { QueryMap } from '../../../bridge/queries.ts';
import { deskNow } from '../../data/clock.ts';
import { may } from '../../data/may.ts';
import { ReadFault } from '../../data/read-fault.tsx';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { useWindows } from '../../data/windows.ts';
import { Button, linkClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IndexTable } from '../../ui/index-table.tsx';
import { Money } from '../../ui/money.tsx';
import { FilterBar, Page, PageHead, Tabs } from '../../ui/page.tsx';
import { countText } from '../../ui/quantity.ts';
import { SearchBox } from '../../ui/search-box.tsx';
import { useSelection } from '../../ui/selection.ts';
import { t } from '../../ui/text.ts';
import { cursorKeys } from '../../ui/cursor-keys.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { useNarrow } from '../../ui/use-narrow.ts';
import { filterOf, keepViews, type SavedView, sameFilter, savedViews, withView } from './order-filter.ts';
import { useCarriers } from './labels-data.ts';
import { LabelsDock, MOST, tickColumn } from './labels-dock.tsx';
import { orderColumns } from './order-columns.tsx';
import { OrderFilters } from './order-filters.tsx';
import { OrderPeek, peekHeight } from './order-peek.tsx';
import { useOlderOrders } from './older-orders.ts';
import styles from './orders.module.css';

type OrderView = QueryMap['orders.index']['params']['view'];

const route = getRouteApi('/shell/orders');
const views: readonly { readonly view: OrderView; readonly name: string }[] = [
  { view: 'today', name: 'Today' },
  { view: 'to-ship', name: 'To ship' },
  { view: 'unpaid', name: 'Not paid' },
  { view: 'returns', name: 'Returns' },
  { view: 'flagged', name: 'To look at' },
  { view: 'all', name: 'All' },
];

/** The orders index; one row opens in place. */
export function OrdersScreen() {
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/orders' });
  const view = views.find((one) => one.view === search.view)?.view ?? 'today';
  const text = search.q ?? '';
  const said = JSON.stringify({ channel: search.channel, ...search.filter });
  const filter = useMemo(() => filterOf(JSON.parse(said)), [said]);
  const params = useMemo(() => ({ view, filter, ...(text && { search: text }) }), [view, filter, text]);
  const [saved, setSaved] = useState(() => savedViews(localStorage));
  const shown = saved.find((one) => one.view === view && sameFilter(one.filter, filter)) ?? null;
  const keep = (next: SavedView[]) => {
    keepViews(localStorage, next);
    setSaved(next);
  };
  const list = useWindows<OrderRow, QueryMap['orders.index']['result']>(
    'orders.index',
    params,
    (bridge, offset, limit) => bridge.query('orders.index', { ...params, offset, limit }),
  );
  const counts = useRead('orders.views', {}, { keep: true }).data;
  const [cursor, setCursor] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const narrow = useNarrow(1180);
  const older = useOlderOrders();
  const { person } = useSession();
  const selection = useSelection();
  /** What waits to be sent may be sent and labelled together */
  const carriers = useCarriers();
  const ticks = view === 'to-ship' && may(person, 'orders.fulfil') && carriers.there;
  const { clear } = selection;
  const first = Array.from({ length: Math.min(list.total, MOST) }, (_, index) => list.rowAt(index)?.id ?? '').filter(
    Boolean,
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows than were ticked are shown
  useEffect(() => clear(), [params, clear]);
  const openId = search.open;
  const openIndex = openId
    ? Array.from({ length: Math.min(list.total, 400) }, (_, index) => index).find(
        (index) => list.rowAt(index)?.id === openId,
      )
    : undefined;
  const opened = useRead('orders.one', { id: openId ?? '' }, { enabled: openId !== undefined, keep: true }).data;

  const change = useCallback(
    (patch: Partial<typeof search>) => void navigate({ search: (old) => ({ ...old, ...patch }), replace: true }),
    [navigate],
  );
  const onSearch = useCallback((q: string) => change({ q: q || undefined, open: undefined }), [change]);
  const toggle = (row: OrderRow) => change({ open: row.id === openId ? undefined : row.id });
  const current = list.rowAt(cursor);
  useEffect(() => {
    if (openIndex !== undefined) setCursor(openIndex);
  }, [openIndex]);
  useKeys({
    ...cursorKeys(list.total, setCursor),
    Enter: () => current && toggle(current),
    x: () => ticks && current && selection.toggle(current.id),
    Escape: () => (selection.ids.size > 0 ? clear() : change({ open: undefined })),
    '/': () => field.current?.focus(),
  });

  return (
    <Page>
      <PageHead>
        <h1 className={styles.head}>{t('Orders')}</h1>
        <Tabs aria-label={t('Saved views')}>
          {views.map((one) => {
            const count = counts?.find((row) => row.view === one.view)?.count;
            return (
              <Link
                key={one.view}
                activeOptions={{ exact: true }}
                to="/orders"
                search={{ view: one.view, q: search.q }}
                onClick={() => setCursor(0)}
                aria-current={one.view === view && !shown ? 'page' : undefined}
              >
                {t(one.name)} <small>{count === undefined ? '' : countText(count)}</small>
              </Link>
            );
          })}
          {saved.map((one) => (
            <Link
              key={one.name}
              activeOptions={{ exact: true }}
              to="/orders"
              search={{ view: one.view, filter: { ...one.filter } }}
              onClick={() => setCursor(0)}
              aria-current={one === shown ? 'page' : undefined}
            >
              {one.name}
            </Link>
          ))}
        </Tabs>
      </PageHead>
      <FilterBar>
        <SearchBox
          field={field}
          value={text}
          onChange={onSearch}
          label={t('Number, customer or item')}
          clearLabel={t('Clear the search')}
        />
        {text ? (
          <Button
            size="small"
            onClick={() => void older.look(text, () => change({ view: 'all' }))}
            disabled={older.looking}
          >
            {older.looking ? t('Looking in the cloud …') : t('Look further back')}
          </Button>
        ) : null}
        <OrderFilters
          filter={filter}
          onFilter={(next) => change({ filter: { ...next }, channel: undefined, open: undefined })}
          shown={shown?.name ?? null}
          onSave={(name) => keep(withView(saved, { name, view, filter }))}
          onForget={() => {
            keep(saved.filter((one) => one !== shown));
            change({ filter: undefined });
          }}
        />
        <div className="grow" />
        <Link to="/drafts" className={linkClass}>
          {t('Drafts and quotes')}
        </Link>
        <span className="t2" role="status">
          {t('{n, plural, one {# order} other {# orders}}', { n: list.total })}
          {list.first ? (
            <>
              , <Money className="bold" amount={list.first.sum} currency={list.first.currency} />
            </>
          ) : null}
        </span>
      </FilterBar>
      {list.error ? (
        <ReadFault error={list.error} />
      ) : !list.loading && list.total === 0 ? (
        <EmptyState
          icon={<IconReceiptOff size={48} stroke={1.1} aria-hidden="true" />}
          title={text ? t('Nothing matches “{text}”', { text }) : t('No orders here')}
        >
          {text
            ? t('This desk holds the latest months. An older order is found in the cloud by its whole number.')
            : view === 'today'
              ? t('The first sale of the day appears here the moment it is paid.')
              : t('Orders appear here as soon as they belong to this view.')}
        </EmptyState>
      ) : (
        <IndexTable
          label={t('Orders')}
          columns={[...(ticks ? [tickColumn(selection, first)] : []), ...orderColumns(deskNow(), openId, narrow)]}
          selected={(row) => ticks && selection.has(row.id)}
          count={list.total}
          rowAt={list.rowAt}
          cursor={cursor}
          onCursor={setCursor}
          onOpen={toggle}
          onRange={list.onRange}
          detail={
            openIndex === undefined || !openId
              ? null
              : {
                  index: openIndex,
                  height: peekHeight(opened?.lines.length ?? 2),
                  render: () => <OrderPeek id={openId} />,
                }
          }
        />
      )}
      {ticks ? <LabelsDock selection={selection} /> : null}
    </Page>
  );
}
