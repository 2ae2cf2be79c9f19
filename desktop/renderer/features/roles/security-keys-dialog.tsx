import { useState } from 'react';
import type { StaffRow } from '../../../bridge/access-queries.ts';
import { useBridge } from '../../data/bridge.ts';
import { useSending } from '../../data/sending.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { dayText } from '../../ui/instants.ts';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { KeyDialog } from '../sign-in/key-dialog.tsx';
import styles from './security-keys.module.css';

const MOST = 5;

export interface SecurityKeysDialogProps {
  readonly person: StaffRow;
  readonly own: boolean;
  readonly onClose: () => void;
}

/** The keys that sign a person in at desks: one's own are added and removed, another's removed. */
export function SecurityKeysDialog({ person, own, onClose }: SecurityKeysDialogProps) {
  const bridge = useBridge();
  const [name, setName] = useState('');
  const [adding, setAdding] = useState<string | null>(null);
  const { busy, refused, send } = useSending();
  async function remove(key: StaffRow['securityKeys'][number]): Promise<void> {
    await bridge.mutate('access.removeSecurityKey', { staffId: person.id, keyId: key.id });
    toast({
      tone: 'ok',
      title: t('{key} of {name} removed', { key: key.name, name: person.name }),
      message: t('It opens nothing at this desk now, and at no other when it has synced.'),
    });
  }
  if (adding !== null)
    return (
      <KeyDialog
        use={{ for: 'add', name: adding }}
        onDone={() =>
          toast({
            tone: 'ok',
            title: t('{key} added', { key: adding }),
            message: t('It signs you in at this desk now, and at every other when it syncs.'),
          })
        }
        onClose={onClose}
      />
    );
  const keys =
    person.securityKeys.length === 0 ? (
      <p className="t2">{t('None yet.')}</p>
    ) : (
      <ul className={styles.keys}>
        {person.securityKeys.map((key) => (
          <li key={key.id}>
            <span>
              <b>{key.name}</b>
              <span className="meta">{t('Added {day}', { day: dayText(key.addedAt, { year: true }) })}</span>
            </span>
            <Button size="small" look="danger" disabled={busy} onClick={() => send(remove(key))}>
              {t('Remove')}
            </Button>
          </li>
        ))}
      </ul>
    );
  if (!own)
    return (
      <Dialog
        opened
        onClose={onClose}
        title={t('Security keys of {name}', { name: person.name })}
        closeLabel={t('Close')}
        width={440}
        foot={<Button onClick={onClose}>{t('Close')}</Button>}
      >
        <div className={styles.form}>
          {keys}
          {refused ? (
            <p className={styles.bad} role="alert">
              {refused}
            </p>
          ) : null}
          <p className="meta">{t('{name} adds new ones on their own page.', { name: person.name })}</p>
        </div>
      </Dialog>
    );
  return (
    <FormDialog
      title={t('Your security keys')}
      width={440}
      action={t('Add a key')}
      ready={name.trim() !== '' && person.securityKeys.length < MOST}
      busy={busy}
      refused={refused}
      onSubmit={() => setAdding(name.trim())}
      onClose={onClose}
    >
      <div className={styles.form}>
        <p>
          {t('A FIDO key, such as one for USB. It signs you in at every desk of this shop, also without a connection.')}
        </p>
        {keys}
        <Field label={t('Name of the new key')} hint={t('To tell it from others, such as its colour.')}>
          {(control) => (
            <Input
              {...control}
              value={name}
              maxLength={60}
              onChange={(event) => setName(event.target.value)}
              data-autofocus
            />
          )}
        </Field>
      </div>
    </FormDialog>
  );
}
