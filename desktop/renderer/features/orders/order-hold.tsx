import type { OrderAttempt, OrderPage } from '../../../bridge/order-page.ts';
import { clockText, dayText } from '../../ui/instants.ts';
import { moneyText } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { stillHeld } from './goes-words.ts';
import styles from './order-goes.module.css';

interface Props {
  readonly order: OrderPage;
  readonly attempt: OrderAttempt;
}

/** Of a payment that is taken when goods are sent: what was authorised, taken and is still to take, and until when. */
export function OrderHold({ order, attempt }: Props) {
  const { currency, due } = order;
  const held = stillHeld(attempt);
  if (held === 0) return null;
  const money = (amount: number) => moneyText({ amount, currency });
  const { heldUntil, inParts, amount, captured } = attempt;
  const beyond = Math.max(0, due - held);
  const sums = [
    [t('Authorised'), money(amount)],
    [t('Taken'), money(captured)],
    [t('Still to take'), money(Math.min(held, Math.max(0, due)))],
  ] as const;
  return (
    <div className={styles.hold}>
      <dl>
        {sums.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {heldUntil === null ? null : (
          <div>
            <dt>{t('Authorised until')}</dt>
            <dd>
              {dayText(heldUntil)} {clockText(heldUntil)}
            </dd>
          </div>
        )}
      </dl>
      <p className="t2">
        {inParts
          ? t('Each parcel takes its part when it is sent, the last one the rest.')
          : t('It can be taken once: the first parcel takes all of it.')}
        {beyond > 0
          ? ` ${t('{money} is due beyond what was authorised, and is not taken with it.', { money: money(beyond) })}`
          : null}
      </p>
    </div>
  );
}
