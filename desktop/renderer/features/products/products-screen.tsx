import { IconArrowsSort, IconColumns3, IconPlus, IconTagOff } from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { ProductRow, QueryMap } from '../../../bridge/queries.ts';
import { deskNow } from '../../data/clock.ts';
import { lockOf } from '../../data/may.ts';
import { ReadFault } from '../../data/read-fault.tsx';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { useWindows } from '../../data/windows.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IndexTable } from '../../ui/index-table.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Chip, FilterBar, Page, PageHead, Tabs } from '../../ui/page.tsx';
import { countText } from '../../ui/quantity.ts';
import { SearchBox } from '../../ui/search-box.tsx';
import { useSelection } from '../../ui/selection.ts';
import { t } from '../../ui/text.ts';
import { cursorKeys } from '../../ui/cursor-keys.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { useNarrow } from '../../ui/use-narrow.ts';
import { AddProductDialog } from './add-product.tsx';
import { BulkDock } from './bulk-dock.tsx';
import { FilesMenu } from './files/files-menu.tsx';
import { productColumns } from './product-columns.tsx';
import { productSorts, productViews } from './product-views.ts';
import styles from './products.module.css';

const route = getRouteApi('/shell/products');
const noneHidden: ReadonlySet<string> = new Set();
const narrowHidden: ReadonlySet<string> = new Set(['cover', 'margin', 'updated']);
const choosable = [
  ['sku', 'SKU'],
  ['status', 'Status'],
  ['cover', 'Cover'],
  ['price', 'Price'],
  ['margin', 'Margin'],
  ['updated', 'Updated'],
] as const;

