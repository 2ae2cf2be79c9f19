import { useBridge } from '../../data/bridge.ts';
import { t } from '../../ui/text.ts';
import { keyPageWords } from './key-words.ts';
import { WaitDialog } from './wait-dialog.tsx';

interface KeyDialogProps {
  /** Of the key that is added; left out: it signs in */
  readonly adds?: string;
  readonly onDone?: () => void;
  readonly onClose: () => void;
}

/** A security key is used on a page of the desk's own in the browser. */
export function KeyDialog({ adds, onDone, onClose }: KeyDialogProps) {
  const bridge = useBridge();
  const words = keyPageWords(adds !== undefined);
  return (
    <WaitDialog
      title={adds === undefined ? t('Sign in with a security key') : t('Add a security key')}
      opening={t('Opening the page for it…')}
      begin={() =>
        bridge.call(
          'session.beginKey',
          adds === undefined ? { for: 'sign-in', words } : { for: 'add', name: adds, words },
        )
      }
      pageOf={({ url }) => url}
      finish={(id) => bridge.call('session.finishKey', { id })}
      cancel={(id) => bridge.call('session.cancelKey', { id })}
      {...(onDone && { onDone })}
      onClose={onClose}
    >
      {() => <p>{t('Your browser has opened a page of this desk. Use the key there; no connection is needed.')}</p>}
    </WaitDialog>
  );
}
