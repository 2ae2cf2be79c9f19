import { isMailAddress } from '@tillhouse/shared/kernel/mail-address.ts';
import { useState } from 'react';
import type { RoleRow, StaffRow } from '../../../bridge/access-queries.ts';
import { useBridge } from '../../data/bridge.ts';
import { useSending } from '../../data/sending.ts';
import { useSession } from '../../data/session.ts';
import { initials as initialsOf } from '../../ui/avatar.tsx';
import { Field, Input, Select } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { beyond, isLastOwner } from './access-rules.ts';
import { listWords } from './permission-groups.ts';
import styles from './roles.module.css';

export interface PersonDialogProps {
  /** Null: a new person */
  readonly person: StaffRow | null;
  readonly staff: readonly StaffRow[];
  readonly roles: readonly RoleRow[];
  readonly onClose: (savedId?: string) => void;
}

const statuses = [
  ['active', 'Here'],
  ['away', 'Away'],
  ['left', 'Left'],
] as const;

/** A person: name, role, place and whether they are here. The PIN is set apart. */
export function PersonDialog({ person, staff, roles, onClose }: PersonDialogProps) {
  const bridge = useBridge();
  const session = useSession();
  const [name, setName] = useState(person?.name ?? '');
  const [short, setShort] = useState<string | null>(person?.initials ?? null);
  const [email, setEmail] = useState(person?.email ?? '');
  const [roleId, setRoleId] = useState(person?.roleId ?? '');
  const [place, setPlace] = useState(person ? (person.homeLocationId ?? '') : (session.location?.id ?? ''));
  const [status, setStatus] = useState(person?.status ?? 'active');
  const [note, setNote] = useState(person?.statusNote ?? '');
  const { busy, refused, send } = useSending();
  const last = person !== null && isLastOwner(person, staff);
  const address = email.trim();
  const badAddress = address !== '' && !isMailAddress(address);
  const letters = (short ?? initialsOf(name)).trim();
  const ready = name.trim() !== '' && letters !== '' && roleId !== '' && !badAddress;
  const role = roles.find(({ id }) => id === roleId);
  const notGiven = roles.filter((one) => one.id !== person?.roleId && beyond(one, session.person).length > 0);
  const lastWords = t('The last owner: make somebody else an owner before this one changes or leaves.');
  const roleHint = last
    ? lastWords
    : notGiven.length > 0
      ? t('You cannot give what you do not have: {roles}.', { roles: notGiven.map((one) => one.name).join(', ') })
      : role
        ? t('May {rights}.', { rights: listWords(role.permissions) })
        : t('What a role allows is on the other page.');
  async function save(): Promise<void> {
    const id = person?.id ?? crypto.randomUUID();
    const saved = {
      id,
      name: name.trim(),
      initials: letters,
      email: address === '' ? null : address,
      roleId,
      homeLocationId: place === '' ? null : place,
      status,
      statusNote: note.trim() === '' ? null : note.trim(),
    };
    await bridge.mutate('access.saveStaff', { person: saved });
    toast({
      tone: 'ok',
      title: person ? t('{name} saved on this desk', { name: saved.name }) : t('{name} added', { name: saved.name }),
      message: person ? t('It goes out by itself.') : t('Set a PIN next, so that they can sign in at a till.'),
    });
    onClose(id);
  }
  return (
    <FormDialog
      title={person ? t('Edit {name}', { name: person.name }) : t('Add a person')}
      width={520}
      action={person ? t('Save') : t('Add person')}
      ready={ready}
      busy={busy}
      refused={refused}
      onSubmit={() => send(save())}
      onClose={() => onClose()}
    >
      <div className={styles.nameRow}>
        <Field label={t('Name')}>
          {(control) => (
            <Input
              {...control}
              value={name}
              onChange={(event) => setName(event.target.value)}
              maxLength={120}
              autoComplete="off"
              data-autofocus
            />
          )}
        </Field>
        <Field label={t('Initials')}>
          {(control) => (
            <Input
              {...control}
              value={short ?? initialsOf(name)}
              onChange={(event) => setShort(event.target.value)}
              maxLength={4}
              autoComplete="off"
            />
          )}
        </Field>
      </div>
      <Field
        label={t('E-mail')}
        hint={t('To sign in with a password. May stay empty for who only uses a PIN.')}
        error={badAddress ? t('Write an address such as ewa@shop.example') : null}
      >
        {(control) => (
          <Input
            {...control}
            type="email"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
            maxLength={254}
            autoComplete="off"
          />
        )}
      </Field>
      <div className={styles.pair}>
        <Field label={t('Role')} hint={roleHint}>
          {(control) => (
            <Select {...control} value={roleId} disabled={last} onChange={(event) => setRoleId(event.target.value)}>
              <option value="" disabled>
                {t('Choose a role')}
              </option>
              {roles.map((one) => (
                <option key={one.id} value={one.id} disabled={notGiven.includes(one)}>
                  {one.name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('Home location')}>
          {(control) => (
            <Select {...control} value={place} onChange={(event) => setPlace(event.target.value)}>
              <option value="">{t('Any')}</option>
              {session.locations.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <div className={styles.pair}>
        <Field
          label={t('Status')}
          hint={status === 'left' ? t('Signs in nowhere any more, once each device has synced.') : ''}
        >
          {(control) => (
            <Select
              {...control}
              value={status}
              onChange={(event) => setStatus(event.target.value as StaffRow['status'])}
            >
              {statuses.map(([value, word]) => (
                <option key={value} value={value} disabled={value === 'left' && last}>
                  {t(word)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('Note')} hint={t('“On leave until Friday”: shown at sign-in')}>
          {(control) => (
            <Input
              {...control}
              value={note}
              onChange={(event) => setNote(event.target.value)}
              maxLength={120}
              autoComplete="off"
            />
          )}
        </Field>
      </div>
    </FormDialog>
  );
}