/** The products index: views, search, 100,000 rows, and a dock for what is ticked. State is in the address. */
export function ProductsScreen() {
  const { store, person } = useSession();
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/products' });
  const view = productViews.find((one) => one.view === search.view)?.view ?? 'selling';
  const order = productSorts.find((one) => one.id === search.sort) ?? productSorts[0]!;
  const text = search.q ?? '';
  const params = useMemo(
    () => ({
      view,
      sort: order.sort,
      descending: order.descending,
      ...(text && { search: text }),
      ...(search.category && { category: search.category }),
    }),
    [view, order, text, search.category],
  );
  const list = useWindows<ProductRow, QueryMap['products.index']['result']>(
    'products.index',
    params,
    (bridge, offset, limit) => bridge.query('products.index', { ...params, offset, limit }),
  );
  const counts = useRead('products.views', {}, { keep: true }).data;
  const countOf = (name: string) => counts?.find((one) => one.view === name)?.count;
  const selection = useSelection();
  const [cursor, setCursor] = useState(0);
  const [adding, setAdding] = useState(false);
  const [asked, setAsked] = useState<'export' | 'import' | null>(null);
  const [unwanted, setUnwanted] = useState(noneHidden);
  const narrow = useNarrow(1180);
  const field = useRef<HTMLInputElement>(null);
  const anchor = useRef(0);
  const locations = list.first?.locations ?? [];
  const hidden = narrow ? new Set([...unwanted, ...narrowHidden]) : unwanted;
  const noEdit = lockOf(person, 'products.edit');
  const mayEdit = noEdit === null;

  const change = useCallback(
    (patch: Partial<typeof search>) => {
      selection.clear();
      setCursor(0);
      void navigate({ search: (old) => ({ ...old, ...patch }), replace: true });
    },
    [navigate, selection.clear],
  );
  const onSearch = useCallback((q: string) => change({ q: q || undefined }), [change]);
  const open = (row: ProductRow) => void navigate({ to: '/products/$productId', params: { productId: row.id } });

  function tick(row: ProductRow, index: number, range: boolean): void {
    if (!range) {
      selection.toggle(row.id);
    } else {
      const [from, to] = [Math.min(anchor.current, index), Math.max(anchor.current, index)];
      selection.add(
        Array.from({ length: to - from + 1 }, (_, i) => list.rowAt(from + i)?.id).filter((id) => id !== undefined),
      );
    }
    anchor.current = index;
    setCursor(index);
  }

  const current = list.rowAt(cursor);
  useKeys({
    ...cursorKeys(list.total, setCursor),
    x: () => current && mayEdit && tick(current, cursor, false),
    'Shift+X': () => current && mayEdit && tick(current, cursor, true),
    Enter: () => current && open(current),
    Escape: () => selection.clear(),
    '/': () => field.current?.focus(),
    n: () => mayEdit && setAdding(true),
  });

  const columns = productColumns({
    currency: store.currency,
    locations,
    now: deskNow(),
    selection,
    total: list.total,
    hidden: mayEdit ? hidden : new Set([...hidden, 'tick']),
    onTick: tick,
    newestFirst: order.id === 'updated',
  });
  const ticked = selection.all || selection.ids.size > 0;
  const named = productViews.find((one) => one.view === view)?.name ?? '';
  const shown = {
    which: { view, ...(text && { search: text }), ...(search.category && { category: search.category }) },
    name: [t(named), search.category, text && `“${text}”`].filter(Boolean).join(', '),
    count: list.total,
    all: countOf('all'),
  };
  return (
    <Page>
      <PageHead>
        <h1 className={styles.head}>{t('Products')}</h1>
        <Tabs aria-label={t('Saved views')}>
          {productViews.map((one) => (
            <Link
              key={one.view}
              to="/products"
              search={{ ...search, view: one.view }}
              onClick={() => {
                selection.clear();
                setCursor(0);
              }}
              aria-current={one.view === view ? 'page' : undefined}
            >
              {t(one.name)} <small>{countOf(one.view) === undefined ? '' : countText(countOf(one.view) ?? 0)}</small>
            </Link>
          ))}
        </Tabs>
        <div className="grow" />
        <FilesMenu shown={shown} ticked={selection.all ? [] : [...selection.ids]} asked={asked} onAsked={setAsked} />
        <Button
          look="primary"
          size="small"
          icon={<IconPlus size={16} stroke={1.75} aria-hidden="true" />}
          locked={noEdit}
          onClick={() => setAdding(true)}
        >
          {t('Add product')}
        </Button>
      </PageHead>
      <FilterBar>
        <SearchBox
          field={field}
          value={text}
          onChange={onSearch}
          label={t('Name, SKU or barcode')}
          clearLabel={t('Clear the search')}
        />
        {search.category ? (
          <Chip
            name={t('Category')}
            value={search.category}
            onRemove={() => change({ category: undefined })}
            removeLabel={t('Show all categories')}
          />
        ) : null}
        <div className="grow" />
        <span className="sub" role="status">
          {text || search.category
            ? t('{n} of {all}', { n: countText(list.total), all: countText(countOf(view) ?? list.total) })
            : t('{n, plural, one {# product} other {# products}}', { n: list.total })}
        </span>
        <Menu
          label={t('Order of the list')}
          trigger={
            <Button look="quiet" size="small" icon={<IconArrowsSort size={16} stroke={1.75} aria-hidden="true" />}>
              {t(order.name)}
            </Button>
          }
          items={productSorts.map((one) => ({
            id: one.id,
            label: t(one.name),
            checked: one === order,
            onSelect: () => change({ sort: one.id }),
          }))}
        />
        <Menu
          label={t('Columns')}
          trigger={
            <Button look="quiet" size="small" icon={<IconColumns3 size={16} stroke={1.75} aria-hidden="true" />}>
              {t('Columns')}
            </Button>
          }
          items={choosable.map(([id, name]) => ({
            id,
            label: t(name),
            checked: !hidden.has(id),
            onSelect: () =>
              setUnwanted((old) => {
                const next = new Set(old);
                if (!next.delete(id)) next.add(id);
                return next;
              }),
          }))}
        />
      </FilterBar>
      {list.error ? (
        <ReadFault error={list.error} />
      ) : !list.loading && list.total === 0 ? (
        <EmptyState
          icon={<IconTagOff size={48} stroke={1.1} aria-hidden="true" />}
          title={text ? t('Nothing matches “{text}”', { text }) : t('No products in this view')}
          actions={text ? <Button onClick={() => onSearch('')}>{t('Clear the search')}</Button> : null}
        >
          {text
            ? t('Look for a part of the name, a SKU or a whole barcode.')
            : t('Products appear here as soon as they belong to it.')}
        </EmptyState>
      ) : (
        <IndexTable
          label={t('Products')}
          columns={columns}
          count={list.total}
          rowAt={list.rowAt}
          selected={(row) => selection.has(row.id)}
          cursor={cursor}
          onCursor={setCursor}
          onOpen={open}
          onRange={list.onRange}
        />
      )}
      {ticked ? (
        <BulkDock selection={selection} total={list.total} params={params} onExport={() => setAsked('export')} />
      ) : null}
      {adding ? <AddProductDialog onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}
