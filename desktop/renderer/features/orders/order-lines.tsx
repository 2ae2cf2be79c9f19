import { Link } from '@tanstack/react-router';
import type { OrderPage, OrderPageLine } from '../../../bridge/order-page.ts';
import { Ledger } from '../../ui/ledger.tsx';
import { Money, moneyText } from '../../ui/money.tsx';
import { Card } from '../../ui/page.tsx';
import { Picture } from '../../ui/picture.tsx';
import { quantityText } from '../../ui/quantity.ts';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { backText } from './return-words.ts';
import styles from './order-page.module.css';

/** The lines as they were frozen: what each cost, what came off it and why, and what came back. */
export function OrderLines({ order }: { readonly order: OrderPage }) {
  const { currency } = order;
  return (
    <Card className={styles.lines}>
      <Ledger rowHeight={48} widths={[52, null, 168, 84, 60, 96]} aria-label={t('Lines')}>
        <thead>
          <tr>
            <th scope="col" colSpan={2}>
              {t('{n, plural, one {# line} other {# lines}}', { n: order.lines.length })}
            </th>
            <th scope="col">{order.kind === 'return' ? t('Why and where to') : t('Fulfilment')}</th>
            <th scope="col" className="num">
              {t('Each')}
            </th>
            <th scope="col" className="num">
              {t('Qty')}
            </th>
            <th scope="col" className="num">
              {t('Amount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {order.lines.map((line) => (
            <tr key={line.id} className={line.quantity === 0 && order.kind === 'sale' ? styles.gone : undefined}>
              <td>
                <Picture address={line.image} name={line.title} />
              </td>
              <td>
                <LineName line={line} />
                <small className={styles.under}>
                  <span className="mono">{line.sku}</span>
                  {whyLess(line, currency)}
                </small>
              </td>
              <td>
                <Standing line={line} order={order} />
              </td>
              <td className="num t2">
                <Money amount={line.unitPrice} currency={currency} />
              </td>
              <td className="num">{quantityText({ amount: line.quantity, scale: line.scale, unit: null })}</td>
              <td className="num strong">
                <Money amount={line.total} currency={currency} />
              </td>
            </tr>
          ))}
        </tbody>
      </Ledger>
    </Card>
  );
}

function LineName({ line }: { readonly line: OrderPageLine }) {
  const name = (
    <>
      <b className="strong">{line.title}</b> <span className="t2">{line.variantTitle}</span>
    </>
  );
  if (line.variantId === null) return name;
  return (
    <Link to="/stock/$variantId" params={{ variantId: line.variantId }} className={styles.name}>
      {name}
    </Link>
  );
}

/** "WINTER20 −£5.00": each promotion by its name, and what was taken off by hand. */
function whyLess({ discount, discounts }: OrderPageLine, currency: string): string {
  const known = discounts.reduce((sum, { amount }) => sum + amount, 0);
  const byHand = discount - known;
  const parts = [
    ...discounts.map(({ name, amount }) => `${name} ${moneyText({ amount: -amount, currency })}`),
    ...(byHand > 0 ? [`${t('Discount')} ${moneyText({ amount: -byHand, currency })}`] : []),
  ];
  return parts.length > 0 ? ` · ${parts.join(' · ')}` : '';
}

/** Where the goods of a line are: to pick, on their way, with the customer, or back. */
function Standing({ line, order }: { readonly line: OrderPageLine; readonly order: OrderPage }) {
  if (line.back) return <span title={backText(line.back)}>{backText(line.back)}</span>;
  const text = (amount: number) => quantityText({ amount, scale: line.scale, unit: null });
  if (line.returned > 0)
    return (
      <State tone="warn" calm>
        {t('{n} came back', { n: text(line.returned) })}
      </State>
    );
  if (order.status === 'cancelled') return <span className="sub">–</span>;
  if (line.quantity === 0) return <State tone="plain">{t('Removed')}</State>;
  if (line.sent >= line.quantity) {
    const handed = order.fulfilmentStatus === 'handed-over';
    return (
      <State tone="ok" calm>
        {handed ? t('Handed over') : t('Sent')}
      </State>
    );
  }
  if (line.sent > 0)
    return <State tone="warn">{t('{n} of {all} sent', { n: text(line.sent), all: text(line.quantity) })}</State>;
  return <State tone="open">{order.fulfilmentStatus === 'held' ? t('Held') : t('To pick')}</State>;
}
