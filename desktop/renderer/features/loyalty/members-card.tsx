import { Link } from '@tanstack/react-router';
import { useRead } from '../../data/reads.ts';
import page from '../../ui/dated-page.module.css';
import { dayText } from '../../ui/instants.ts';
import { Ledger } from '../../ui/ledger.tsx';
import { Money } from '../../ui/money.tsx';
import { Card } from '../../ui/page.tsx';
import { countText } from '../../ui/quantity.ts';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';

const SHOWN = 50;

/** Who has the most points. */
export function MembersCard({ currency }: { readonly currency: string }) {
  const read = useRead('loyalty.members', { offset: 0, limit: SHOWN });
  const { rows = [], total = 0 } = read.data ?? {};
  if (rows.length === 0)
    return read.data ? (
      <p className="t2">{t('Nobody has points yet. They come with the first sale to a customer who is known.')}</p>
    ) : null;
  return (
    <Card className={page.card}>
      <header>
        <h2>{t('Customers with points')}</h2>
        <span className="t2">
          {total > rows.length ? t('The first {n} of {total}', { n: rows.length, total: countText(total) }) : null}
        </span>
      </header>
      <Ledger rowHeight={36} widths={[null, 140, 120, 120, 150]} aria-label={t('Customers with points')}>
        <thead>
          <tr>
            <th scope="col">{t('Customer')}</th>
            <th scope="col">{t('Tier')}</th>
            <th scope="col" className="num">
              {t('Points')}
            </th>
            <th scope="col" className="num">
              {t('Worth')}
            </th>
            <th scope="col">{t('Over on')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ customer, tier, balance, value, overAt }) => (
            <tr key={customer.id}>
              <th scope="row">
                <Link to="/customers/$customerId" params={{ customerId: customer.id }}>
                  {customer.name || t('Customer')}
                </Link>
              </th>
              <td>{tier ?? '–'}</td>
              <td className="num strong">
                {balance < 0 ? <State tone="warn">{countText(balance)}</State> : countText(balance)}
              </td>
              <td className="num">
                <Money amount={value} currency={currency} symbol={false} />
              </td>
              <td className="t2">{overAt === null ? '–' : dayText(overAt, { year: true })}</td>
            </tr>
          ))}
        </tbody>
      </Ledger>
    </Card>
  );
}
