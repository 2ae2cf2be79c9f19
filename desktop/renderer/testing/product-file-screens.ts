import type { Screen } from './screens.ts';

/** Products on their way into files and back. */
export const productFileScreens: readonly Screen[] = [
  {
    name: 'products-export',
    route: '/products',
    query: { products: '400', sync: 'calm' },
    within: '[role=dialog]',
    act: async (page) => {
      await page.getByRole('button', { name: 'Import and export' }).click();
      await page.getByRole('menuitem', { name: 'Export…' }).click();
      await page.getByRole('dialog', { name: 'Export products' }).waitFor();
    },
  },
  {
    name: 'products-import',
    route: '/products',
    query: { products: '400', sync: 'calm' },
    within: '[role=dialog]',
    act: async (page) => {
      await page.getByRole('button', { name: 'Import and export' }).click();
      await page.getByRole('menuitem', { name: 'Import…' }).click();
      const text = 'SKU;Price;Shelf\nCND-FIG-220;26,50;A4\nBSK-WIL-S;forty;A5\n';
      const buffer = Buffer.from(text);
      await page.locator('input[type=file]').setInputFiles({ name: 'prices.csv', mimeType: 'text/csv', buffer });
      await page.getByText('Columns that are not taken: Shelf').waitFor();
    },
  },
];
