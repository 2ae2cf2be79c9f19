import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { type DeskFile, openDesk } from '../database/open-desk.ts';
import { seedCatalogue } from '../testing/seed-catalogue.ts';
import { seedDesk } from '../testing/seed-desk.ts';
import { seedIds } from '../testing/seed-ids.ts';
import { keepLists } from './keep-lists.ts';
import { noteSomeOfAll } from './stale-all.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'tillhouse-stale-'));
const file = join(dataDir, 'desk.sqlite');
let desk: DeskFile | undefined;
afterEach(async () => {
  await desk?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const count = (table: string): number => {
  const [row] = desk?.read(`SELECT count(*) AS n FROM ${table}`) ?? [];
  return row?.n as number;
};
const stale = () => [count('product_stale_facts'), count('product_stale_words')];

test('what a first copy brings is not noted row by row; when it is whole, all of it is, and nothing twice or never', async () => {
  desk = openDesk(file, () => {});
  await seedDesk(desk, { products: 0 });
  const lists = keepLists(desk, () => {});
  lists.hold(true);
  await desk.transaction('background', async (connection) => seedCatalogue(connection, 0, 12, 1));
  expect([stale(), count('product_facts')]).toEqual([[0, 0], 0]);
  // A stop in the middle of the copy: what holds the noting back is in the file.
  await desk.close();
  desk = openDesk(file, () => {});
  await desk.transaction('background', async (connection) => seedCatalogue(connection, 12, 2, 1));
  expect(stale()).toEqual([0, 0]);

  // The noting goes on where it stopped; what is changed meanwhile, on either side of it, is noted by itself.
  expect(await desk.repeatable(async (connection) => noteSomeOfAll(connection, 4))).toBe(false);
  expect(stale()).toEqual([4, 4]);
  await desk.transaction('background', async (connection) => {
    for (const n of [0, 13])
      connection.runNow("UPDATE products SET title = 'Called otherwise' WHERE id = ?", [seedIds.product(n)]);
    seedCatalogue(connection, 14, 1, 1);
  });
  await keepLists(desk, () => {}).settled();
  expect([stale(), count('product_facts'), count('variant_word_rows'), count('product_stale_all')]).toEqual([
    [0, 0],
    15,
    15,
    0,
  ]);
  const titles = desk.read("SELECT product_id FROM product_facts WHERE title = 'Called otherwise' ORDER BY product_id");
  expect(titles.map(({ product_id: id }) => id)).toEqual([seedIds.product(0), seedIds.product(13)]);
  // From here on each row is noted again.
  await desk.transaction('background', async (connection) => seedCatalogue(connection, 15, 1, 1));
  expect(stale()).toEqual([1, 1]);
  await keepLists(desk, () => {}).settled();

  // A line that comes and goes, or a table that a new version follows more: what is here already is not noted as a whole again.
  const again = keepLists(desk, () => {});
  again.hold(true);
  await desk.transaction('background', async (connection) => seedCatalogue(connection, 16, 1, 1));
  expect([stale(), count('product_stale_all')]).toEqual([[1, 1], 0]);
  again.hold(false);
  await again.settled();
  expect([stale(), count('product_facts')]).toEqual([[0, 0], 17]);
});
