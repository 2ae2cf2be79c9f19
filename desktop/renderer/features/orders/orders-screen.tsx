import { IconChevronDown, IconChevronRight, IconReceiptOff } from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { OrderRow, QueryMap } from '../../../bridge/queries.ts';
import { deskNow } from '../../data/clock.ts';
import { ReadFault } from '../../data/read-fault.tsx';
import { useRead } from '../../data/reads.ts';
import { useWindows } from '../../data/windows.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { type IndexColumn, IndexTable } from '../../ui/index-table.tsx';
import { clockText, dayKey, dayText } from '../../ui/instants.ts';
import { Money } from '../../ui/money.tsx';
import { FilterBar, Page, PageHead, Tabs } from '../../ui/page.tsx';
import { countText } from '../../ui/quantity.ts';
import { SearchBox } from '../../ui/search-box.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { useNarrow } from '../../ui/use-narrow.ts';
import { OrderPeek, peekHeight } from './order-peek.tsx';
import { useOlderOrders } from './older-orders.ts';
import { flagWords, fulfilmentWords, paymentWords } from './order-words.ts';
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

function Words({
  words,
  calm,
}: {
  readonly words: { tone: Parameters<typeof State>[0]['tone']; text: string };
  readonly calm?: boolean;
}) {
  return (
    <State tone={words.tone} calm={calm ?? words.tone === 'ok'}>
      {words.text}
    </State>
  );
}

function orderColumns(now: number, openId: string | undefined, narrow: boolean): IndexColumn<OrderRow>[] {
  const today = dayKey(now);
  const columns: IndexColumn<OrderRow>[] = [
    {
      id: 'number',
      track: '116px',
      header: <span style={{ paddingInlineStart: 20 }}>{t('No.')}</span>,
      cell: (row) => (
        <span className={styles.number}>
          {row.id === openId ? (
            <IconChevronDown size={14} stroke={1.75} aria-hidden="true" />
          ) : (
            <IconChevronRight size={14} stroke={1.75} className="flip" aria-hidden="true" />
          )}
          {row.number}
        </span>
      ),
    },
    {
      id: 'time',
      track: '84px',
      header: t('Time'),
      cell: (row) => (
        <span className="t2">{dayKey(row.placedAt) === today ? clockText(row.placedAt) : dayText(row.placedAt)}</span>
      ),
    },
    {
      id: 'customer',
      track: 'minmax(150px, 1fr)',
      header: t('Customer'),
      cell: (row) =>
        row.customerName ? (
          <span className="strong">{row.customerName}</span>
        ) : (
          <span className="t2">{t('Walk-in')}</span>
        ),
    },
    {
      id: 'channel',
      track: '92px',
      header: t('Channel'),
      cell: (row) => <span className="t2">{row.channelName}</span>,
    },
    {
      id: 'place',
      track: '84px',
      header: t('Location'),
      cell: (row) => <span className="t2">{row.locationName}</span>,
    },
    {
      id: 'payment',
      track: '96px',
      header: t('Payment'),
      cell: (row) => <Words words={paymentWords(row.paymentStatus)} />,
    },
    {
      id: 'fulfilment',
      track: '112px',
      header: t('Fulfilment'),
      cell: (row) => <Words words={fulfilmentWords(row.fulfilmentStatus)} />,
    },
    {
      id: 'flag',
      track: '124px',
      header: t('To look at'),
      cell: (row) =>
        row.unsent ? (
          <State tone="waiting">{t('Not sent yet')}</State>
        ) : row.flags[0] ? (
          <Words words={flagWords(row.flags[0])} />
        ) : (
          <span className="sub">–</span>
        ),
    },
    {
      id: 'units',
      track: '48px',
      end: true,
      header: t('Units'),
      cell: (row) => <span className="t2">{countText(row.units)}</span>,
    },
    {
      id: 'total',
      track: '92px',
      end: true,
      header: t('Total'),
      cell: (row) => <Money className="bold" amount={row.total} currency={row.currency} />,
    },
  ];
  return narrow ? columns.filter((column) => !['place', 'units'].includes(column.id)) : columns;
}

/** The orders index; one row opens in place. */
export function OrdersScreen() {
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/orders' });
  const view = views.find((one) => one.view === search.view)?.view ?? 'today';
  const text = search.q ?? '';
  const params = useMemo(() => ({ view, ...(text && { search: text }) }), [view, text]);
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
  const move = (by: number) => setCursor((old) => Math.max(0, Math.min(list.total - 1, old + by)));
  const current = list.rowAt(cursor);
  useEffect(() => {
    if (openIndex !== undefined) setCursor(openIndex);
  }, [openIndex]);
  useKeys({
    j: () => move(1),
    ArrowDown: () => move(1),
    k: () => move(-1),
    ArrowUp: () => move(-1),
    PageDown: () => move(15),
    PageUp: () => move(-15),
    Enter: () => current && toggle(current),
    Escape: () => change({ open: undefined }),
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
                to="/orders"
                search={{ view: one.view, q: search.q }}
                onClick={() => setCursor(0)}
                aria-current={one.view === view ? 'page' : undefined}
              >
                {t(one.name)} <small>{count === undefined ? '' : countText(count)}</small>
              </Link>
            );
          })}
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
        <div className="grow" />
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
          columns={orderColumns(deskNow(), openId, narrow)}
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
    </Page>
  );
}
