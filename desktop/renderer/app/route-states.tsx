import type { ErrorComponentProps } from '@tanstack/react-router';
import { IconAlertTriangle, IconPlugConnectedX } from '@tabler/icons-react';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { problemText } from '../data/bridge.ts';
import { t } from '../ui/text.ts';
import styles from './shell.module.css';

export function RouteWait() {
  return (
    <p className="visually-hidden" role="status">
      {t('Opening')}
    </p>
  );
}

export function RouteFault({ error, reset }: ErrorComponentProps) {
  return (
    <main style={{ height: '100%' }}>
      <EmptyState
        icon={<IconAlertTriangle size={40} stroke={1.25} aria-hidden="true" />}
        title={t('This page could not be shown')}
        actions={
          <Button look="primary" onClick={reset}>
            {t('Try again')}
          </Button>
        }
      >
        {t('Nothing you saved is lost. Try again; if it comes back, copy this line for support:')}{' '}
        <span className="mono">{problemText(error, String(error))}</span>
      </EmptyState>
    </main>
  );
}

/** The window lost its host on this machine: nothing can be done until it answers, and nothing is lost. */
export function HostLost() {
  return (
    <p className={styles.lost} role="alert">
      <IconPlugConnectedX size={18} stroke={1.75} aria-hidden="true" />
      <b>{t('The desk program is not answering.')}</b>{' '}
      {t('What was saved is safe on this machine. Trying again by itself.')}
    </p>
  );
}
