import { t } from '../../ui/text.ts';
import { permissionWords } from './permission-groups.ts';
import { peopleOf, type RoleChange } from './role-draft.ts';
import { cellText } from './term-words.ts';

/** What saving would do, in the dock. */
export function changeWords(changes: readonly RoleChange[], currency: string): string {
  const n = peopleOf(changes);
  const [first] = changes;
  if (!first) return '';
  const later = t('Tills offline keep the old one until they sync.');
  const roles = new Set(changes.map(({ role }) => role.id)).size;
  const { cell, was } = first;
  const [from, to] = [cellText(first.permission, was, currency), cellText(first.permission, cell, currency)];
  const values = { role: first.role.name, right: permissionWords(first.permission), n, roles, later, from, to };
  if (changes.length > 1)
    return t(
      'In {roles, plural, one {{role}} other {# roles}}, for {n, plural, one {# person} other {# people}}. {later}',
      values,
    );
  if (cell && was && from !== to)
    return t('{role}, {right}: {from} to {to}, for {n, plural, one {# person} other {# people}}. {later}', {
      ...values,
      from: from || t('no limit'),
      to: to || t('no limit'),
    });
  if (cell && to)
    return t('{role} may {right}, {to}, for {n, plural, one {# person} other {# people}}. {later}', values);
  return cell
    ? t('{role} may {right}, for {n, plural, one {# person} other {# people}}. {later}', values)
    : t('{role} may no more {right}, for {n, plural, one {# person} other {# people}}. {later}', values);
}
