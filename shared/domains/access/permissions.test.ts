import { expect, test } from 'vitest';
import '../commands.ts';
import { declaredMutators } from '../../kernel/define-mutator.ts';
import { builtInRoles, ownerRole, tillRole } from './built-in-roles.ts';
import { can } from './can.ts';
import { isPermission, permissionNames } from './permissions.ts';

test('every command asks for a permission that exists', () => {
  const unknown = declaredMutators().filter(({ permission }) => !isPermission(permission));
  expect(unknown.map(({ name }) => name)).toEqual([]);
});

test('what a desk completes says what an approval of it is bound to', () => {
  const silent = declaredMutators().filter(({ prepare, bound }) => prepare && !bound);
  expect(silent.map(({ name }) => name)).toEqual([]);
});

test('commands are named domain.verbNoun and say what they do', () => {
  for (const { name, doc } of declaredMutators()) {
    expect(name).toMatch(/^[a-z]+\.[a-z]+([A-Z][a-z]+)*$/);
    expect(doc, name).toMatch(/\.$/);
  }
});

test('the owner may do everything, a till may not set prices', () => {
  expect(permissionNames.every((name) => can(ownerRole.permissions, name))).toBe(true);
  expect(can(tillRole.permissions, 'till.sell')).toBe(true);
  expect(can(tillRole.permissions, 'prices.edit')).toBe(false);
});

test('built-in roles hold known permissions once, under ids of their own', () => {
  for (const { permissions } of builtInRoles) expect(new Set(permissions).size).toBe(permissions.length);
  expect(new Set(builtInRoles.map(({ id }) => id)).size).toBe(builtInRoles.length);
});

test('an inherited name is no permission', () => {
  expect(isPermission('constructor')).toBe(false);
});
