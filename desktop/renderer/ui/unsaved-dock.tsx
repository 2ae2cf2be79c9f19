import { IconPencil } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Dock } from './page.tsx';
import { commandKey } from './platform.ts';
import { t } from './text.ts';
import styles from './unsaved-dock.module.css';

interface Props {
  /** How much there is to save */
  readonly title: string;
  /** Why it cannot be saved as it is, or what saving does */
  readonly says?: ReactNode;
  /** Why it was not saved, in the place of that */
  readonly refused?: string | null;
  /** It is being saved: nothing of it can be taken back now. */
  readonly busy?: boolean;
  readonly maySave: boolean;
  /** With the command key; `S` where nothing else is said */
  readonly saveKey?: string;
  readonly onDiscard: () => void;
  readonly onSave: () => void;
}

/** At the foot of a page with something that is not saved: what, and the two ways on. */
export function UnsavedDock(props: Props) {
  const { title, says, refused = null, busy = false, maySave, saveKey = 'S', onDiscard, onSave } = props;
  return (
    <Dock aria-label={t('Unsaved changes')}>
      <IconPencil size={16} stroke={1.75} aria-hidden="true" />
      <b className="bold">{title}</b>
      <span className={refused ? styles.refused : 't2 cut'} role={refused ? 'alert' : 'status'}>
        {refused ?? says}
      </span>
      <span className="grow" />
      <Button size="small" disabled={busy} onClick={onDiscard}>
        {t('Discard')}
      </Button>
      <Button size="small" look="primary" keys={commandKey(saveKey)} disabled={!maySave} onClick={onSave}>
        {t('Save')}
      </Button>
    </Dock>
  );
}
