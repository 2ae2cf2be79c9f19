import { useState } from 'react';
import type { CustomerDisplay } from '../../../bridge/display-views.ts';
import { useBridge } from '../../data/bridge.ts';
import { Money } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import styles from './tip-asked.module.css';

type Choices = NonNullable<Extract<CustomerDisplay['shows'], { what: 'basket' }>['tip']>;

/** Whether the customer adds a tip: said here, taken at the till. Asked once: whoever says no is not asked for the same again. */
export function TipAsked({ choices, currency }: { readonly choices: Choices; readonly currency: string }) {
  const bridge = useBridge();
  const [answered, setAnswered] = useState(false);
  const choose = (amount: number) => {
    setAnswered(true);
    // The till asks in its own way where it could not be said here.
    void bridge.call('display.chooseTip', { amount }).catch(() => null);
  };
  if (answered) return null;
  return (
    <fieldset className={styles.tip}>
      <legend>{t('Would you like to add a tip?')}</legend>
      {choices.map(({ percent, amount }) => (
        <button key={percent} type="button" onClick={() => choose(amount)}>
          <b>{t('{percent} %', { percent })}</b>
          <Money className="num" amount={amount} currency={currency} />
        </button>
      ))}
      <button type="button" className={styles.none} onClick={() => choose(0)}>
        {t('No tip')}
      </button>
    </fieldset>
  );
}
