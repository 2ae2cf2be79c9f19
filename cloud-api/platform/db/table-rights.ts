import { declaredTables } from '@tillhouse/shared/kernel/define-table.ts';
import '@tillhouse/shared/domains/tables.ts';
import '@tillhouse/sync/protocol/tables.ts';
import type { RoleName } from './roles.ts';

type Right = 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';

export interface TableRights {
  readonly schema: string;
  readonly table: string;
  /** Rows belong to a tenant: row-level security by `tenant_id`, forced. */
  readonly tenant: boolean;
  /** In the publication that the shape server reads. */
  readonly published: boolean;
  readonly rights: Partial<Record<RoleName, readonly (Right | { readonly update: readonly string[] })[]>>;
}

const ownOf =
  (schema: 'identity' | 'operator') =>
  (table: string): TableRights => ({
    schema,
    table,
    tenant: false,
    published: false,
    rights: { [schema]: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] },
  });

/** Only the keyring reads wrapped keys: a hole in a service reaches none. */
const wrappedKeys = (table: string): TableRights => ({
  schema: 'keys',
  table,
  tenant: true,
  published: false,
  rights: { system: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'] },
});

/** Of the payments service; exports and sweepers read them as `system`. */
const paymentTables: readonly TableRights[] = [
  ...[
    'accounts',
    'agreements',
    'attempts',
    'operations',
    'disputes',
    'payouts',
    'deliveries',
    'terminal_keys',
    'test_payments',
  ].map((table) => paymentsOwn(table, ['SELECT', 'INSERT', 'UPDATE'])),
  ...['exchanges', 'test_entries'].map((table) => paymentsOwn(table, ['SELECT', 'INSERT'])),
];

function paymentsOwn(table: string, rights: readonly Right[]): TableRights {
  return {
    schema: 'payments',
    table,
    tenant: true,
    published: false,
    rights: { payments: rights, system: ['SELECT'] },
  };
}

/** Beyond reading: heads of the audit, and sealing what was written before it was sealed and is only ever added to. */
const ofSystem: Readonly<Record<string, TableRights['rights']['system']>> = {
  audit_heads: ['INSERT'],
  invoices: [{ update: ['document', 'actor_name'] }],
  order_changes: [{ update: ['before', 'after', 'note', 'actor_name'] }],
};

/** Every table of the cloud and what each role may do with it. A role that is not named may do nothing. */
export function tableRights(): TableRights[] {
  const core = declaredTables().map((table): TableRights => {
    const desk = table.replication.rows !== 'none' || table.name === 'sync_outcomes';
    return {
      schema: 'public',
      table: table.name,
      tenant: true,
      published: desk,
      rights: {
        app: table.appendOnly ? ['SELECT', 'INSERT'] : ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
        system: ['SELECT', ...(ofSystem[table.name] ?? [])],
        ...(desk ? { replicator: ['SELECT'] as const } : {}),
      },
    };
  });
  return [
    ...core,
    ...identityTables.map(ownOf('identity')),
    ...operatorTables.map(ownOf('operator')),
    ...['public_keys', 'issuers'].map(
      (table): TableRights => ({
        ...ownOf('identity')(table),
        // Whoever checks a token needs them.
        rights: { ...ownOf('identity')(table).rights, app: ['SELECT'] },
      }),
    ),
    {
      schema: 'events',
      table: 'outbox',
      tenant: true,
      published: false,
      rights: {
        app: ['SELECT', 'INSERT'],
        // A sign-in from somewhere new is an event of its store.
        identity: ['INSERT'],
        payments: ['INSERT'],
        system: ['SELECT', { update: ['published_at'] }],
      },
    },
    {
      schema: 'events',
      table: 'inbox',
      tenant: true,
      published: false,
      rights: { app: ['SELECT', 'INSERT'], system: ['SELECT'] },
    },
    {
      schema: 'audit',
      table: 'entries',
      tenant: true,
      published: false,
      rights: {
        app: ['SELECT', 'INSERT'],
        // What happens to accounts, devices, keys and visits is written down in its transaction too.
        identity: ['INSERT'],
        operator: ['INSERT'],
        payments: ['INSERT'],
        system: ['SELECT', { update: ['position', 'previous_hash', 'hash', 'sealed_at'] }],
      },
    },
    {
      schema: 'audit',
      table: 'details',
      tenant: true,
      published: false,
      rights: {
        app: ['SELECT', 'INSERT'],
        identity: ['INSERT'],
        operator: ['INSERT'],
        payments: ['INSERT'],
        // Seals those from before there were keys.
        system: ['SELECT', { update: ['body'] }],
      },
    },
    {
      schema: 'audit',
      table: 'heads',
      tenant: true,
      published: false,
      rights: { app: ['SELECT'], system: ['SELECT', 'INSERT', 'UPDATE'] },
    },
    ...['tenant_keys', 'person_keys'].map(wrappedKeys),
    ...paymentTables,
  ];
}

const identityTables = [
  'tenants',
  'accounts',
  'memberships',
  'devices',
  'device_codes',
  'refresh_tokens',
  'signing_keys',
  'push_keys',
  'api_keys',
  'key_changes',
  'sign_in_attempts',
  'plans',
  'invitations',
  'ownership_offers',
  'erasures',
  'sign_in_steps',
  'oauth_items',
  'oauth_grants',
  'oauth_clients',
  'sessions',
  'passkeys',
  'totps',
  'recovery_codes',
  'challenges',
  'ceremonies',
  'letters',
  'password_resets',
  'used_proofs',
  'exports',
  'shoppers',
  'shopper_codes',
  'shopper_sessions',
  'shopper_refresh_tokens',
  'shopper_access_tokens',
];

const operatorTables = ['operators', 'sessions', 'visits', 'acts', 'totps'];
