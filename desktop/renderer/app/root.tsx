import { lazyRouteComponent, Outlet, useLocation } from '@tanstack/react-router';
import { Suspense, useEffect } from 'react';
import { useBridge } from '../data/bridge.ts';
import { useRead } from '../data/reads.ts';
import { may } from '../data/may.ts';
import { isOpen, SessionContext, useSession } from '../data/session.ts';
import { setGun } from '../scanner/gun.ts';
import { LinkContext, useLinkState } from '../data/sync-status.ts';
import { setPlace } from '../ui/instants.ts';
import { Approving } from './approving.tsx';
import { useGlobalKeys } from './global-keys.ts';
import { HostLost } from './route-states.tsx';
import { useSurface } from '../ui/surfaces.ts';

const SignInScreen = lazyRouteComponent(() => import('../features/sign-in/sign-in-screen.tsx'), 'SignInScreen');
const EnrolScreen = lazyRouteComponent(() => import('../features/sign-in/enrol-screen.tsx'), 'EnrolScreen');
const Palette = lazyRouteComponent(() => import('../features/palette/palette.tsx'), 'Palette');
const ShortcutSheet = lazyRouteComponent(() => import('../features/palette/shortcut-sheet.tsx'), 'ShortcutSheet');

/**
 * Fetches what the gate shows, so that it is there when it is asked for: a script that is missing at the first look costs a
 * placeholder, and React keeps each placeholder for three tenths of a second.
 */
export const fetchGate = async (): Promise<void> => {
  await Promise.allSettled([SignInScreen.preload?.(), EnrolScreen.preload?.()]);
};

/** Fetches what a key brings up on any page. */
export const fetchSurfaces = async (): Promise<void> => {
  await Promise.allSettled([Palette.preload?.(), ShortcutSheet.preload?.()]);
};

function Surfaces() {
  const surface = useSurface();
  useGlobalKeys();
  return (
    <Suspense fallback={null}>
      {surface === 'palette' ? <Palette /> : null}
      {surface === 'shortcuts' ? <ShortcutSheet /> : null}
    </Suspense>
  );
}

/** Scans are heard as the gun of this window's register was measured. */
function Gun() {
  const mayAsk = may(useSession().person, 'till.sell');
  const gun = useRead('till.devices', {}, { enabled: mayAsk }).data?.gun;
  useEffect(() => {
    if (gun !== undefined) setGun(gun);
  }, [gun]);
  return null;
}

/** The gate: first enrol, then sign in, then the pages. */
export function Root() {
  const read = useRead('session.state', {});
  const session = read.data;
  const link = useLinkState(useBridge());
  const store = session?.store;
  const { pathname } = useLocation();
  if (store) setPlace('en-GB', store.timeZone);
  useEffect(() => {
    document.title = store ? `${store.name} · Tillhouse` : 'Tillhouse';
  }, [store]);
  if (read.error) throw read.error;
  if (!session) return null;
  // The customer's side of a till shows their sale, whoever has locked it; it has no page of ours but this one.
  if (pathname === '/display' && session.enrolled) return <Outlet />;
  let page = <SignInScreen session={session} />;
  if (!session.enrolled) page = <EnrolScreen session={session} />;
  return (
    <LinkContext value={link}>
      {link.connection === 'lost' ? <HostLost /> : null}
      {isOpen(session) ? (
        <SessionContext value={session}>
          <Gun />
          <Approving>
            <Outlet />
            <Surfaces />
          </Approving>
        </SessionContext>
      ) : (
        <Suspense fallback={null}>{page}</Suspense>
      )}
    </LinkContext>
  );
}
