import { shownDelivery } from '@tillhouse/shared/domains/orders/delivery-taxed.ts';
import { Link } from '@tanstack/react-router';
import type { QueryMap } from '../../../bridge/queries.ts';
import { useRead } from '../../data/reads.ts';
import { linkClass } from '../../ui/button.tsx';
import { Bone } from '../../ui/empty-state.tsx';
import { clockText, dayText } from '../../ui/instants.ts';
import { Ledger, sumRow } from '../../ui/ledger.tsx';
import { Money } from '../../ui/money.tsx';
import { Picture } from '../../ui/picture.tsx';
import { quantityText } from '../../ui/quantity.ts';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { flagWords, tenderName } from './order-words.ts';
import styles from './orders.module.css';

type Line = NonNullable<QueryMap['orders.one']['result']>['lines'][number];

/** Height that shows all of an order without scrolling, within reason. */
export function peekHeight(lines: number): number {
  return Math.min(320, Math.max(152, 24 + Math.max(lines * 36 + 8, 130)));
}

/** What one order is made of, opened under its row. */
export function OrderPeek({ id }: { readonly id: string }) {
  const order = useRead('orders.one', { id }).data;
  if (!order)
    return (
      <div className={styles.peek}>
        <Bone width={240} />
      </div>
    );
  const { currency } = order;
  const paidBy = order.tenders.map((tender) => tenderName(tender.kind)).join(', ');
  const change = order.tenders.reduce((sum, tender) => sum + tender.change, 0);
  const sums: readonly (readonly [string, number])[] = [
    [t('Goods'), order.subtotal],
    [t('Discounts'), -order.discountTotal],
    [t('Delivery'), shownDelivery(order)],
    [order.pricesIncludeTax ? '' : t(order.taxName), order.pricesIncludeTax ? 0 : order.taxTotal],
    [t('Cash rounding'), order.rounding],
  ];
  return (
    <div className={styles.peek}>
      <div>
        <Ledger bare rowHeight={36} widths={[36, null, 44, 76]} style={{ '--edge': '0px' } as React.CSSProperties}>
          <tbody>
            {order.lines.map((line) => (
              <tr key={line.id}>
                <td>
                  <Picture address={line.image} name={line.title} />
                </td>
                <td>
                  <LineName line={line} /> <span className="mono sub">{line.sku}</span>
                </td>
                <td className="num t2">{quantityText({ amount: line.quantity, scale: line.scale, unit: null })}</td>
                <td className="num strong">
                  <Money amount={line.total} currency={currency} />
                </td>
              </tr>
            ))}
          </tbody>
        </Ledger>
      </div>
      <Ledger bare rowHeight={24} widths={[null, 92]} style={{ '--edge': '0px' } as React.CSSProperties}>
        <tbody>
          {sums
            .filter(([, amount], index) => index === 0 || amount !== 0)
            .map(([label, amount]) => (
              <tr key={label}>
                <td className="t2">{label}</td>
                <td className="num">
                  <Money amount={amount} currency={currency} symbol={false} />
                </td>
              </tr>
            ))}
          <tr className={sumRow}>
            <td>{order.due > 0 ? t('Total, not all paid') : paidBy ? t('Paid, {by}', { by: paidBy }) : t('Total')}</td>
            <td className="num">
              <Money amount={order.total} currency={currency} />
            </td>
          </tr>
          {order.pricesIncludeTax ? (
            <tr>
              <td className="sub">{t('{tax}, included', { tax: t(order.taxName) })}</td>
              <td className="num sub">
                <Money amount={order.taxTotal} currency={currency} symbol={false} />
              </td>
            </tr>
          ) : null}
          {change > 0 ? (
            <tr>
              <td className="sub">{t('Change given')}</td>
              <td className="num sub">
                <Money amount={change} currency={currency} symbol={false} />
              </td>
            </tr>
          ) : null}
        </tbody>
      </Ledger>
      <dl className={styles.facts}>
        <dt>{t('Order')}</dt>
        <dd>
          <Link to="/orders/$orderId" params={{ orderId: id }} className={linkClass}>
            {t('Open {number}', { number: order.number })}
          </Link>
        </dd>
        <dt>{t('Sold')}</dt>
        <dd>
          {dayText(order.placedAt)}, {clockText(order.placedAt)} <span className="sub">{order.channelName}</span>
        </dd>
        {order.actorName ? (
          <>
            <dt>{t('By')}</dt>
            <dd>{order.actorName}</dd>
          </>
        ) : null}
        {order.receiptNumber ? (
          <>
            <dt>{t('Receipt')}</dt>
            <dd className="mono">{order.receiptNumber}</dd>
          </>
        ) : null}
        {order.due > 0 ? (
          <>
            <dt>{t('Open')}</dt>
            <dd>
              <Money amount={order.due} currency={currency} />
            </dd>
          </>
        ) : null}
        {order.flagDetails.map((flag) => (
          <FlagFact key={`${flag.code}${flag.raisedAt}`} code={flag.code} text={flag.text} />
        ))}
      </dl>
    </div>
  );
}

/** What was sold, leading to its stock where it is one of ours. */
function LineName({ line }: { readonly line: Line }) {
  const name = line.variantTitle ? `${line.title}, ${line.variantTitle}` : line.title;
  if (!line.variantId) return <span className="strong">{name}</span>;
  return (
    <Link to="/stock/$variantId" params={{ variantId: line.variantId }} className={`strong ${styles.line}`}>
      {name}
    </Link>
  );
}

function FlagFact({ code, text }: { readonly code: string; readonly text: string }) {
  const words = flagWords(code);
  return (
    <>
      <dt>{t('Look at')}</dt>
      <dd>
        <State tone={words.tone}>{words.text}</State> <span className="t2">{text}</span>
      </dd>
    </>
  );
}
