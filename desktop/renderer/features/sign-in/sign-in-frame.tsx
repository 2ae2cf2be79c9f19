import { IconCloudOff, IconMoon, IconSun } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useNow } from '../../data/clock.ts';
import { useSyncStatus } from '../../data/sync-status.ts';
import { syncWords } from '../../data/sync-words.ts';
import { setAppearance, useAppearance } from '../../ui/appearance.ts';
import { Button } from '../../ui/button.tsx';
import { clockText, dayText } from '../../ui/instants.ts';
import { Mark } from '../../ui/mark.tsx';
import { Pill } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import styles from './sign-in.module.css';

function OfflineBanner() {
  const status = useSyncStatus();
  if (status?.state !== 'offline') return <div />;
  return (
    <div className={styles.off} role="status">
      <IconCloudOff size={16} stroke={1.75} aria-hidden="true" />
      <b>
        {status.since === null
          ? t('No connection.')
          : t('No connection since {time}.', { time: clockText(status.since) })}
      </b>
      <span className="cut">
        {t('You can sign in and work. Everything is saved on this machine and goes out when the line is back.')}
      </span>
      <span className="grow" />
      {status.waiting > 0 ? (
        <b>{t('{n, plural, one {# change} other {# changes}} waiting', { n: status.waiting })}</b>
      ) : null}
    </div>
  );
}

/** The frame of every screen before somebody is signed in. */
export function SignInFrame({
  name,
  place,
  linked,
  children,
}: {
  readonly name: string;
  readonly place: string;
  readonly linked: boolean;
  readonly children: ReactNode;
}) {
  const now = useNow();
  const words = syncWords(useSyncStatus());
  const dark = useAppearance() === 'dark';
  return (
    <div className={styles.desk}>
      <header className={styles.top}>
        <Mark />
        <b>{name}</b>
        <span className="sub">{place}</span>
        <span className="grow" />
        {linked ? (
          <Pill mood={words.mood} disabled>
            {words.text}
          </Pill>
        ) : null}
        <span className="t2">
          {dayText(now, { year: true })}, {clockText(now)}
        </span>
      </header>
      <OfflineBanner />
      {children}
      <footer className={styles.foot}>
        <span>English (UK)</span>
        <span className="sub">Tillhouse 0.1.0</span>
        <span className="grow" />
        <Button
          look="quiet"
          size="small"
          icon={
            dark ? (
              <IconSun size={16} stroke={1.75} aria-hidden="true" />
            ) : (
              <IconMoon size={16} stroke={1.75} aria-hidden="true" />
            )
          }
          onClick={() => setAppearance(dark ? 'light' : 'dark')}
        >
          {dark ? t('Light appearance') : t('Dark appearance')}
        </Button>
      </footer>
    </div>
  );
}
