import { namesOf } from '@tillhouse/shared/data/codec.ts';
import { tableNamed } from '@tillhouse/shared/kernel/define-table.ts';
import { isSealed, MARK } from '@tillhouse/shared/sealing/seal.ts';
import { openBodies } from './audit/seal-bodies.ts';
import type { Connection } from './db/connection.ts';
import { type CloudFields, ERASED, sealedInCloud, UNREADABLE } from './keys/cloud-fields.ts';
import type { Finding } from './verify.ts';

type Source = Pick<Connection, 'rows' | 'fieldsOf'>;

const PAGE = 1_000;
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** What lies sealed opens where it lies, and is found by the index behind it: asked only where keys are given. */
export async function checkSealed(source: Source): Promise<Finding[]> {
  const { fieldsOf } = source;
  if (!fieldsOf) return [];
  const rowsThatDoNot: string[] = [];
  const bodiesThatDoNot: string[] = [];
  for (const { tenant_id: tenantId } of await source.rows<{ tenant_id: string }>(
    'SELECT DISTINCT tenant_id FROM keys.tenant_keys WHERE tenant_id <> $1 ORDER BY 1',
    [NOBODY],
  )) {
    const fields = fieldsOf(tenantId);
    for (const table of sealedInCloud.keys())
      rowsThatDoNot.push(...(await rowsNotOpening(source, fields, tenantId, table)));
    bodiesThatDoNot.push(...(await bodiesNotOpening(source, fields, tenantId)));
  }
  return [
    {
      invariant: 'sealed.rows-open',
      doc: 'Each sealed value of a row opens where it lies, by the key of whom it is about, or that key was destroyed.',
      violations: rowsThatDoNot,
    },
    {
      invariant: 'audit.bodies-open',
      doc: 'Each sealed body of the audit opens where it lies, or its key was destroyed.',
      violations: bodiesThatDoNot,
    },
  ];
}

/** How much is sealed, for who has no keys and cannot check it. */
export async function countSealed(source: Pick<Connection, 'rows'>): Promise<{ persons: number; bodies: number }> {
  const [row] = await source.rows<{ persons: number; bodies: number }>(
    `SELECT (SELECT count(*)::int FROM keys.person_keys WHERE wrapped IS NOT NULL AND person_id <> tenant_id) AS persons,
            (SELECT count(*)::int FROM audit.details WHERE starts_with(body, $1)) AS bodies`,
    [MARK],
  );
  return row ?? { persons: 0, bodies: 0 };
}

async function rowsNotOpening(source: Source, fields: CloudFields, tenantId: string, table: string): Promise<string[]> {
  const declared = tableNamed(table);
  const [key, more] = declared?.key.map((part) => namesOf(declared).columns.get(part)) ?? [];
  if (key === undefined || more !== undefined) throw new Error(`${table} is not looked through by one id`);
  const found: string[] = [];
  for (let after = NOBODY; ; ) {
    const rows = await source.rows<{ id: string; row: Record<string, unknown> }>(
      `SELECT "${key}" AS id, to_jsonb(t) AS row FROM "${table}" t WHERE tenant_id = $1 AND "${key}" > $2
        ORDER BY "${key}" LIMIT ${PAGE}`,
      [tenantId, after],
    );
    await fields.ready(table, [...rows.map(({ id }) => JSON.stringify([id])), JSON.stringify([tenantId])], false);
    for (const { id, row } of rows)
      for (const [column, kept] of Object.entries(row)) {
        if (typeof kept !== 'string' || !isSealed(kept)) continue;
        const problem = problemOf(fields, { table, row: JSON.stringify([id]), column }, kept);
        if (problem) found.push(`tenant ${tenantId}, ${table} ${id}: ${column} ${problem}`);
      }
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return found;
    after = last.id;
  }
}

function problemOf(
  fields: CloudFields,
  place: { table: string; row: string; column: string },
  kept: string,
): string | undefined {
  const text = fields.open(place, kept);
  if (text === UNREADABLE) return 'does not open: it was altered, moved, or its key is gone';
  const index = kept.split('#')[1];
  if (index === undefined || text === ERASED) return undefined;
  return fields.indexOf('customers.email', text) === index ? undefined : 'is found by another word than it says';
}

async function bodiesNotOpening(source: Source, fields: CloudFields, tenantId: string): Promise<string[]> {
  const found: string[] = [];
  for (let after = NOBODY; ; ) {
    const rows = await source.rows<{ mutation_id: string; body: string }>(
      `SELECT mutation_id, body FROM audit.details
        WHERE tenant_id = $1 AND mutation_id > $2 AND starts_with(body, $3) ORDER BY mutation_id LIMIT ${PAGE}`,
      [tenantId, after, MARK],
    );
    const kept = rows.map(({ mutation_id: mutationId, body }) => ({ mutationId, body }));
    const opened = await openBodies(fields, tenantId, kept);
    for (const [at, { text, body }] of opened.entries())
      if (text === UNREADABLE || JSON.stringify(body).includes(UNREADABLE))
        found.push(`tenant ${tenantId}, what the audit says of mutation ${kept[at]?.mutationId} does not open`);
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return found;
    after = last.mutation_id;
  }
}
