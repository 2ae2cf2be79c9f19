import { IconExternalLink } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { problemText, useBridge } from '../../data/bridge.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { t } from '../../ui/text.ts';
import styles from './abroad.module.css';
import { keyPageWords } from './key-words.ts';

interface KeyDialogProps {
  /** Of the key that is added; left out: it signs in */
  readonly adds?: string;
  readonly onDone?: () => void;
  readonly onClose: () => void;
}

/** A security key is used on a page of the desk's own in the browser; this only waits, and goes on by itself. */
export function KeyDialog(props: KeyDialogProps) {
  const [tries, setTries] = useState(0);
  return <Attempt key={tries} {...props} onAgain={() => setTries((old) => old + 1)} />;
}

function Attempt({ adds, onDone, onClose, onAgain }: KeyDialogProps & { readonly onAgain: () => void }) {
  const bridge = useBridge();
  const [url, setUrl] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const done = useRef(() => {});
  done.current = () => {
    onDone?.();
    onClose();
  };

  useEffect(() => {
    let here = true;
    let id: string | null = null;
    const cancel = (): void => {
      if (id !== null) bridge.call('session.cancelKey', { id }).catch(() => {});
    };
    const waitFor = async (): Promise<void> => {
      const words = keyPageWords(adds !== undefined);
      const begun = await bridge.call(
        'session.beginKey',
        adds === undefined ? { for: 'sign-in', words } : { for: 'add', name: adds, words },
      );
      id = begun.id;
      if (!here) return cancel();
      setUrl(begun.url);
      window.open(begun.url, '_blank', 'noopener');
      await bridge.call('session.finishKey', { id });
      if (here) done.current();
    };
    waitFor().catch((problem: unknown) => {
      if (here) setWrong(problemText(problem, t('That did not work. Nothing was changed. Try again.')));
    });
    return () => {
      here = false;
      cancel();
    };
  }, [bridge, adds]);

  return (
    <Dialog
      opened
      onClose={onClose}
      title={adds === undefined ? t('Sign in with a security key') : t('Add a security key')}
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
        ) : url === null ? (
          <p className="t2">{t('Opening the page for it…')}</p>
        ) : (
          <>
            <p>{t('Your browser has opened a page of this desk. Use the key there; no connection is needed.')}</p>
            <a className={buttonClass({})} href={url} target="_blank" rel="noopener noreferrer">
              <IconExternalLink size={16} stroke={1.75} aria-hidden="true" />
              {t('Open it again')}
            </a>
          </>
        )}
      </div>
    </Dialog>
  );
}
