import { managerRole, ownerRole, tillRole } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import { permissionNames } from '@tillhouse/shared/domains/access/permissions.ts';
import { describe, expect, it } from 'vitest';
import type { RoleRow, StaffRow } from '../../../bridge/access-queries.ts';
import type { PersonSummary } from '../../../bridge/views.ts';
import { beyond, cellLock, isLastOwner, peopleLock, pinLock } from './access-rules.ts';
import { permissionGroups } from './permission-groups.ts';
import { type Cell, cellOf, changesOf, draftCommands, emptyDraft, type RoleDraft, setCell } from './role-draft.ts';
import { cellText, cellWords } from './term-words.ts';
import { changeWords } from './role-words.ts';

const lead: RoleRow = {
  id: 'lead',
  name: 'Shop lead',
  builtIn: false,
  permissions: ['desk.use', 'till.sell'],
  revision: 7,
  people: 3,
};
const night: RoleRow = { ...lead, id: 'night', name: 'Night', people: 1 };
const till: RoleRow = { ...tillRole, builtIn: true, people: 9 };
const roles = [till, lead, night];

const who = (id: string, permissions: readonly string[]): PersonSummary => ({
  id,
  name: id,
  initials: 'X',
  roleName: '',
  locationName: null,
  status: 'active',
  statusNote: null,
  hasPin: true,
  lastHereAt: null,
  permissions,
});
const owner = who('priya', ownerRole.permissions);
const manager = who('tom', managerRole.permissions);
const cashier = who('ellie', tillRole.permissions);
const row = (id: string, roleId: string, status: StaffRow['status'] = 'active'): StaffRow => ({
  id,
  name: id,
  initials: 'X',
  email: null,
  roleId,
  roleName: '',
  homeLocationId: null,
  locationName: null,
  status,
  statusNote: null,
  hasPin: false,
  hasBadge: false,
  securityKeys: [],
});

describe('the groups of the page', () => {
  it('hold every permission once', () => {
    expect(permissionGroups.flatMap((group) => group.permissions).sort()).toEqual([...permissionNames].sort());
  });
});

