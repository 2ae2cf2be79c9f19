import { t } from '../../ui/text.ts';
import { permissionWords } from './permission-groups.ts';
import { peopleOf, type RoleChange } from './role-draft.ts';

/** What saving would do, in the dock. */
export function changeWords(changes: readonly RoleChange[]): string {
  const n = peopleOf(changes);
  const [first] = changes;
  if (!first) return '';
  const later = t('Tills offline keep the old one until they sync.');
  const roles = new Set(changes.map(({ role }) => role.id)).size;
  const values = { role: first.role.name, right: permissionWords(first.permission), n, roles, later };
  if (changes.length > 1)
    return t(
      'In {roles, plural, one {{role}} other {# roles}}, for {n, plural, one {# person} other {# people}}. {later}',
      values,
    );
  return first.allow
    ? t('{role} may {right}, for {n, plural, one {# person} other {# people}}. {later}', values)
    : t('{role} may no more {right}, for {n, plural, one {# person} other {# people}}. {later}', values);
}
