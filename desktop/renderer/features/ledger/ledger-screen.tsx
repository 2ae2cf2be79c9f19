import { IconBook2, IconDownload, IconLock } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { BalanceAsk, LedgerDays } from '../../../bridge/ledger-views.ts';
import { useBridge } from '../../data/bridge.ts';
import { deskNow } from '../../data/clock.ts';
import { may } from '../../data/may.ts';
import { ReadFault } from '../../data/read-fault.tsx';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { sayRefused } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { saveCsv } from '../../ui/csv.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import page from '../../ui/dated-page.module.css';
import { DayField, isDay } from '../../ui/day-field.tsx';
import { dayKey } from '../../ui/instants.ts';
import { FilterBar, Page, PageHead, Tabs } from '../../ui/page.tsx';
import { countText } from '../../ui/quantity.ts';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { Balance } from './balance-table.tsx';
import { Book } from './book-table.tsx';
import { ChartEditor } from './chart-editor.tsx';
import { readBook, saveBatch } from './export-datev.ts';
import { balanceCsv, bookCsv } from './ledger-words.ts';
import { PayoutsCard } from './payouts-card.tsx';
import { RatesCard } from './rates-card.tsx';
import styles from './ledger.module.css';

const views = ['balance', 'book', 'payouts', 'numbers', 'rates'] as const;
const viewNames = {
  ...{
    balance: 'Trial balance',
    book: 'Day book',
    payouts: 'Payouts',
    numbers: 'Account numbers',
    rates: 'Exchange rates',
  },
} as const satisfies Record<(typeof views)[number], string>;

const route = getRouteApi('/shell/ledger');
/** More postings than this are for a program, which reads them by the API. */
const MOST_EXPORTED = 20_000;
/** An entry has two postings at least. */
const MOST_BATCHED = 50_000;

function useBalance(ask: BalanceAsk, enabled: boolean) {
  const bridge = useBridge();
  return useQuery({
    queryKey: ['ledger.balance', ask],
    queryFn: () => bridge.call('ledger.balance', ask),
    retry: false,
    enabled,
  });
}

