import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findChromium, noChromium } from '../../../tools/parts/chromium.ts';
import { type DemoDesk, openDemoDesk } from './demo-desk.ts';
import { shopifyFile } from './product-file-screens.ts';

let desk: DemoDesk;
const folder = mkdtempSync(join(tmpdir(), 'tillhouse-product-files-'));
const missing = findChromium() === undefined;
if (missing) console.warn(`product-files.e2e: ${noChromium}`);
beforeAll(async () => {
  if (!missing) desk = await openDemoDesk();
}, 120_000);
afterAll(async () => {
  await desk?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function fromMenu(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'Import and export' }).press('Enter');
  await page.getByRole('menuitem', { name: item }).press('Enter');
}

async function saved(page: Page, work: () => Promise<void>, name: string): Promise<string> {
  const waiting = page.waitForEvent('download');
  await work();
  const path = join(folder, name);
  await (await waiting).saveAs(path);
  return path;
}

describe.skipIf(missing)('files of products', () => {
  test.each([false, true])('products go into a spreadsheet and back, by keyboard alone (dark: %s)', async (dark) => {
    const page = await desk.open({ route: '/products', query: { products: '400', sync: 'calm' }, dark });
    await page.getByRole('button', { name: 'Import and export' }).press('Enter');
    await page.getByRole('menuitem', { name: 'Export…' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Export products' });
    await dialog.getByRole('radio', { name: /^Spreadsheet Edit/ }).focus();
    const path = await saved(page, () => page.keyboard.press('Enter'), `sheet-${dark}.csv`);
    await dialog.getByText('products-2026-11-23.csv is saved, with 400 products.').waitFor();
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    const text = readFileSync(path, 'utf8');
    expect(text.startsWith('\uFEFFHandle,Title,')).toBe(true);
    expect(text).toContain('Price (GBP)');

    // Unchanged: nothing to do, and it says so.
    await fromMenu(page, 'Import…');
    const input = page.locator('input[type=file]');
    await input.setInputFiles(path);
    await page.getByText('Nothing to change: the shop is as the file says.').waitFor();

    // One price, one title, one bad row, a column of somebody's own.
    const rows = text.split('\r\n');
    const changed = rows.map((row, at) => {
      if (at === 0) return `${row},Shelf`;
      if (at === 12) return `${row.replace(/,(\d+\.\d\d),/, ',99.95,')},A4`;
      if (at === 14) return `${row.replace(/,(\d+\.\d\d),/, ',forty,')},A5`;
      if (at === 15) return `${row.replace(/^([^,]+),("[^"]*"|[^,]*),/, '$1,A new name,')},A6`;
      return row === '' ? '' : `${row},`;
    });
    const edited = join(folder, `edited-${dark}.csv`);
    writeFileSync(edited, changed.join('\r\n'));
    await page.getByRole('button', { name: 'Another file' }).press('Enter');
    await input.setInputFiles(edited);
    await page.getByText('Columns that are not taken: Shelf').waitFor();
    expect(await page.getByRole('table').first().innerText()).toMatch(
      /99\.95[\s\S]*A new name|A new name[\s\S]*99\.95/,
    );
    await page.getByText('"forty" is not a price').waitFor();
    await page.getByRole('button', { name: /^Bring in 2 products/ }).press('Enter');
    await page.getByText('0 new products, 2 changed.').waitFor();
    const left = await saved(
      page,
      () => page.getByRole('button', { name: 'Save the rows that were not taken' }).press('Enter'),
      `left-${dark}.csv`,
    );
    expect(readFileSync(left, 'utf8')).toContain('is not a price');
    await page.getByRole('button', { name: 'Done' }).press('Enter');
  });

  test('ticked products go into a lossless file; a catalogue that takes long may be stopped', async () => {
    const page = await desk.open({ route: '/products', query: { products: '20000', sync: 'calm' } });
    await page
      .getByRole('checkbox', { name: /^Select / })
      .nth(2)
      .check();
    await page.getByRole('region', { name: 'Selected products' }).getByRole('button', { name: 'Export' }).click();
    const dialog = page.getByRole('dialog', { name: 'Export products' });
    await dialog.getByRole('radio', { name: /^Lossless file/ }).check();
    const path = await saved(
      page,
      () => dialog.getByRole('button', { name: 'Export', exact: true }).click(),
      'one.jsonl',
    );
    const lines = readFileSync(path, 'utf8').trim().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toEqual({ end: 1 });
    await dialog.getByRole('button', { name: 'Done' }).click();

    await fromMenu(page, 'Export…');
    await dialog.getByRole('radio', { name: /^All/ }).check();
    await dialog.getByRole('button', { name: 'Export', exact: true }).click();
    await dialog.getByText(/of 20,000 products are written/).waitFor();
    await dialog.getByRole('button', { name: 'Stop' }).click();
    await dialog.getByRole('button', { name: 'Export', exact: true }).waitFor();
  });

  test('a file that is none is said in words, and nothing was changed', async () => {
    const page = await desk.open({ route: '/products', query: { products: '10', sync: 'calm' }, dark: true });
    await fromMenu(page, 'Import…');
    const file = (name: string, text: string | Buffer) => ({
      name,
      mimeType: 'text/csv',
      buffer: Buffer.from(text),
    });
    const input = page.locator('input[type=file]');
    await input.setInputFiles(file('other.csv', 'article,amount\nmug,1\n'));
    await page
      .getByRole('alert')
      .getByText(/article, amount.*Nothing was changed/)
      .waitFor();
    await input.setInputFiles(file('sheet.csv', Buffer.from([0x50, 0x4b, 0x03, 0x04, 0, 0])));
    await page.getByText(/is no table but a spreadsheet/).waitFor();
  });

  test('a file of Shopify is recognised, looked at and brought in, by keyboard alone', async () => {
    const page = await desk.open({ route: '/products', query: { products: '40', sync: 'calm' } });
    await fromMenu(page, 'Import…');
    const bytes = Buffer.from(`\uFEFF${shopifyFile}`, 'utf16le');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'products_export.csv', mimeType: 'text/csv', buffer: bytes });
    const dialog = page.getByRole('dialog', { name: 'Import products_export.csv' });
    await dialog.getByText('Shopify, new columns').waitFor();
    const figures = (await dialog.locator('dl').innerText()).replaceAll(/\s+/g, ' ');
    expect(figures).toMatch(/New products 2 New variants 3 Here already 0 Rows not taken 2/);
    await dialog.getByText(/2 columns have no field here and are kept with each product: colour .*, season/).waitFor();
    await dialog.getByText('price: "eighteen" is not a price').waitFor();
    await dialog.getByLabel(/Opening stock: the file counts 23 units/).selectOption({ index: 1 });
    await dialog.getByRole('button', { name: 'Bring in 2 products' }).press('Enter');
    await page.getByText('2 products with 3 variants are in.').waitFor();
    await page.getByText('23 units of opening stock are counted in.').waitFor();
    const path = await saved(
      page,
      () => page.getByRole('button', { name: 'Save the rows that were not taken' }).press('Enter'),
      'shopify-left.csv',
    );
    const [head, ...rows] = readFileSync(path, 'utf8').trim().split('\r\n');
    expect(head).toMatch(/^Line,Row,Why,Title,URL handle,Vendor/);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toContain(',Fire steel,fire-steel,Holt & Sons,Active,STEEL,');
    await page.getByRole('button', { name: 'Done' }).press('Enter');
  });
});
