import type { OrderPage } from '../../../bridge/order-page.ts';
import { clockText, dayText } from '../../ui/instants.ts';
import { Ledger } from '../../ui/ledger.tsx';
import { Money, moneyText } from '../../ui/money.tsx';
import { Card } from '../../ui/page.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { attemptWords, methodName, onItsWayBack } from './goes-words.ts';
import { OrderHold } from './order-hold.tsx';
import styles from './order-goes.module.css';

/** Each try to pay it at a provider, as the provider last told it: for whoever is asked where the money is. */
export function OrderAttempts({ order }: { readonly order: OrderPage }) {
  const { attempts, currency } = order;
  if (attempts.length === 0) return null;
  const under = onItsWayBack(order);
  return (
    <Card>
      <header>
        <h2>{t('At the payment provider')}</h2>
        {under > 0 ? (
          <State tone="waiting">
            {t('{money} on its way back', { money: moneyText({ amount: under, currency }) })}
          </State>
        ) : null}
      </header>
      <Ledger rowHeight={44} widths={[null, 210, 128, 104]} bare aria-label={t('At the payment provider')}>
        <tbody>
          {attempts.map((attempt) => {
            const { tone, text } = attemptWords(attempt);
            return (
              <tr key={attempt.id}>
                <td>
                  {methodName(attempt)}
                  {attempt.reference ? <span className={styles.ref}>{attempt.reference}</span> : null}
                  {attempt.problem ? <span className={styles.problem}>{attempt.problem}</span> : null}
                </td>
                <td>
                  <State tone={tone}>{text}</State>
                  {attempt.refunded > 0 ? (
                    <span className={styles.problem}>
                      {t('{money} paid back', { money: moneyText({ amount: attempt.refunded, currency }) })}
                    </span>
                  ) : null}
                </td>
                <td className="t2">
                  {dayText(attempt.startedAt)} {clockText(attempt.startedAt)}
                </td>
                <td className="num">
                  <Money amount={attempt.amount} currency={currency} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </Ledger>
      {order.status === 'cancelled'
        ? null
        : attempts.map((attempt) => <OrderHold key={attempt.id} order={order} attempt={attempt} />)}
    </Card>
  );
}
