import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../tools/testing/database.ts';
import { copyRows } from '../postgres/copy-rows.ts';
import { CopyRowWriter } from './copy-row-writer.ts';
import { ItemWriter, type RowFormat } from './log-item.ts';

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase({ empty: true });
  client = new pg.Client(database.url);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

const format: RowFormat = {
  schema: 'od"d',
  table: 'a.b/c',
  columns: [
    { index: 0, name: 'id' },
    { index: 2, name: 'na"me\n' },
    { index: 3, name: 'ü' },
  ],
  keyParts: [0, 1],
  full: false,
};

const awkward = fc.oneof(
  fc.constant(null),
  fc.constantFrom(
    '',
    '\\N',
    '\\',
    '/',
    '//',
    '"',
    '\t',
    '\n',
    '\r\n',
    '\b\f\v',
    '\u0001\u001f\u007f',
    'null',
    '漢字😀',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }).filter((text) => !text.includes('\0') && text.isWellFormed()),
  fc.string({ unit: fc.constantFrom('\\', 'N', '"', '/', '\t', 'x'), maxLength: 6 }),
  fc.constant('a long value that is copied by the native way, with no need of escaping at all'),
);

test('bytes of a COPY become the very message that the log writes for the same row', async () => {
  const rows = fc.sample(fc.tuple(awkward, awkward, awkward, awkward), { numRuns: 2_000, seed: 4 });
  const items = new ItemWriter(format);
  const copies = new CopyRowWriter(format, [0, 1, 2, 3]);
  await client.query('create temp table samples (a text, b text, c text, d text, at int)');
  const columns = [0, 1, 2, 3].map((at) => rows.map((row) => row[at]!));
  await client.query(
    'insert into samples select * from unnest($1::text[], $2::text[], $3::text[], $4::text[]) with ordinality',
    columns,
  );
  const written: string[] = [];
  await copyRows(client, 'select a, b, c, d from samples order by at', {
    onLine: (line) => {
      const out = Buffer.alloc(copies.most(line));
      written.push(out.toString('utf8', 0, copies.write(line, out, 0)));
    },
    pause: () => null,
  });
  expect(written.length).toBe(rows.length);
  for (const [at, row] of rows.entries()) {
    expect(written[at]).toBe(items.snapshotRow(row));
    expect(JSON.parse(written[at]!).value).toEqual({ id: row[0], 'na"me\n': row[2], ü: row[3] });
  }
});
