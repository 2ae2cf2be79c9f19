import { IconChevronRight, IconCloudOff, IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link, useNavigate } from '@tanstack/react-router';
import { syncWords } from '../../data/sync-words.ts';
import { useBridge } from '../../data/bridge.ts';
import { useNow } from '../../data/clock.ts';
import { useRead } from '../../data/reads.ts';
import { useSession } from '../../data/session.ts';
import { useSyncStatus } from '../../data/sync-status.ts';
import { sayRefused } from '../../data/writes.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { clockText, dayText } from '../../ui/instants.ts';
import { Mark } from '../../ui/mark.tsx';
import { Pill } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import styles from './till.module.css';

/** Never a modal: the whole strip opens the queue, and selling goes on. */
export function OfflineBanner() {
  const status = useSyncStatus();
  const navigate = useNavigate();
  const near = useRead('neighbours.state', {}, { keep: true }).data;
  if (status?.state !== 'offline') return null;
  const others = (near?.tills.length ?? 0) - 1;
  const since = status.since === null ? t('Offline') : t('Offline since {time}', { time: clockText(status.since) });
  return (
    <button type="button" className={styles.banner} onClick={() => navigate({ to: '/sync' })}>
      <IconCloudOff size={24} stroke={1.75} aria-hidden="true" />
      <span className="cut">
        <strong>
          {status.waitingSales > 0
            ? t('{since} — {n, plural, one {# sale} other {# sales}} waiting.', { since, n: status.waitingSales })
            : `${since}.`}
        </strong>{' '}
        {t('Selling continues.')}
        {others > 0
          ? ` ${t('{n, plural, one {One other till} other {# other tills}} here still {n, plural, one {shares} other {share}} stock and parked sales.', { n: others })}`
          : null}
      </span>
      <span className={styles.go}>
        {t('See the queue')} <IconChevronRight size={18} stroke={1.75} className="flip" aria-hidden="true" />
      </span>
    </button>
  );
}

export function TillTop({ title }: { readonly title: ReactNode }) {
  const { person, store } = useSession();
  const bridge = useBridge();
  const navigate = useNavigate();
  const now = useNow();
  const status = useSyncStatus();
  const words = syncWords(status);
  return (
    <header className={styles.top}>
      <Link to="/" className={styles.place} title={t('Back office')}>
        <Mark />
        {store.name}
      </Link>
      {title}
      <span className="grow" />
      {status?.state === 'offline' ? null : (
        <Pill big mood={words.mood} onClick={() => navigate({ to: '/sync' })}>
          {words.text}
        </Pill>
      )}
      <span className={styles.clock}>
        {dayText(now)} {clockText(now)}
      </span>
      <button
        type="button"
        className={styles.who}
        onClick={() => void bridge.call('session.signOut', {}).catch(sayRefused)}
      >
        <Avatar name={person.name} size={36} />
        {person.name} <span className="visually-hidden">{t('lock or switch user')}</span>
        <IconLock size={18} stroke={1.75} aria-hidden="true" />
      </button>
    </header>
  );
}

/** "Bath till 2" at Bath is "Till 2". */
export function shortName(name: string | undefined, place: string | undefined): string | undefined {
  if (!name || !place || !name.startsWith(`${place} `)) return name;
  const rest = name.slice(place.length + 1);
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}
