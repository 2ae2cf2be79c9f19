import { isMailAddress } from '@tillhouse/shared/kernel/mail-address.ts';
import { IconBackspace } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { problemText, useBridge } from '../../data/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { t } from '../../ui/text.ts';
import styles from './mail-form.module.css';

/** Addresses are Latin whatever the language is. */
const rows = ['1234567890', 'qwertyuiop', 'asdfghjkl-', 'zxcvbnm._@'];
const endings = ['@gmail.com', '@outlook.com', '.com'];

interface Props {
  readonly onDone: () => void;
  readonly onLeave: () => void;
}

/** The customer writes where their receipt goes, with keys of the screen: a display has no others. */
export function MailForm({ onDone, onLeave }: Props) {
  const bridge = useBridge();
  const [to, setTo] = useState('');
  const [wrong, setWrong] = useState('');
  const fits = isMailAddress(to.trim());
  const add = (text: string) => {
    setWrong('');
    setTo((old) => (old + text).slice(0, 254));
  };
  function send(event: FormEvent): void {
    event.preventDefault();
    if (!fits) return;
    bridge
      .call('display.mailReceipt', { to: to.trim() })
      .then(onDone)
      .catch((problem: unknown) => setWrong(problemText(problem, t('Please tell whoever serves you.'))));
  }
  return (
    <form className={styles.form} onSubmit={send} aria-label={t('Receipt by e-mail')}>
      <label>
        <span>{t('Your e-mail address')}</span>
        <input
          type="email"
          inputMode="none"
          autoComplete="off"
          spellCheck={false}
          // biome-ignore lint/a11y/noAutofocus: the form is all that there is on the screen
          autoFocus
          value={to}
          maxLength={254}
          onChange={(event) => {
            setWrong('');
            setTo(event.target.value);
          }}
        />
      </label>
      <p role={wrong ? 'alert' : 'status'} className={cx(wrong !== '' && styles.wrong)}>
        {wrong || t('It is used for this receipt alone.')}
      </p>
      {/* A key of the screen leaves the focus in the field, for whoever has other keys as well. */}
      <div className={styles.keys} onPointerDown={(event) => event.preventDefault()}>
        {rows.map((row) => (
          <div key={row}>
            {[...row].map((key) => (
              <button key={key} type="button" onClick={() => add(key)}>
                {key}
              </button>
            ))}
          </div>
        ))}
        <div>
          {endings.map((ending) => (
            <button key={ending} type="button" className={styles.wide} onClick={() => add(ending)}>
              {ending}
            </button>
          ))}
          <button
            type="button"
            className={styles.wide}
            aria-label={t('Delete the last letter')}
            onClick={() => setTo((old) => old.slice(0, -1))}
          >
            <IconBackspace size={32} stroke={1.75} aria-hidden="true" />
          </button>
        </div>
      </div>
      <div className={styles.foot}>
        <Button size="big" onClick={onLeave}>
          {t('No, thank you')}
        </Button>
        <Button size="big" look="primary" type="submit" disabled={!fits}>
          {t('Send my receipt')}
        </Button>
      </div>
    </form>
  );
}