function useBook(days: LedgerDays, enabled: boolean) {
  const bridge = useBridge();
  return useInfiniteQuery({
    queryKey: ['ledger.book', days],
    queryFn: ({ pageParam }) =>
      bridge.call('ledger.book', { ...days, limit: 100, ...(pageParam !== '' && { after: pageParam }) }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    retry: false,
    enabled,
  });
}

/** The books: what each account stands at, and every entry behind it. Kept in the cloud, so it needs the line. */
export function LedgerScreen() {
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/ledger' });
  const bridge = useBridge();
  const { person, store } = useSession();
  const [today] = useState(() => dayKey(deskNow()));
  const [exporting, setExporting] = useState(false);
  const allowed = may(person, 'ledger.view');
  const chart = useRead('ledger.chart', {}, { enabled: allowed }).data;
  const rates = useRead('ledger.rates', {}, { enabled: allowed }).data;
  const currencies = (rates?.wanted.length ?? 0) + (rates?.rates.length ?? 0);
  const days: LedgerDays = {
    from: isDay(search.from) ? search.from : `${today.slice(0, 8)}01`,
    to: isDay(search.to) ? search.to : today,
  };
  const view = views.find((one) => one === search.view) ?? 'balance';
  const settings = view === 'numbers' || view === 'rates';
  const asked: BalanceAsk = { ...days, ...(search.in === 'books' && { in: 'books' as const }) };
  const balance = useBalance(asked, allowed && view === 'balance');
  const book = useBook(days, allowed && view === 'book');
  const change = (patch: Partial<typeof search>) =>
    void navigate({ search: (old) => ({ ...old, ...patch }), replace: true });

  async function exportAll(): Promise<void> {
    setExporting(true);
    try {
      const name = `${days.from}-${days.to}.csv`;
      if (view === 'balance') {
        const { rows } = await bridge.call('ledger.balance', asked);
        saveCsv(`trial-balance-${name}`, balanceCsv(rows));
        return;
      }
      const { entries, whole } = await readBook(bridge, days, MOST_EXPORTED);
      saveCsv(`day-book-${name}`, bookCsv(entries));
      toast({
        tone: whole ? 'ok' : 'warn',
        title: t('{n} entries exported', { n: countText(entries.length) }),
        ...(!whole && { message: t('The oldest are in the file. Choose fewer days to export the rest.') }),
      });
    } catch (problem) {
      sayRefused(problem);
    } finally {
      setExporting(false);
    }
  }

  async function exportDatev(): Promise<void> {
    if (!chart) return;
    setExporting(true);
    try {
      const { entries, whole } = await readBook(bridge, days, MOST_BATCHED);
      if (!whole) throw new Error(t('A batch holds 99,999 postings at most. Choose fewer days.'));
      const { left } = saveBatch(chart, entries, { days, currency: store.currency, now: new Date(deskNow()) });
      toast({
        tone: left === 0 ? 'ok' : 'warn',
        title: t('{n} entries exported', { n: countText(entries.length - left) }),
        ...(left > 0 && {
          message: t('{n, plural, one {# entry} other {# entries}} in other currencies are not in it.', { n: left }),
        }),
      });
    } catch (problem) {
      sayRefused(problem as Error);
    } finally {
      setExporting(false);
    }
  }

  if (!allowed)
    return (
      <Page>
        <PageHead>
          <h1>{t('Ledger')}</h1>
        </PageHead>
        <EmptyState icon={<IconLock size={48} stroke={1.1} aria-hidden="true" />} title={t('Not yours to read')}>
          {t('The books need the right “ledger.view”. Ask an owner.')}
        </EmptyState>
      </Page>
    );
  const entries = book.data?.pages.flatMap((page) => page.entries) ?? [];
  const error = view === 'balance' ? balance.error : view === 'book' ? book.error : null;
  const empty =
    !settings &&
    view !== 'payouts' &&
    (view === 'balance' ? balance.data?.rows.length === 0 : book.data && entries.length === 0);
  return (
    <Page>
      <PageHead>
        <h1 className={styles.title}>{t('Ledger')}</h1>
        <Tabs aria-label={t('Saved views')}>
          {views.map((one) => (
            <Link
              key={one}
              to="/ledger"
              search={{ ...search, view: one }}
              aria-current={one === view ? 'page' : undefined}
            >
              {t(viewNames[one])}
            </Link>
          ))}
        </Tabs>
        <div className="grow" />
        <Button
          size="small"
          icon={<IconDownload size={16} stroke={1.75} aria-hidden="true" />}
          disabled={exporting || !chart}
          title={chart ? undefined : t('Say first which numbers the accounts have.')}
          onClick={() => void exportDatev()}
        >
          {t('Export for DATEV')}
        </Button>
        <Button
          size="small"
          icon={<IconDownload size={16} stroke={1.75} aria-hidden="true" />}
          disabled={exporting || settings || view === 'payouts' || Boolean(error) || Boolean(empty)}
          onClick={() => void exportAll()}
        >
          {exporting ? t('Exporting …') : t('Export CSV')}
        </Button>
      </PageHead>
      {settings ? null : (
        <FilterBar>
          <DayField name={t('From')} value={days.from} max={days.to} onDay={(from) => change({ from })} />
          <DayField name={t('to')} value={days.to} min={days.from} onDay={(to) => change({ to })} />
          {view === 'balance' && currencies > 0 ? (
            <Tabs aria-label={t('Currency of the balance')}>
              <Link to="/ledger" search={{ ...search, in: undefined }} aria-current={asked.in ? undefined : 'page'}>
                {t('Each currency')}
              </Link>
              <Link to="/ledger" search={{ ...search, in: 'books' }} aria-current={asked.in ? 'page' : undefined}>
                {t('All in {currency}', { currency: rates?.booksCurrency ?? '' })}
              </Link>
            </Tabs>
          ) : null}
        </FilterBar>
      )}
      <div className={page.body}>
        {view === 'numbers' ? (
          <ChartEditor />
        ) : view === 'rates' ? (
          <RatesCard />
        ) : view === 'payouts' ? (
          <PayoutsCard days={days} currency={store.currency} />
        ) : error ? (
          <ReadFault error={error} />
        ) : empty ? (
          <EmptyState
            icon={<IconBook2 size={48} stroke={1.1} aria-hidden="true" />}
            title={t('Nothing was booked in these days')}
          >
            {t('Sales, returns, refunds and drawers are booked as they reach the cloud.')}
          </EmptyState>
        ) : view === 'balance' ? (
          balance.data ? (
            <Balance {...balance.data} />
          ) : null
        ) : (
          <Book
            entries={entries}
            more={book.hasNextPage}
            loading={book.isFetchingNextPage}
            onMore={() => void book.fetchNextPage()}
          />
        )}
      </div>
    </Page>
  );
}
