import { namesOf } from '@tillhouse/shared/data/codec.ts';
import { sealRow, sealedColumnsOf } from '@tillhouse/shared/data/fields.ts';
import { checkoutAttempts } from '@tillhouse/shared/domains/checkout/schema.ts';
import { customers } from '@tillhouse/shared/domains/customers/schema.ts';
import { invoices } from '@tillhouse/shared/domains/invoices/schema.ts';
import { drafts } from '@tillhouse/shared/domains/orders/draft-schema.ts';
import { orderDeliveries } from '@tillhouse/shared/domains/orders/fulfilment-schema.ts';
import { orderChanges } from '@tillhouse/shared/domains/orders/schema.ts';
import { quarantineCases } from '@tillhouse/shared/domains/quarantine/schema.ts';
import { shopperAddresses } from '@tillhouse/shared/domains/shoppers/schema.ts';
import type { Table } from '@tillhouse/shared/kernel/define-table.ts';
import { isSealed } from '@tillhouse/shared/sealing/seal.ts';
import { syncQuarantine } from '@tillhouse/sync/protocol/tables.ts';
import { readyToSealBodies, saidIn, sealOldBody } from '../audit/seal-bodies.ts';
import type { Pool } from '../db/pools.ts';
import { quoteName } from '../db/quote.ts';
import { withTenant, withTransaction } from '../db/transaction.ts';

/** Rows of one transaction */
const BATCH = 100;
/** Which rows are not sealed yet, as their partial indexes have it: of a customer by the name alone. */
const openRows = [
  { table: customers, key: 'id', open: `left(name, 4) <> E'\\x01s1.' AND name <> '—'` },
  {
    table: orderDeliveries,
    key: 'order_id',
    open: ['recipient', 'address', 'email', 'phone']
      .map((column) => `(left(${column}, 4) <> E'\\x01s1.' AND ${column} NOT IN ('', '—'))`)
      .join(' OR '),
  },
  { table: shopperAddresses, key: 'id', open: `jsonb_typeof(address) = 'object'` },
  { table: checkoutAttempts, key: 'id', open: `jsonb_typeof(frozen) = 'object'` },
  { table: drafts, key: 'id', open: `jsonb_typeof(frozen) = 'object'` },
  { table: orderChanges, key: 'id', open: `jsonb_typeof(before) = 'object'` },
  { table: invoices, key: 'id', open: `left(document, 4) <> E'\\x01s1.' AND document <> ''` },
  {
    table: quarantineCases,
    key: 'id',
    open: `left(args #>> '{}', 4) <> E'\\x01s1.' OR ${['actor_name', 'decided_by', 'note']
      .map((column) => `(left(${column}, 4) <> E'\\x01s1.' AND ${column} NOT IN ('', '—'))`)
      .join(' OR ')}`,
  },
  { table: syncQuarantine, key: 'mutation_id', open: `left(payload #>> '{}', 4) <> E'\\x01s1.'` },
] as const;
/** Whose old rows are sealed: all that are sealed at all, but those that never had one that was not. */
export const sealedLater: readonly string[] = openRows.map(({ table }) => table.name);
export const sealedAtFirst: readonly string[] = [
  ...[
    'carrier_labels',
    'firm_buyers',
    'layaways',
    'order_pushes',
    'pay_letters',
    'product_reviews',
    'purchase_requests',
    'receipt_letters',
    'stock_notices',
    'tax_records',
  ],
];
const openBody = `left(body, 4) <> E'\\x01s1.' AND body <> '⟨erased⟩'`;

export interface OldRowPools {
  readonly app: Pool;
  readonly system: Pool;
}

/**
 * Seals one batch of what was written before there were keys. Safe beside a running cloud, which reads both, and to stop
 * anywhere: what is sealed is never found again.
 * @returns how many rows were; 0: none is left
 */
export async function sealOldRows(pools: OldRowPools): Promise<number> {
  for (const each of openRows) {
    const rows = await sealTable(pools, each);
    if (rows > 0) return rows;
  }
  return sealBodies(pools.system);
}

