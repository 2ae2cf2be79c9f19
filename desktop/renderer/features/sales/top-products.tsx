import type { QueryMap } from '../../../bridge/queries.ts';
import { Ledger, sumRow } from '../../ui/ledger.tsx';
import { Money } from '../../ui/money.tsx';
import { countText } from '../../ui/quantity.ts';
import { t } from '../../ui/text.ts';
import styles from './sales.module.css';

type Rows = QueryMap['dashboard.sales']['result']['topProducts'];

/** What sold best by money, with its share of the day. */
export function TopProducts({
  rows,
  currency,
  total,
  open = false,
}: {
  readonly rows: Rows;
  readonly currency: string;
  readonly total: number;
  readonly open?: boolean;
}) {
  const share = (amount: number) => {
    const tenths = total > 0 ? Math.round((amount * 1000) / total) : 0;
    return `${Math.floor(tenths / 10)}.${tenths % 10}%`;
  };
  if (rows.length === 0) return <p className={styles.none}>{t('Nothing sold yet today.')}</p>;
  const money = rows.reduce((sum, row) => sum + row.total, 0);
  return (
    <Ledger open={open} rowHeight={33} widths={[null, 120, 72, 104, 72]}>
      <thead>
        <tr>
          <th scope="col">{t('Product')}</th>
          <th scope="col">{t('SKU')}</th>
          <th scope="col" className="num">
            {t('Units')}
          </th>
          <th scope="col" className="num">
            {t('Sales')}
          </th>
          <th scope="col" className="num">
            {t('Share')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.sku}>
            <td className="strong">{row.title}</td>
            <td className="mono t2">{row.sku}</td>
            <td className="num">{countText(row.units)}</td>
            <td className="num strong">
              <Money amount={row.total} currency={currency} />
            </td>
            <td className="num t2">{share(row.total)}</td>
          </tr>
        ))}
        <tr className={sumRow}>
          <td colSpan={2}>{t('Top {n}', { n: rows.length })}</td>
          <td className="num">{countText(rows.reduce((sum, row) => sum + row.units, 0))}</td>
          <td className="num">
            <Money amount={money} currency={currency} />
          </td>
          <td className="num">{share(money)}</td>
        </tr>
      </tbody>
    </Ledger>
  );
}
