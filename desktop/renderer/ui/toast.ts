import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import styles from './toast.module.css';

export interface Toast {
  readonly tone: 'ok' | 'warn' | 'bad';
  readonly title: string;
  readonly message?: ReactNode;
  /** Where the till shows its total and its keys at the other end of the foot */
  readonly beside?: 'total';
}

/** Says what happened at the foot of the window; bad news stays until it is closed. */
export function toast({ tone, title, message, beside }: Toast): void {
  notifications.show({
    title,
    message: message ?? '',
    autoClose: tone === 'bad' ? 12_000 : 5_000,
    withBorder: true,
    ...(beside === 'total' && { position: 'bottom-left' as const }),
    closeButtonProps: { 'aria-label': 'Close' },
    classNames: { root: `${styles.root} ${styles[tone]}`, title: styles.title, description: styles.message },
  });
}
