import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './dialog.module.css';

export interface DialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** A number follows the root's text size, as all of Mantine's; a length such as `1112px` is taken as it is */
  readonly width?: number | string;
  readonly children: ReactNode;
  /** Its buttons, in the dock at the foot. */
  readonly foot?: ReactNode;
  readonly closeLabel: string;
}

/** A question over the page. Focus is kept inside and given back; Esc closes. */
export function Dialog({ opened, onClose, title, width = 520, children, foot, closeLabel }: DialogProps) {
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      // Mantine turns px into its own units, which follow the size of the root.
      size={typeof width === 'string' ? `calc(${width})` : width}
      centered
      transitionProps={{ duration: 0 }}
      classNames={{
        content: styles.content,
        header: styles.header,
        title: styles.title,
        body: styles.body,
        overlay: styles.overlay,
        close: styles.close,
      }}
    >
      <Modal.Overlay />
      <Modal.Content radius={8}>
        {/* A header inside a dialog is no banner of the page. */}
        <Modal.Header role="presentation">
          <Modal.Title>{title}</Modal.Title>
          <Modal.CloseButton aria-label={closeLabel} />
        </Modal.Header>
        <Modal.Body>
          <div className={styles.inner}>{children}</div>
          {foot ? <div className={styles.foot}>{foot}</div> : null}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
