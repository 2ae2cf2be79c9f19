import { IconExternalLink } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { problemText } from '../../data/bridge.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { t } from '../../ui/text.ts';
import styles from './abroad.module.css';

export interface WaitDialogProps<T extends { readonly id: string }> {
  readonly title: string;
  /** Until it has begun */
  readonly opening: string;
  /** What `finish` and `cancel` are told the id of */
  readonly begin: () => Promise<T>;
  /** A page of the browser to open; null where it is done elsewhere */
  readonly pageOf: (begun: T) => string | null;
  /** Resolves when the person is done there */
  readonly finish: (id: string) => Promise<unknown>;
  readonly cancel: (id: string) => Promise<unknown>;
  readonly onDone?: () => void;
  readonly onClose: () => void;
  /** What the person does there */
  readonly children: (begun: T) => ReactNode;
}

/** Something that a person does elsewhere, in the browser or on a phone. This dialog only waits, and goes on by itself. */
export function WaitDialog<T extends { readonly id: string }>(props: WaitDialogProps<T>) {
  const [tries, setTries] = useState(0);
  return <Attempt key={tries} {...props} onAgain={() => setTries((old) => old + 1)} />;
}

function Attempt<T extends { readonly id: string }>(props: WaitDialogProps<T> & { readonly onAgain: () => void }) {
  const { title, opening, onClose, onAgain, pageOf, children } = props;
  const [begun, setBegun] = useState<T | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const now = useRef(props);
  now.current = props;

  useEffect(() => {
    let here = true;
    let id: string | null = null;
    const cancel = (): void => {
      if (id !== null) now.current.cancel(id).catch(() => {});
    };
    const waitFor = async (): Promise<void> => {
      const told = await now.current.begin();
      id = told.id;
      if (!here) return cancel();
      setBegun(told);
      const page = now.current.pageOf(told);
      if (page !== null) window.open(page, '_blank', 'noopener');
      await now.current.finish(id);
      if (!here) return;
      now.current.onDone?.();
      now.current.onClose();
    };
    waitFor().catch((problem: unknown) => {
      if (here) setWrong(problemText(problem, t('That did not work. Nothing was changed. Try again.')));
    });
    return () => {
      here = false;
      cancel();
    };
  }, []);

  const page = begun === null ? null : pageOf(begun);
  return (
    <Dialog
      opened
      onClose={onClose}
      title={title}
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
          <p className="t2">{opening}</p>
        ) : (
          <>
            {children(begun)}
            {page === null ? null : (
              <a className={buttonClass({})} href={page} target="_blank" rel="noopener noreferrer">
                <IconExternalLink size={16} stroke={1.75} aria-hidden="true" />
                {t('Open it again')}
              </a>
            )}
          </>
        )}
      </div>
    </Dialog>
  );
}
