import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './dialog.module.css';

export interface DialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly width?: number;
  readonly children: ReactNode;
  /** Its buttons, in the dock at the foot. */
  readonly foot?: ReactNode;
  readonly closeLabel: string;
}

/** A question over the page. Focus is kept inside and given back; Esc closes. */
export function Dialog({ opened, onClose, title, width = 520, children, foot, closeLabel }: DialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      size={width}
      centered
      radius={8}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': closeLabel }}
      classNames={{ content: styles.content, header: styles.header, title: styles.title, body: styles.body, overlay: styles.overlay, close: styles.close }}
    >
      <div className={styles.inner}>{children}</div>
      {foot ? <div className={styles.foot}>{foot}</div> : null}
    </Modal>
  );
}
