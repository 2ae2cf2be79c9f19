import { rateShown } from '@tillhouse/shared/domains/ledger/exchange.ts';
import { shownDelivery } from '@tillhouse/shared/domains/orders/delivery-taxed.ts';
import type { OrderPage } from '../../../bridge/order-page.ts';
import type { TaxProviderName } from '../../../bridge/tax-provider-views.ts';
import { Link } from '@tanstack/react-router';
import { calendarDayText, clockText, dayText } from '../../ui/instants.ts';
import { Ledger, sumRow } from '../../ui/ledger.tsx';
import { Money } from '../../ui/money.tsx';
import { Card } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import { taxProviderWords } from '../taxes/provider-words.ts';
import { placeText } from '../taxes/tax-words.ts';
import { AskToPay } from './ask-to-pay.tsx';
import { rateName, tenderName } from './order-words.ts';
import styles from './order-page.module.css';

/** Which provider said what is due, and what each jurisdiction takes of it; or that it did not. */
function TaxedBy({ order: { taxedBy, currency } }: { readonly order: OrderPage }) {
  if (!taxedBy || taxedBy.by === 'exempt') return null;
  const { name } = taxProviderWords[taxedBy.provider as TaxProviderName];
  const text =
    taxedBy.by === 'provider'
      ? t('Taxed by {name}, in {place}', { name: t(name), place: placeText(taxedBy.place ?? '') })
      : t('{name} did not answer in time: taxed by the rates of the store.', { name: t(name) });
  return (
    <>
      <tr>
        <td className="sub" colSpan={2}>
          {text}
        </td>
      </tr>
      {(taxedBy.by === 'provider' ? taxedBy.taxes : []).map((tax) => (
        <tr key={tax.name}>
          <td className="sub" title={tax.name}>
            {tax.name}
          </td>
          <td className="num sub">
            <Money amount={tax.amount} currency={currency} symbol={false} />
          </td>
        </tr>
      ))}
    </>
  );
}

/** Money as one ledger: what it came to, and beside it what was paid and paid back. */
export function OrderSums({ order }: { readonly order: OrderPage }) {
  const { currency } = order;
  const rows: readonly (readonly [string, number])[] = [
    [t('Goods'), order.subtotal],
    [t('Discounts'), -order.discountTotal],
    [t('Delivery'), shownDelivery(order)],
    [t('Fee kept'), order.feeTotal],
    [order.pricesIncludeTax ? '' : t(order.taxName), order.pricesIncludeTax ? 0 : order.taxTotal],
    [t('Cash rounding'), order.rounding],
  ];
  const paid = order.payments.reduce((sum, { amount }) => sum + amount, 0);
  const numberOf = new Map(order.returns.map(({ id, number }) => [id, number]));
  return (
    <div className={styles.sums}>
      <Card>
        <header>
          <h2>{t('Payments')}</h2>
        </header>
        <Ledger rowHeight={32} widths={[null, 128, 104]} bare aria-label={t('Payments')}>
          <tbody>
            {order.payments.map((payment) => (
              <tr key={payment.id}>
                <td>
                  {payment.amount < 0
                    ? t('{how}, paid back', { how: tenderName(payment.kind) })
                    : tenderName(payment.kind)}{' '}
                  {payment.card ? (
                    <span className="sub">
                      {payment.card.brand} {payment.card.last4}{' '}
                    </span>
                  ) : null}
                  {payment.reference ? <span className="mono sub">{payment.reference}</span> : null}
                  {numberOf.has(payment.orderId) ? (
                    <Link to="/orders/$orderId" params={{ orderId: payment.orderId }} className={styles.name}>
                      {numberOf.get(payment.orderId)}
                    </Link>
                  ) : null}
                </td>
                <td className="t2">
                  {dayText(payment.placedAt)} {clockText(payment.placedAt)}
                </td>
                <td className="num">
                  <Money amount={payment.amount} currency={currency} />
                </td>
              </tr>
            ))}
            <tr className={sumRow}>
              <td colSpan={2}>{order.payments.length === 0 ? t('Nothing paid yet') : t('Kept')}</td>
              <td className="num">
                <Money amount={paid} currency={currency} />
              </td>
            </tr>
          </tbody>
        </Ledger>
      </Card>
      <Card>
        <header>
          <h2>{order.kind === 'return' ? t('What goes back') : t('What it came to')}</h2>
        </header>
        <Ledger rowHeight={28} widths={[null, 120]} bare aria-label={t('Sums')}>
          <tbody>
            {rows
              .filter(([, amount], index) => index === 0 || amount !== 0)
              .map(([name, amount]) => (
                <tr key={name}>
                  <td className="t2">{name}</td>
                  <td className="num">
                    <Money amount={amount} currency={currency} />
                  </td>
                </tr>
              ))}
            <tr className={sumRow}>
              <td>{t('Total')}</td>
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
            {order.shippingTaxed?.parts.map(({ taxRate, tax }) => (
              <tr key={taxRate}>
                <td className="sub">{t('of it on delivery, at {rate}', { rate: rateName(taxRate) })}</td>
                <td className="num sub">
                  <Money amount={tax} currency={currency} symbol={false} />
                </td>
              </tr>
            ))}
            <TaxedBy order={order} />
            {order.payBy !== null && order.due > 0 ? (
              <tr>
                <td className="sub" colSpan={2}>
                  {t('On account, to be paid by {day}', { day: calendarDayText(order.payBy, { year: true }) })}
                </td>
              </tr>
            ) : null}
            {order.rate === null ? null : (
              <tr>
                <td className="sub" colSpan={2}>
                  {t('1 {currency} = {rate} {books}, {source} of {day}', {
                    ...{ currency, rate: rateShown(order.rate.rate), books: order.rate.booksCurrency },
                    ...{ source: order.rate.source, day: calendarDayText(order.rate.day, { year: true }) },
                  })}
                </td>
              </tr>
            )}
            {order.due === 0 ? null : (
              <tr>
                <td className="strong">{order.due > 0 ? t('Still to pay') : t('Owed to the customer')}</td>
                <td className="num strong">
                  <Money amount={Math.abs(order.due)} currency={currency} />
                </td>
              </tr>
            )}
          </tbody>
        </Ledger>
        <AskToPay order={order} />
      </Card>
    </div>
  );
}
