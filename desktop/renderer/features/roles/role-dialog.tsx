import { useState } from 'react';
import type { RoleRow } from '../../../bridge/access-queries.ts';
import { useBridge } from '../../data/bridge.ts';
import { useSending } from '../../data/sending.ts';
import { useSession } from '../../data/session.ts';
import { Field, Input } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { beyond } from './access-rules.ts';
import { listWords } from './permission-groups.ts';

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
  const { busy, refused, send, forget } = useSending();
  const leftOut = copy ? beyond(role, person) : [];
  const ready = name.trim() !== '' && (copy || name.trim() !== role.name);
  async function save(): Promise<void> {
    const id = copy ? crypto.randomUUID() : role.id;
    const permissions = role.permissions.filter((one) => !leftOut.includes(one));
    await bridge.mutate('access.saveRole', {
      role: { id, name: name.trim(), permissions, terms: termsOf(role, permissions) },
      base: copy ? null : (role.revision ?? 1),
    });
    toast({ tone: 'ok', title: t('Role “{name}” saved on this desk', { name: name.trim() }) });
    onClose(id);
  }
  return (
    <FormDialog
      title={copy ? t('Copy role {role}', { role: role.name }) : t('Rename role {role}', { role: role.name })}
      width={440}
      action={copy ? t('Make the role') : t('Rename')}
      ready={ready}
      busy={busy}
      onSubmit={() => send(save())}
      onClose={() => onClose()}
    >
      <Field label={t('Name of the role')} error={refused}>
        {(control) => (
          <Input
            {...control}
            value={name}
            onChange={(event) => {
              forget();
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
    </FormDialog>
  );
}
