import { IconCloudOff, IconDeviceMobile, IconDialpad, IconMail, IconUsb, IconWorld } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { PersonSummary, SessionState } from '../../../bridge/views.ts';
import { problemText, useBridge } from '../../data/bridge.ts';
import { useNow } from '../../data/clock.ts';
import { useSyncStatus } from '../../data/sync-status.ts';
import { isBadge } from '../../scanner/is-badge.ts';
import { scanning, useScanner } from '../../scanner/use-scanner.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button, LinkButton } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { dayKey, dayText, recentText } from '../../ui/instants.ts';
import { isCovered, isTyping } from '../../ui/keys.ts';
import { Ledger } from '../../ui/ledger.tsx';
import { SectionHead } from '../../ui/page.tsx';
import { PIN_DIGITS, PinKeys } from '../../ui/pin-pad.tsx';
import { State } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { AbroadDialog } from './abroad-dialog.tsx';
import { KeyDialog } from './key-dialog.tsx';
import { PasswordDialog } from './password-dialog.tsx';
import styles from './sign-in.module.css';
import { SignInFrame } from './sign-in-frame.tsx';

/** Why a person cannot type a PIN here now; null when they can. */
function blockedText(person: PersonSummary): string | null {
  if (person.status !== 'active') return person.statusNote ?? t('Away');
  return person.hasPin ? null : t('No PIN on this desk yet');
}

function hereText(person: PersonSummary, now: number): string {
  if (person.lastHereAt === null) return person.roleName;
  return t('{role} · here {when}', { role: person.roleName, when: recentText(person.lastHereAt, now, t('yesterday')) });
}

function Person({
  person,
  chosen,
  now,
  onChoose,
}: {
  readonly person: PersonSummary;
  readonly chosen: boolean;
  readonly now: number;
  readonly onChoose: () => void;
}) {
  const blocked = blockedText(person);
  return (
    <button
      type="button"
      className={styles.person}
      aria-pressed={chosen}
      disabled={blocked !== null}
      onClick={onChoose}
    >
      <Avatar name={person.name} size={32} quiet={blocked !== null} />
      <span>
        <b>{person.name}</b>
        <span className="meta">{blocked ?? hereText(person, now)}</span>
      </span>
      {person.hasPin ? null : <IconCloudOff size={16} stroke={1.75} aria-hidden="true" />}
    </button>
  );
}

function DeviceFacts({ session }: { readonly session: SessionState }) {
  const places = session.locations.map((place) => place.name).join(', ');
  return (
    <div className={styles.device}>
      <SectionHead
        title={t('This device')}
        aside={
          session.enrolledAt === null ? null : (
            <State tone="ok" calm>
              {t('Enrolled {day}', { day: dayText(session.enrolledAt, { year: true }).replace(/^\w+ /, '') })}
            </State>
          )
        }
      />
      <Ledger open rowHeight={28} widths={[120, null]}>
        <tbody>
          <tr>
            <td>{t('Name')}</td>
            <td>{session.deviceName}</td>
          </tr>
          <tr>
            <td>{t('May open')}</td>
            <td>{t('Desk for {places}', { places })}</td>
          </tr>
          <tr>
            <td>{t('Key')}</td>
            <td>
              <span className="mono t2">{session.keyFingerprint ?? '–'}</span>
            </td>
          </tr>
        </tbody>
      </Ledger>
      {session.keyWarning ? <p className="meta warn-text">{session.keyWarning}</p> : null}
    </div>
  );
}

