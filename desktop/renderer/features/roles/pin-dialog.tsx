import { useState } from 'react';
import type { StaffRow } from '../../../bridge/access-queries.ts';
import { useBridge } from '../../data/bridge.ts';
import { useSending } from '../../data/sending.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
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
  const { busy, refused, send, forget } = useSending(() =>
    t('The desk did not answer. The PIN stays as it was. Try again.'),
  );
  const differs = again.length === 6 && again !== pin;
  const ready = pin.length === 6 && again === pin;
  async function set(next: string | null): Promise<void> {
    try {
      await bridge.call('session.setPin', { staffId: person.id, pin: next });
    } catch (problem) {
      setPin('');
      setAgain('');
      throw problem;
    }
    toast({
      tone: 'ok',
      title:
        next === null
          ? t('PIN of {name} taken away', { name: person.name })
          : t('PIN of {name} set', { name: person.name }),
      message: t('It holds at this desk now, and at every other when it syncs.'),
    });
    onClose();
  }
  return (
    <FormDialog
      title={own ? t('Your PIN') : t('PIN of {name}', { name: person.name })}
      action={t('Set PIN')}
      ready={ready}
      busy={busy}
      onSubmit={() => send(set(pin))}
      onClose={onClose}
      beside={
        <>
          {person.hasPin ? (
            <Button look="danger" disabled={busy} onClick={() => send(set(null))}>
              {t('Take PIN away')}
            </Button>
          ) : null}
          <span className="grow" />
        </>
      }
    >
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
      <Field label={t('Six digits')} error={refused}>
        {(control) => (
          <Input
            {...control}
            type="password"
            inputMode="numeric"
            autoComplete="new-password"
            className={styles.pin}
            value={pin}
            onChange={(event) => {
              forget();
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
    </FormDialog>
  );
}
