import type { RoleRow, StaffRow } from '../../../bridge/access-queries.ts';
import { BadgeDialog } from './badge-dialog.tsx';
import { PersonDialog } from './person-dialog.tsx';
import { PinDialog } from './pin-dialog.tsx';
import { RoleDialog } from './role-dialog.tsx';
import { type Cell, cellOf, type RoleDraft } from './role-draft.ts';
import { SecurityKeysDialog } from './security-keys-dialog.tsx';
import { TermDialog } from './term-dialog.tsx';

/** What the page of roles asks over itself. */
export type RolesAsked =
  | { readonly kind: 'name'; readonly role: RoleRow; readonly copy: boolean }
  | { readonly kind: 'term'; readonly role: RoleRow; readonly permission: string }
  | { readonly kind: 'person'; readonly person: StaffRow | null }
  | { readonly kind: 'pin' | 'badge' | 'keys'; readonly person: StaffRow };

export interface RoleDialogsProps {
  readonly asked: RolesAsked;
  readonly staff: readonly StaffRow[];
  readonly roles: readonly RoleRow[];
  readonly draft: RoleDraft;
  readonly currency: string;
  readonly holderId: string;
  readonly onSetCell: (role: RoleRow, permission: string, cell: Cell) => void;
  readonly onSavedRole: (id: string) => void;
  readonly onSavedPerson: (id: string) => void;
  readonly onClose: () => void;
}

export function RoleDialogs(props: RoleDialogsProps) {
  const { asked, staff, roles, draft, currency, holderId, onSetCell, onSavedRole, onSavedPerson, onClose } = props;
  if (asked.kind === 'term')
    return (
      <TermDialog
        role={asked.role}
        permission={asked.permission}
        cell={cellOf(draft, asked.role, asked.permission)}
        currency={currency}
        onSet={(cell) => onSetCell(asked.role, asked.permission, cell)}
        onClose={onClose}
      />
    );
  if (asked.kind === 'person')
    return (
      <PersonDialog
        person={asked.person}
        staff={staff}
        roles={roles}
        onClose={(savedId) => {
          onClose();
          if (savedId) onSavedPerson(savedId);
        }}
      />
    );
  if (asked.kind === 'name')
    return (
      <RoleDialog
        role={asked.role}
        copy={asked.copy}
        onClose={(savedId) => {
          onClose();
          if (savedId) onSavedRole(savedId);
        }}
      />
    );
  const own = asked.person.id === holderId;
  if (asked.kind === 'pin') return <PinDialog person={asked.person} own={own} onClose={onClose} />;
  // As it is now: a key that is removed goes from the list.
  const now = staff.find(({ id }) => id === asked.person.id) ?? asked.person;
  if (asked.kind === 'keys') return <SecurityKeysDialog person={now} own={own} onClose={onClose} />;
  return <BadgeDialog person={asked.person} own={own} onClose={onClose} />;
}
