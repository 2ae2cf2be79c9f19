import { Shape, ShapeStream, type ShapeStreamOptions } from '@electric-sql/client';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ShapeFixture, shapeFixture } from './testing/shape-fixture.ts';
import { until } from './testing/until.ts';

let fixture: ShapeFixture;
let url: string;
beforeAll(async () => {
  fixture = await shapeFixture({ chunkBytes: 3_000, memoryBytes: 20_000, releaseTogether: true, longPollMs: 3_000 });
  url = `${await fixture.server.listen(0, '127.0.0.1')}/v1/shape`;
  await fixture.db.query(`
    create table products (tenant_id text, id int, name text, price int, on_sale bool, body text,
      primary key (tenant_id, id));
    create table movements (tenant_id text, id uuid primary key default gen_random_uuid(), location_id int, n int)`);
});
afterAll(() => fixture.close());

/** A small generator of our own, so that a failure can be run again: the seed is in the assertion's message. */
function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

type Value = string | null;
interface Watched {
  readonly params: NonNullable<ShapeStreamOptions['params']>;
  readonly sql: string;
}

const watched: Watched[] = [
  { params: { table: 'products' }, sql: 'select * from products' },
  {
    params: { table: 'products', where: 'tenant_id = $1', 'params[1]': 'a' },
    sql: `select * from products where tenant_id = 'a'`,
  },
  {
    params: { table: 'products', where: `tenant_id = 'b' AND price IN (1, 2, 3)`, replica: 'full' },
    sql: `select * from products where tenant_id = 'b' and price in (1, 2, 3)`,
  },
  {
    params: { table: 'products', where: 'on_sale = true', columns: ['tenant_id', 'id', 'name', 'on_sale'] },
    sql: 'select tenant_id, id, name, on_sale from products where on_sale',
  },
  {
    params: { table: 'movements', where: 'tenant_id = $1 and location_id = $2', 'params[1]': 'a', 'params[2]': '1' },
    sql: `select * from movements where tenant_id = 'a' and location_id = 1`,
  },
  {
    params: { table: 'movements', where: `location_id = 2 OR tenant_id IN ('c', 'd')` },
    sql: `select * from movements where location_id = 2 or tenant_id in ('c', 'd')`,
  },
];

function statement(random: (below: number) => number): [string, unknown[]] {
  const tenant = 'abcd'[random(4)]!;
  const id = random(25);
  const body = random(4) === 0 ? 'long '.repeat(random(2_000)) : String(random(100));
  const product = [tenant, id, random(6) === 0 ? null : `n${random(50)} "q" \\ ü`, random(6), random(2) === 0, body];
  switch (random(8)) {
    case 0:
    case 1:
      return [
        `insert into products values ($1, $2, $3, $4, $5, $6) on conflict (tenant_id, id) do update
         set name = excluded.name, price = excluded.price, on_sale = excluded.on_sale`,
        product,
      ];
    case 2:
      return ['update products set price = (price + 1) % 6 where id = $1', [id]];
    case 3:
      return ['update products set id = id + 1000 + $2 where tenant_id = $1 and id = $3', [tenant, random(1e6), id]];
    case 4:
      return ['delete from products where tenant_id = $1 and id between $2 and $2 + 3', [tenant, id]];
    case 5:
      return [
        'insert into movements (tenant_id, location_id, n) select $1, g % 4, g from generate_series(1, $2) g',
        [tenant, 1 + random(8)],
      ];
    case 6:
      return ['update movements set location_id = (location_id + 1) % 4 where n = $1', [random(8)]];
    default:
      return ['delete from movements where n = $1 and location_id = $2', [random(8), random(4)]];
  }
}

async function write(client: pg.Client, random: (below: number) => number, transactions: number): Promise<void> {
  for (let at = 0; at < transactions; at++) {
    await client.query('begin');
    try {
      for (let n = 1 + random(4); n > 0; n--) await client.query(...statement(random));
      // Some are rolled back whole, some in part: neither may ever be seen.
      if (random(6) === 0) {
        await client.query('savepoint s');
        await client.query(...statement(random));
        await client.query('rollback to s');
      }
      await client.query(random(8) === 0 ? 'rollback' : 'commit');
    } catch (error) {
      await client.query('rollback');
      // Two writers met; the loser's transaction never happened.
      const code = (error as { code?: string }).code;
      if (code !== '40P01' && code !== '23505' && code !== '22003') throw error;
    }
  }
}

const asText = (value: string) => value;
const textOnly = { int4: asText, bool: asText, uuid: asText, text: asText };
const byText = (rows: Record<string, Value>[]) => rows.map((row) => JSON.stringify(sortedEntries(row))).sort();
const sortedEntries = (row: Record<string, Value>) => Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1));

async function truth(sql: string): Promise<string[]> {
  const types = { getTypeParser: () => (value: string) => value };
  const { rows } = await fixture.db.query<Record<string, Value>>({ text: sql, types: types as never });
  return byText(rows);
}

test.each([11, 12, 13])('shapes equal the tables after concurrent transactions, seed %i', async (seed) => {
  const random = seeded(seed);
  const writers = await Promise.all([1, 2, 3].map(() => fixture.connect()));
  const stop = new AbortController();
  const failures: unknown[] = [];
  const shapes: { watched: Watched; shape: Shape<Record<string, Value>>; doubles: string[] }[] = [];
  const watch = (entry: Watched) => {
    const stream = new ShapeStream<Record<string, Value>>({
      url,
      params: entry.params,
      parser: textOnly,
      signal: stop.signal,
      onError: (error) => {
        failures.push(error);
      },
    });
    const keys = new Set<string>();
    const doubles: string[] = [];
    stream.subscribe((messages) => {
      for (const message of messages) {
        if (!('key' in message)) continue;
        const { operation } = message.headers;
        // Rows must come and go in turn; the client itself would smooth a doubled insert over.
        if ((operation === 'insert') === keys.has(message.key)) doubles.push(`${operation} ${message.key}`);
        if (operation === 'insert') keys.add(message.key);
        if (operation === 'delete') keys.delete(message.key);
      }
    });
    shapes.push({ watched: entry, shape: new Shape(stream), doubles });
  };

  // Every third shape begins while the writers are at it: its snapshot falls between running transactions.
  const writing = Promise.all(writers.map((client, at) => write(client, seeded(seed * 100 + at), 60)));
  for (const entry of watched) {
    watch(entry);
    await new Promise((resolve) => setTimeout(resolve, random(60)));
  }
  await writing;
  for (const entry of watched) watch(entry);
  await fixture.settle();

  for (const { watched: entry, shape, doubles } of shapes) {
    const expected = JSON.stringify(await truth(entry.sql));
    await until(
      `seed ${seed}: the shape of ${entry.sql} equals the table`,
      () => failures.length > 0 || JSON.stringify(byText(shape.currentRows)) === expected,
    );
    expect(failures, `seed ${seed}`).toEqual([]);
    expect(doubles, `seed ${seed}: ${entry.sql}`).toEqual([]);
  }
  stop.abort();
});
