import { type FormEvent, useState } from 'react';
import type { SessionState } from '../../../bridge/views.ts';
import { problemText, useBridge } from '../../data/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { Tabs } from '../../ui/page.tsx';
import { t } from '../../ui/text.ts';
import { AbroadDialog } from './abroad-dialog.tsx';
import { Credentials } from './credentials.tsx';
import styles from './sign-in.module.css';
import steps from './steps.module.css';
import { SignInFrame } from './sign-in-frame.tsx';

type Way = 'browser' | 'code' | 'password';

/** First run: the device becomes the shop's, by a code from another desk or by signing in. */
export function EnrolScreen({ session }: { readonly session: SessionState }) {
  const bridge = useBridge();
  const [way, setWay] = useState<Way>('browser');
  const [deviceName, setDeviceName] = useState(session.deviceName || t('Till'));
  const [code, setCode] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [abroad, setAbroad] = useState<'browser' | 'code' | null>(null);
  const ready =
    deviceName.trim() !== '' &&
    (way === 'browser' || (way === 'code' ? code.trim().length >= 6 : email !== '' && password !== ''));

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!ready || busy) return;
    if (way === 'browser') {
      setAbroad('browser');
      return;
    }
    setBusy(true);
    setWrong(null);
    const name = deviceName.trim();
    const enrolled =
      way === 'code'
        ? bridge.call('session.enrol', { code: code.trim().toUpperCase(), deviceName: name })
        : bridge.call('session.enrolWithPassword', { email: email.trim(), password, deviceName: name });
    enrolled
      .catch((problem: unknown) =>
        setWrong(
          problemText(
            problem,
            t('The shop could not be reached. Nothing was enrolled. Check the connection and try again.'),
          ),
        ),
      )
      .finally(() => setBusy(false));
  }

  return (
    <SignInFrame name="Tillhouse" place={t('New device')} linked={false}>
      <main className={styles.two}>
        <section className={styles.me}>
          <h1>{t('Set up this device')}</h1>
          <span className="t2">{t('Once, with a connection. From then on it works without one.')}</span>
          <form className={styles.form} onSubmit={submit}>
            <Tabs
              style={{ height: 40, borderBlockEnd: '1px solid var(--border-control)' }}
              aria-label={t('How to set up')}
            >
              <button
                type="button"
                aria-current={way === 'browser' ? 'true' : undefined}
                onClick={() => setWay('browser')}
              >
                {t('Sign in')}
              </button>
              <button
                type="button"
                aria-current={way === 'password' ? 'true' : undefined}
                onClick={() => setWay('password')}
              >
                {t('E-mail and password')}
              </button>
              <button type="button" aria-current={way === 'code' ? 'true' : undefined} onClick={() => setWay('code')}>
                {t('Code')}
              </button>
            </Tabs>
            {way === 'browser' ? (
              <p className="t2">
                {t('You sign in in the browser of this machine, with your passkey or password. Nothing is typed here.')}
              </p>
            ) : way === 'code' ? (
              <Field
                label={t('Enrolment code')}
                hint={t('Eight letters and digits from a desk that is set up already')}
              >
                {(control) => (
                  <Input
                    {...control}
                    className={styles.code}
                    value={code}
                    onChange={(event) => setCode(event.target.value)}
                    autoComplete="off"
                    spellCheck={false}
                    maxLength={12}
                  />
                )}
              </Field>
            ) : (
              <Credentials email={email} password={password} onEmail={setEmail} onPassword={setPassword} />
            )}
            <Field
              label={t('Name of this device')}
              hint={t('Shown on receipts, stock moves and in the list of devices')}
            >
              {(control) => (
                <Input
                  {...control}
                  value={deviceName}
                  onChange={(event) => setDeviceName(event.target.value)}
                  maxLength={60}
                  autoComplete="off"
                />
              )}
            </Field>
            {wrong ? (
              <p className={styles.bad} role="alert">
                {wrong}
              </p>
            ) : null}
            <Button look="primary" className={styles.big} type="submit" disabled={!ready || busy}>
              {busy ? t('Asking the shop…') : way === 'browser' ? t('Sign in and enrol') : t('Enrol this device')}
            </Button>
            {way === 'browser' ? (
              <Button disabled={!ready} onClick={() => setAbroad('code')}>
                {t('Use my phone instead')}
              </Button>
            ) : null}
          </form>
        </section>
        <section className={styles.switch} style={{ display: 'block' }} aria-label={t('What happens')}>
          <h2>{t('What happens now')}</h2>
          <ol className={steps.steps}>
            <li>
              <b>{t('The device gets a key of its own')}</b>
              <span>{t('The key never leaves this machine. The owner can revoke it at any time.')}</span>
            </li>
            <li>
              <b>{t('The shop is copied here')}</b>
              <span>
                {t(
                  'Products, prices, stock of its locations and the people who work here. You can sell as soon as the catalogue is in.',
                )}
              </span>
            </li>
            <li>
              <b>{t('Everybody signs in with six digits')}</b>
              <span>{t('PINs are checked on this machine, so they work when the line is down.')}</span>
            </li>
          </ol>
        </section>
      </main>
      {abroad ? <AbroadDialog way={abroad} deviceName={deviceName.trim()} onClose={() => setAbroad(null)} /> : null}
    </SignInFrame>
  );
}
