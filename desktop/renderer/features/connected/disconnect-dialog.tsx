import { FormDialog } from '../../ui/form-dialog.tsx';
import { t } from '../../ui/text.ts';

interface Props {
  readonly name: string;
  /** What becomes of what goes by it */
  readonly after: string;
  readonly busy: boolean;
  readonly refused: string | null;
  readonly onDisconnect: () => void;
  readonly onClose: () => void;
}

/** Asks before the secrets of an account at somebody else are destroyed. */
export function DisconnectDialog({ name, after, busy, refused, onDisconnect, onClose }: Props) {
  return (
    <FormDialog
      title={t('Disconnect {name}?', { name })}
      action={t('Disconnect it')}
      ready
      busy={busy}
      refused={refused}
      onSubmit={onDisconnect}
      onClose={onClose}
    >
      <p>{after}</p>
    </FormDialog>
  );
}
