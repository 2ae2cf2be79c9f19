import { useState } from 'react';
import { useBridge } from '../../data/bridge.ts';
import { useSending } from '../../data/sending.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Money, moneyText, parseMoney } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import styles from './gift-cards.module.css';

export interface AdjustDialogProps {
  /** Of store credit its customer */
  readonly creditId: string;
  readonly title: string;
  readonly currency: string;
  readonly balance: number;
  readonly onClose: () => void;
}

/** Puts something on a card or on store credit, or takes off it, with the reason and what is on it then. */
export function AdjustDialog({ creditId, title, currency, balance, onClose }: AdjustDialogProps) {
  const bridge = useBridge();
  const { busy, refused, send, forget } = useSending();
  const [add, setAdd] = useState(true);
  const [text, setText] = useState('');
  const [reason, setReason] = useState('');
  const [mutationId] = useState(() => crypto.randomUUID());
  const typed = parseMoney(text, currency);
  const amount = typed === null ? null : add ? typed : -typed;
  const short = amount !== null && balance + amount < 0;
  const after = balance + (amount ?? 0);
  async function save(): Promise<void> {
    await bridge.mutate(
      'credit.adjust',
      { creditId, amount: amount ?? 0, currency, reason: reason.trim() },
      mutationId,
    );
    toast({
      tone: 'ok',
      title: add ? t('Added') : t('Taken off'),
      message: t('{amount} are on it now.', { amount: moneyText({ amount: after, currency }) }),
    });
    onClose();
  }
  return (
    <FormDialog
      title={title}
      action={add ? t('Add') : t('Take off')}
      ready={amount !== null && amount !== 0 && !short && reason.trim() !== ''}
      busy={busy}
      refused={refused}
      onSubmit={() => send(save())}
      onClose={onClose}
    >
      <fieldset className={styles.ways} aria-label={t('What is done')}>
        {[true, false].map((way) => (
          <Button key={String(way)} aria-pressed={add === way} onClick={() => setAdd(way)}>
            {way ? t('Add to it') : t('Take off it')}
          </Button>
        ))}
      </fieldset>
      <Field
        label={t('Amount')}
        error={
          text !== '' && (typed === null || typed <= 0)
            ? t('Write an amount such as 25.00')
            : short
              ? t('No more than {amount} is on it.', { amount: moneyText({ amount: balance, currency }) })
              : null
        }
      >
        {(control) => (
          <Input
            {...control}
            className="num"
            inputMode="decimal"
            data-autofocus
            value={text}
            onChange={(event) => {
              forget();
              setText(event.target.value);
            }}
          />
        )}
      </Field>
      <Field label={t('Why')}>
        {(control) => (
          <Input {...control} value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
        )}
      </Field>
      <p className="t2">
        {t('On it then')}{' '}
        <b className="num">
          <Money amount={after} currency={currency} />
        </b>
      </p>
    </FormDialog>
  );
}
