import { useRef } from 'react';
import { useBridge } from '../../data/bridge.ts';
import { t } from '../../ui/text.ts';
import { type KeyFor, keyPageWords } from './key-words.ts';
import { WaitDialog } from './wait-dialog.tsx';

interface KeyDialogProps {
  /** What the key is used for; left out: it signs in */
  readonly use?: KeyFor;
  /** @param id of this use, which an approval names */
  readonly onDone?: (id: string) => void;
  readonly onClose: () => void;
}

/** A security key is used on a page of the desk's own in the browser. */
export function KeyDialog({ use = { for: 'sign-in' }, onDone, onClose }: KeyDialogProps) {
  const bridge = useBridge();
  const used = useRef('');
  const words = keyPageWords(use);
  async function finish(id: string): Promise<void> {
    await bridge.call('session.finishKey', { id });
    used.current = id;
  }
  return (
    <WaitDialog
      title={words.title}
      opening={t('Opening the page for it…')}
      begin={() => {
        if (use.for !== 'approve') return bridge.call('session.beginKey', { ...use, words });
        const { what: _, ...asked } = use;
        return bridge.call('session.beginKey', { ...asked, words });
      }}
      pageOf={({ url }) => url}
      finish={finish}
      cancel={(id) => bridge.call('session.cancelKey', { id })}
      {...(onDone && { onDone: () => onDone(used.current) })}
      onClose={onClose}
    >
      {() => <p>{t('Your browser has opened a page of this desk. Use the key there; no connection is needed.')}</p>}
    </WaitDialog>
  );
}
