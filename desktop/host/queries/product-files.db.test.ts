import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lookAt, takeIn } from '../../renderer/features/products/files/take-products.ts';
import { type WhichProducts, writeProducts } from '../../renderer/features/products/files/write-products.ts';
import { bootDesk, seededFolder, type TestDesk } from '../testing/test-desk.ts';

let folder: Awaited<ReturnType<typeof seededFolder>>;
let desk: TestDesk;
beforeAll(async () => {
  folder = await seededFolder({ products: 250, variantsEach: 2 });
  desk = await bootDesk(folder.dataDir);
});
afterAll(async () => {
  await desk.host.close();
  folder.remove();
});

const quiet = { progress: () => {}, stopped: () => false };
const all: WhichProducts = { view: 'all' };

async function written(format: 'spreadsheet' | 'lossless' | 'shopify', which: WhichProducts = all): Promise<string> {
  const file = await writeProducts(desk.bridge, which, format, quiet);
  return file?.parts.join('') ?? '';
}
const look = async (text: string) => {
  const found = await lookAt(desk.bridge, new TextEncoder().encode(text), randomUUID, {
    reading: quiet,
    comparing: quiet,
  });
  if (found?.kind !== 'own') throw new Error('stopped, or not our own');
  return found;
};

test('a desk writes its catalogue in parts, the same bytes each time, and reads it back without a change', async () => {
  const lossless = await written('lossless');
  expect(lossless.trim().split('\n').at(-1)).toBe('{"end":250}');
  expect(await written('lossless')).toBe(lossless);
  for (const text of [lossless, await written('spreadsheet')]) {
    const { plan } = await look(text);
    expect(plan).toMatchObject({ planned: [], same: 250, problems: [], unknown: [] });
  }
  expect((await written('shopify')).split('\r\n')[0]).toMatch(/^\uFEFFTitle,URL handle,Description,Vendor,/);
});

test('what was edited in the spreadsheet is written by commands, and nothing else', async () => {
  const rows = (await written('spreadsheet', { view: 'all', search: 'SKU-000004' })).split('\r\n');
  expect(rows).toHaveLength(4);
  const head = (rows[0] ?? '').split(',');
  const cells = (rows[2] ?? '').split(',');
  cells[head.indexOf('Price (GBP)')] = '77.70';
  const found = await look([rows[0], rows[1], cells.join(',')].join('\n'));
  expect(found.plan.planned).toHaveLength(1);
  expect(await takeIn(desk.bridge, found, quiet)).toMatchObject({ made: 0, changed: 1, refused: [], stopped: false });
  const again = await look([rows[0], rows[1], cells.join(',')].join('\n'));
  expect(again.plan).toMatchObject({ planned: [], same: 1 });
  expect(await written('lossless')).toContain('"amount":"77.70"');
});

test('codes that others have are found before anything is written, and ticked products alone are written', async () => {
  const [first, second] = (await written('lossless'))
    .split('\n')
    .slice(1, 3)
    .map((line) => JSON.parse(line));
  const clash = { ...first, variants: [{ ...first.variants[0], sku: second.variants[0].sku }, first.variants[1]] };
  const head = '{"format":"tillhouse-products","version":1,"currency":"GBP"}';
  const { plan } = await look([head, JSON.stringify(clash), '{"end":1}'].join('\n'));
  expect(plan.problems).toMatchObject([{ line: 2, reason: expect.stringContaining('belongs to another variant') }]);
  const one = await written('lossless', [second.id]);
  expect(one.trim().split('\n')).toHaveLength(3);
});

test('a person who stops it gets no file', async () => {
  expect(await writeProducts(desk.bridge, all, 'spreadsheet', { ...quiet, stopped: () => true })).toBeNull();
});
