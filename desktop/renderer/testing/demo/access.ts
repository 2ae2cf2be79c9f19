import type { BridgeProblem } from '../../../bridge/contract.ts';
import type { RoleRow, StaffRow } from '../../../bridge/access-queries.ts';
import { builtInRoles, ownerRole, tillRole } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import { locations } from './catalog.ts';
import { people } from './session.ts';

const shopLead: Omit<RoleRow, 'people'> = {
  id: 'shop-lead',
  name: 'Shop lead',
  builtIn: false,
  permissions: [...tillRole.permissions, 'home.view', 'till.cash', 'stock.count', 'stock.receive', 'prices.edit'],
  terms: {
    'prices.edit': { asks: true },
    'stock.count': { at: 'home' },
    'stock.receive': { at: 'home' },
    'till.discount': { upTo: 15 },
    'till.return': { upTo: 10_000 },
  },
  revision: 3,
};
/** Whom the sign-in page does not list: they left, or were never at this desk. */
const more = [
  ['hannah', 'Hannah Price', 'Till', 'frome', 'active', null],
  ['ivo', 'Ivo Brandt', 'Shop lead', 'bath', 'active', null],
  ['mei', 'Mei Castell', 'Shop lead', 'frome', 'active', null],
  ['ruth', 'Ruth Okafor', 'Books', null, 'active', null],
  ['dan', 'Dan Whitlow', 'Till', 'bath', 'left', 'Moved to Leeds in September'],
] as const;

const mailOf = (name: string) => `${name.toLowerCase().replace(' ', '.')}@larkhall.example`;

/** Roles and people of the sample desk, which change as the screen changes them. */
export class DemoAccess {
  roles: Omit<RoleRow, 'people'>[] = [
    ...builtInRoles.map(({ id, name, permissions, terms }) => ({
      ...{ id, name, terms, revision: 1, permissions: [...permissions], builtIn: true },
    })),
    shopLead,
  ];
  staff: StaffRow[] = [
    ...people.map((one) => ({
      id: one.id,
      name: one.name,
      initials: one.initials,
      email: mailOf(one.name),
      roleId: this.roles.find(({ name }) => name === one.roleName)?.id ?? '',
      roleName: one.roleName,
      homeLocationId: locations.find(({ name }) => name === one.locationName)?.id ?? null,
      locationName: one.locationName,
      status: one.status,
      statusNote: one.statusNote,
      hasPin: one.hasPin,
      hasBadge: one.id === 'joanna',
      securityKeys: [],
    })),
    ...more.map(([id, name, roleName, homeLocationId, status, statusNote]) => ({
      id,
      name,
      initials: name.replace(/[^A-Z]/g, ''),
      email: mailOf(name),
      roleId: this.roles.find((one) => one.name === roleName)?.id ?? '',
      roleName,
      homeLocationId,
      locationName: locations.find((one) => one.id === homeLocationId)?.name ?? null,
      status,
      statusNote,
      hasPin: id !== 'ruth',
      hasBadge: id === 'hannah',
      securityKeys:
        id === 'hannah' ? [{ id: 'sample-key-of-hannah', name: 'Blue key', addedAt: Date.UTC(2026, 8, 2) }] : [],
    })),
  ];

  rolesShown(): RoleRow[] {
    return this.roles.map((role) => ({
      ...role,
      people: this.staff.filter((one) => one.roleId === role.id && one.status !== 'left').length,
    }));
  }

  staffShown(mayManage: boolean): StaffRow[] {
    return mayManage ? this.staff : this.staff.map((one) => ({ ...one, email: null }));
  }

  setPin(staffId: string, hasPin: boolean): void {
    this.staff = this.staff.map((one) => (one.id === staffId ? { ...one, hasPin } : one));
  }

  setBadge(staffId: string, hasBadge: boolean): void {
    this.staff = this.staff.map((one) => (one.id === staffId ? { ...one, hasBadge } : one));
  }

  /** The tables that changed. @throws BridgeProblem as the command would */
  mutate(name: string, args: Record<string, unknown>): string[] {
    if (name === 'access.saveRole') {
      const role = args.role as Omit<RoleRow, 'people' | 'builtIn'>;
      const revision = (this.roles.find(({ id }) => id === role.id)?.revision ?? 0) + 1;
      if (this.roles.some((one) => one.name === role.name && one.id !== role.id))
        throw {
          code: 'access.role-name-taken',
          kind: 'conflict',
          message: `There is a role called “${role.name}” already. Nothing was changed; choose another name.`,
          details: {},
        } satisfies BridgeProblem;
      const known = this.roles.some(({ id }) => id === role.id);
      const row = { ...role, revision, builtIn: false };
      this.roles = known ? this.roles.map((one) => (one.id === role.id ? row : one)) : [...this.roles, row];
      return ['roles'];
    }
    if (name !== 'access.saveStaff') return ['approvals', 'approval_policies', 'delegations'];
    const person = args.person as Omit<StaffRow, 'roleName' | 'locationName' | 'hasPin' | 'hasBadge' | 'securityKeys'>;
    const owners = this.staff.filter((one) => one.roleId === ownerRole.id && one.id !== person.id);
    const was = this.staff.find(({ id }) => id === person.id);
    if (was?.roleId === ownerRole.id && person.roleId !== ownerRole.id && owners.length === 0)
      throw {
        code: 'access.last-owner',
        kind: 'refused',
        message: 'This is the last owner of the store. Make somebody else an owner first.',
        details: {},
      } satisfies BridgeProblem;
    const row: StaffRow = {
      ...person,
      roleName: this.roles.find(({ id }) => id === person.roleId)?.name ?? '',
      locationName: locations.find(({ id }) => id === person.homeLocationId)?.name ?? null,
      hasPin: was?.hasPin ?? false,
      hasBadge: was?.hasBadge ?? false,
      securityKeys: was?.securityKeys ?? [],
    };
    this.staff = was ? this.staff.map((one) => (one.id === row.id ? row : one)) : [...this.staff, row];
    return ['staff'];
  }
}
