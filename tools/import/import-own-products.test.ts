import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writerOf } from '@tillhouse/shared/domains/catalog/files/writer.ts';
import { afterAll, expect, test } from 'vitest';
import { importOwnProducts, ownKindOf } from './import-own-products.ts';
import { ImportProblem } from './import-problem.ts';
import { readCatalogue } from './own-catalogue.ts';
import { quietTalk, recordingTarget } from './testing/recording-target.ts';

const folder = mkdtempSync(join(tmpdir(), 'tillhouse-own-products-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const id = (n: number) => `5d1c0a3e-0b0f-4d5e-9a57-00000000${String(n).padStart(4, '0')}`;
const product = {
  ...{ id: id(1), title: '=Mug', handle: 'mug', description: 'Holds\n350 ml', status: 'active', category: 'Cups' },
  ...{ supplier: '', tags: [], options: [], taxClass: 'standard', minimumAge: null, image: null, soldAtTill: true },
  ...{ soldOnline: true, externalRef: null, createdAt: 1, updatedAt: 1, updatedBy: 'Priya Nair' },
};
const variant = {
  ...{ id: id(2), productId: id(1), position: 0, title: '', optionValues: [], sku: '0042', gtin: null, unit: 'H87' },
  ...{ scale: 0, measure: null, depositId: null, tracked: true, status: 'active', image: null, updatedAt: 1 },
};
const rows: Record<string, Record<string, unknown>[]> = {
  products: [product],
  variants: [variant],
  prices: [{ priceListId: id(3), variantId: id(2), amount: 1400, compareAt: null, breaks: null, history: null }],
  'price-lists': [{ id: id(3), name: 'Shop', currency: 'GBP', isDefault: true, terms: null }],
};
const noCosts = new Error('403');
const catalogue = () =>
  readCatalogue(
    (resource) => (resource === 'variant-costs' ? Promise.reject(noCosts) : Promise.resolve(rows[resource] ?? [])),
    (error) => error === noCosts,
    'GBP',
  );

async function written(
  name: string,
  format: 'spreadsheet' | 'lossless',
  change: (text: string) => string,
): Promise<string> {
  const { shop, records, costs } = await catalogue();
  const writer = writerOf(format, shop, costs);
  const path = join(folder, name);
  writeFileSync(path, change(writer.head() + writer.products(records) + writer.end()));
  return path;
}

async function bring(path: string, onlyLook = false) {
  const shop = recordingTarget();
  const kind = await ownKindOf(path);
  if (!kind) throw new Error('none of ours');
  const reportPath = `${path}-rejected.csv`;
  const done = await importOwnProducts(shop.target, await catalogue(), quietTalk, {
    ...{ path, kind, reportPath, onlyLook, onPlan: () => {} },
  });
  return { done, commands: shop.commands, reportPath };
}

test.each(['spreadsheet', 'lossless'] as const)('a %s that was not edited changes nothing', async (format) => {
  const { done, commands } = await bring(await written(`same-${format}`, format, (text) => text));
  expect(done).toMatchObject({ plan: { same: 1, planned: [], problems: [] }, done: null });
  expect(commands).toEqual([]);
});

test('of a spreadsheet with a price edited one command is sent, and none when it is only looked at', async () => {
  const path = await written('price.csv', 'spreadsheet', (text) => text.replace('14.00', '15.50'));
  expect((await bring(path, true)).commands).toEqual([]);
  const { commands } = await bring(path);
  expect(commands.map(({ name }) => name)).toEqual(['pricing.setPrice']);
  expect(commands[0]?.args).toMatchObject({ changes: [{ base: 1400, value: 1550 }] });
});

test('a row that cannot be taken is reported by its line; without the right to see costs none is written', async () => {
  const path = await written('bad.csv', 'spreadsheet', (text) => text.replace('14.00', 'forty'));
  const { done, commands, reportPath } = await bring(path);
  expect([commands, done?.report.total]).toEqual([[], 1]);
  expect(readFileSync(reportPath, 'utf8')).toContain('forty');
  expect(readFileSync(path, 'utf8')).not.toContain('Cost');
});

test('a file of another shop system is left to its own reader, and one cut off is refused whole', async () => {
  const shopify = join(folder, 'shopify.csv');
  writeFileSync(shopify, 'URL handle,Title,Price\nmug,Mug,1\n');
  expect(await ownKindOf(shopify)).toBeNull();
  const cut = await written('cut.jsonl', 'lossless', (text) => text.split('\n').slice(0, 2).join('\n'));
  await expect(bring(cut)).rejects.toThrow(ImportProblem);
});
