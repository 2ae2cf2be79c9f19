import { IconPrinter } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { t } from './text.ts';

export interface PrintOnceDialogProps {
  readonly title: string;
  /** What the person says who has it */
  readonly done: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Something that is shown this once and kept nowhere: to be printed, and left by who has it. */
export function PrintOnceDialog({ title, done, onClose, children }: PrintOnceDialogProps) {
  return (
    <Dialog
      opened
      onClose={onClose}
      title={title}
      closeLabel={t('Close')}
      width={440}
      foot={
        <>
          <Button
            icon={<IconPrinter size={16} stroke={1.75} aria-hidden="true" />}
            onClick={() => window.print()}
            data-autofocus
          >
            {t('Print')}
          </Button>
          <Button look="primary" onClick={onClose}>
            {done}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
