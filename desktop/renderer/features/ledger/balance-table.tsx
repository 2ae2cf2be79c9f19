import type { LedgerBalanceRow, LedgerCalls } from '../../../bridge/ledger-views.ts';
import { Ledger, sumRow } from '../../ui/ledger.tsx';
import { Money } from '../../ui/money.tsx';
import { Card } from '../../ui/page.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { accountName, detailText } from './ledger-words.ts';
import page from '../../ui/dated-page.module.css';

const columns = ['opening', 'debit', 'credit', 'closing'] as const;

/** One table a currency: debits and credits meet in the last row, or the books are wrong. */
export function Balance({ rows, unconverted }: LedgerCalls['ledger.balance']['result']) {
  const currencies = [...new Set(rows.map(({ currency }) => currency))];
  return (
    <>
      {unconverted.map(({ currency, entries }) => (
        <State key={currency} tone="warn">
          {t('{n, plural, one {# entry} other {# entries}} in {currency} had no rate and are not in it.', {
            ...{ n: entries, currency },
          })}
        </State>
      ))}
      {currencies.map((currency) => (
        <OneCurrency key={currency} currency={currency} rows={rows.filter((row) => row.currency === currency)} />
      ))}
    </>
  );
}

function OneCurrency({ currency, rows }: { readonly currency: string; readonly rows: readonly LedgerBalanceRow[] }) {
  const sumOf = (column: (typeof columns)[number]) => rows.reduce((sum, row) => sum + row[column], 0);
  const even = sumOf('debit') === sumOf('credit') && sumOf('closing') === 0;
  return (
    <Card className={page.card}>
      <header>
        <h2>{t('Trial balance in {currency}', { currency })}</h2>
        <State tone={even ? 'ok' : 'bad'}>{even ? t('In balance') : t('Out of balance')}</State>
      </header>
      <Ledger rowHeight={32} widths={[240, null, 128, 128, 128, 128]} aria-label={t('Trial balance')}>
        <thead>
          <tr>
            <th scope="col">{t('Account')}</th>
            <th scope="col">{t('Of that')}</th>
            <th scope="col" className="num">
              {t('Opening')}
            </th>
            <th scope="col" className="num">
              {t('Debit')}
            </th>
            <th scope="col" className="num">
              {t('Credit')}
            </th>
            <th scope="col" className="num">
              {t('Closing')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={`${row.account} ${row.detail}`}>
              {rows[index - 1]?.account === row.account ? <td /> : <th scope="row">{accountName(row.account)}</th>}
              <td className="t2">{detailText(row, row.name)}</td>
              {columns.map((column) => (
                <td key={column} className={column === 'closing' ? 'num strong' : 'num'}>
                  <Money amount={row[column]} currency={currency} symbol={false} dashZero />
                </td>
              ))}
            </tr>
          ))}
          <tr className={sumRow}>
            <td colSpan={2}>{t('All accounts')}</td>
            {columns.map((column) => (
              <td key={column} className="num">
                <Money amount={sumOf(column)} currency={currency} symbol={column !== 'opening'} />
              </td>
            ))}
          </tr>
        </tbody>
      </Ledger>
    </Card>
  );
}
