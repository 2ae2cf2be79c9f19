import { IconFingerprint } from '@tabler/icons-react';
import type { Factor } from '@tillhouse/shared/domains/access/step-up.ts';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { problemText, useBridge } from '../../data/bridge.ts';
import { useSession } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';
import { atPasskeyPage } from './passkey-page.ts';
import styles from './proof.module.css';
import type { ProofAsked } from './use-guarded.ts';

export interface ProofDialogProps {
  readonly asked: ProofAsked | 'sign-in';
  readonly onClose: () => void;
  /** It was shown: go on with what was being done. */
  readonly onShown: () => void;
}

const codeWords = (will: ProofAsked['will']): string => {
  if (!will.includes('recovery-code')) return t('Code of your authenticator app');
  return will.includes('totp') ? t('Code of your authenticator app, or a recovery code') : t('Recovery code');
};

/** Asks who it is once more, and goes on with what the person was doing. */
export function ProofDialog({ asked, onClose, onShown }: ProofDialogProps) {
  const bridge = useBridge();
  const { person } = useSession();
  const signIn = asked === 'sign-in';
  const will: readonly Factor[] = signIn ? ['password'] : asked.will;
  const [text, setText] = useState('');
  const [code, setCode] = useState('');
  const [needsCode, setNeedsCode] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState<'typed' | 'passkey' | null>(null);
  const ended = useRef(new AbortController());
  useEffect(() => () => ended.current.abort(), []);
  const password = will.includes('password');
  const typed = password || will.includes('totp') || will.includes('recovery-code');

  const fail = (problem: unknown): void => {
    if (signIn && (problem as { code?: string }).code === 'auth.second-factor-needed') {
      setNeedsCode(true);
      setWrong(null);
      return;
    }
    setWrong(problemText(problem, t('The cloud did not answer. Nothing was changed. Try again.')));
  };
  function submit(event: FormEvent): void {
    event.preventDefault();
    setBusy('typed');
    const said = signIn
      ? bridge.call('security.signIn', { password: text, ...(needsCode && code ? { code } : {}) })
      : bridge.call('security.prove', password ? { password: text } : { code: text });
    said
      .then(onShown)
      .catch(fail)
      .finally(() => setBusy(null));
  }
  function withPasskey(): void {
    setBusy('passkey');
    setWrong(null);
    bridge
      .call('security.beginProof', {})
      .then((begun) => atPasskeyPage(bridge, begun, ended.current.signal))
      .then((done) => {
        if (ended.current.signal.aborted) return;
        if (done) onShown();
        else setWrong(t('No passkey was shown in time. Nothing was changed. Try again.'));
      })
      .catch(fail)
      .finally(() => setBusy(null));
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      title={signIn ? t('Sign in to the cloud') : t('Show that it is you')}
      closeLabel={t('Close')}
      width={440}
      foot={
        <>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          {typed ? (
            <Button
              look="primary"
              type="submit"
              form="proof"
              disabled={busy !== null || text === '' || (needsCode && code === '')}
            >
              {signIn ? t('Sign in') : t('Go on')}
            </Button>
          ) : null}
        </>
      }
    >
      <div className={styles.form}>
        <p className="t2">
          {signIn
            ? t('A PIN signs {name} in at this desk alone. How you sign in is kept in the cloud: type your password.', {
                name: person.name,
              })
            : t('{what} asks for it when the last time is a while ago. Then it goes on by itself.', {
                what: asked.what,
              })}
        </p>
        {!signIn && will.includes('passkey') ? (
          <Button
            look="primary"
            icon={<IconFingerprint size={16} stroke={1.75} aria-hidden="true" />}
            onClick={withPasskey}
            disabled={busy !== null}
            data-autofocus
          >
            {busy === 'passkey' ? t('Waiting for your passkey in the browser …') : t('Use a passkey')}
          </Button>
        ) : null}
        {typed ? (
          <form id="proof" className={styles.form} onSubmit={submit}>
            <Field label={password ? t('Password') : codeWords(will)} error={needsCode ? null : wrong}>
              {(control) => (
                <Input
                  {...control}
                  type={password ? 'password' : 'text'}
                  autoComplete={password ? 'current-password' : 'one-time-code'}
                  maxLength={password ? 1000 : 20}
                  value={text}
                  onChange={(event) => setText(event.target.value)}
                  {...(will.includes('passkey') ? {} : { 'data-autofocus': true })}
                />
              )}
            </Field>
            {needsCode ? (
              <Field label={t('Code of your authenticator app, or a recovery code')} error={wrong}>
                {(control) => (
                  <Input
                    {...control}
                    autoComplete="one-time-code"
                    maxLength={20}
                    value={code}
                    onChange={(event) => setCode(event.target.value)}
                  />
                )}
              </Field>
            ) : null}
          </form>
        ) : wrong ? (
          <p role="alert" className={styles.wrong}>
            {wrong}
          </p>
        ) : null}
      </div>
    </Dialog>
  );
}
