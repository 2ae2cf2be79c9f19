import { useBridge } from '../../data/bridge.ts';
import { clockText } from '../../ui/instants.ts';
import { t } from '../../ui/text.ts';
import styles from './abroad.module.css';
import { WaitDialog } from './wait-dialog.tsx';

interface AbroadProps {
  readonly way: 'browser' | 'code';
  readonly deviceName: string;
  readonly onClose: () => void;
}

/** Signing in elsewhere: in the browser of this system, or by a code on a phone. */
export function AbroadDialog({ way, deviceName, onClose }: AbroadProps) {
  const bridge = useBridge();
  return (
    <WaitDialog
      title={way === 'browser' ? t('Sign in in the browser') : t('Sign in with your phone')}
      opening={t('Asking the shop…')}
      begin={() => bridge.call('session.beginAbroad', { way, deviceName })}
      pageOf={(begun) => (begun.way === 'browser' ? begun.url : null)}
      finish={(id) => bridge.call('session.finishAbroad', { id, deviceName })}
      cancel={(id) => bridge.call('session.cancelAbroad', { id })}
      onClose={onClose}
    >
      {(begun) =>
        begun.way === 'browser' ? (
          <p>{t('Your browser has opened the sign-in page of your shop. Come back here when you are done.')}</p>
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
        )
      }
    </WaitDialog>
  );
}
