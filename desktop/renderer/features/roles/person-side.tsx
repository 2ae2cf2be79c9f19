import { IconCheck, IconId, IconKey, IconPencil, IconUsb } from '@tabler/icons-react';
import type { LendingRow, RoleRow, StaffRow } from '../../../bridge/access-queries.ts';
import type { PersonSummary } from '../../../bridge/views.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/field.tsx';
import { SectionHead } from '../../ui/page.tsx';
import { State, Tag } from '../../ui/state.tsx';
import { t } from '../../ui/text.ts';
import { personLock, pinLock } from './access-rules.ts';
import { StaffState } from './people-list.tsx';
import { permissionGroups, permissionText, permissionWords } from './permission-groups.ts';
import { LentCard } from './lent-card.tsx';
import { cellOf, type RoleDraft, sameCell, storedCell } from './role-draft.ts';
import { cellText } from './term-words.ts';
import styles from './roles.module.css';

export interface PersonSideProps {
  readonly person: StaffRow;
  readonly staff: readonly StaffRow[];
  readonly role: RoleRow | undefined;
  readonly draft: RoleDraft;
  readonly lent: readonly LendingRow[];
  readonly now: number;
  readonly currency: string;
  readonly holder: PersonSummary;
  readonly onChoose: (staffId: string) => void;
  readonly onEdit: () => void;
  readonly onPin: () => void;
  readonly onBadge: () => void;
  readonly onKeys: () => void;
}

interface RightsProps {
  readonly role: RoleRow;
  readonly draft: RoleDraft;
  readonly currency: string;
}

function Rights({ role, draft, currency }: RightsProps) {
  return permissionGroups.map((group) => {
    const shown = group.permissions.filter(
      (permission) => cellOf(draft, role, permission) !== null || role.permissions.includes(permission),
    );
    const not = group.permissions.filter((permission) => !shown.includes(permission));
    return (
      <div key={group.name} className={styles.rights}>
        <h3>{t(group.name)}</h3>
        {shown.length > 0 ? (
          <ul>
            {shown.map((permission) => {
              const cell = cellOf(draft, role, permission);
              const changed = !sameCell(cell, storedCell(role, permission));
              const far = cellText(permission, cell, currency);
              return (
                <li key={permission}>
                  <IconCheck size={14} stroke={2} aria-hidden="true" />
                  <span>{permissionText(permission)}</span>
                  {far ? <b>{far}</b> : null}
                  {changed ? <Tag tone="accent">{cell ? t('new') : t('goes')}</Tag> : null}
                </li>
              );
            })}
          </ul>
        ) : null}
        {not.length > 0 ? (
          <p className="sub">{t('Not: {rights}', { rights: not.map(permissionWords).join('; ') })}</p>
        ) : null}
      </div>
    );
  });
}

/** One person, and in words what they may do by their role; what is not saved yet is marked. */
export function PersonSide({
  person,
  staff,
  role,
  draft,
  lent,
  now,
  currency,
  holder,
  onChoose,
  onEdit,
  onPin,
  onBadge,
  onKeys,
}: PersonSideProps) {
  const editLock = personLock(person, role, holder);
  const noPin = pinLock(person, role, holder);
  const own = person.id === holder.id;
  return (
    <>
      <div className={styles.sideHead}>
        <Avatar name={person.name} size={36} quiet={person.status === 'left'} />
        <div className={styles.sideName}>
          <h2 className="cut">{person.name}</h2>
          <span className="sub cut">
            {[person.roleName || t('Role not here yet'), person.locationName ?? t('any location')].join(', ')}
          </span>
        </div>
        <Select
          small
          aria-label={t('Preview')}
          className={styles.pick}
          value=""
          onChange={(event) => onChoose(event.target.value)}
        >
          <option value="" disabled>
            {t('Preview')}
          </option>
          {staff.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </Select>
      </div>
      <div className={styles.sideBody}>
        <dl className={styles.facts}>
          <dt>{t('Status')}</dt>
          <dd>
            <StaffState person={person} />
            {person.statusNote ? <div className="sub">{person.statusNote}</div> : null}
          </dd>
          {person.email ? (
            <>
              <dt>{t('E-mail')}</dt>
              <dd>{person.email}</dd>
            </>
          ) : null}
          <dt>{t('PIN')}</dt>
          <dd>{person.hasPin ? t('Set') : <State tone="open">{t('Not set: signs in with the password')}</State>}</dd>
          {person.hasBadge || own ? (
            <>
              <dt>{t('Badge')}</dt>
              <dd>{person.hasBadge ? t('Made') : t('None yet')}</dd>
            </>
          ) : null}
          {person.securityKeys.length > 0 || own ? (
            <>
              <dt>{t('Security keys')}</dt>
              <dd>{person.securityKeys.map(({ name }) => name).join(', ') || t('None yet')}</dd>
            </>
          ) : null}
        </dl>
        <div className={styles.acts}>
          <Button
            size="small"
            icon={<IconPencil size={16} stroke={1.75} aria-hidden="true" />}
            disabled={editLock !== null}
            title={editLock ?? undefined}
            onClick={onEdit}
          >
            {t('Edit')}
          </Button>
          <Button
            size="small"
            icon={<IconKey size={16} stroke={1.75} aria-hidden="true" />}
            disabled={noPin !== null}
            title={noPin ?? undefined}
            onClick={onPin}
          >
            {own ? t('Your PIN') : person.hasPin ? t('Change PIN') : t('Set PIN')}
          </Button>
          {own || person.hasBadge ? (
            <Button
              size="small"
              icon={<IconId size={16} stroke={1.75} aria-hidden="true" />}
              disabled={!own && editLock !== null}
              title={(own ? null : editLock) ?? undefined}
              onClick={onBadge}
            >
              {own && !person.hasBadge ? t('Make a badge') : t('Badge')}
            </Button>
          ) : null}
          {own || person.securityKeys.length > 0 ? (
            <Button
              size="small"
              icon={<IconUsb size={16} stroke={1.75} aria-hidden="true" />}
              disabled={!own && editLock !== null}
              title={(own ? null : editLock) ?? undefined}
              onClick={onKeys}
            >
              {t('Security keys')}
            </Button>
          ) : null}
        </div>
        {(noPin ?? editLock) ? <p className={`sub ${styles.why}`}>{noPin ?? editLock}</p> : null}
        <LentCard rows={lent.filter(({ toId, endsAt }) => toId === person.id && endsAt > now)} now={now} />
        <SectionHead
          title={t('What {name} may do', { name: person.name.split(' ')[0] ?? person.name })}
          aside={person.roleName}
        />
        {person.status === 'left' ? (
          <p className="t2">{t('Nothing any more: who has left signs in nowhere.')}</p>
        ) : role ? (
          <Rights role={role} draft={draft} currency={currency} />
        ) : (
          <p className="t2">{t('This role has not come to this desk yet; until then, nothing.')}</p>
        )}
      </div>
    </>
  );
}
