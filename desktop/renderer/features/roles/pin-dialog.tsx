import { type FormEvent, useState } from 'react';
import type { StaffRow } from '../../../bridge/access-queries.ts';
import { problemText, useBridge } from '../../data/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import styles from './roles.module.css';

const digitsOf = (text: string) => text.replace(/\D/g, '').slice(0, 6);

export interface PinDialogProps {
  readonly person: StaffRow;
  readonly own: boolean;
  readonly onClose: () => void;
}

/** A PIN of six digits, typed twice; or none. */
export function PinDialog({ person, own, onClose }: PinDialogProps) {
  const bridge = useBridge();
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const differs = again.length === 6 && again !== pin;
  const ready = pin.length === 6 && again === pin && !busy;
  function send(next: string | null): void {
    setBusy(true);
    bridge
      .call('session.setPin', { staffId: person.id, pin: next })
      .then(() => {
        toast({
          tone: 'ok',
          title:
            next === null
              ? t('PIN of {name} taken away', { name: person.name })
              : t('PIN of {name} set', { name: person.name }),
          message: t('It holds at this desk now, and at every other when it syncs.'),
        });
        onClose();
      })
      .catch((problem: unknown) => {
        setPin('');
        setAgain('');
        setWrong(problemText(problem, t('The desk did not answer. The PIN stays as it was. Try again.')));
      })
      .finally(() => setBusy(false));
  }
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (ready) send(pin);
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      title={own ? t('Your PIN') : t('PIN of {name}', { name: person.name })}
      closeLabel={t('Close')}
      width={420}
      foot={
        <>
          {person.hasPin ? (
            <Button look="danger" disabled={busy} onClick={() => send(null)}>
              {t('Take PIN away')}
            </Button>
          ) : null}
          <span className="grow" />
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button look="primary" type="submit" form="set-pin" disabled={!ready}>
            {t('Set PIN')}
          </Button>
        </>
      }
    >
      <form id="set-pin" className={styles.form} onSubmit={submit}>
        <p className="t2">
          {own
            ? t('It signs you in at enrolled desks and tills, also offline. Let nobody see it.')
            : t(
                'Let {name} type it. It signs in at enrolled desks and tills, also offline; without one, only the password does.',
                {
                  name: person.name,
                },
              )}
        </p>
        <Field label={t('Six digits')} error={wrong}>
          {(control) => (
            <Input
              {...control}
              type="password"
              inputMode="numeric"
              autoComplete="new-password"
              className={styles.pin}
              value={pin}
              onChange={(event) => {
                setWrong(null);
                setPin(digitsOf(event.target.value));
              }}
              data-autofocus
            />
          )}
        </Field>
        <Field label={t('Once more')} error={differs ? t('These two differ. Type the same six digits.') : null}>
          {(control) => (
            <Input
              {...control}
              type="password"
              inputMode="numeric"
              autoComplete="new-password"
              className={styles.pin}
              value={again}
              onChange={(event) => setAgain(digitsOf(event.target.value))}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
