import type { PermissionFacts } from '@tillhouse/shared/domains/access/permission-facts.ts';
import { permissionFacts, permissions } from '@tillhouse/shared/domains/access/permissions.ts';
import type { Term } from '@tillhouse/shared/domains/access/terms.ts';
import { builtInRoles } from '@tillhouse/shared/domains/access/built-in-roles.ts';
import '@tillhouse/shared/domains/commands.ts';
import '@tillhouse/shared/domains/payments/errors.ts';
import '@tillhouse/shared/domains/payments/events.ts';
import '@tillhouse/shared/domains/shipping/events.ts';
import '@tillhouse/sync/protocol/tables.ts';
import { declaredEvents } from '@tillhouse/shared/kernel/define-event.ts';
import { declaredMutators } from '@tillhouse/shared/kernel/define-mutator.ts';
import { reactionsTo } from '@tillhouse/shared/kernel/define-reaction.ts';
import { declaredTables, type Replication } from '@tillhouse/shared/kernel/define-table.ts';
import { declaredErrors } from '@tillhouse/shared/kernel/errors.ts';
import { code, groupBy, page, table } from './markdown.ts';
import { schemaText } from './schema-text.ts';

const domainOf = (name: string) => name.split('.')[0] ?? '';
const byName = <T extends { readonly name: string }>(items: readonly T[]) =>
  [...items].sort((a, b) => (a.name < b.name ? -1 : 1));

function replicationText(replication: Replication): string {
  if (replication.rows === 'months')
    return replication.atLocation ? 'rows of the last months at its locations' : 'rows of the last months';
  if (replication.rows === 'location') return "rows of the device's locations";
  return replication.rows === 'tenant' ? 'all rows of the shop' : 'none; it stays in the cloud';
}

export function tablesPage(): string {
  const body = groupBy(byName(declaredTables()), (one) => one.domain)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([domain, tables]) => [
      `## ${domain}`,
      '',
      ...tables.flatMap((one) => [
        `### ${one.name}`,
        '',
        one.doc,
        '',
        `Key: ${one.key.map(code).join(', ')}. At a desk: ${replicationText(one.replication)} (group ${one.group}).${one.appendOnly ? ' Append-only.' : ''}`,
        '',
        ...table(
          ['column', 'kind', 'notes'],
          Object.entries(one.columns).map(([name, column]) => [
            code(name),
            `${column.kind}${column.nullable ? ', or null' : ''}`,
            [
              column.allowed?.map((value) => `\`${value}\``).join(' '),
              column.personal && `personal data: ${column.personal}`,
            ]
              .filter(Boolean)
              .join('; '),
          ]),
        ),
        ...(one.unique.length > 0
          ? [`Unique: ${one.unique.map((names) => names.map(code).join(' + ')).join('; ')}.`, '']
          : []),
      ]),
    ]);
  return page(
    'Tables',
    'Both engines have them; in the cloud each key starts with `tenant_id`, and every row belongs to one tenant. Names are snake_case in SQL.',
    body,
  );
}

export function commandsPage(): string {
  const body = groupBy(declaredMutators(), (one) => domainOf(one.name)).flatMap(([domain, commands]) => [
    `## ${domain}`,
    '',
    ...commands.flatMap((one) => [
      `### ${one.name}`,
      '',
      one.doc,
      '',
      `${one.kind === 'fact' ? 'Fact' : 'Intent'}, version ${one.version}. Needs ${code(one.permission)}.${one.prepare ? ' The desk completes its arguments.' : ''} \`POST /v1/commands/${one.name}\``,
      '',
      `Arguments: \`${schemaText(one.args)}\``,
      '',
    ]),
  ]);
  return page(
    'Commands',
    'Every write is one of these, at a desk and in the cloud. A *fact* already happened and is never refused; an *intent* may be.',
    body,
  );
}

export function eventsPage(): string {
  const rows = declaredEvents().map((one) => [
    code(one.name),
    String(one.version),
    one.doc,
    code(one.aggregate),
    code(schemaText(one.payload)),
    reactionsTo(one.name)
      .map((reaction) => code(reaction.name))
      .join(', '),
  ]);
  return page(
    'Events',
    'What happened, told in the transaction that caused it. Events of one aggregate arrive in order, at least once.',
    table(['event', 'version', 'when', 'aggregate', 'payload', 'reactions in the core'], rows),
  );
}

/** What a person is told; the details that a message needs are shown by their names. */
function messageText(message: (details: never) => string): string {
  const named = new Proxy({}, { get: (_, name) => (name === Symbol.toPrimitive ? () => '…' : `‹${String(name)}›`) });
  try {
    return message(named as never);
  } catch {
    return 'depends on the details';
  }
}

export function errorsPage(): string {
  const rows = declaredErrors().map((one) => [
    code(one.code),
    one.kind,
    messageText(one.message as (details: never) => string),
  ]);
  return page(
    'Errors',
    'What the domain refuses, with its code. Over HTTP they are problem details (RFC 9457) with the same code.',
    table(['code', 'kind', 'what people are told'], rows),
  );
}

/** How far a built-in role goes: `yes`, `up to 10 %, own location`; amounts in minor units. */
function farText(name: string, { upTo, at, asks }: Term): string {
  if (asks) return 'asks';
  const unit = permissionFacts(name)?.limit === 'percent' ? ' %' : '';
  const far = [upTo === undefined ? '' : `up to ${upTo}${unit}`, at === 'home' ? 'own location' : ''];
  return far.filter(Boolean).join(', ') || 'yes';
}

export function permissionsPage(): string {
  const has = (role: (typeof builtInRoles)[number], name: string) =>
    (role.permissions as readonly string[]).includes(name);
  const rows = Object.entries(permissions as Record<string, PermissionFacts>).map(([name, facts]) => [
    code(name),
    facts.allows,
    facts.screens.join(', '),
    [facts.limit, facts.placed && 'location'].filter(Boolean).join(', '),
    { always: 'always', selling: '35 days', sensitive: '24 hours' }[facts.lease],
    ...builtInRoles.map((role) => (has(role, name) ? farText(name, role.terms[name] ?? {}) : '')),
  ]);
  return page(
    'Permissions',
    'One table for API and screens. Shops may make roles of their own.',
    table(['permission', 'allows', 'screens', 'limit', 'lease', ...builtInRoles.map(({ name }) => name)], rows),
  );
}
