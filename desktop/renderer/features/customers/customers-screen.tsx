import { IconUserOff, IconUserPlus } from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { CustomerRow } from '../../../bridge/customer-queries.ts';
import type { QueryMap } from '../../../bridge/queries.ts';
import { lockOf, may } from '../../data/may.ts';
import { ReadFault } from '../../data/read-fault.tsx';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { useWindows } from '../../data/windows.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IndexTable } from '../../ui/index-table.tsx';
import { FilterBar, Page, PageHead, Tabs } from '../../ui/page.tsx';
import { countText } from '../../ui/quantity.ts';
import { SearchBox } from '../../ui/search-box.tsx';
import { t } from '../../ui/text.ts';
import { cursorKeys } from '../../ui/cursor-keys.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { useNarrow } from '../../ui/use-narrow.ts';
import { AddCustomerDialog } from './add-customer-dialog.tsx';
import { customerColumns } from './customer-columns.tsx';

const route = getRouteApi('/shell/customers');
const views = [
  { view: 'active', name: 'Buying' },
  { view: 'archived', name: 'Archived' },
] as const;

/** Who buys: by name, found by any word of it, with what they bought. */
export function CustomersScreen() {
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/customers' });
  const { person, store } = useSession();
  const view = search.view === 'archived' ? 'archived' : 'active';
  const text = view === 'active' ? (search.q ?? '') : '';
  const params = useMemo(() => ({ view, ...(text && { search: text }) }) as const, [view, text]);
  const list = useWindows<CustomerRow, QueryMap['customers.index']['result']>(
    'customers.index',
    params,
    (bridge, offset, limit) => bridge.query('customers.index', { ...params, offset, limit }),
  );
  const counts = useRead('customers.views', {}, { keep: true }).data;
  const [cursor, setCursor] = useState(0);
  const [adding, setAdding] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const narrow = useNarrow(1180);
  const noEdit = lockOf(person, 'customers.edit');
  const contact = may(person, 'customers.contact');
  const open = (row: CustomerRow) => void navigate({ to: '/customers/$customerId', params: { customerId: row.id } });
  const onSearch = useCallback(
    (q: string) => void navigate({ search: (old) => ({ ...old, q: q || undefined }), replace: true }),
    [navigate],
  );
  const current = list.rowAt(cursor);
  useKeys({
    ...cursorKeys(list.total, setCursor),
    Enter: () => current && open(current),
    n: () => noEdit === null && setAdding(true),
    '/': () => field.current?.focus(),
  });
  const add = (
    <Button
      look="primary"
      size="small"
      keys="N"
      icon={<IconUserPlus size={16} stroke={1.75} aria-hidden="true" />}
      locked={noEdit}
      onClick={() => setAdding(true)}
    >
      {t('Add customer')}
    </Button>
  );
  return (
    <Page>
      <PageHead>
        <h1>{t('Customers')}</h1>
        <Tabs aria-label={t('Saved views')}>
          {views.map((one) => {
            const count = counts?.find((row) => row.view === one.view)?.count;
            return (
              <Link
                key={one.view}
                to="/customers"
                search={{ view: one.view, q: search.q }}
                onClick={() => setCursor(0)}
                aria-current={one.view === view ? 'page' : undefined}
              >
                {t(one.name)} <small>{count === undefined ? '' : countText(count)}</small>
              </Link>
            );
          })}
        </Tabs>
        <div className="grow" />
        {add}
      </PageHead>
      {view === 'active' ? (
        <FilterBar>
          <SearchBox
            field={field}
            value={text}
            onChange={onSearch}
            label={t('Name, e-mail or telephone')}
            clearLabel={t('Clear the search')}
          />
          <div className="grow" />
          <span className="t2" role="status">
            {t('{n, plural, one {# customer} other {# customers}}', { n: list.total })}
          </span>
        </FilterBar>
      ) : null}
      {list.error ? (
        <ReadFault error={list.error} />
      ) : !list.loading && list.total === 0 ? (
        <EmptyState
          icon={<IconUserOff size={48} stroke={1.1} aria-hidden="true" />}
          title={text ? t('Nobody is called “{text}” here', { text }) : t('Nobody here yet')}
          actions={view === 'active' ? add : null}
        >
          {text
            ? t('Any word of the name finds them, or the whole e-mail address or telephone number.')
            : view === 'active'
              ? t('Add who buys from you, or put a customer on a sale at the till. Guests need no entry.')
              : t('Who was archived is kept here with all they bought, and can come back.')}
        </EmptyState>
      ) : (
        <IndexTable
          label={t('Customers')}
          columns={customerColumns(list.first?.currency || store.currency, narrow, contact)}
          count={list.total}
          rowAt={list.rowAt}
          cursor={cursor}
          onCursor={setCursor}
          onOpen={open}
          onRange={list.onRange}
        />
      )}
      {adding ? (
        <AddCustomerDialog
          name={text}
          onClose={() => setAdding(false)}
          onAdded={(customerId) => void navigate({ to: '/customers/$customerId', params: { customerId } })}
        />
      ) : null}
    </Page>
  );
}
