import { type FormEvent, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';
import styles from './transfers.module.css';

interface SendDialogProps {
  readonly number: string;
  readonly toName: string;
  readonly busy: boolean;
  readonly onSend: (by: { readonly carrier: string; readonly tracking: string }) => void;
  readonly onClose: () => void;
}

/** The goods leave now: by whom, and what they call it. */
export function SendDialog({ number, toName, busy, onSend, onClose }: SendDialogProps) {
  const [carrier, setCarrier] = useState('');
  const [tracking, setTracking] = useState('');
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!busy) onSend({ carrier: carrier.trim(), tracking: tracking.trim() });
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      width={420}
      title={t('Send {number}', { number })}
      closeLabel={t('Close')}
      foot={
        <>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button look="primary" type="submit" form="send-transfer" disabled={busy}>
            {t('It has left')}
          </Button>
        </>
      }
    >
      <form id="send-transfer" className={styles.send} onSubmit={submit}>
        <p>{t('It is off the shelf here and on its way to {place} until it is taken in there.', { place: toName })}</p>
        <Field label={t('Carrier or driver')} hint={t('May stay empty')}>
          {(control) => (
            <Input
              {...control}
              data-autofocus
              value={carrier}
              maxLength={60}
              autoComplete="off"
              onChange={(event) => setCarrier(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('Tracking number')}>
          {(control) => (
            <Input
              {...control}
              className="mono"
              value={tracking}
              maxLength={120}
              autoComplete="off"
              onChange={(event) => setTracking(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
