import { useEffect, useState } from 'react';
import type { BasketAge } from '../../../bridge/age-views.ts';
import { scanning } from '../../scanner/use-scanner.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { isTyping } from '../../ui/keys.ts';
import { t } from '../../ui/text.ts';
import { useSteady } from '../../ui/use-steady.ts';
import styles from './age-dialog.module.css';

/** Longer than any gun takes from one character to the next: a letter of a code is no answer. */
const NO_SCAN_MS = 120;

const words = (day: string) =>
  new Intl.DateTimeFormat(undefined, { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' }).format(
    Date.parse(`${day}T00:00:00Z`),
  );

interface AgeDialogProps {
  readonly age: BasketAge;
  readonly onAnswer: (oldEnough: boolean, how: 'seen' | 'birth-date') => void;
}

/** Something here is not sold to everybody: asked once a sale, answered by one key. A date that is typed leaves nothing behind. */
export function AgeDialog({ age, onAnswer }: AgeDialogProps) {
  const { minimum, bornBy } = age;
  const [born, setBorn] = useState('');
  const [wrong, setWrong] = useState(false);
  const answer = useSteady(onAnswer);
  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    function onKey(event: KeyboardEvent): void {
      clearTimeout(waiting);
      const key = event.key.toLowerCase();
      if ((key !== 'y' && key !== 'n') || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if (isTyping(event)) return;
      event.preventDefault();
      waiting = setTimeout(() => (scanning.now ? undefined : answer(key === 'y', 'seen')), NO_SCAN_MS);
    }
    window.addEventListener('keydown', onKey);
    return () => {
      clearTimeout(waiting);
      window.removeEventListener('keydown', onKey);
    };
  }, [answer]);

  function typed(text: string): void {
    const digits = text.replace(/\D/g, '').slice(0, 8);
    setBorn(digits);
    setWrong(false);
    // The digits of a code that is scanned meanwhile are nobody's birthday.
    if (digits.length === 8 && !scanning.now) workOut(digits);
  }
  function workOut(digits: string): void {
    const day = `${digits.slice(4)}-${digits.slice(2, 4)}-${digits.slice(0, 2)}`;
    const at = Date.parse(`${day}T00:00:00Z`);
    if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day) setWrong(true);
    else onAnswer(day <= bornBy, 'birth-date');
  }

  return (
    <Dialog
      opened
      onClose={() => onAnswer(false, 'seen')}
      title={t('Sold from {minimum} years on', { minimum })}
      closeLabel={t('Not old enough')}
      foot={
        <>
          <Button size="touch" keys="N" onClick={() => onAnswer(false, 'seen')}>
            {t('No, take it off')}
          </Button>
          <Button size="touch" look="primary" keys="Y" onClick={() => onAnswer(true, 'seen')}>
            {t('Yes, old enough')}
          </Button>
        </>
      }
    >
      {/* Focus is on the question: Enter, also that of a gun, answers nothing. */}
      <p className={styles.cut} data-autofocus tabIndex={-1}>
        <span>{t('Born on or before')}</span>
        <b>{words(bornBy)}</b>
      </p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          workOut(born);
        }}
      >
        <Field
          label={t('Date of birth, if you want it worked out')}
          hint={t('Day, month, year as eight digits, such as 27112008. It is not kept.')}
          error={wrong ? t('There is no such day') : null}
        >
          {(control) => (
            <Input
              {...control}
              className="num"
              inputMode="numeric"
              autoComplete="off"
              value={born}
              maxLength={10}
              onChange={(event) => typed(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
