import { IconExternalLink } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { SignInAbroad } from '../../../bridge/views.ts';
import { problemText, useBridge } from '../../data/bridge.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { clockText } from '../../ui/instants.ts';
import { t } from '../../ui/text.ts';
import styles from './abroad.module.css';

interface AbroadProps {
  readonly way: 'browser' | 'code';
  readonly deviceName: string;
  readonly onClose: () => void;
}

/**
 * Signing in elsewhere: in the browser of this system, or by a code on a phone. This dialog only waits; the desk goes
 * on by itself when the person is done.
 */
export function AbroadDialog(props: AbroadProps) {
  const [tries, setTries] = useState(0);
  return <Attempt key={tries} {...props} onAgain={() => setTries((old) => old + 1)} />;
}

function Attempt({ way, deviceName, onClose, onAgain }: AbroadProps & { readonly onAgain: () => void }) {
  const bridge = useBridge();
  const [begun, setBegun] = useState<SignInAbroad | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const close = useRef(onClose);
  close.current = onClose;

  useEffect(() => {
    let here = true;
    let id: string | null = null;
    const cancel = (): void => {
      if (id !== null) bridge.call('session.cancelAbroad', { id }).catch(() => {});
    };
    const waitFor = async (): Promise<void> => {
      const told = await bridge.call('session.beginAbroad', { way, deviceName });
      id = told.id;
      if (!here) return cancel();
      setBegun(told);
      if (told.way === 'browser') window.open(told.url, '_blank', 'noopener');
      await bridge.call('session.finishAbroad', { id, deviceName });
      if (here) close.current();
    };
    waitFor().catch((problem: unknown) => {
      if (here) setWrong(problemText(problem, t('That did not work. Nothing was changed. Try again.')));
    });
    return () => {
      here = false;
      cancel();
    };
  }, [bridge, way, deviceName]);

  return (
    <Dialog
      opened
      onClose={onClose}
      title={way === 'browser' ? t('Sign in in the browser') : t('Sign in with your phone')}
      closeLabel={t('Close')}
      width={440}
      foot={
        <>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          {wrong ? (
            <Button look="primary" onClick={onAgain}>
              {t('Try again')}
            </Button>
          ) : null}
        </>
      }
    >
      <div className={styles.abroad} aria-live="polite">
        {wrong ? (
          <p className={styles.bad} role="alert">
            {wrong}
          </p>
        ) : begun === null ? (
          <p className="t2">{t('Asking the shop…')}</p>
        ) : begun.way === 'browser' ? (
          <>
            <p>{t('Your browser has opened the sign-in page of your shop. Come back here when you are done.')}</p>
            <a className={buttonClass({})} href={begun.url} target="_blank" rel="noopener noreferrer">
              <IconExternalLink size={16} stroke={1.75} aria-hidden="true" />
              {t('Open it again')}
            </a>
          </>
        ) : (
          <>
            <p>{t('On your phone or any computer, open this address and type the code.')}</p>
            <p className={styles.address} dir="ltr">
              {begun.verificationUri}
            </p>
            <p className={styles.code} dir="ltr">
              {begun.userCode}
            </p>
            <p className="meta">
              {t('The code is good until {time}. Type it only where this address is.', {
                time: clockText(begun.expiresAt),
              })}
            </p>
          </>
        )}
      </div>
    </Dialog>
  );
}