/** Who is working: choose a name, type six digits. Works without a connection. */
export function SignInScreen({ session }: { readonly session: SessionState }) {
  const bridge = useBridge();
  const now = useNow();
  const usable = session.people.filter((person) => blockedText(person) === null);
  const latest = [...usable].sort((a, b) => (b.lastHereAt ?? 0) - (a.lastHereAt ?? 0))[0];
  const [chosenId, setChosenId] = useState(latest?.id ?? null);
  const [pin, setPin] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  // Keys are taken as soon as it is so, not once the screen has been drawn with it: a digit that is lost makes the next PIN a wrong one.
  const asking = useRef(false);
  const [withPassword, setWithPassword] = useState(false);
  const offline = useSyncStatus()?.state === 'offline';
  const [withKey, setWithKey] = useState(false);
  const [abroad, setAbroad] = useState<'browser' | 'code' | null>(null);
  const chosen = session.people.find((person) => person.id === chosenId);

  function press(key: string): void {
    if (asking.current) return;
    setWrong(null);
    if (key === 'clear') setPin('');
    else if (key === 'back') setPin((old) => old.slice(0, -1));
    else setPin((old) => (old.length < PIN_DIGITS ? old + key : old));
  }

  function choose(id: string): void {
    setChosenId(id);
    setPin('');
    setWrong(null);
  }

  useEffect(() => {
    if (pin.length < PIN_DIGITS || !chosenId || busy) return;
    asking.current = true;
    setBusy(true);
    const over = (problem: string | null): void => {
      asking.current = false;
      setPin('');
      setBusy(false);
      setWrong(problem);
    };
    bridge.call('session.signInWithPin', { staffId: chosenId, pin }).then(
      () => over(null),
      (problem: unknown) => over(problemText(problem, t('That PIN is not right. Try again.'))),
    );
  }, [pin, chosenId, busy, bridge]);

  useScanner((badge) => {
    if (asking.current || !isBadge(badge)) return;
    asking.current = true;
    setPin('');
    setBusy(true);
    bridge
      .call('session.signInWithBadge', { badge })
      .catch((problem: unknown) => setWrong(problemText(problem, t('That badge is not right. Try again.'))))
      .finally(() => {
        asking.current = false;
        setBusy(false);
      });
  });

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (isTyping(event) || isCovered(event) || event.ctrlKey || event.metaKey) return;
      // The digits within a scanned badge are none of a PIN.
      if (scanning.words) return;
      if (/^\d$/.test(event.key)) press(event.key);
      else if (event.key === 'Backspace') press('back');
      else if (event.key === 'Escape') press('clear');
      else return;
      event.preventDefault();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  });

  return (
    <SignInFrame
      name={session.store?.name ?? 'Tillhouse'}
      place={[session.deviceName, session.location?.name].filter(Boolean).join(', ')}
      linked
    >
      <main className={styles.two}>
        <section className={styles.me} aria-label={t('Sign in')}>
          <h1>
            {latest?.lastHereAt && dayKey(latest.lastHereAt) === dayKey(now) ? t('Back to work') : t('Good to see you')}
          </h1>
          <span className="t2">{t('The desk is locked. Nothing was closed, nothing is lost.')}</span>
          {latest ? (
            <>
              <div className={styles.who}>
                <Avatar name={latest.name} size={44} />
                <span>
                  <b>{latest.name}</b>
                  <span className="meta">{hereText(latest, now)}</span>
                </span>
                <span />
              </div>
              <Button
                look="primary"
                className={styles.big}
                icon={<IconDialpad size={22} stroke={1.75} aria-hidden="true" />}
                onClick={() => choose(latest.id)}
              >
                {t('Sign in with my PIN')}
              </Button>
            </>
          ) : null}
          <div className={styles.other}>
            <Button
              icon={<IconWorld size={16} stroke={1.75} aria-hidden="true" />}
              disabled={offline}
              onClick={() => setAbroad('browser')}
            >
              {t('In the browser')}
              <span className={styles.note}>{offline ? t('needs a connection') : t('passkey or password')}</span>
            </Button>
            <Button
              icon={<IconDeviceMobile size={16} stroke={1.75} aria-hidden="true" />}
              disabled={offline}
              onClick={() => setAbroad('code')}
            >
              {t('With my phone')}
              <span className={styles.note}>{offline ? t('needs a connection') : t('a code, no keyboard needed')}</span>
            </Button>
            <Button icon={<IconUsb size={16} stroke={1.75} aria-hidden="true" />} onClick={() => setWithKey(true)}>
              {t('Security key')}
              <span className={styles.note}>{t('no connection needed')}</span>
            </Button>
            <Button
              icon={<IconMail size={16} stroke={1.75} aria-hidden="true" />}
              onClick={() => setWithPassword(true)}
            >
              {t('E-mail and password')}
              <span className={styles.note}>{t('needs a connection')}</span>
            </Button>
          </div>
          <DeviceFacts session={session} />
        </section>
        <section className={styles.switch} aria-label={t('Switch with a PIN')}>
          <h2>
            {t('Or switch with a PIN')}
            <span>
              {t('{n, plural, one {# person uses} other {# people use}} this desk', { n: session.people.length })}
            </span>
          </h2>
          <ul className={styles.people}>
            {session.people.map((person) => (
              <li key={person.id}>
                <Person person={person} chosen={person.id === chosenId} now={now} onChoose={() => choose(person.id)} />
              </li>
            ))}
          </ul>
          <div className={cx(styles.pin, wrong && styles.wrong)}>
            <div className={styles.name}>{chosen?.name ?? t('Choose a name')}</div>
            <p className="meta">{chosen ? [chosen.roleName, chosen.locationName].filter(Boolean).join(', ') : ' '}</p>
            <div
              className={styles.dots}
              role="img"
              aria-label={t('{n} of {all} digits', { n: pin.length, all: PIN_DIGITS })}
            >
              {Array.from({ length: PIN_DIGITS }, (_, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: six dots that never move
                <i key={index} data-full={index < pin.length || undefined} />
              ))}
            </div>
            <PinKeys onPress={press} />
            <p className={styles.try} role="status">
              {wrong ? (
                <span className={styles.bad}>{wrong}</span>
              ) : (
                <span className="meta">
                  {busy ? t('Checking') : t('Six digits, or scan your badge. Checked on this desk.')}
                </span>
              )}{' '}
              {wrong ? (
                <LinkButton className="meta" onClick={() => setWithPassword(true)}>
                  {t('Use e-mail and password')}
                </LinkButton>
              ) : null}
            </p>
          </div>
        </section>
      </main>
      {abroad ? <AbroadDialog way={abroad} deviceName={session.deviceName} onClose={() => setAbroad(null)} /> : null}
      {withKey ? <KeyDialog onClose={() => setWithKey(false)} /> : null}
      {withPassword ? <PasswordDialog onClose={() => setWithPassword(false)} /> : null}
    </SignInFrame>
  );
}
