import { IconAlertTriangle } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { t } from '../ui/text.ts';
import { problemText } from './bridge.ts';

/** A page whose data could not be read: what happened, what is safe, what to do. */
export function ReadFault({ error }: { readonly error: unknown }) {
  const client = useQueryClient();
  return (
    <div role="alert" style={{ height: '100%' }}>
      <EmptyState
        icon={<IconAlertTriangle size={40} stroke={1.25} aria-hidden="true" />}
        title={t('This could not be shown')}
        actions={<Button onClick={() => void client.invalidateQueries()}>{t('Try again')}</Button>}
      >
        {problemText(error, t('The desk did not answer. What is saved is safe on this machine. Try again.'))}
      </EmptyState>
    </div>
  );
}
