import type { Screen } from './screens.ts';

const calm = { sync: 'calm' };

/** Transfers, one picture of each state. */
export const transferScreens: readonly Screen[] = [
  { name: 'transfers', route: '/transfers', query: calm },
  { name: 'transfer-ready', route: '/transfers/m2xd', query: calm },
  { name: 'transfer-done', route: '/transfers/b4hn', query: calm },
  {
    name: 'transfer-draft',
    route: '/transfers/p9ta',
    query: calm,
    act: async (page) => {
      await page.getByRole('combobox', { name: 'Add an item by name, SKU or barcode' }).fill('mug');
    },
  },
  {
    name: 'transfer-in',
    route: '/transfers/k7qf',
    query: calm,
    act: async (page) => {
      await page.getByRole('button', { name: 'All of it came' }).click();
      await page.locator('fieldset').filter({ hasText: '24' }).getByRole('button', { name: 'Fewer' }).click();
      await page.locator('fieldset').nth(1).getByRole('button', { name: 'More' }).click();
    },
  },
  { name: 'stock-waiting', route: '/stock?view=waiting', query: { sync: 'calm' } },
  {
    name: 'stock-who-waits',
    within: '[role="dialog"]',
    route: '/stock?view=waiting',
    query: { sync: 'calm' },
    act: async (page) => {
      await page
        .getByRole('button', { name: /^Who waits for/ })
        .first()
        .click();
      await page.getByText('ada@people.example').waitFor();
    },
  },
];
