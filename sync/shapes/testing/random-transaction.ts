import type { Client } from 'pg';
import { everythingColumns, randomValue, tenants } from './everything-table.ts';
import type { Random } from './random.ts';

const tables = ['everything', 'keyless'];

interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly truncates?: boolean;
}

/** Where ids come from: each is given once, also where no key demands it, or two rows could not be told apart. */
export interface Ids {
  next: number;
}

/**
 * Writes one transaction of a few statements; some are rolled back, whole or in part.
 * @returns whether a table was truncated
 */
export async function randomTransaction(client: Client, random: Random, ids: Ids): Promise<boolean> {
  const statements = Array.from({ length: 1 + random.below(5) }, () => randomStatement(random, ids));
  const undone = random.chance(5) ? randomStatement(random, ids) : null;
  const end = random.chance(8) ? 'rollback' : 'commit';
  await client.query('begin');
  try {
    for (const { text, values } of statements) await client.query(text, [...values]);
    if (undone && !undone.truncates) {
      await client.query('savepoint s');
      await client.query(undone.text, [...undone.values]);
      await client.query('rollback to s');
    }
    await client.query(end);
  } catch (error) {
    await client.query('rollback');
    // A key that was taken, a number too big for its column: the transaction never happened.
    if (/^(22|23|40)/.test(String((error as { code?: string }).code))) return false;
    throw new Error(`${error}: ${statements.map(({ text }) => text).join('; ')}`);
  }
  return end === 'commit' && statements.some(({ truncates }) => truncates);
}

function randomStatement(random: Random, ids: Ids): Statement {
  const table = random.pick(tables);
  const tenant = random.pick(tenants);
  switch (random.below(table === 'keyless' ? 12 : 13)) {
    case 0:
    case 1:
    case 2:
      return insert(random, ids, table, 1 + random.below(6));
    case 3:
    case 4:
    case 5: {
      const changed = random.some(everythingColumns).slice(0, 4);
      const sets = changed.map(({ name }, at) => `${name} = $${at + 3}`).join(', ');
      const values = changed.map(({ type }) => randomValue(random, type));
      return {
        text: `update ${table} set ${sets} where tenant = $1 and id % 5 = $2`,
        values: [tenant, random.below(5), ...values],
      };
    }
    case 6:
      // The long text stays, and the stream leaves it out.
      return {
        text: `update ${table} set i = 5, ok = not ok where tenant = $1 and long is not null`,
        values: [tenant],
      };
    case 7:
      return { text: `update ${table} set long = long || 'x' where tenant = $1 and id % 7 = 1`, values: [tenant] };
    case 8: {
      ids.next += 10_000;
      return { text: `update ${table} set id = id + $2 where tenant = $1 and id % 4 = 1`, values: [tenant, ids.next] };
    }
    case 9:
      return {
        text: `update ${table} set tenant = $1 where tenant = $2 and id % 6 = 2`,
        values: [random.pick(tenants), tenant],
      };
    case 10:
      return { text: `delete from ${table} where tenant = $1 and id % 5 = $2`, values: [tenant, random.below(5)] };
    case 11:
      return random.chance(4)
        ? { text: `truncate ${table}`, values: [], truncates: true }
        : { text: `delete from ${table} where i is null and tenant = $1`, values: [tenant] };
    default:
      return {
        text: `insert into everything (tenant, id, t) select tenant, id, 'again' from everything where tenant = $1
                 on conflict (tenant, id) do update set t = excluded.t, m = 'ok'`,
        values: [tenant],
      };
  }
}

function insert(random: Random, ids: Ids, table: string, count: number): Statement {
  const names = ['tenant', 'id', ...everythingColumns.map(({ name }) => name), 'long'];
  const values: (string | number | null)[] = [];
  const rows = Array.from({ length: count }, () => {
    ids.next += 1;
    const long = random.chance(4) ? String(random.below(1e9)).repeat(300 + random.below(2_000)) : null;
    const row = [
      random.pick(tenants),
      ids.next,
      ...everythingColumns.map(({ type }) => randomValue(random, type)),
      long,
    ];
    return `(${row.map((value) => `$${values.push(value)}`).join(', ')})`;
  });
  return { text: `insert into ${table} (${names.join(', ')}) values ${rows.join(', ')}`, values };
}
