import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { importHistory } from './import-history.ts';
import { quietTalk, recordingTarget } from './testing/recording-target.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tillhouse-history-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';
const lines = [
  '536365,85123A,WHITE HEART,6.0,2010-12-01 08:26:00,2.55,17850,United Kingdom',
  '536365,71053,METAL LANTERN,6.0,2010-12-01 08:26:00,3.39,17850,United Kingdom',
  '536366,85123a,WHITE HEART HOLDER,1.0,2010-12-01 08:28:00,2.55,,EIRE',
  '536367,POST,POSTAGE,1.0,2010-12-01 08:34:00,18.00,12583,France',
  'C536379,85123A,WHITE HEART,-2.0,2010-12-01 09:41:00,2.55,17850,United Kingdom',
  'C536380,22000,NEVER SOLD,-1.0,2010-12-01 09:42:00,1.00,17850,United Kingdom',
  '536365,85123A,WHITE HEART,1.0,2010-12-01 08:26:00,2.55,17850,United Kingdom',
  // dirt, lines 9 to 15
  '536400,85123A,,56.0,2010-12-01 11:52:00,0.0,,United Kingdom',
  '536401,85123A,damaged,-10.0,2010-12-01 12:00:00,0.0,,United Kingdom',
  '536402,B,Adjust bad debt,1.0,2010-12-01 12:10:00,11062.06,,United Kingdom',
  '536403,PADS,PADS TO MATCH,1.0,2010-12-01 12:20:00,0.001,17850,United Kingdom',
  '536404,85123A,WHITE HEART,1.0,2011-02-30 12:20:00,2.55,17850,United Kingdom',
  '536405,85123A,WHITE HEART,one,2010-12-01 12:20:00,2.55,17850,United Kingdom',
  '536406,85123A,WHITE HEART,1.0',
];

function write(name: string, rows: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, name.endsWith('.gz') ? gzipSync(rows.join('\r\n')) : rows.join('\r\n'));
  return path;
}
const options = (path: string) => ({
  path,
  source: 'test',
  reportPath: join(folder, 'rejected.csv'),
  checkpointPath: join(folder, 'checkpoint.json'),
});

interface Order {
  id: string;
  number: string;
  kind: string;
  customerId: string | null;
  customerName: string;
  originalOrderId?: string;
  lines: { sku: string; variantId: string | null; quantity: number; total: number }[];
}

test('every line is in an order or in the report with its number and reason', async () => {
  const shop = recordingTarget();
  const done = await importHistory(shop.target, quietTalk, options(write('history.csv.gz', [header, ...lines])));
  expect([done.lines, done.importedLines, done.report.total]).toEqual([14, 7, 7]);
  const report = readFileSync(done.report.path, 'utf8').trim().split('\r\n');
  expect(report.map((row) => row.split(',').slice(0, 2).join(' '))).toEqual([
    'line code',
    '9 stock-correction',
    '10 stock-correction',
    '11 book-entry',
    '12 bad-price',
    '13 bad-date',
    '14 bad-quantity',
    '15 wrong-field-count',
  ]);
  expect(report[5]).toContain('2011-02-30 12:20:00 is not a date of the calendar');

  const orders = shop.rows<Order>('orders.importHistory', 'orders');
  expect(orders.map((order) => order.number)).toEqual(['536366', '536367', '536365', 'C536379', 'C536380']);
  const [guest, postage, sale, back, unlinked] = orders as [Order, Order, Order, Order, Order];
  expect(guest).toMatchObject({ customerId: null, customerName: 'Guest' });
  // One invoice whose last line stands far below is one order, and both spellings of a code are one thing.
  expect(sale.lines.map((line) => [line.sku, line.quantity, line.total])).toEqual([
    ['85123A', 6, 1530],
    ['71053', 6, 2034],
    ['85123A', 1, 255],
  ]);
  expect(guest.lines[0]?.variantId).toBe(sale.lines[0]?.variantId);
  expect(postage.lines[0]).toMatchObject({ variantId: null, total: 1800 });
  expect(back).toMatchObject({ kind: 'return', originalOrderId: sale.id, lines: [{ quantity: -2, total: -510 }] });
  expect(unlinked.originalOrderId).toBeUndefined();
  expect(shop.rows<{ externalRef: string; country: string }>('customers.save', 'customers')).toMatchObject([
    { externalRef: 'test:17850', country: 'GB' },
    { externalRef: 'test:12583', country: 'FR' },
  ]);
  const products = shop.rows<{ product: { title: string }; variants: { sku: string; price: number | null }[] }>(
    'catalog.importProducts',
    'products',
  );
  expect(products.map((one) => [one.variants[0]?.sku, one.product.title, one.variants[0]?.price])).toEqual([
    ['85123A', 'WHITE HEART', 255],
    ['71053', 'METAL LANTERN', 339],
    ['22000', 'NEVER SOLD', null],
  ]);
});

