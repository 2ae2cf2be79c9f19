import { IconPackageOff } from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { QueryMap } from '../../../bridge/queries.ts';
import type { LocationSummary } from '../../../bridge/views.ts';
import { may } from '../../data/may.ts';
import { ReadFault } from '../../data/read-fault.tsx';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { useWindows } from '../../data/windows.ts';
import { buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { type IndexColumn, IndexTable } from '../../ui/index-table.tsx';
import { FilterBar, Page, PageHead, Tabs } from '../../ui/page.tsx';
import { Picture } from '../../ui/picture.tsx';
import { columnQuantity, countText, unitWord } from '../../ui/quantity.ts';
import { SearchBox } from '../../ui/search-box.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { cursorKeys } from '../../ui/cursor-keys.ts';
import { useKeys } from '../../ui/use-keys.ts';
import styles from './stock.module.css';
import { useWaitedFor, WaitingList } from './waiting.tsx';

type StockView = QueryMap['stock.index']['params']['view'];
type StockRow = QueryMap['stock.index']['result']['rows'][number];

const route = getRouteApi('/shell/stock');
const views: readonly { readonly view: StockView; readonly name: string }[] = [
  { view: 'all', name: 'All' },
  { view: 'low', name: 'Low' },
  { view: 'negative', name: 'Below zero' },
  { view: 'incoming', name: 'Incoming' },
];

const figure = (row: StockRow, amount: number) => columnQuantity(amount, row.scale);

function state(row: StockRow) {
  if (!row.tracked)
    return (
      <State tone="plain" calm>
        {t('Not counted')}
      </State>
    );
  if (row.onHand < 0 || row.byLocation.some((amount) => (amount ?? 0) < 0))
    return <State tone="bad">{t('Below zero')}</State>;
  if (row.available <= 0) return <State tone="warn">{t('Nothing to sell')}</State>;
  return (
    <State tone="ok" calm>
      {t('In stock')}
    </State>
  );
}

function stockColumns(locations: readonly LocationSummary[]): IndexColumn<StockRow>[] {
  return [
    {
      id: 'name',
      track: 'minmax(240px, 1fr)',
      header: t('Item'),
      cell: (row) => (
        <div className="row">
          <Picture address={row.image} name={row.title} />
          <span className="strong cut">
            {row.title}
            {row.variantTitle ? <span className="t2">, {row.variantTitle}</span> : null}
          </span>
        </div>
      ),
    },
    { id: 'sku', track: '128px', header: t('SKU'), cell: (row) => <span className="mono t2">{row.sku}</span> },
    { id: 'state', track: '128px', header: t('State'), cell: state },
    ...locations.map(
      (place, index): IndexColumn<StockRow> => ({
        id: place.id,
        track: `${Math.max(56, Math.round(place.name.length * 7.4))}px`,
        end: true,
        quiet: true,
        header: place.name,
        cell: (row) => {
          const amount = row.byLocation[index] ?? 0;
          return <span className={amount < 0 ? 'neg bold' : 't2'}>{figure(row, amount)}</span>;
        },
      }),
    ),
    {
      id: 'on-hand',
      track: '76px',
      end: true,
      header: t('On hand'),
      cell: (row) => (
        <b className={row.onHand < 0 ? 'neg bold' : 'bold'}>
          {figure(row, row.onHand)}
          {row.onHand !== 0 && unitWord(row.unit) ? ` ${unitWord(row.unit)}` : ''}
        </b>
      ),
    },
    {
      id: 'held',
      track: '64px',
      end: true,
      header: <span title={t('Committed, reserved, damaged, safety and quality control')}>{t('Held')}</span>,
      cell: (row) => <span className="t2">{figure(row, row.available - row.onHand)}</span>,
    },
    {
      id: 'available',
      track: '76px',
      end: true,
      header: t('Available'),
      cell: (row) => <span className="strong">{figure(row, row.available)}</span>,
    },
  ];
}

/** Stock of every variant by location; a row leads to its quantities and its ledger. */
export function StockScreen() {
  const search = route.useSearch();
  const { person } = useSession();
  const navigate = useNavigate({ from: '/stock' });
  const view = views.find((one) => one.view === search.view)?.view ?? 'all';
  const text = search.q ?? '';
  const params = useMemo(() => ({ view, ...(text && { search: text }) }), [view, text]);
  const list = useWindows<StockRow, QueryMap['stock.index']['result']>('stock.index', params, (bridge, offset, limit) =>
    bridge.query('stock.index', { ...params, offset, limit }),
  );
  const counts = useRead('stock.views', {}, { keep: true }).data;
  const [cursor, setCursor] = useState(0);
  const field = useRef<HTMLInputElement>(null);
  const onSearch = useCallback(
    (q: string) => void navigate({ search: (old) => ({ ...old, q: q || undefined }), replace: true }),
    [navigate],
  );
  const open = (row: StockRow) => void navigate({ to: '/stock/$variantId', params: { variantId: row.variantId } });
  const current = list.rowAt(cursor);
  const waitedFor = useWaitedFor().data?.rows;
  const waiting = search.view === 'waiting';
  useKeys({
    ...(waiting ? {} : cursorKeys(list.total, setCursor)),
    ...(waiting ? {} : { Enter: () => current && open(current) }),
    '/': () => field.current?.focus(),
  });
  return (
    <Page>
      <PageHead>
        <h1 className={styles.title}>{t('Stock')}</h1>
        <Tabs aria-label={t('Views')}>
          {views.map((one) => {
            const count = counts?.find((row) => row.view === one.view)?.count;
            return (
              <Link
                key={one.view}
                to="/stock"
                search={{ view: one.view, q: search.q }}
                onClick={() => setCursor(0)}
                aria-current={one.view === view && !waiting ? 'page' : undefined}
              >
                {t(one.name)} <small>{count === undefined ? '' : countText(count)}</small>
              </Link>
            );
          })}
          {may(person, 'stock.view') ? (
            <Link
              to="/stock"
              search={{ view: 'waiting', q: search.q }}
              aria-current={waiting ? 'page' : undefined}
              title={t('What shoppers asked to be told of once it is back')}
            >
              {t('Waited for')} <small>{waitedFor ? countText(waitedFor.length) : ''}</small>
            </Link>
          ) : null}
        </Tabs>
        <span className="grow" />
        <Link to="/transfers" className={buttonClass({ size: 'small' })}>
          {t('Transfers')}
        </Link>
      </PageHead>
      <FilterBar>
        <SearchBox
          field={field}
          value={text}
          onChange={onSearch}
          label={t('Name, SKU or barcode')}
          clearLabel={t('Clear the search')}
        />
        <div className="grow" />
        <span className="sub" role="status">
          {waiting ? '' : t('{n, plural, one {# item} other {# items}}', { n: list.total })}
        </span>
      </FilterBar>
      {waiting ? (
        <WaitingList text={text} />
      ) : list.error ? (
        <ReadFault error={list.error} />
      ) : !list.loading && list.total === 0 ? (
        <EmptyState
          icon={<IconPackageOff size={48} stroke={1.1} aria-hidden="true" />}
          title={text ? t('Nothing matches “{text}”', { text }) : t('Nothing in this view')}
        >
          {view === 'negative'
            ? t('No location has sold more than it has.')
            : t('Items appear here as soon as they belong to it.')}
        </EmptyState>
      ) : (
        <IndexTable
          label={t('Stock')}
          columns={stockColumns(list.first?.locations ?? [])}
          count={list.total}
          rowAt={list.rowAt}
          cursor={cursor}
          onCursor={setCursor}
          onOpen={open}
          onRange={list.onRange}
          minWidth={860}
        />
      )}
    </Page>
  );
}
