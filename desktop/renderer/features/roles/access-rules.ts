import type { RoleRow, StaffRow } from '../../../bridge/access-queries.ts';
import type { PersonSummary } from '../../../bridge/views.ts';
import { ownerRole } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import { may, whyWithheld } from '../../data/may.ts';
import { t } from '../../ui/text.ts';
import { listWords, permissionText } from './permission-groups.ts';

/** The commands hold these rules, at the desk and in the cloud; the screen says beforehand what they would refuse. */
type Holder = Pick<PersonSummary, 'id' | 'permissions'> & PersonSummary;

export function beyond(role: Pick<RoleRow, 'permissions'>, holder: Holder): string[] {
  return role.permissions.filter((name) => !holder.permissions.includes(name));
}

/** Why a cell cannot be turned; null where it can. */
export function cellLock(role: RoleRow, permission: string, holder: Holder): string | null {
  if (!may(holder, 'roles.manage')) return rolesLock(holder);
  if (role.builtIn)
    return t('{role} comes with Tillhouse and stays as it is. Copy it and change the copy.', { role: role.name });
  // What was given stays in the list of what may be given; it can be taken, and put back before saving.
  if (holder.permissions.includes(permission) || role.permissions.includes(permission)) return null;
  return t('You cannot give what you do not have: {right}.', { right: permissionText(permission) });
}

export function rolesLock(holder: Holder): string | null {
  if (may(holder, 'roles.manage')) return null;
  const lease = whyWithheld(holder, 'roles.manage');
  if (lease) return lease;
  return t('You may look and not change: that needs the right “{right}”. Ask an owner.', {
    right: permissionText('roles.manage'),
  });
}

export function peopleLock(holder: Holder): string | null {
  if (may(holder, 'staff.manage')) return null;
  const lease = whyWithheld(holder, 'staff.manage');
  if (lease) return lease;
  return t('You may look and not change: that needs the right “{right}”. Ask an owner or a manager.', {
    right: permissionText('staff.manage'),
  });
}

/** Why a person is not the holder's to change: who may do more is changed by who may do as much. */
export function personLock(person: StaffRow, role: RoleRow | undefined, holder: Holder): string | null {
  const lock = peopleLock(holder);
  if (lock || person.id === holder.id) return lock;
  const more = role ? beyond(role, holder) : [];
  if (more.length === 0) return null;
  return t('{name} may do what you may not ({rights}), so only an owner changes them.', {
    name: person.name,
    rights: listWords(more),
  });
}

/** Why the PIN of a person is not the holder's to set. */
export function pinLock(person: StaffRow, role: RoleRow | undefined, holder: Holder): string | null {
  if (person.id === holder.id) return null;
  if (!may(holder, 'staff.manage')) return peopleLock(holder);
  if (person.status === 'left') return t('Who has left signs in no more and needs no PIN.');
  const more = role ? beyond(role, holder) : [];
  if (more.length === 0) return null;
  return t('{name} may do what you may not ({rights}), so this PIN is not yours to set.', {
    name: person.name,
    rights: listWords(more),
  });
}

export function isLastOwner(person: StaffRow, staff: readonly StaffRow[]): boolean {
  const isOwner = (one: StaffRow) => one.roleId === ownerRole.id && one.status !== 'left';
  return isOwner(person) && !staff.some((one) => one.id !== person.id && isOwner(one));
}
