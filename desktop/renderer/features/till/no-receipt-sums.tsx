import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { NoReceiptWorth } from '../../../bridge/no-receipt-calls.ts';
import { may } from '../../data/may.ts';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Area, Field } from '../../ui/field.tsx';
import { Money, moneyText } from '../../ui/money.tsx';
import { PickBox } from '../../ui/pick-box.tsx';
import { t } from '../../ui/text.ts';
import styles from './no-receipt.module.css';

type Way = 'store-credit' | 'cash';
type Customer = { readonly id: string; readonly name: string };

interface Props {
  readonly worth: NoReceiptWorth | null;
  readonly currency: string;
  readonly customer: Customer | null;
  readonly note: string;
  readonly way: Way;
  readonly onCustomer: (customer: Customer | null) => void;
  readonly onNote: (note: string) => void;
  readonly onWay: (way: Way) => void;
}

/** Who brings it, what it comes to, and how it is paid back. */
export function NoReceiptSums({ worth, currency, customer, note, way, onCustomer, onNote, onWay }: Props) {
  const { person, store } = useSession();
  const [typed, setTyped] = useState('');
  const text = typed.trim();
  const asks = may(person, 'customers.view');
  const found = useRead('customers.search', { text }, { keep: true, enabled: asks && text.length >= 2 }).data ?? [];
  const limit = store.till.cashWithoutReceipt;
  const over = worth !== null && worth.cash > limit;
  const noCash =
    limit === 0
      ? t('Without a receipt this store gives store credit alone.')
      : over
        ? t('In cash up to {limit}; beyond it store credit.', { limit: moneyText({ amount: limit, currency }) })
        : null;
  return (
    <div className={styles.sums}>
      <section>
        <h3>{t('Whose it is')}</h3>
        {customer ? (
          <p className={styles.who}>
            <b>{customer.name}</b>
            <Button
              square
              size="small"
              look="quiet"
              aria-label={t('Somebody else')}
              icon={<IconX size={16} stroke={1.75} aria-hidden="true" />}
              onClick={() => onCustomer(null)}
            />
          </p>
        ) : (
          <PickBox
            wide
            label={t('Customer: name, telephone or e-mail')}
            text={typed}
            onText={setTyped}
            found={text.length >= 2 ? found : []}
            keyOf={({ id }) => id}
            show={(one) => [one.name, one.text].filter(Boolean).join(' · ')}
            onPick={({ id, name }) => onCustomer({ id, name })}
          />
        )}
        <Field label={t('Who brings it, and what you saw of them')}>
          {(control) => (
            <Area
              {...control}
              maxLength={300}
              value={note}
              placeholder={t('A name on a card, why there is no receipt')}
              onChange={(event) => onNote(event.target.value)}
            />
          )}
        </Field>
      </section>
      <section>
        <h3>{t('Paid back as')}</h3>
        <fieldset className={styles.ways} aria-label={t('Paid back as')}>
          {(['store-credit', 'cash'] as const).map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={way === one}
              className={cx(way === one && styles.chosen)}
              disabled={one === 'cash' && noCash !== null}
              onClick={() => onWay(one)}
            >
              {one === 'cash' ? t('Cash') : t('Store credit')}
            </button>
          ))}
        </fieldset>
        {noCash ? <p className="t2">{noCash}</p> : null}
      </section>
      <section>
        <h3>{t('What it comes to')}</h3>
        <p className={styles.total}>
          <span>{t('To give back')}</span>
          <Money amount={worth ? (way === 'cash' ? worth.cash : worth.worth) : 0} currency={currency} />
        </p>
        <p className="t2">
          <span>{t('Tax, included')}</span>
          <Money amount={worth?.tax ?? 0} currency={currency} symbol={false} />
        </p>
      </section>
    </div>
  );
}
