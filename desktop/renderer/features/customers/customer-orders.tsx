import { IconReceiptOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { CustomerPage } from '../../../bridge/customer-queries.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { dayText } from '../../ui/instants.ts';
import { Ledger } from '../../ui/ledger.tsx';
import { Money } from '../../ui/money.tsx';
import { Card } from '../../ui/page.tsx';
import { countText } from '../../ui/quantity.ts';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { fulfilmentWords, paymentWords } from '../orders/order-words.ts';
import styles from './customers.module.css';

/** What they bought and brought back, newest first. */
export function CustomerOrders({ customer }: { readonly customer: CustomerPage }) {
  const { latest } = customer;
  return (
    <Card className={styles.orders} aria-label={t('Orders')}>
      <header>
        <h2>{t('Orders')}</h2>
        {latest.length > 0 ? (
          <Link to="/orders" search={{ view: 'all', q: customer.name }}>
            {t('All in the order list')}
          </Link>
        ) : null}
      </header>
      {latest.length === 0 ? (
        <EmptyState
          icon={<IconReceiptOff size={40} stroke={1.1} aria-hidden="true" />}
          title={t('Nothing bought in the months this desk holds')}
        />
      ) : (
        <Ledger rowHeight={40} widths={[112, 140, null, 120, 132, 60, 104]} aria-label={t('Orders')}>
          <thead>
            <tr>
              <th scope="col">{t('No.')}</th>
              <th scope="col">{t('Day')}</th>
              <th scope="col">{t('Channel')}</th>
              <th scope="col">{t('Payment')}</th>
              <th scope="col">{t('Fulfilment')}</th>
              <th scope="col" className="num">
                {t('Units')}
              </th>
              <th scope="col" className="num">
                {t('Total')}
              </th>
            </tr>
          </thead>
          <tbody>
            {latest.map((order) => (
              <tr key={order.id}>
                <td className="mono">
                  <Link to="/orders/$orderId" params={{ orderId: order.id }}>
                    {order.number}
                  </Link>
                </td>
                <td className="t2">{dayText(order.placedAt, { year: true })}</td>
                <td className="t2">{order.channelName}</td>
                <td>
                  <State tone={paymentWords(order.paymentStatus).tone} calm>
                    {paymentWords(order.paymentStatus).text}
                  </State>
                </td>
                <td>
                  <State tone={fulfilmentWords(order.fulfilmentStatus).tone} calm>
                    {fulfilmentWords(order.fulfilmentStatus).text}
                  </State>
                </td>
                <td className="num t2">{countText(order.units)}</td>
                <td className="num strong">
                  <Money amount={order.total} currency={order.currency} />
                </td>
              </tr>
            ))}
          </tbody>
        </Ledger>
      )}
    </Card>
  );
}
