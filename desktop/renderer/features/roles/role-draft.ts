import type { Term } from '@tillhouse/shared/domains/access/terms.ts';
import type { RoleRow } from '../../../bridge/access-queries.ts';
import { permissionGroups } from './permission-groups.ts';

/** What one role shall say to one permission: no, or yes as far as the term goes. */
export type Cell = Term | null;

/** What shall be allowed, by role id and permission. What is stored may change beneath it; the wish stays the same. */
export interface RoleDraft {
  readonly cells: Readonly<Record<string, Readonly<Record<string, Cell>>>>;
  /** The revision of each role when it was first changed here: who saved meanwhile is not overwritten. */
  readonly bases: Readonly<Record<string, number>>;
}

export const emptyDraft: RoleDraft = { cells: {}, bases: {} };

export interface RoleChange {
  readonly role: RoleRow;
  readonly permission: string;
  readonly cell: Cell;
  readonly was: Cell;
}

export function storedCell(role: RoleRow, permission: string): Cell {
  return role.permissions.includes(permission) ? (role.terms?.[permission] ?? {}) : null;
}

export function cellOf(draft: RoleDraft, role: RoleRow, permission: string): Cell {
  const wished = draft.cells[role.id]?.[permission];
  return wished === undefined ? storedCell(role, permission) : wished;
}

export function sameCell(one: Cell, other: Cell): boolean {
  if (one === null || other === null) return one === other;
  return one.asks === other.asks && one.at === other.at && one.upTo === other.upTo;
}

export function setCell(draft: RoleDraft, role: RoleRow, permission: string, cell: Cell): RoleDraft {
  const { [permission]: _, ...others } = draft.cells[role.id] ?? {};
  const cells = sameCell(cell, storedCell(role, permission)) ? others : { ...others, [permission]: cell };
  const { [role.id]: __, ...rest } = draft.cells;
  const { [role.id]: base, ...bases } = draft.bases;
  if (Object.keys(cells).length === 0) return { cells: rest, bases };
  return { cells: { ...rest, [role.id]: cells }, bases: { ...bases, [role.id]: base ?? role.revision ?? 1 } };
}

const shown = permissionGroups.flatMap((group) => group.permissions);

/** In the order of the page; what is stored as wished meanwhile is no change any more. */
export function changesOf(draft: RoleDraft, roles: readonly RoleRow[]): RoleChange[] {
  return roles
    .filter((role) => !role.builtIn && draft.cells[role.id])
    .flatMap((role) =>
      shown.flatMap((permission) => {
        const [cell, was] = [cellOf(draft, role, permission), storedCell(role, permission)];
        return sameCell(cell, was) ? [] : [{ role, permission, cell, was }];
      }),
    );
}

/** How many people the changes are for; nobody has two roles. */
export function peopleOf(changes: readonly RoleChange[]): number {
  return [...new Set(changes.map(({ role }) => role))].reduce((sum, role) => sum + role.people, 0);
}

export interface RoleCommand {
  readonly name: string;
  readonly args: { readonly role: object; readonly base: number };
  /** What is asked of somebody else where the store asks for a second person */
  readonly role: RoleRow;
}

/** Each role that changed once, with all that it shall allow, also what this desk does not know yet. */
export function draftCommands(draft: RoleDraft, roles: readonly RoleRow[]): RoleCommand[] {
  const touched = [...new Set(changesOf(draft, roles).map(({ role }) => role))];
  return touched.map((role) => {
    const given = Object.keys(draft.cells[role.id] ?? {}).filter((name) => !role.permissions.includes(name));
    const wished = [...role.permissions, ...given].flatMap((name) => {
      const cell = cellOf(draft, role, name);
      return cell ? [[name, cell] as const] : [];
    });
    const terms = Object.fromEntries(wished.filter(([, cell]) => Object.keys(cell).length > 0));
    const permissions = wished.map(([name]) => name);
    const base = draft.bases[role.id] ?? role.revision ?? 1;
    return {
      name: 'access.saveRole',
      args: { role: { id: role.id, name: role.name, permissions, terms }, base },
      role,
    };
  });
}

const KEY = 'tillhouse.draft.roles-2.';

/** Kept on this device for the person who made it: leaving the page loses nothing, and nobody else saves it. */
export function keepDraft(staffId: string, draft: RoleDraft): void {
  if (Object.keys(draft.cells).length === 0) localStorage.removeItem(KEY + staffId);
  else localStorage.setItem(KEY + staffId, JSON.stringify(draft));
}

export function keptDraft(staffId: string): RoleDraft {
  try {
    const found = JSON.parse(localStorage.getItem(KEY + staffId) ?? 'null') as RoleDraft | null;
    return found?.cells && found.bases ? found : emptyDraft;
  } catch {
    return emptyDraft;
  }
}
