import type { WidgetScript } from '../../../bridge/key-views.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { t } from '../../ui/text.ts';
import { Copied } from './copied.tsx';
import styles from './keys.module.css';
import { SnippetMaker } from './snippet-maker.tsx';

/** What was just made. */
export interface Made {
  readonly title: string;
  /** What to do with it, and how to keep it */
  readonly text: string;
  /** A publishable key: what its page shows is chosen here */
  readonly pageKey?: string;
  readonly parts: readonly { readonly name: string; readonly text: string }[];
}

/** Shown this once: it is kept nowhere at this desk, and of a secret the cloud keeps no more than a fingerprint. */
export function MadeDialog({
  made,
  cloudUrl,
  widget,
  onClose,
}: {
  readonly made: Made;
  readonly cloudUrl: string;
  readonly widget: WidgetScript | null;
  readonly onClose: () => void;
}) {
  return (
    <Dialog
      opened
      onClose={onClose}
      title={made.title}
      closeLabel={t('Close')}
      width={made.pageKey === undefined ? 620 : 720}
      foot={
        <Button look="primary" onClick={onClose} data-autofocus>
          {made.pageKey === undefined ? t('I have kept it') : t('Done')}
        </Button>
      }
    >
      <div className={styles.form}>
        <p>{made.text}</p>
        {made.pageKey === undefined ? null : (
          <SnippetMaker pageKey={made.pageKey} cloudUrl={cloudUrl} widget={widget} />
        )}
        {made.parts.map((part) => (
          <Copied key={part.name} {...part} />
        ))}
      </div>
    </Dialog>
  );
}