describe('a draft of roles', () => {
  const yes = (draft: RoleDraft, role: RoleRow, permission: string, cell: Cell = {}) =>
    setCell(draft, role, permission, cell);

  it('sets a cell there and back, and is empty again', () => {
    const once = yes(emptyDraft, lead, 'till.cash', { upTo: 500 });
    expect([cellOf(once, lead, 'till.cash'), cellOf(once, night, 'till.cash')]).toEqual([{ upTo: 500 }, null]);
    expect(setCell(once, lead, 'till.cash', null)).toEqual(emptyDraft);
  });

  it('saves each role that changed once, with all that it shall allow, on the revision that was looked at', () => {
    let draft = yes(emptyDraft, lead, 'till.discount', { upTo: 15, at: 'home' });
    draft = setCell(draft, lead, 'till.sell', null);
    draft = yes(draft, night, 'prices.edit', { asks: true });
    // Somebody else saved it meanwhile: what is sent still says what was looked at.
    const commands = draftCommands(draft, [till, { ...lead, revision: 8 }, night]);
    expect(commands.map(({ name, args }) => ({ name, args }))).toEqual([
      {
        name: 'access.saveRole',
        args: {
          role: {
            ...{ id: 'lead', name: 'Shop lead', permissions: ['desk.use', 'till.discount'] },
            terms: { 'till.discount': { upTo: 15, at: 'home' } },
          },
          base: 7,
        },
      },
      {
        name: 'access.saveRole',
        args: {
          role: {
            ...{ id: 'night', name: 'Night', permissions: ['desk.use', 'till.sell', 'prices.edit'] },
            terms: { 'prices.edit': { asks: true } },
          },
          base: 7,
        },
      },
    ]);
    expect(changeWords(changesOf(draft, roles), 'GBP')).toBe(
      'In 2 roles, for 4 people. Tills offline keep the old one until they sync.',
    );
  });

  it('keeps the wish when the role changes beneath it, and is done when it came true elsewhere', () => {
    const draft = yes(emptyDraft, lead, 'till.cash');
    const granted = { ...lead, permissions: [...lead.permissions, 'till.cash', 'later.right'] };
    expect(changesOf(draft, [granted])).toEqual([]);
    const taken = setCell(emptyDraft, granted, 'till.sell', null);
    expect(draftCommands(taken, [granted])).toMatchObject([
      { args: { role: { permissions: ['desk.use', 'till.cash', 'later.right'] } } },
    ]);
  });

  it('says one change in words', () => {
    const words = (draft: RoleDraft) => changeWords(changesOf(draft, roles), 'GBP');
    const later = 'Tills offline keep the old one until they sync.';
    expect(words(yes(emptyDraft, lead, 'till.session'))).toBe(
      `Shop lead may open and close a drawer, for 3 people. ${later}`,
    );
    expect(words(yes(emptyDraft, lead, 'till.cash', { upTo: 5_000 }))).toContain(', £50, for 3 people');
    expect(words(setCell(emptyDraft, night, 'till.sell', null))).toContain(
      'Night may no more sell at a till, for 1 person.',
    );
    const limited = { ...lead, terms: { 'till.sell': {} }, permissions: [...lead.permissions, 'till.discount'] };
    expect(changeWords(changesOf(yes(emptyDraft, limited, 'till.discount', { upTo: 15 }), [limited]), 'GBP')).toContain(
      'no limit to 15%',
    );
  });

  it('says in a cell how far it goes', () => {
    expect(cellText('till.return', { upTo: 2_500 }, 'GBP')).toBe('£25');
    expect(cellText('till.discount', { upTo: 10, at: 'home' }, 'GBP')).toBe('10%');
    expect([cellText('stock.count', { at: 'home' }, 'GBP'), cellText('x', { asks: true }, 'GBP')]).toEqual([
      'own shop',
      'asks',
    ]);
    expect([cellText('till.sell', {}, 'GBP'), cellText('till.sell', null, 'GBP')]).toEqual(['', '']);
    expect(cellWords('till.discount', { upTo: 10, at: 'home' }, 'GBP')).toBe(
      'Yes, up to 10%, then asks, at the own location only',
    );
  });
});

describe('what the commands would refuse, said beforehand', () => {
  it('fixed roles, roles without the right, and what one does not have', () => {
    expect(cellLock(till, 'till.sell', owner)).toContain('Copy it');
    expect(cellLock(lead, 'till.cash', owner)).toBeNull();
    expect(cellLock(lead, 'till.cash', manager)).toContain('Change what roles allow');
    const some = who('x', ['roles.manage', 'desk.use']);
    expect(cellLock(lead, 'till.cash', some)).toContain('Put cash into a drawer');
    expect(cellLock(lead, 'till.sell', some)).toBeNull();
    expect(beyond(till, owner)).toEqual([]);
    expect(beyond({ permissions: ownerRole.permissions }, manager)).toContain('roles.manage');
  });

  it('the PIN of who may do more, of another without the right, of who left', () => {
    const boss = { ...ownerRole, builtIn: true, people: 1 };
    expect(pinLock(row('priya', ownerRole.id), boss, owner)).toBeNull();
    expect(pinLock(row('priya', ownerRole.id), boss, manager)).toContain('may do what you may not');
    expect(pinLock(row('ellie', tillRole.id), till, manager)).toBeNull();
    expect(pinLock(row('ellie', tillRole.id), till, cashier)).toBeNull();
    expect(pinLock(row('tom', managerRole.id), undefined, cashier)).toBe(peopleLock(cashier));
    expect(pinLock(row('dan', tillRole.id, 'left'), till, owner)).toContain('left');
  });

  it('the last owner, who is the only one that has not left', () => {
    const priya = row('priya', ownerRole.id);
    expect(isLastOwner(priya, [priya, row('old', ownerRole.id, 'left'), row('ellie', tillRole.id)])).toBe(true);
    expect(isLastOwner(priya, [priya, row('ann', ownerRole.id, 'away')])).toBe(false);
    expect(isLastOwner(row('ellie', tillRole.id), [priya])).toBe(false);
  });
});