async function sealTable(
  { app, system }: OldRowPools,
  { key, open, ...of }: (typeof openRows)[number],
): Promise<number> {
  const table = of.table as unknown as Table<Record<string, unknown>>;
  const name = quoteName(table.name);
  const [first] = await withTransaction(system, (db) =>
    db.rows<{ id: string }>(`SELECT tenant_id AS id FROM ${name} WHERE ${open} LIMIT 1`),
  );
  if (!first) return 0;
  const names = sealedColumnsOf(table);
  const columns = names.map((name) => namesOf(table).columns.get(name) as string);
  const types = names.map((name) => (table.columns[name]?.kind === 'json' ? 'jsonb' : 'text'));
  // What is only ever added to, the services cannot change.
  return withTenant(table.appendOnly ? system : app, first.id, async (db) => {
    const rows = await db.rows<Record<string, unknown> & { id: string }>(
      `SELECT ${key} AS id, ${columns.map(quoteName).join(', ')} FROM ${name}
        WHERE tenant_id = $1 AND (${open}) ORDER BY ${key} LIMIT ${BATCH} FOR UPDATE`,
      [first.id],
    );
    await db.fields?.ready(
      table.name,
      rows.map(({ id }) => JSON.stringify([id])),
      true,
    );
    const sealed = rows.map((row) => {
      const values = Object.fromEntries(columns.map((column) => [column, asText(row[column])]));
      const kept = columns.filter((column) => isSealed(values[column] ?? ''));
      const done = sealRow(db.fields, table, { [table.key[0] as string]: row.id }, { ...values });
      for (const column of kept) done[column] = values[column] ?? null;
      return done;
    });
    const set = columns.map((column, at) => `${quoteName(column)} = n.${quoteName(column)}::${types[at]}`).join(', ');
    await db.rows(
      `UPDATE ${name} c SET ${set}
         FROM unnest($2::uuid[], ${columns.map((_, at) => `$${at + 3}::text[]`).join(', ')})
           AS n (id, ${columns.map(quoteName).join(', ')})
        WHERE c.tenant_id = $1 AND c.${key} = n.id`,
      [first.id, rows.map(({ id }) => id), ...columns.map((column) => sealed.map((row) => row[column] ?? null))],
    );
    return rows.length;
  });
}

/** A text as it is kept, JSON as it would have been sealed. */
const asText = (value: unknown): string | null =>
  value === null || value === undefined || typeof value === 'string' ? (value ?? null) : JSON.stringify(value);

interface OldBody {
  readonly tenant_id: string;
  readonly mutation_id: string;
  readonly body: string;
}

/** What the chain proves is the text that was hashed: it comes together again when it is opened. */
async function sealBodies(system: Pool): Promise<number> {
  return withTransaction(system, async (db) => {
    const rows = await db.rows<OldBody>(
      `SELECT d.tenant_id, d.mutation_id, d.body FROM audit.details d
        WHERE d.tenant_id = (SELECT tenant_id FROM audit.details WHERE ${openBody} LIMIT 1) AND ${openBody}
        LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`,
    );
    const [first] = rows;
    const fields = first && db.fieldsOf?.(first.tenant_id);
    if (!first || !fields) return 0;
    const tenantId = first.tenant_id;
    await readyToSealBodies(
      fields,
      tenantId,
      rows.flatMap(({ body }) => saidIn(body) ?? []),
    );
    await fields.readyFor([tenantId], true);
    const sealed = rows.map((row) => sealOldBody(fields, tenantId, row.mutation_id, row.body));
    await db.rows(
      `UPDATE audit.details d SET body = n.body FROM unnest($2::uuid[], $3::text[]) AS n (id, body)
        WHERE d.tenant_id = $1 AND d.mutation_id = n.id`,
      [tenantId, rows.map((row) => row.mutation_id), sealed],
    );
    return rows.length;
  });
}
