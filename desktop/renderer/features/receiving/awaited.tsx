import { IconPackage } from '@tabler/icons-react';
import type { AwaitedRow } from '../../../bridge/layaway-views.ts';
import { useBridge } from '../../data/bridge.ts';
import { lockOf } from '../../data/may.ts';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { sayRefused } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { calendarDayText } from '../../ui/instants.ts';
import { Card } from '../../ui/page.tsx';
import { columnQuantity } from '../../ui/quantity.ts';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import styles from './receiving.module.css';

/** What customers ordered at the till and is still to come to this place: to be bought, or said to be here. */
export function Awaited() {
  const bridge = useBridge();
  const { person, location } = useSession();
  const rows = useRead('layaways.awaited', {}, { keep: true }).data ?? [];
  const noOrder = lockOf(person, 'stock.order');
  const came = ({ layawayId, key }: AwaitedRow) =>
    void bridge.mutate('register.layawayCame', { layawayId, key }).catch(sayRefused);
  const buy = ({ number, key, variantId, quantity, onOrder, supplier }: AwaitedRow) =>
    void bridge
      .mutate('inventory.savePurchaseOrder', {
        order: {
          ...{
            id: crypto.randomUUID(),
            number: `PO-${number}-${key.slice(0, 4)}`,
            supplier: supplier || t('Supplier'),
          },
          ...{ locationId: location?.id ?? '', bay: '', expectedOn: null },
        },
        lines: [{ id: crypto.randomUUID(), variantId: variantId ?? '', ordered: quantity - onOrder }],
      })
      .catch(sayRefused);
  if (rows.length === 0) return null;
  return (
    <section aria-label={t('Ordered by customers')} className={styles.awaited}>
      <h2>{t('Ordered by customers, still to come')}</h2>
      <ul className={styles.list}>
        {rows.map((row) => (
          <li key={`${row.layawayId} ${row.key}`}>
            <Card className={styles.wait}>
              <IconPackage size={24} stroke={1.6} aria-hidden="true" />
              <span className="cut">
                <span className="strong">
                  {columnQuantity(row.quantity, row.scale)} × {row.title}
                </span>
                <br />
                <span className="meta">
                  {[
                    row.sku,
                    t('for {name}, {number}', { name: row.customerName, number: row.number }),
                    t('by {day}', { day: calendarDayText(row.dueOn) }),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </span>
              {row.variantId === null ? (
                <State tone="waiting">{t('To be made or bought')}</State>
              ) : row.onOrder >= row.quantity ? (
                <State tone="busy">{t('On order')}</State>
              ) : (
                <Button locked={noOrder} onClick={() => buy(row)}>
                  {row.supplier ? t('Order from {supplier}', { supplier: row.supplier }) : t('Order it')}
                </Button>
              )}
              <Button onClick={() => came(row)}>
                {t('It is here')} <span className="visually-hidden">{row.title}</span>
              </Button>
            </Card>
          </li>
        ))}
      </ul>
    </section>
  );
}
