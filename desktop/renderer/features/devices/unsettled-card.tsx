import { useState } from 'react';
import type { CardAttempt } from '../../../bridge/card-views.ts';
import { useRead } from '../../data/reads.ts';
import { useCall } from '../../data/writes.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { clockText, dayText } from '../../ui/instants.ts';
import { Money } from '../../ui/money.tsx';
import { Card } from '../../ui/page.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import styles from './devices.module.css';

/** How a payment without a basket stands. */
export function unsettledText({ state, purpose, reason }: CardAttempt): string {
  if (state === 'case') return reason;
  if (state === 'reversing') return t('Being given back; the terminal has not confirmed it yet.');
  if (state === 'approved' && purpose === 'refund') return t('Paid back at the terminal; its return is not recorded.');
  return t('Left by the till; the terminal has not said what became of it.');
}

/** Card payments of a register that are under way without a basket, or that a person has to look at. */
export function UnsettledCard({ registerId }: { readonly registerId: string }) {
  const { data } = useRead('till.devices', { registerId });
  const askAgain = useCall('card.askAgain');
  const settle = useCall('card.settle');
  const [settling, setSettling] = useState<CardAttempt | null>(null);
  const [note, setNote] = useState('');
  if (!data || data.unsettled.length === 0) return null;
  return (
    <Card aria-label={t('Card payments to look at')}>
      <header>
        <h2>{t('Card payments to look at')}</h2>
        <span className="grow" />
        <Button size="small" onClick={() => askAgain.mutate({})}>
          {t('Ask the terminal now')}
        </Button>
      </header>
      {data.unsettled.map((one) => (
        <div key={one.id} className={styles.row}>
          <span className="sub">
            {dayText(one.startedAt)} {clockText(one.startedAt)}
          </span>
          <div>
            <State tone={one.state === 'case' ? 'bad' : 'warn'}>
              {one.purpose === 'refund' ? t('Refund') : t('Charge')}
              {one.reference ? ` ${one.reference}` : ''}
              {one.card ? ` · ${one.card.brand} ${one.card.last4}` : ''}
            </State>
            <p className="sub">{unsettledText(one)}</p>
          </div>
          <Money className="num" amount={one.amount} currency={one.currency} />
          <Button
            size="small"
            onClick={() => {
              setNote('');
              setSettling(one);
            }}
          >
            {t('Settle')}
          </Button>
        </div>
      ))}
      {settling ? (
        <FormDialog
          title={t('Settle a card payment')}
          action={t('Settled')}
          ready={note.trim().length >= 3}
          busy={settle.isPending}
          onClose={() => setSettling(null)}
          onSubmit={() =>
            settle.mutate({ attemptId: settling.id, note: note.trim() }, { onSuccess: () => setSettling(null) })
          }
        >
          <p className="t2">
            {t(
              'Look at the terminal’s own journal first. Nothing is charged or given back by this; it only notes how it was settled.',
            )}
          </p>
          <Field label={t('How was it settled?')} hint={t('Such as: refunded at the terminal by hand, slip 4412')}>
            {(control) => (
              <Input
                {...control}
                value={note}
                maxLength={200}
                autoFocus
                onChange={(event) => setNote(event.target.value)}
              />
            )}
          </Field>
        </FormDialog>
      ) : null}
    </Card>
  );
}
