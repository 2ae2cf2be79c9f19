import type { CustomerRow } from '../../../bridge/customer-queries.ts';
import type { IndexColumn } from '../../ui/index-table.tsx';
import { dayText } from '../../ui/instants.ts';
import { Money } from '../../ui/money.tsx';
import { countText } from '../../ui/quantity.ts';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { countryName } from './countries.ts';

/** @param contact whether the person may see how customers are reached; else those columns are not there */
export function customerColumns(currency: string, narrow: boolean, contact: boolean): IndexColumn<CustomerRow>[] {
  const columns: IndexColumn<CustomerRow>[] = [
    {
      id: 'name',
      track: 'minmax(180px, 1.2fr)',
      header: t('Name'),
      cell: (row) => (
        <span>
          <span className="strong">{row.name}</span>{' '}
          {row.unsent ? <State tone="waiting">{t('Not sent yet')}</State> : null}
        </span>
      ),
    },
    { id: 'email', track: 'minmax(160px, 1fr)', header: t('E-mail'), cell: (row) => <Quiet>{row.email}</Quiet> },
    { id: 'phone', track: '132px', header: t('Telephone'), cell: (row) => <Quiet>{row.phone}</Quiet> },
    {
      id: 'place',
      track: 'minmax(120px, 0.8fr)',
      header: t('Place'),
      cell: (row) => <Quiet>{[row.city, row.country && countryName(row.country)].filter(Boolean).join(', ')}</Quiet>,
    },
    {
      id: 'last',
      track: '112px',
      header: t('Last bought'),
      cell: (row) => <Quiet>{row.lastOrderAt === null ? null : dayText(row.lastOrderAt, { year: true })}</Quiet>,
    },
    {
      id: 'orders',
      track: '64px',
      end: true,
      header: t('Orders'),
      cell: (row) => <span className="t2">{countText(row.orders)}</span>,
    },
    {
      id: 'spent',
      track: '108px',
      end: true,
      header: t('Spent'),
      cell: (row) => <Money className="bold" amount={row.spent} currency={currency} />,
    },
  ];
  const away = [...(narrow ? ['phone', 'last'] : []), ...(contact ? [] : ['email', 'phone'])];
  return columns.filter(({ id }) => !away.includes(id));
}

function Quiet({ children }: { readonly children: string | null }) {
  return children ? <span className="t2">{children}</span> : <span className="sub">–</span>;
}
