import { useState } from 'react';
import type { NewCard } from '../../../bridge/credit-views.ts';
import { useBridge } from '../../data/bridge.ts';
import { useSending } from '../../data/sending.ts';
import { Field, Input } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { parseMoney } from '../../ui/money.tsx';
import { t } from '../../ui/text.ts';
import { CardSlip } from './card-slip.tsx';
import styles from './gift-cards.module.css';

export interface IssueDialogProps {
  readonly currency: string;
  readonly onClose: () => void;
  readonly onIssued: (creditId: string) => void;
}

/** A card that nobody paid for, with the reason; then its code, to be printed. */
export function IssueDialog({ currency, onClose, onIssued }: IssueDialogProps) {
  const bridge = useBridge();
  const { busy, refused, send, forget } = useSending();
  const [text, setText] = useState('');
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState('');
  const [made, setMade] = useState<NewCard | null>(null);
  // Both ids are born with the dialog, so that a lost answer and a second press issue one card.
  const [mutationId] = useState(() => crypto.randomUUID());
  const [card, setCard] = useState<NewCard | null>(null);
  const amount = parseMoney(text, currency);
  const expiresOn = until === '' ? null : until;
  async function issue(): Promise<void> {
    const fresh = card ?? (await bridge.call('credit.newCard', {}));
    setCard(fresh);
    const { creditId, codeHash, codeEnd } = fresh;
    const args = { creditId, codeHash, codeEnd, currency, amount: amount ?? 0, expiresOn, reason: reason.trim() };
    await bridge.mutate('credit.issue', args, mutationId);
    setMade(fresh);
  }
  if (made)
    return (
      <CardSlip
        {...{ code: made.code, amount: amount ?? 0, currency, expiresOn }}
        onClose={() => onIssued(made.creditId)}
      />
    );
  return (
    <FormDialog
      title={t('Issue a gift card')}
      action={t('Issue and show it')}
      ready={amount !== null && amount > 0 && reason.trim() !== ''}
      busy={busy}
      refused={refused}
      onSubmit={() => send(issue())}
      onClose={onClose}
    >
      <p className="t2">
        {t('By hand, and nobody pays for it: as goodwill, or a prize. At the till a card is sold as any other thing.')}
      </p>
      <div className={styles.pair}>
        <Field
          label={t('Amount')}
          error={text !== '' && (amount === null || amount <= 0) ? t('Write an amount such as 25.00') : null}
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
        <Field label={t('Good until')} hint={t('Empty: for ever')}>
          {(control) => (
            <Input {...control} type="date" value={until} onChange={(event) => setUntil(event.target.value)} />
          )}
        </Field>
      </div>
      <Field label={t('Why')}>
        {(control) => (
          <Input
            {...control}
            value={reason}
            maxLength={200}
            onChange={(event) => {
              forget();
              setReason(event.target.value);
            }}
          />
        )}
      </Field>
    </FormDialog>
  );
}