test('run again it sends the same commands, which the shop has done already', async () => {
  const shop = recordingTarget();
  const path = write('history.csv', [header, ...lines]);
  await importHistory(shop.target, quietTalk, options(path));
  const before = shop.commands.length;
  await importHistory(shop.target, quietTalk, options(path));
  expect(shop.commands.length).toBe(before);
});

test('stopped by a person it keeps where it was, and goes on there', async () => {
  const many = Array.from(
    { length: 9_000 },
    (_, n) => `${600_000 + Math.floor(n / 10)},${20_000 + (n % 50)},THING,1,2011-01-10 10:00:00,1.00,12346,Norway`,
  );
  const path = write('many.csv', [header, ...many]);
  let stop = false;
  const shop = recordingTarget((command) => {
    if (command.name === 'orders.importHistory') stop = true;
    return null;
  });
  const first = await importHistory(shop.target, { progress: () => {}, stopped: () => stop }, options(path));
  expect(first.stopped).toBe(true);
  expect(first.importedLines).toBeGreaterThan(0);
  expect(first.importedLines).toBeLessThan(9_000);
  expect(existsSync(options(path).checkpointPath)).toBe(true);

  const second = await importHistory(shop.target, quietTalk, options(path));
  expect(second).toMatchObject({ stopped: false, importedLines: 9_000, orders: 900 });
  expect(shop.rows<Order>('orders.importHistory', 'orders')).toHaveLength(900);
  expect(existsSync(options(path).checkpointPath)).toBe(false);
});

test('takes the variant that the shop has already under a code', async () => {
  const there = '5d1c0a3e-0b0f-4d5e-9a57-0000000000b1';
  const shop = recordingTarget(({ name, args }) => {
    const products = args.products as unknown as { variants: { sku: string }[] }[] | undefined;
    if (name !== 'catalog.importProducts' || !products?.some((one) => one.variants[0]?.sku === '71053')) return null;
    return {
      status: 'refused',
      code: 'catalog.sku-taken',
      message: 'taken',
      details: { sku: '71053', variantId: there },
    };
  });
  await importHistory(shop.target, quietTalk, options(write('history.csv', [header, ...lines])));
  const sale = shop.rows<Order>('orders.importHistory', 'orders').find((order) => order.number === '536365');
  expect(sale?.lines[1]?.variantId).toBe(there);
  expect(shop.rows('catalog.importProducts', 'products')).toHaveLength(2);
});

test('another kind of file, or a place that is not there, is said before anything is done', async () => {
  const shop = recordingTarget();
  await expect(importHistory(shop.target, quietTalk, options(write('x.csv', ['a,b', '1,2'])))).rejects.toThrow(
    'no column for invoice, code',
  );
  const path = write('history.csv', [header, ...lines]);
  await expect(importHistory(shop.target, quietTalk, { ...options(path), location: 'Paris' })).rejects.toThrow(
    'no location Paris in this shop (Bath, Frome)',
  );
  expect(shop.commands).toEqual([]);
});
