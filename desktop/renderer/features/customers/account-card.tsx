import { ageEnds, planSetOffs, type Statement } from '@tillhouse/shared/domains/orders/statement.ts';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { CustomerAccount } from '../../../bridge/account-views.ts';
import { lockOf, may } from '../../data/may.ts';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { calendarDayText } from '../../ui/instants.ts';
import { Ledger, sumRow } from '../../ui/ledger.tsx';
import { Money, moneyText } from '../../ui/money.tsx';
import { Card } from '../../ui/page.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { AccountPaymentDialog } from './account-payment-dialog.tsx';
import { AccountTermsDialog } from './account-terms-dialog.tsx';
import { SetOffDialog } from './set-off-dialog.tsx';
import styles from './account.module.css';

function termsText({ terms, currency }: CustomerAccount): string {
  if (!terms) return t('Pays at once.');
  if (!terms.open) return t('Nothing more is sold on account.');
  const n = terms.days;
  return terms.creditLimit === null
    ? t('Net {n, plural, one {# day} other {# days}}, no limit', { n })
    : t('Net {n, plural, one {# day} other {# days}}, up to {amount}', {
        n,
        amount: moneyText({ amount: terms.creditLimit, currency }),
      });
}

const ageNames = (): readonly string[] => {
  const [first, second, third] = ageEnds;
  return [`0–${first}`, `${first + 1}–${second}`, `${second + 1}–${third}`, `${third + 1}+`];
};

function Ages({
  statement: { ages, open, overdue },
  currency,
}: {
  readonly statement: Statement;
  readonly currency: string;
}) {
  const cell = (name: string, amount: number, bad = false) => (
    <div key={name}>
      <dt>{name}</dt>
      <dd className={bad && amount > 0 ? styles.late : undefined}>
        <Money amount={amount} currency={currency} dashZero />
      </dd>
    </div>
  );
  return (
    <dl className={styles.ages} aria-label={t('By days since it was sold')}>
      {ages.map((amount, at) => cell(t('{range} days', { range: ageNames()[at] ?? '' }), amount))}
      {cell(t('Late'), overdue, true)}
      {cell(t('Open'), open)}
    </dl>
  );
}

/** Every open order with its age, the oldest first, and what they sum to. */
function Items({ statement: { items, open }, currency }: { readonly statement: Statement; readonly currency: string }) {
  return (
    <Ledger rowHeight={32} widths={[null, 132, 72, 168, 112, 112]} aria-label={t('Statement')}>
      <thead>
        <tr>
          <th scope="col">{t('Order')}</th>
          <th scope="col">{t('Sold')}</th>
          <th scope="col" className="num">
            {t('Days')}
          </th>
          <th scope="col">{t('To be paid by')}</th>
          <th scope="col" className="num">
            {t('Total')}
          </th>
          <th scope="col" className="num">
            {t('Open')}
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ orderId, number, businessDate, age, dueOn, late, total, due }) => (
          <tr key={orderId}>
            <td>
              <Link to="/orders/$orderId" params={{ orderId }}>
                {number}
              </Link>
            </td>
            <td className="t2">{calendarDayText(businessDate, { year: true })}</td>
            <td className="num t2">{age}</td>
            <td>
              {late > 0 ? (
                <State tone="bad">{t('{n, plural, one {# day} other {# days}} late', { n: late })}</State>
              ) : (
                <span className="t2">{dueOn === null ? '–' : calendarDayText(dueOn, { year: true })}</span>
              )}
            </td>
            <td className="num t2">
              <Money amount={total} currency={currency} />
            </td>
            <td className="num">
              <Money amount={due} currency={currency} />
            </td>
          </tr>
        ))}
        <tr className={sumRow}>
          <td colSpan={5}>{t('Open')}</td>
          <td className="num">
            <Money amount={open} currency={currency} />
          </td>
        </tr>
      </tbody>
    </Ledger>
  );
}

/** On the page of a customer: whether they may pay later, what is open by how long ago it was sold, and payments of it. */
export function AccountCard({ customerId }: { readonly customerId: string }) {
  const { person } = useSession();
  const [asking, setAsking] = useState<'terms' | 'payment' | 'set-off' | null>(null);
  const read = useRead('customers.account', { id: customerId });
  if (!read.data) return null;
  const account = read.data;
  const { statement, currency } = account;
  const setOffs = planSetOffs(statement.items);
  const close = () => setAsking(null);
  return (
    <Card className={styles.card} aria-label={t('On account')}>
      <header>
        <h2>{t('On account')}</h2>
        <span className="t2">{termsText(account)}</span>
        <span className="grow" />
        <Button size="small" locked={lockOf(person, 'prices.edit')} onClick={() => setAsking('terms')}>
          {t('Terms')}
        </Button>
        {setOffs.length > 0 && may(person, 'orders.view') ? (
          <Button size="small" locked={lockOf(person, 'till.return')} onClick={() => setAsking('set-off')}>
            {t('Set off')}
          </Button>
        ) : null}
        {statement.items.some(({ due }) => due > 0) && may(person, 'orders.view') ? (
          <Button size="small" locked={lockOf(person, 'orders.edit')} onClick={() => setAsking('payment')}>
            {t('Note a payment')}
          </Button>
        ) : null}
      </header>
      {statement.items.length === 0 ? null : (
        <>
          <Ages statement={statement} currency={currency} />
          <Items statement={statement} currency={currency} />
        </>
      )}
      {asking === 'terms' ? <AccountTermsDialog {...{ customerId, account }} onClose={close} /> : null}
      {asking === 'set-off' ? <SetOffDialog {...{ account, setOffs }} onClose={close} /> : null}
      {asking === 'payment' ? <AccountPaymentDialog {...{ customerId, account }} onClose={close} /> : null}
    </Card>
  );
}
