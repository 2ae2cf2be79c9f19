import { IconDownload, IconPercentage } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { SoldByRow } from '../../../bridge/commission-views.ts';
import { deskNow } from '../../data/clock.ts';
import { lockOf, may } from '../../data/may.ts';
import { ReadFault } from '../../data/read-fault.tsx';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { saveCsv } from '../../ui/csv.ts';
import page from '../../ui/dated-page.module.css';
import { DayField, isDay } from '../../ui/day-field.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { dayKey } from '../../ui/instants.ts';
import { Ledger, sumRow } from '../../ui/ledger.tsx';
import { Money } from '../../ui/money.tsx';
import { Card, FilterBar, Page, PageHead } from '../../ui/page.tsx';
import { countText } from '../../ui/quantity.ts';
import { t } from '../../ui/text.ts';
import { RatesCard } from './rates-card.tsx';
import { ratesText, soldCsv } from './sold-words.ts';

const route = getRouteApi('/shell/commissions');

/** What each person sold in some days, and what they get of it. */
export function CommissionsScreen() {
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/commissions' });
  const { person } = useSession();
  const [now] = useState(deskNow);
  const days = {
    from: isDay(search.from) ? search.from : `${dayKey(now).slice(0, 8)}01`,
    to: isDay(search.to) ? search.to : dayKey(now),
  };
  const lock = lockOf(person, 'staff.manage');
  const { data, error } = useRead('commissions.sold', days, { enabled: may(person, 'staff.manage'), keep: true });
  const change = (patch: Partial<typeof search>) =>
    void navigate({ search: (old) => ({ ...old, ...patch }), replace: true });
  const none = !data || data.length === 0;
  return (
    <Page>
      <PageHead>
        <h1>{t('Sales by person')}</h1>
        <span className="grow" />
        <Button
          icon={<IconDownload size={16} stroke={1.75} aria-hidden="true" />}
          disabled={none}
          onClick={() => saveCsv(`sales-by-person-${days.from}-${days.to}.csv`, soldCsv(data ?? []))}
        >
          {t('Export CSV')}
        </Button>
      </PageHead>
      <FilterBar>
        <DayField name={t('From')} value={days.from} onDay={(from) => change({ from })} />
        <DayField name={t('To')} value={days.to} onDay={(to) => change({ to })} />
        <span className="grow" />
        <span className="t2">{t('At tills, of what this desk holds')}</span>
      </FilterBar>
      {error ? <ReadFault error={error} /> : null}
      {lock ? <p className="t2">{lock}</p> : null}
      <div className={page.body}>
        {data && none ? (
          <EmptyState
            icon={<IconPercentage size={48} stroke={1.1} aria-hidden="true" />}
            title={t('Nobody sold anything in these days')}
          >
            {t('Sales of a till are of who was signed in at it.')}
          </EmptyState>
        ) : null}
        {[...Map.groupBy(data ?? [], ({ currency }) => currency)].map(([currency, rows]) => (
          <Sold key={currency} currency={currency} rows={rows} />
        ))}
        {lock ? null : <RatesCard today={dayKey(now)} />}
      </div>
    </Page>
  );
}

function Sold({ currency, rows }: { readonly currency: string; readonly rows: readonly SoldByRow[] }) {
  const all = (pick: (row: SoldByRow) => number) => rows.reduce((sum, row) => sum + pick(row), 0);
  const columns: readonly (readonly [string, (row: SoldByRow) => number])[] = [
    [t('Sold'), (row) => row.sold],
    [t('Discounts'), (row) => -row.discounts],
    [t('Came back'), (row) => row.back],
    [t('Net of tax'), (row) => row.net],
    [t('Commission'), (row) => row.commission],
  ];
  const amount = (value: number) => <Money amount={value} currency={currency} symbol={false} dashZero />;
  return (
    <Card className={page.card}>
      <Ledger
        rowHeight={36}
        widths={[null, 70, 110, 110, 110, 120, 120, 130]}
        aria-label={t('Sales by person, {currency}', { currency })}
      >
        <thead>
          <tr>
            <th scope="col">{t('Person')}</th>
            <th scope="col" className="num">
              {t('Sales')}
            </th>
            {columns.map(([name]) => (
              <th key={name} scope="col" className="num">
                {name}
              </th>
            ))}
            <th scope="col">{t('At')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.staffId}>
              <th scope="row">{row.name || t('Somebody who left')}</th>
              <td className="num">{countText(row.sales)}</td>
              {columns.map(([name, pick], at) => (
                <td key={name} className={at > 2 ? 'num strong' : 'num'}>
                  {amount(pick(row))}
                </td>
              ))}
              <td className="t2">{ratesText(row) || '–'}</td>
            </tr>
          ))}
          <tr className={sumRow}>
            <td>{currency}</td>
            <td className="num">{countText(all((row) => row.sales))}</td>
            {columns.map(([name, pick]) => (
              <td key={name} className="num">
                {amount(all(pick))}
              </td>
            ))}
            <td />
          </tr>
        </tbody>
      </Ledger>
    </Card>
  );
}
