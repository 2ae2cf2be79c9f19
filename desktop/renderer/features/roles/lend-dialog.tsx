import { permissionFacts } from '@tillhouse/shared/domains/access/permissions.ts';
import { useState } from 'react';
import type { RoleRow, StaffRow } from '../../../bridge/access-queries.ts';
import { useBridge } from '../../data/bridge.ts';
import { useSending } from '../../data/sending.ts';
import { useSession } from '../../data/session.ts';
import { Field, Input, Select } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { t } from '../../ui/text.ts';
import { toast } from '../../ui/toast.ts';
import { permissionGroups, permissionText } from './permission-groups.ts';
import styles from './roles.module.css';
import terms from './terms.module.css';

const DAY = 86_400_000;

export interface LendDialogProps {
  readonly staff: readonly StaffRow[];
  /** Of who lends */
  readonly role: RoleRow | undefined;
  readonly now: number;
  readonly onClose: () => void;
}

/** `2026-11-27T18:00` by this machine's clock, as the field wants it. */
function fieldTime(at: number): string {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** Whom, what, where and until when. Only what one has oneself and may be lent is offered. */
export function LendDialog({ staff, role, now, onClose }: LendDialogProps) {
  const bridge = useBridge();
  const { person, locations } = useSession();
  const lendable = permissionGroups
    .flatMap((group) => group.permissions)
    .filter(
      (name) => role?.permissions.includes(name) && permissionFacts(name)?.lend !== false && !role.terms?.[name]?.asks,
    );
  const [toId, setToId] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [locationId, setLocationId] = useState('');
  const [ends, setEnds] = useState(() => fieldTime(now + 3 * DAY));
  const [reason, setReason] = useState('');
  const { busy, refused, send } = useSending();
  const endsAt = Date.parse(ends);
  const ready = toId !== '' && chosen.length > 0 && endsAt > now;
  async function lend(): Promise<void> {
    const lending = { id: crypto.randomUUID(), toId, permissions: chosen, locationId: locationId || null };
    await bridge.mutate('access.lendRights', {
      lending: { ...lending, startsAt: now, endsAt, reason: reason.trim() },
    });
    toast({
      tone: 'ok',
      title: t('Lent from now on'),
      message: t('It ends by itself, also at a till without a line.'),
    });
    onClose();
  }
  const turn = (name: string) =>
    setChosen((old) => (old.includes(name) ? old.filter((one) => one !== name) : [...old, name]));
  return (
    <FormDialog
      title={t('Lend rights')}
      width={560}
      action={t('Lend')}
      ready={ready}
      busy={busy}
      refused={refused}
      onSubmit={() => send(lend())}
      onClose={onClose}
    >
      <div className={styles.pair}>
        <Field label={t('To')}>
          {(control) => (
            <Select {...control} value={toId} onChange={(event) => setToId(event.target.value)} data-autofocus>
              <option value="">{t('Choose somebody')}</option>
              {staff
                .filter(({ id, status }) => id !== person.id && status !== 'left')
                .map(({ id, name, roleName }) => (
                  <option key={id} value={id}>
                    {`${name}, ${roleName}`}
                  </option>
                ))}
            </Select>
          )}
        </Field>
        <Field label={t('Where')}>
          {(control) => (
            <Select {...control} value={locationId} onChange={(event) => setLocationId(event.target.value)}>
              <option value="">{t('Wherever I may')}</option>
              {locations.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <div className={styles.pair}>
        <Field label={t('Ends')} hint={t('Ninety days at most.')}>
          {(control) => (
            <Input {...control} type="datetime-local" value={ends} onChange={(event) => setEnds(event.target.value)} />
          )}
        </Field>
        <Field label={t('Why')}>
          {(control) => (
            <Input {...control} value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
          )}
        </Field>
      </div>
      <fieldset className={terms.tick}>
        <legend>{t('What')}</legend>
        {lendable.length === 0 ? <p className="t2">{t('Nothing that you have can be lent.')}</p> : null}
        {lendable.map((name) => (
          <label key={name} className={terms.tickLine}>
            <input type="checkbox" checked={chosen.includes(name)} onChange={() => turn(name)} />
            {permissionText(name)}
          </label>
        ))}
      </fieldset>
      <p className="sub">{t('Never lent: cost, exports, roles, people, devices, settings and keys.')}</p>
    </FormDialog>
  );
}
