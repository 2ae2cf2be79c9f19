import { type FormEvent, useState } from 'react';
import type { RoleRow } from '../../../bridge/access-queries.ts';
import { problemText, useBridge } from '../../data/bridge.ts';
import { useSession } from '../../data/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Input } from '../../ui/field.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { beyond } from './access-rules.ts';
import { listWords } from './permission-groups.ts';
import styles from './roles.module.css';

const termsOf = (role: RoleRow, permissions: readonly string[]) =>
  Object.fromEntries(Object.entries(role.terms ?? {}).filter(([name]) => permissions.includes(name)));

export interface RoleDialogProps {
  readonly role: RoleRow;
  readonly copy: boolean;
  readonly onClose: (savedId?: string) => void;
}

/** A role of the shop's own, copied of another, or another name for it. */
export function RoleDialog({ role, copy, onClose }: RoleDialogProps) {
  const bridge = useBridge();
  const { person } = useSession();
  const [name, setName] = useState(copy ? t('Copy of {role}', { role: role.name }) : role.name);
  const [refused, setRefused] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const leftOut = copy ? beyond(role, person) : [];
  const ready = name.trim() !== '' && !busy && (copy || name.trim() !== role.name);
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!ready) return;
    setBusy(true);
    const id = copy ? crypto.randomUUID() : role.id;
    const permissions = role.permissions.filter((one) => !leftOut.includes(one));
    bridge
      .mutate('access.saveRole', {
        role: { id, name: name.trim(), permissions, terms: termsOf(role, permissions) },
        base: copy ? null : (role.revision ?? 1),
      })
      .then(() => {
        toast({ tone: 'ok', title: t('Role “{name}” saved on this desk', { name: name.trim() }) });
        onClose(id);
      })
      .catch((problem: unknown) =>
        setRefused(problemText(problem, t('The desk did not answer. Nothing was changed. Try again.'))),
      )
      .finally(() => setBusy(false));
  }
  return (
    <Dialog
      opened
      onClose={() => onClose()}
      title={copy ? t('Copy role {role}', { role: role.name }) : t('Rename role {role}', { role: role.name })}
      closeLabel={t('Close')}
      width={440}
      foot={
        <>
          <Button onClick={() => onClose()}>{t('Cancel')}</Button>
          <Button look="primary" type="submit" form="role" disabled={!ready}>
            {copy ? t('Make the role') : t('Rename')}
          </Button>
        </>
      }
    >
      <form id="role" className={styles.form} onSubmit={submit}>
        <Field label={t('Name of the role')} error={refused}>
          {(control) => (
            <Input
              {...control}
              value={name}
              onChange={(event) => {
                setRefused(null);
                setName(event.target.value);
              }}
              maxLength={60}
              autoComplete="off"
              data-autofocus
            />
          )}
        </Field>
        {copy ? (
          <p className="t2">
            {leftOut.length > 0
              ? t('It allows what {role} does, without what you do not have yourself: {rights}.', {
                  role: role.name,
                  rights: listWords(leftOut, 6),
                })
              : t('It allows what {role} does. Change it cell by cell, then give it to people.', { role: role.name })}
          </p>
        ) : null}
      </form>
    </Dialog>
  );
}
