import { IconFileInvoice } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { BasketAccount } from '../../../bridge/account-views.ts';
import type { Basket } from '../../../bridge/views.ts';
import { calendarDayText } from '../../ui/instants.ts';
import { Money, moneyText } from '../../ui/money.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import styles from './pay-credit.module.css';
import sheet from './pay-sheet.module.css';
import { beyondAccount } from './payment.ts';

interface Props {
  readonly basket: Basket;
  readonly account: BasketAccount;
  readonly legs: ReactNode;
}

/** What is left is paid later: by when, what is open already, and whether so much more may be. */
export function PayAccount({ basket, account, legs }: Props) {
  const { currency, customer, remaining } = basket;
  const { days, dueOn, owes, left } = account;
  const money = (amount: number) => moneyText({ amount, currency });
  const beyond = beyondAccount(basket);
  return (
    <div className={sheet.halves}>
      <div className={sheet.legs}>
        {legs}
        <div className={sheet.take}>
          <b>{t('On account')}</b>
          <Money className="num" amount={remaining} currency={currency} />
        </div>
      </div>
      <div className={styles.side}>
        <section className={styles.card} aria-label={t('On account')}>
          <header>
            <IconFileInvoice size={28} stroke={1.75} aria-hidden="true" />
            <div>
              <b>{customer?.name}</b>
              <small>
                {t('Net {n, plural, one {# day} other {# days}}: to be paid by {day}', {
                  n: days,
                  day: calendarDayText(dueOn, { year: true }),
                })}
              </small>
            </div>
          </header>
          <p className="t2">
            {owes > 0
              ? t('{amount} is open already, as far as this desk knows.', { amount: money(owes) })
              : t('Nothing is open.')}{' '}
            {left === null ? t('No limit is set.') : t('{amount} more may be open.', { amount: money(left) })}
          </p>
          {beyond && left !== null ? (
            <State tone="bad">
              {t('{amount} too much. Take that by card or in cash first.', { amount: money(remaining - left) })}
            </State>
          ) : null}
        </section>
      </div>
    </div>
  );
}
