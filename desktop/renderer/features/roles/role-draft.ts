import type { RoleRow } from '../../../bridge/access-queries.ts';
import { permissionGroups } from './permission-groups.ts';

/** What shall be allowed, by role id and permission. What is stored may change beneath it; the wish stays the same. */
export type RoleDraft = Readonly<Record<string, Readonly<Record<string, boolean>>>>;

export const emptyDraft: RoleDraft = {};

export interface RoleChange {
  readonly role: RoleRow;
  readonly permission: string;
  readonly allow: boolean;
}

export function allows(draft: RoleDraft, role: RoleRow, permission: string): boolean {
  return draft[role.id]?.[permission] ?? role.permissions.includes(permission);
}

export function turn(draft: RoleDraft, role: RoleRow, permission: string): RoleDraft {
  const wanted = !allows(draft, role, permission);
  const { [permission]: _, ...others } = draft[role.id] ?? {};
  const cells = wanted === role.permissions.includes(permission) ? others : { ...others, [permission]: wanted };
  const { [role.id]: __, ...rest } = draft;
  return Object.keys(cells).length === 0 ? rest : { ...rest, [role.id]: cells };
}

const shown = permissionGroups.flatMap((group) => group.permissions);

/** In the order of the page; what is stored as wished meanwhile is no change any more. */
export function changesOf(draft: RoleDraft, roles: readonly RoleRow[]): RoleChange[] {
  return roles
    .filter((role) => !role.builtIn && draft[role.id])
    .flatMap((role) =>
      shown
        .filter((permission) => allows(draft, role, permission) !== role.permissions.includes(permission))
        .map((permission) => ({ role, permission, allow: allows(draft, role, permission) })),
    );
}

/** How many people the changes are for; nobody has two roles. */
export function peopleOf(changes: readonly RoleChange[]): number {
  return [...new Set(changes.map(({ role }) => role))].reduce((sum, role) => sum + role.people, 0);
}

/** What a role would allow, also what this desk does not know yet. */
export function wishedPermissions(draft: RoleDraft, role: RoleRow): string[] {
  const kept = role.permissions.filter((name) => allows(draft, role, name));
  const given = Object.entries(draft[role.id] ?? {}).filter(([name, on]) => on && !role.permissions.includes(name));
  return [...kept, ...given.map(([name]) => name)];
}

export function draftCommands(draft: RoleDraft, roles: readonly RoleRow[]): { name: string; args: unknown }[] {
  const touched = [...new Set(changesOf(draft, roles).map(({ role }) => role))];
  return touched.map((role) => ({
    name: 'access.saveRole',
    args: { role: { id: role.id, name: role.name, permissions: wishedPermissions(draft, role) } },
  }));
}

const KEY = 'tillhouse.draft.roles.';

/** Kept on this device for the person who made it: leaving the page loses nothing, and nobody else saves it. */
export function keepDraft(staffId: string, draft: RoleDraft): void {
  if (Object.keys(draft).length === 0) localStorage.removeItem(KEY + staffId);
  else localStorage.setItem(KEY + staffId, JSON.stringify(draft));
}

export function keptDraft(staffId: string): RoleDraft {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY + staffId) ?? '{}');
    return typeof found === 'object' && found !== null ? (found as RoleDraft) : emptyDraft;
  } catch {
    return emptyDraft;
  }
}
