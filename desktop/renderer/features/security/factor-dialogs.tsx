import { useState } from 'react';
import { renderSVG } from 'uqr';
import { useBridge } from '../../data/bridge.ts';
import { useSending } from '../../data/sending.ts';
import { Field, Input } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { PrintOnceDialog } from '../../ui/print-once-dialog.tsx';
import { t } from '../../ui/text.ts';
import styles from './security.module.css';

const noAnswer = () => t('The cloud did not answer. Nothing was changed. Try again.');

export interface TotpDialogProps {
  readonly begun: { readonly secret: string; readonly uri: string };
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** The picture is drawn here: the secret goes to nobody else. */
export function TotpDialog({ begun, onClose, onDone }: TotpDialogProps) {
  const bridge = useBridge();
  const [code, setCode] = useState('');
  const { busy, refused, send, forget } = useSending(noAnswer);
  return (
    <FormDialog
      title={t('Set up an authenticator app')}
      width={520}
      action={t('It works, use it')}
      ready={code.replace(/\s/g, '').length >= 6}
      busy={busy}
      onSubmit={() => send(bridge.call('security.confirmTotp', { code }).then(onDone))}
      onClose={onClose}
    >
      <div className={styles.qr}>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: drawn here of squares, no text goes into it */}
        <span role="img" aria-label={t('Code to scan')} dangerouslySetInnerHTML={{ __html: renderSVG(begun.uri) }} />
        <div className={styles.form}>
          <p>{t('Scan it with the app on your phone, or type this there:')}</p>
          <span className={styles.secret}>{begun.secret.replace(/(.{4})(?=.)/g, '$1 ')}</span>
        </div>
      </div>
      <Field label={t('The six digits that the app shows now')} error={refused}>
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={7}
            value={code}
            onChange={(event) => {
              forget();
              setCode(event.target.value);
            }}
            data-autofocus
          />
        )}
      </Field>
    </FormDialog>
  );
}

/** Shown this once. */
export function CodesDialog({ codes, onClose }: { readonly codes: readonly string[]; readonly onClose: () => void }) {
  return (
    <PrintOnceDialog title={t('Your recovery codes')} done={t('I have kept them')} onClose={onClose}>
      <div className={styles.form}>
        <p>
          {t(
            'Each lets you in once when your phone or key is not at hand. They are shown this once: print them or write them down.',
          )}
        </p>
        <ul className={styles.codes}>
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
      </div>
    </PrintOnceDialog>
  );
}

export interface NameDialogProps {
  readonly title: string;
  readonly name: string;
  readonly action: string;
  readonly onClose: () => void;
  readonly onName: (name: string) => void;
}

export function NameDialog({ title, name, action, onClose, onName }: NameDialogProps) {
  const [text, setText] = useState(name);
  return (
    <FormDialog
      title={title}
      action={action}
      ready={text.trim() !== ''}
      onSubmit={() => onName(text.trim())}
      onClose={onClose}
    >
      <Field label={t('What you call it')} hint={t('Such as the device it is on')}>
        {(control) => (
          <Input
            {...control}
            maxLength={60}
            value={text}
            onChange={(event) => setText(event.target.value)}
            data-autofocus
          />
        )}
      </Field>
    </FormDialog>
  );
}

export function PasswordChange({
  onClose,
  onDone,
}: {
  readonly onClose: () => void;
  readonly onDone: (ended: number) => void;
}) {
  const bridge = useBridge();
  const [present, setPresent] = useState('');
  const [next, setNext] = useState('');
  const { busy, refused, send, forget } = useSending(noAnswer);
  const change = () =>
    bridge.call('security.changePassword', { present, next }).then(({ endedSignIns }) => onDone(endedSignIns));
  return (
    <FormDialog
      title={t('Change your password')}
      action={t('Change it')}
      ready={present !== '' && [...next].length >= 12}
      busy={busy}
      onSubmit={() => send(change())}
      onClose={onClose}
    >
      <Field label={t('Present password')} error={refused}>
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="current-password"
            value={present}
            onChange={(event) => {
              forget();
              setPresent(event.target.value);
            }}
            data-autofocus
          />
        )}
      </Field>
      <Field label={t('New password')} hint={t('Twelve characters or more, of any kind. Four words are easy to keep.')}>
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="new-password"
            maxLength={1000}
            value={next}
            onChange={(event) => setNext(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  );
}
