import { IconFingerprint, IconPencil, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { SecurityState } from '../../../bridge/security-views.ts';
import { Button } from '../../ui/button.tsx';
import { dayText, whenText } from '../../ui/instants.ts';
import { Card } from '../../ui/page.tsx';
import { State, Tag } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import styles from './security.module.css';

export interface FactorsProps {
  readonly state: NonNullable<SecurityState>;
  readonly waiting: boolean;
  /** Stands first beneath what somebody signs in with: what is asked of an owner */
  readonly visits: ReactNode;
  readonly onAddPasskey: () => void;
  readonly onRename: (id: string, name: string) => void;
  readonly onRemove: (id: string) => void;
  readonly onBeginTotp: () => void;
  readonly onRemoveTotp: () => void;
  readonly onCodes: () => void;
  readonly onPassword: () => void;
  readonly onEnd: (id: string) => void;
  readonly onEndOthers: () => void;
}

function Part({
  title,
  state,
  text,
  children,
}: {
  title: string;
  state?: ReactNode;
  text: string;
  children: ReactNode;
}) {
  return (
    <Card>
      <header>
        <h2>{title}</h2>
        <span className="grow" />
        {state}
      </header>
      <p className={`t2 ${styles.text}`}>{text}</p>
      {children}
    </Card>
  );
}

/** What somebody signs in with, and where they are signed in. */
export function Factors({ state, waiting, visits, ...on }: FactorsProps) {
  const { passkeys, totp, recoveryCodes, sessions, required } = state;
  const now = Date.now();
  const strong = totp || passkeys.some(({ cloned }) => !cloned);
  const others = sessions.filter(({ current }) => !current);
  return (
    <div className={styles.page}>
      <div className={styles.column}>
        <Part
          title={t('Passkeys')}
          state={required && !strong ? <State tone="bad">{t('Your role asks for one')}</State> : null}
          text={t(
            'Finger, face or key instead of a password. They need the network; at this desk your PIN works without it.',
          )}
        >
          <ul className={styles.rows}>
            {passkeys.map((passkey) => (
              <li key={passkey.id}>
                <IconFingerprint size={20} stroke={1.6} aria-hidden="true" />
                <div>
                  <b className="bold">{passkey.name}</b>{' '}
                  {passkey.cloned ? <Tag tone="bad">{t('May be copied, not taken')}</Tag> : null}
                  <div className="t2">
                    {passkey.lastUsedAt === null
                      ? t('Added {day}, not used yet', { day: dayText(passkey.createdAt) })
                      : t('Added {day}, last used {when}', {
                          day: dayText(passkey.createdAt),
                          when: whenText(passkey.lastUsedAt, now),
                        })}
                  </div>
                </div>
                <Button
                  size="small"
                  square
                  aria-label={t('Rename {name}', { name: passkey.name })}
                  onClick={() => on.onRename(passkey.id, passkey.name)}
                >
                  <IconPencil size={16} stroke={1.75} aria-hidden="true" />
                </Button>
                <Button
                  size="small"
                  square
                  aria-label={t('Remove {name}', { name: passkey.name })}
                  onClick={() => on.onRemove(passkey.id)}
                >
                  <IconTrash size={16} stroke={1.75} aria-hidden="true" />
                </Button>
              </li>
            ))}
          </ul>
          <div className={styles.foot}>
            <span className="grow" />
            <Button size="small" look={strong ? 'plain' : 'primary'} disabled={waiting} onClick={on.onAddPasskey}>
              {waiting ? t('Waiting for the browser …') : t('Add a passkey')}
            </Button>
          </div>
        </Part>
        <Part
          title={t('Authenticator app')}
          state={<State tone={totp ? 'ok' : 'plain'}>{totp ? t('On') : t('Off')}</State>}
          text={t('Six digits that an app on your phone shows, beside the password.')}
        >
          <div className={styles.foot}>
            <span className="grow" />
            {totp ? (
              <Button size="small" onClick={on.onRemoveTotp}>
                {t('Remove')}
              </Button>
            ) : (
              <Button size="small" onClick={on.onBeginTotp}>
                {t('Set up')}
              </Button>
            )}
          </div>
        </Part>
        <Part
          title={t('Recovery codes')}
          state={
            <State tone={recoveryCodes > 2 ? 'ok' : strong ? 'warn' : 'plain'}>
              {t('{n, plural, =0 {None} one {# left} other {# left}}', { n: recoveryCodes })}
            </State>
          }
          text={t('Ten codes on paper, each good once, for the day your phone or key is not at hand.')}
        >
          <div className={styles.foot}>
            <span className="grow" />
            <Button size="small" onClick={on.onCodes}>
              {recoveryCodes > 0 ? t('Make new ones') : t('Make codes')}
            </Button>
          </div>
        </Part>
      </div>
      <div className={styles.column}>
        {visits}
        <Part title={t('Password')} text={t('Changing it ends all your other sign-ins.')}>
          <div className={styles.foot}>
            <span className="grow" />
            <Button size="small" onClick={on.onPassword}>
              {t('Change password')}
            </Button>
          </div>
        </Part>
        <Part
          title={t('Where you are signed in')}
          text={t('To the cloud. Ending one stops it within seconds; desks go on with a PIN.')}
        >
          <ul className={styles.rows}>
            {sessions.map((session) => (
              <li key={session.id}>
                <div>
                  <b className="bold">{session.label}</b>{' '}
                  {session.current ? <Tag tone="ok">{t('This one')}</Tag> : null}
                  <div className="t2">
                    {t('Since {since}, last seen {when}', {
                      since: whenText(session.signedInAt, now),
                      when: whenText(session.lastSeenAt, now),
                    })}
                  </div>
                </div>
                {session.current ? null : (
                  <Button
                    size="small"
                    aria-label={t('End {label}', { label: session.label })}
                    onClick={() => on.onEnd(session.id)}
                  >
                    {t('End')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
          <div className={styles.foot}>
            <span className="grow" />
            <Button size="small" disabled={others.length === 0} onClick={on.onEndOthers}>
              {t('End all others')}
            </Button>
          </div>
        </Part>
      </div>
    </div>
  );
}
