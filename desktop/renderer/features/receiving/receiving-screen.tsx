import { IconBarcode, IconPackageImport } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Card, Page, PageHead } from '../../ui/page.tsx';
import { countText } from '../../ui/quantity.ts';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { Awaited } from './awaited.tsx';
import styles from './receiving.module.css';

/** What is expected; each order opens the scanner, and so does a delivery nobody ordered. */
export function ReceivingScreen() {
  const { location } = useSession();
  const orders = useRead('receiving.orders', {}, { keep: true }).data;
  const touch = buttonClass({ size: 'touch', look: 'primary' });
  return (
    <Page>
      <PageHead>
        <h1>{t('Receiving')}</h1>
        <span className="t2">{t('Scan against an order, or without one. Works offline.')}</span>
      </PageHead>
      <div className={styles.body}>
        <Card className={styles.blind}>
          <IconBarcode size={32} stroke={1.4} aria-hidden="true" />
          <div className="grow">
            <b className="bold">{t('Delivery without an order')}</b>
            <br />
            <span className="t2">
              {t('Every scan adds one unit at {place}.', { place: location?.name ?? t('this location') })}
            </span>
          </div>
          <Link
            to="/receiving/$receivingId"
            params={{ receivingId: 'blind' }}
            className={buttonClass({ size: 'touch' })}
          >
            {t('Scan without an order')}
          </Link>
        </Card>
        <Awaited />
        {orders?.length === 0 ? (
          <EmptyState
            icon={<IconPackageImport size={48} stroke={1.1} aria-hidden="true" />}
            title={t('No orders are open')}
          >
            {t('Orders to suppliers appear here until everything has come in.')}
          </EmptyState>
        ) : null}
        <ul className={styles.list}>
          {orders?.map((order) => (
            <li key={order.id}>
              <Card className={styles.order}>
                <b>{order.number}</b>
                <span className="cut">
                  <span className="strong">{order.supplier}</span>
                  <br />
                  <span className="meta">
                    {[order.locationName, order.bay ? t('bay {bay}', { bay: order.bay }) : '']
                      .filter(Boolean)
                      .join(', ')}
                  </span>
                </span>
                {order.received >= order.ordered ? (
                  <State tone="ok">{t('All here')}</State>
                ) : order.received > 0 ? (
                  <State tone="busy">{t('{n} of {all} lines', { n: order.linesComplete, all: order.lines })}</State>
                ) : (
                  <State tone="open">{t('{n, plural, one {# line} other {# lines}}', { n: order.lines })}</State>
                )}
                <span>
                  <span className="strong">
                    {t('{n} of {all} units', { n: countText(order.received), all: countText(order.ordered) })}
                  </span>
                  <span className={styles.meter} aria-hidden="true">
                    <i
                      style={{
                        width: `${Math.min(100, Math.round((order.received * 100) / Math.max(1, order.ordered)))}%`,
                      }}
                    />
                  </span>
                </span>
                <Link
                  to="/receiving/$receivingId"
                  params={{ receivingId: order.id }}
                  className={touch}
                  aria-label={t('Receive {number}', { number: order.number })}
                >
                  {t('Receive')}
                </Link>
              </Card>
            </li>
          ))}
        </ul>
      </div>
    </Page>
  );
}
