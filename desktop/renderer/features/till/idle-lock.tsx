import { IconLock } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useBridge } from '../../data/bridge.ts';
import { isHeldOpen } from '../../data/hold-open.ts';
import { useSession } from '../../data/session.ts';
import { sayRefused } from '../../data/writes.ts';
import { t } from '../../ui/text.ts';
import { idleStep, WARNED_MS } from './idle.ts';
import styles from './idle-lock.module.css';

const touches = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;
const LOOK_AGAIN_MS = 5_000;

/**
 * Locks the till that nobody touches for the minutes of its store; the basket lies in the host and stays as it is. Who has
 * no PIN could not come back without a line, so that they are left in.
 */
export function IdleLock() {
  const { person, store } = useSession();
  const bridge = useBridge();
  const [warned, setWarned] = useState(false);
  const minutes = person.hasPin ? store.till.lockAfter : 0;
  useEffect(() => {
    if (minutes === 0) return;
    // Both clocks: one stands still while a machine sleeps, the other may be set.
    const both = () => ({ wall: Date.now(), run: performance.now() });
    let last = both();
    let timer: ReturnType<typeof setTimeout>;
    const idle = () => Math.max(Date.now() - last.wall, performance.now() - last.run);
    const look = (): void => {
      const step = idleStep(idle(), minutes);
      if (step.at !== 'lock') {
        setWarned(step.at === 'warn');
        timer = setTimeout(look, step.wait);
      } else if (isHeldOpen()) {
        setWarned(false);
        timer = setTimeout(look, LOOK_AGAIN_MS);
      } else void bridge.call('session.signOut', {}).catch(sayRefused);
    };
    const restart = (): void => {
      last = both();
      clearTimeout(timer);
      look();
    };
    look();
    for (const name of touches) window.addEventListener(name, restart, { capture: true, passive: true });
    return () => {
      clearTimeout(timer);
      for (const name of touches) window.removeEventListener(name, restart, { capture: true });
    };
  }, [minutes, bridge]);
  return (
    <div role="status" className={warned ? styles.soon : undefined}>
      {warned ? (
        <>
          <IconLock size={20} stroke={1.75} aria-hidden="true" />
          {t('Locks in {n} seconds. Touch the screen or press a key to stay; the basket is kept either way.', {
            n: WARNED_MS / 1_000,
          })}
        </>
      ) : null}
    </div>
  );
}
