import {
  IconChevronDown,
  IconFingerprint,
  IconHelpCircle,
  IconLock,
  IconMapPin,
  IconMoon,
  IconRefresh,
  IconSearch,
  IconSettings,
  IconSun,
} from '@tabler/icons-react';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { useBridge } from '../data/bridge.ts';
import { useSession } from '../data/session.ts';
import { useSyncStatus } from '../data/sync-status.ts';
import { sayRefused } from '../data/writes.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Menu } from '../ui/menu.tsx';
import { Pill } from '../ui/state.tsx';
import { t } from '../ui/text.ts';
import { setAppearance, useAppearance } from '../ui/appearance.ts';
import { Mark } from '../ui/mark.tsx';
import { commandKey } from '../ui/platform.ts';
import { daily, settings } from '../data/sections.ts';
import styles from './shell.module.css';
import { openPalette, openShortcuts } from '../ui/surfaces.ts';
import { syncWords } from '../data/sync-words.ts';
import { KeyHint } from '../ui/key-hint.tsx';

function Rail() {
  const navigate = useNavigate();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const attention = useSyncStatus()?.needsAttention ?? 0;
  const isCurrent = (to: string) => (to === '/' ? path === '/' : path.startsWith(to));
  return (
    <nav className={styles.rail} aria-label={t('Main')}>
      <Mark className={styles.mark} />
      {daily.map(({ to, name, key, icon: Icon }) => (
        <Link key={to} to={to} aria-label={t(name)} aria-current={isCurrent(to) ? 'page' : undefined}>
          <Icon size={20} stroke={1.6} aria-hidden="true" />
          <span className={styles.tip} aria-hidden="true">
            {t(name)} <kbd>g {key}</kbd>
          </span>
        </Link>
      ))}
      <Link
        to="/sync"
        className={styles.push}
        aria-label={attention ? t('Sync, {n} need attention', { n: attention }) : t('Sync')}
        aria-current={isCurrent('/sync') ? 'page' : undefined}
      >
        <IconRefresh size={20} stroke={1.6} aria-hidden="true" />
        {attention > 0 ? <span className={styles.dot}>{attention}</span> : null}
        <span className={styles.tip} aria-hidden="true">
          {t('Sync')} <kbd>g y</kbd>
        </span>
      </Link>
      <Menu
        label={t('Settings')}
        position="right-end"
        width={260}
        trigger={
          <button
            type="button"
            aria-label={t('Settings')}
            aria-current={settings.some(({ to }) => isCurrent(to)) ? 'page' : undefined}
          >
            <IconSettings size={20} stroke={1.6} aria-hidden="true" />
            <span className={styles.tip} aria-hidden="true">
              {t('Settings')}
            </span>
          </button>
        }
        items={settings.map(({ to, name, key, icon: Icon }) => ({
          id: to,
          label: t(name),
          icon: <Icon size={16} stroke={1.75} aria-hidden="true" />,
          keys: `g ${key}`,
          checked: isCurrent(to),
          onSelect: () => void navigate({ to }),
        }))}
      />
      <button type="button" onClick={openShortcuts} aria-label={t('Keyboard shortcuts')}>
        <IconHelpCircle size={20} stroke={1.6} aria-hidden="true" />
        <span className={styles.tip} aria-hidden="true">
          {t('Keyboard shortcuts')} <kbd>?</kbd>
        </span>
      </button>
    </nav>
  );
}

const placeText = (place: { name: string; street: string }) =>
  place.street ? `${place.name}, ${place.street}` : place.name;

function TopBar() {
  const { location, locations, person } = useSession();
  const bridge = useBridge();
  const navigate = useNavigate();
  const appearance = useAppearance();
  const words = syncWords(useSyncStatus());
  const dark = appearance === 'dark';
  return (
    <header className={styles.top}>
      <button type="button" className={styles.find} onClick={openPalette} aria-keyshortcuts="Control+K">
        <IconSearch size={16} stroke={1.75} aria-hidden="true" />
        <span>{t('Search or run a command')}</span>
        <KeyHint keys={commandKey('K')} />
      </button>
      <div className="grow" />
      <Pill mood={words.mood} onClick={() => navigate({ to: '/sync' })} aria-live="polite">
        {words.text}
      </Pill>
      <Menu
        label={t('Location')}
        trigger={
          <button type="button" className={styles.who}>
            <IconMapPin size={16} stroke={1.75} aria-hidden="true" />
            {location ? placeText(location) : t('All locations')}
            <IconChevronDown size={16} stroke={1.75} aria-hidden="true" />
          </button>
        }
        items={locations.map((place) => ({
          id: place.id,
          label: placeText(place),
          checked: place.id === location?.id,
          onSelect: () => void bridge.call('session.setLocation', { locationId: place.id }).catch(sayRefused),
        }))}
      />
      <span className={styles.sep} />
      <Menu
        label={t('Your session')}
        trigger={
          <button type="button" className={styles.who}>
            <Avatar name={person.name} />
            {person.name}
          </button>
        }
        items={[
          {
            id: 'look',
            label: dark ? t('Light appearance') : t('Dark appearance'),
            icon: dark ? <IconSun size={16} /> : <IconMoon size={16} />,
            onSelect: () => setAppearance(dark ? 'light' : 'dark'),
          },
          {
            id: 'keys',
            label: t('Keyboard shortcuts'),
            icon: <IconHelpCircle size={16} />,
            keys: '?',
            onSelect: openShortcuts,
          },
          {
            id: 'security',
            label: t('Security'),
            icon: <IconFingerprint size={16} />,
            onSelect: () => void navigate({ to: '/security' }),
          },
          {
            id: 'lock',
            label: t('Lock the desk'),
            icon: <IconLock size={16} />,
            onSelect: () => void bridge.call('session.signOut', {}).catch(sayRefused),
          },
        ]}
      />
    </header>
  );
}

/** Rail 56, top bar 48, and the page. */
export function Shell() {
  return (
    <div className={styles.app}>
      <Rail />
      <TopBar />
      <div className={styles.body}>
        <Outlet />
      </div>
    </div>
  );
}
