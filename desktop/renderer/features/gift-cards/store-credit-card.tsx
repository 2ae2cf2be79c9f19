import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { lockOf, may } from '../../data/may.ts';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { Money } from '../../ui/money.tsx';
import { Card } from '../../ui/page.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { AdjustDialog } from './adjust-dialog.tsx';
import styles from './gift-cards.module.css';

/** On the page of a customer: what the shop owes them, and the way to give or take some. */
export function StoreCreditCard({ customerId }: { readonly customerId: string }) {
  const { person, store } = useSession();
  const [adjusting, setAdjusting] = useState(false);
  const seen = may(person, 'credit.view');
  const read = useRead('credit.one', { id: customerId }, { enabled: seen });
  if (!seen || read.data === undefined) return null;
  const credit = read.data;
  const currency = credit?.currency ?? store.currency;
  const balance = credit?.balance ?? 0;
  return (
    <Card className={styles.credit} aria-label={t('Store credit')}>
      <header>
        <h2>{t('Store credit')}</h2>
      </header>
      <div className={styles.store}>
        <b className="num">
          <Money amount={balance} currency={currency} />
        </b>
        {credit?.status === 'blocked' ? <State tone="bad">{t('Blocked')}</State> : null}
        <span className="t2">
          {credit ? (
            <Link to="/gift-cards/$creditId" params={{ creditId: credit.id }}>
              {t('{n, plural, one {# movement} other {# movements}}', { n: credit.movements.length })}
            </Link>
          ) : (
            t('Nothing was given yet. Returns can be paid back to it, and it pays at the till.')
          )}
        </span>
        <span className="grow" />
        <Button
          size="small"
          locked={lockOf(person, 'credit.issue') ?? (credit?.status === 'blocked' ? t('It is blocked.') : null)}
          onClick={() => setAdjusting(true)}
        >
          {t('Add or take off')}
        </Button>
      </div>
      {adjusting ? (
        <AdjustDialog
          {...{ creditId: customerId, title: t('Store credit'), currency, balance }}
          onClose={() => setAdjusting(false)}
        />
      ) : null}
    </Card>
  );
}
