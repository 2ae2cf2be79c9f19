import { type FormEvent, type ReactNode, useId } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import styles from './form-dialog.module.css';
import { t } from './text.ts';

export interface FormDialogProps {
  readonly title: string;
  /** As of a `Dialog` */
  readonly width?: number | string;
  /** What the button says that does it */
  readonly action: string;
  /** All that it needs was given */
  readonly ready: boolean;
  /** It is being done: neither the button nor Enter does it twice. */
  readonly busy?: boolean;
  /** Why it was not done, where no field is to blame */
  readonly refused?: string | null;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  /** Stands at the foot before Cancel */
  readonly beside?: ReactNode;
  readonly children: ReactNode;
}

/** A few fields over the page, what became of sending them, and the way out. */
export function FormDialog(props: FormDialogProps) {
  const { title, width = 420, action, ready, busy = false, refused, onSubmit, onClose, beside, children } = props;
  const id = useId();
  const may = ready && !busy;
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (may) onSubmit();
  }
  return (
    <Dialog
      opened
      onClose={onClose}
      title={title}
      closeLabel={t('Close')}
      width={width}
      foot={
        <>
          {beside}
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button look="primary" type="submit" form={id} disabled={!may}>
            {action}
          </Button>
        </>
      }
    >
      <form id={id} className={styles.form} onSubmit={submit}>
        {children}
        {refused ? (
          <p className={styles.refused} role="alert">
            {refused}
          </p>
        ) : null}
      </form>
    </Dialog>
  );
}
